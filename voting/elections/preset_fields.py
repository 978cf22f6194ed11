"""How each field of a preset is read: its shape, its words, its bounds."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any

from voting.elections.rules import (
    Bar,
    Blank,
    ListOrder,
    Next,
    RunOff,
    RunOffNeeds,
    SizeRow,
    WriteIn,
)
from voting.i18n import _
from voting.polls.presets import read_quorum, read_threshold
from voting.polls.reading import MOST_WHOLE, Reader, within
from voting.workdays.rules import DayUnit

MORE_THAN_SEATS = "more_than_seats"
_MOST_TEXT = 60
_MOST_DAYS = 366
_MOST_MONTHS = 60
_SIZE_KEYS = ("members_to", "least", "most", "also")
_MARGIN_KEYS = ("committee", "standing", "audit", "women", "officers", "delegates", "recall")
_BODIES_WITH_SIZES = (
    "committee",
    "standing",
    "audit",
    "women",
    "chair",
    "vice_chair",
    "audit_head",
    "women_head",
)


def _title(reader: Reader, value: object, place: str) -> str | None:
    return reader.text(value, place, most=_MOST_TEXT)


def _truth(reader: Reader, value: object, place: str) -> bool | None:
    return reader.truth(value, place)


def _no_proxies(reader: Reader, value: object, place: str) -> bool | None:
    if reader.truth(value, place):
        reader.wrong(place, _("选举不得委托他人代为投票，只能为 false。"))
    return False


def _whole(most: int, least: int = 0) -> "_Field":
    def read(reader: Reader, value: object, place: str) -> int | None:
        return reader.whole(value, place, least=least, most=most)

    return read


def _one_of(words: type[StrEnum]) -> "_Field":
    def read(reader: Reader, value: object, place: str) -> StrEnum | None:
        word = reader.word(value, place, list(words))
        return words(word) if word else None

    return read


def _fixed(word: str) -> "_Field":
    def read(reader: Reader, value: object, place: str) -> str | None:
        return reader.word(value, place, (word,))

    return read


def _no_tie_breaking(reader: Reader, value: object, place: str) -> str | None:
    if value == "runoff_tied_only":
        return "runoff_tied_only"
    reader.wrong(place, _("系统从不裁决票数相等，只能为 runoff_tied_only（就相等者再次投票）。"))
    return None


def _several(words: type[StrEnum], known: Sequence[StrEnum] = ()) -> "_Field":
    allowed = [word.value for word in known or list(words)]

    def read(reader: Reader, value: object, place: str) -> tuple[StrEnum, ...]:
        found = [
            reader.word(item, f"{place}[{index}]", allowed)
            for index, item in enumerate(reader.sequence(value, place))
        ]
        return tuple(dict.fromkeys(words(word) for word in found if word))

    return read


def _bars(reader: Reader, value: object, place: str) -> frozenset[Bar]:
    return frozenset(_several(Bar)(reader, value, place))


def _runoff(reader: Reader, value: object, place: str) -> RunOff | None:
    keys = ("elect", "writein")
    parts = reader.mapping(value, place, keys, keys)
    if not all(key in parts for key in keys):
        return None
    elect = reader.word(parts.get("elect"), within(place, "elect"), list(RunOffNeeds))
    writein = reader.word(parts.get("writein"), within(place, "writein"), list(WriteIn))
    return RunOff(RunOffNeeds(elect), WriteIn(writein)) if elect and writein else None


def _margins(reader: Reader, value: object, place: str) -> dict[str, Fraction | None]:
    rates = reader.mapping(value, place, _MARGIN_KEYS, _MARGIN_KEYS)
    return {
        key: None if rate == MORE_THAN_SEATS else reader.share(rate, within(place, key))
        for key, rate in rates.items()
    }


def _sizes(reader: Reader, value: object, place: str) -> dict[str, tuple[SizeRow, ...]]:
    bodies = reader.mapping(value, place, _BODIES_WITH_SIZES)
    return {
        body: tuple(
            _size_row(reader, row, f"{within(place, body)}[{index}]")
            for index, row in enumerate(reader.sequence(rows, within(place, body)))
        )
        for body, rows in bodies.items()
    }


def _size_row(reader: Reader, value: object, place: str) -> SizeRow:
    row = reader.mapping(value, place, _SIZE_KEYS, _SIZE_KEYS[:-1])

    def number(key: str) -> int | None:
        if row.get(key) is None and key in {"members_to", "also"}:
            return None
        return reader.whole(row.get(key), within(place, key), least=1)

    return SizeRow(number("members_to"), number("least") or 0, number("most") or 0, number("also"))


_Field = Callable[[Reader, object, str], Any]
FIELDS: dict[str, _Field] = {
    "name": _title,
    "title": _title,
    "standard": _title,
    "quorum": read_quorum,
    "elect": read_threshold,
    "secret": _truth,
    "proxy": _no_proxies,
    "margin": _margins,
    "writein": _one_of(WriteIn),
    "overvote": _fixed("void_ballot"),
    "blank": _one_of(Blank),
    "tie": _no_tie_breaking,
    "runoff": _runoff,
    "short": _several(Next, (Next.REBALLOT, Next.REDUCE_SEATS, Next.LEAVE_VACANT)),
    "reballot_new_candidates": _truth,
    "list_order": _one_of(ListOrder),
    "tally_order": _fixed("approve_desc"),
    "publicity_days": _whole(_MOST_DAYS),
    "publicity_unit": _one_of(DayUnit),
    "publicity_counts_first_day": _truth,
    "vacancy_months": _whole(_MOST_MONTHS),
    "ban": _bars,
    "delegates_from": _whole(MOST_WHOLE),
    "women_committee_from": _whole(MOST_WHOLE),
    "sizes": _sizes,
}
