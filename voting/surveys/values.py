"""One answer: from what was typed, chosen or imported to its normal form, or why not.

Normal forms: a text; a decimal number as text (``12.5``); a date ``2026-05-01``; a time ``08:30``;
the name of an option; a tuple of names, in the order of the options (multiple choice) or of the
ranks (ranking). ``None`` is no answer.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from voting.i18n import _
from voting.surveys.expressions.evaluation import Given
from voting.surveys.expressions.fitting import near
from voting.surveys.expressions.numbers import number_of, text_of
from voting.surveys.expressions.special import is_date, is_time
from voting.surveys.form import Kind, said
from voting.surveys.program import ACKNOWLEDGED, Step

MOST_SHORT = 200
MOST_LONG = 2000
Raw = str | Sequence[str] | None
_YES = frozenset({"ok", "yes", "true", "1", "是", "同意", "已阅", "知悉"})
_UNREADABLE = frozenset({"Cc", "Cf", "Cs", "Co"})
_LOOSE_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00)?)?")
_LOOSE_TIME = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：]00)?")


class Unreadable(Exception):
    """What stands there is no answer to this question; ``reason``: one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(step: Step, raw: Raw) -> Given:
    """Return the normal form of an answer; raises :class:`Unreadable`."""
    if not isinstance(raw, str | None):
        given: Raw = tuple(part.strip() for part in raw if part.strip())
    else:
        given = (raw or "").strip()
    if not given:
        return None
    if step.question.kind in _READERS_OF_SEVERAL:
        names = tuple(given.split()) if isinstance(given, str) else tuple(given)
        return _READERS_OF_SEVERAL[step.question.kind](step, names)
    if not isinstance(given, str):
        raise Unreadable(_("这一题只能有一个答案。"))
    return _READERS[step.question.kind](step, given)


def text(raw: str, most: int) -> str:
    """Read a text of at most so many characters."""
    composed = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()
    # Whatever is printable has none of them; only the rest is looked at sign by sign.
    if not composed.isprintable():
        for sign in composed:
            if sign not in "\n\t" and unicodedata.category(sign) in _UNREADABLE:
                raise Unreadable(_("含有看不见的字符，请删去。"))
    if len(composed) > most:
        raise Unreadable(_("最多 %(most)s 个字，现为 %(n)s 个。", most=most, n=len(composed)))
    return composed


def chosen(given: Given) -> tuple[str, ...]:
    """Return the names of the options in an answer."""
    if given is None:
        return ()
    return given if isinstance(given, tuple) else (given,)


def broken_limit(step: Step, given: Given) -> str:
    """Return what is wrong with how many options were chosen, or nothing."""
    question, n = step.question, len(chosen(given))
    if question.kind is Kind.RANK and n < len(step.choices) and not step.choice_filter:
        return _("请给全部 %(n)s 项排出次序。", n=len(step.choices))
    if question.kind is not Kind.SELECT_MULTIPLE:
        return ""
    alone = [choice for choice in step.choices if choice.exclusive and choice.name in chosen(given)]
    if alone and n > 1:
        return _("选了“%(label)s”，就不能再选其他选项。", label=said(alone[0].label))
    if question.fewest is not None and n < question.fewest and not alone:
        return _("至少选 %(n)s 项，现为 %(now)s 项。", n=question.fewest, now=n)
    if question.most is not None and n > question.most:
        return _("最多选 %(n)s 项，现为 %(now)s 项。", n=question.most, now=n)
    return ""


def _text(step: Step, raw: str) -> Given:
    return text(raw, MOST_LONG if step.question.is_long else MOST_SHORT)


def _number(step: Step, raw: str) -> Given:
    found = number_of(unicodedata.normalize("NFKC", raw).replace(",", "").strip())
    if found is None:
        raise Unreadable(_("“%(value)s”不是数字。", value=_short(raw)))
    scale = step.question.scale
    if step.question.kind is Kind.INTEGER and found.denominator != 1:
        raise Unreadable(_("“%(value)s”不是整数。", value=_short(raw)))
    if scale and not scale.holds(found):
        raise Unreadable(
            _(
                "“%(value)s”不在 %(start)s 至 %(end)s 的选项里。",
                value=_short(raw),
                start=text_of(scale.start),
                end=text_of(scale.end),
            )
        )
    return text_of(found)


def _date(_step: Step, raw: str) -> Given:
    found = _LOOSE_DATE.fullmatch(unicodedata.normalize("NFKC", raw))
    written = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else raw
    if not is_date(written):
        raise Unreadable(_("“%(value)s”不是日期，请写成 2026-05-01 的样子。", value=_short(raw)))
    return written


def _time(_step: Step, raw: str) -> Given:
    found = _LOOSE_TIME.fullmatch(raw)
    written = f"{int(found[1]):02}:{found[2]}" if found else raw
    if not is_time(written):
        raise Unreadable(_("“%(value)s”不是时间，请写成 08:30 的样子。", value=_short(raw)))
    return written


def _acknowledgement(_step: Step, raw: str) -> Given:
    if raw.casefold() not in _YES:
        raise Unreadable(_("“%(value)s”看不懂，知悉要写 OK。", value=_short(raw)))
    return ACKNOWLEDGED


def _option(step: Step, raw: str) -> Given:
    if raw not in step.names:
        raise _no_option(step, [raw])
    return raw


def _options(step: Step, names: tuple[str, ...]) -> Given:
    unknown = [name for name in names if name not in step.names]
    if unknown:
        raise _no_option(step, unknown)
    if len(set(names)) < len(names):
        raise Unreadable(_("同一个选项写了两次。"))
    chosen = set(names)
    return tuple(choice.name for choice in step.choices if choice.name in chosen)


def _ranking(step: Step, names: tuple[str, ...]) -> Given:
    _options(step, names)
    return names


def _no_option(step: Step, unknown: Sequence[str]) -> Unreadable:
    return Unreadable(
        _(
            "没有名称为“%(names)s”的选项%(near)s。",
            names="、".join(map(_short, unknown)),
            near=near(unknown[0], step.names),
        )
    )


def _short(raw: str) -> str:
    return raw if len(raw) <= MOST_SHORT // 5 else raw[: MOST_SHORT // 5] + "…"


_READERS: Mapping[Kind, Callable[[Step, str], Given]] = {
    Kind.SELECT_ONE: _option,
    Kind.RANGE: _number,
    Kind.INTEGER: _number,
    Kind.DECIMAL: _number,
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.ACKNOWLEDGE: _acknowledgement,
}
_READERS_OF_SEVERAL: Mapping[Kind, Callable[[Step, tuple[str, ...]], Given]] = {
    Kind.SELECT_MULTIPLE: _options,
    Kind.RANK: _ranking,
}
