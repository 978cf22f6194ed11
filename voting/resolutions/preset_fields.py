"""How each field of a preset is read: its shape, its words, its bounds."""

from collections.abc import Callable, Mapping
from typing import Any

from voting.i18n import _
from voting.polls.presets import read_quorum, read_threshold, spelt_out
from voting.polls.reading import Reader, within
from voting.polls.sheets import Threshold
from voting.resolutions.rules import ItemClass, Secrecy

_MOST_TEXT = 60
_MOST_DAYS = 366
_THRESHOLDS = frozenset({"quorum", "pass"})


def spelt(reader: Reader, key: str, value: object, place: str) -> object:
    """Bring the thresholds under a key into their full form, as far as they are given."""
    if key in _THRESHOLDS:
        return spelt_out(reader, value, place)
    if key == "classes" and isinstance(value, Mapping):
        return {k: spelt_out(reader, one, within(place, k)) for k, one in value.items()}
    return value


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
    found = read_threshold(reader, value, place)
    if found and found.share.fraction == 0:
        reader.wrong(place, _("比例应大于 0。"))
    return found


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
    "quorum": read_quorum,
    "pass": _threshold,
    "classes": _classes,
    "secret": _secrecy,
    "itemised": _truth,
    "materials_days": _days,
    "report_workdays": _days,
    "board_days": _days,
}
