"""Reading a document field by field: every wrong field is kept with its place and its reason."""

import difflib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from typing_extensions import override

from voting.errors import WrongInput
from voting.i18n import _

# A figure beyond this is a slip of the keyboard, not a number of people or ballots.
MOST_WHOLE = 100_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong field: where it stands (``ballots[3].marks.b``) and what to do about it."""

    place: str
    text: str

    @override
    def __str__(self) -> str:
        return f"{self.place}：{self.text}" if self.place else self.text


# Control characters, direction marks, halves of signs: nobody can read or compare them.
_UNREADABLE = frozenset({"Cc", "Cf", "Cs"})


class WrongDocument(WrongInput):
    """A document with wrong fields; ``problems`` holds all of them, in the order they stand."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(str(problem) for problem in self.problems))


class Reader:
    """Collects what is wrong while a document is read; ``None`` stands for what could not be."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, place: str, text: str) -> None:
        """Keep a problem."""
        self.problems.append(Problem(place, text))

    def done(self) -> None:
        """Refuse the document if anything in it was wrong."""
        if self.problems:
            raise WrongDocument(self.problems)

    def mapping(
        self, value: object, place: str, known: Collection[str], required: Iterable[str] = ()
    ) -> Mapping[str, object]:
        """Read an object; unknown keys and missing ones are problems."""
        if not isinstance(value, Mapping):
            self.wrong(place, _("应为对象 {…}。"))
            return {}
        for key in value:
            if key not in known:
                self.wrong(within(place, key), _unknown_key(str(key), known))
        for key in required:
            if key not in value:
                self.wrong(within(place, key), _("缺少这一项。"))
        return value

    def sequence(self, value: object, place: str) -> Sequence[object]:
        """Read an array."""
        if isinstance(value, list | tuple):
            return value
        self.wrong(place, _("应为数组 […]。"))
        return ()

    def whole(
        self, value: object, place: str, *, least: int = 0, most: int = MOST_WHOLE
    ) -> int | None:
        """Read a whole number within ``least`` and ``most``, both included."""
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(place, _("应为整数，现为 %(value)s。", value=shown(value)))
            return None
        if not least <= value <= most:
            self.wrong(
                place,
                _(
                    "应在 %(least)s 至 %(most)s 之间，现为 %(value)s。",
                    least=least,
                    most=most,
                    value=shown(value),
                ),
            )
            return None
        return value

    def text(self, value: object, place: str, *, most: int, least: int = 1) -> str | None:
        """Read a text of ``least`` to ``most`` characters, white space at its ends apart."""
        if not isinstance(value, str):
            self.wrong(place, _("应为文字，现为 %(value)s。", value=shown(value)))
            return None
        trimmed = value.strip()
        if any(unicodedata.category(sign) in _UNREADABLE for sign in trimmed):
            self.wrong(place, _("含有不可见字符，请删去。"))
            return None
        if len(trimmed) < least:
            self.wrong(place, _("不能为空。"))
            return None
        if len(trimmed) > most:
            self.wrong(place, _("最多 %(most)s 个字，现为 %(n)s 个。", most=most, n=len(trimmed)))
            return None
        return trimmed

    def truth(self, value: object, place: str) -> bool | None:
        """Read ``true`` or ``false``."""
        if isinstance(value, bool):
            return value
        self.wrong(place, _("应为 true 或 false，现为 %(value)s。", value=shown(value)))
        return None

    def word(self, value: object, place: str, known: Iterable[str]) -> str | None:
        """Read one word out of the known ones."""
        words = tuple(known)
        if isinstance(value, str) and value in words:
            return str(value)
        self.wrong(
            place,
            _("应为 %(known)s 之一，现为 %(value)s。", known="、".join(words), value=shown(value)),
        )
        return None

    def share(self, value: object, place: str) -> Fraction | None:
        """Read a share between 0 and 1, written as a string: ``"2/3"``."""
        if not isinstance(value, str):
            self.wrong(place, _('分数要写成字符串，如 "2/3"，现为 %(value)s。', value=shown(value)))
            return None
        try:
            share = Fraction(value.replace(" ", ""))
        except (ValueError, ZeroDivisionError):
            self.wrong(place, _('不是分数：%(value)s。请写成 "2/3" 的样子。', value=shown(value)))
            return None
        if not 0 <= share <= 1:
            self.wrong(place, _("应在 0 和 1 之间，现为 %(value)s。", value=shown(value)))
            return None
        return share


def within(place: str, key: object) -> str:
    """Name the place of a key inside another place: ``rules.elect``."""
    return f"{place}.{key}" if place else str(key)


def shown(value: object) -> str:
    """Show a wrong value shortly enough for one line."""
    words = {None: "null", True: "true", False: "false"}
    if value is None or isinstance(value, bool):
        return words[value]
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SHOWN = 40


def _unknown_key(key: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return _("没有这一项。是不是想写 %(near)s？", near=near[0])
    return _("没有这一项。可用的有：%(known)s。", known="、".join(sorted(known)))
