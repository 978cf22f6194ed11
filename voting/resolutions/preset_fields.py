"""How each field of a preset is read: its shape, its words, its bounds."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from voting.congress.rules import Share
from voting.i18n import _
from voting.polls.reading import Reader, within
from voting.resolutions.rules import Base, ItemClass, Secrecy, Threshold

_OPS = (">", ">=")
_MOST_TEXT = 60
_MOST_DAYS = 366
_THRESHOLDS = frozenset({"quorum", "pass"})
_THRESHOLD_TEXT = re.compile(r"(?P<share>\d+/\d+)(?:\s*(?P<op>>=|>))?(?:\s*(?P<base>[a-z]+))?")


def spelt_out(reader: Reader, key: str, value: object, place: str) -> object:
    """Bring a threshold into the form ``{share, op, base}``, as far as it is given."""
    if key in _THRESHOLDS:
        return _spelt_threshold(reader, value, place)
    if key == "classes" and isinstance(value, Mapping):
        return {k: _spelt_threshold(reader, one, within(place, k)) for k, one in value.items()}
    return value


def _spelt_threshold(reader: Reader, value: object, place: str) -> object:
    if isinstance(value, str):
        found = _THRESHOLD_TEXT.fullmatch(value.strip())
        if found:
            return {key: part for key, part in found.groupdict().items() if part}
        reader.wrong(place, _('看不懂这个比例：请写成 "1/2 > eligible" 的样子。'))
        return {}
    if isinstance(value, Mapping) and ("num" in value or "den" in value):
        return _from_num_den(reader, value, place)
    return value


def _from_num_den(reader: Reader, value: Mapping[Any, object], place: str) -> dict[Any, object]:
    rest = {key: part for key, part in value.items() if key not in {"num", "den"}}
    if "share" in rest:
        reader.wrong(place, _("share 与 num、den 只能写一种。"))
    num = reader.whole(value.get("num"), within(place, "num"))
    den = reader.whole(value.get("den"), within(place, "den"), least=1)
    return {**rest, "share": f"{num}/{den}"} if num is not None and den else rest


# --- Fields ------------------------------------------------------------------------------------


def _title(reader: Reader, value: object, place: str) -> str | None:
    return reader.text(value, place, most=_MOST_TEXT)


def _truth(reader: Reader, value: object, place: str) -> bool | None:
    return reader.truth(value, place)


def _days(reader: Reader, value: object, place: str) -> int | None:
    return reader.whole(value, place, most=_MOST_DAYS)


def _secrecy(reader: Reader, value: object, place: str) -> Secrecy | None:
    if isinstance(value, bool):
        return Secrecy.ALL if value else Secrecy.NONE
    word = reader.word(value, place, list(Secrecy))
    return Secrecy(word) if word else None


def _threshold(reader: Reader, value: object, place: str) -> Threshold | None:
    keys = ("share", "op", "base")
    parts = reader.mapping(value, place, keys, keys)
    if not all(key in parts for key in keys):
        return None
    share = reader.share(parts.get("share"), within(place, "share"))
    op = reader.word(parts.get("op"), within(place, "op"), _OPS)
    base = reader.word(parts.get("base"), within(place, "base"), list(Base))
    if share is None or op is None or base is None:
        return None
    if share == 0:
        reader.wrong(place, _("比例应大于 0。"))
    if op == ">" and share == 1:
        reader.wrong(place, _("没有人能得到多于全部的票，请改用 >= 或较小的比例。"))
    return Threshold(Share(share.numerator, share.denominator, op), Base(base))


def _quorum(reader: Reader, value: object, place: str) -> Threshold | None:
    quorum = _threshold(reader, value, place)
    if quorum and quorum.base is not Base.ELIGIBLE:
        reader.wrong(within(place, "base"), _("到会比例只能以应到会人数（eligible）为基数。"))
    if quorum and quorum.share.op != ">=":
        reader.wrong(within(place, "op"), _("到会比例包括本数，只能为 >=。"))
    return quorum


def _classes(reader: Reader, value: object, place: str) -> dict[ItemClass, Threshold]:
    known = [each.value for each in ItemClass]
    found = {
        key: _threshold(reader, one, within(place, key))
        for key, one in reader.mapping(value, place, known).items()
        if key in known
    }
    return {ItemClass(key): one for key, one in found.items() if one is not None}


_Field = Callable[[Reader, object, str], Any]
FIELDS: dict[str, _Field] = {
    "name": _title,
    "title": _title,
    "standard": _title,
    "quorum": _quorum,
    "pass": _threshold,
    "classes": _classes,
    "secret": _secrecy,
    "itemised": _truth,
    "materials_days": _days,
    "report_workdays": _days,
    "board_days": _days,
}
