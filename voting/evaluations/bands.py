"""Bands (档次): grades that marks or scores from a lowest number on belong to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.evaluations.numbers import number
from voting.evaluations.rounding import exact_text
from voting.i18n import _
from voting.polls.reading import Reader, within

_MOST_ID = 64
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Band:
    """A grade that marks or scores from ``least`` on belong to."""

    id: str
    least: Fraction


Bands = tuple[Band, ...]
"""From high to low."""


def band_of(bands: Iterable[Band], value: Fraction) -> str | None:
    """Return the band a number lies in; below the lowest there is none."""
    return next((band.id for band in bands if value >= band.least), None)


def bands_data(bands: Bands) -> list[dict[str, str]]:
    """Return bands as data."""
    return [{"id": band.id, "least": exact_text(band.least)} for band in bands]


def read_bands(
    reader: Reader, value: object, place: str, *, most: int, taken: Iterable[str] = ()
) -> Bands:
    """Read bands: ``{id: least}``, ``{id: [least, most]}`` or ``[{id, least}]``, in any order."""
    found: list[Band] = []
    tops: dict[str, Fraction] = {}
    used = set(taken)
    for id_, given, here in _rows(reader, value, place):
        ends = _ends(reader, given, here, most)
        if id_ in used or (ends and ends[0] in {band.least for band in found}):
            reader.wrong(here, _("“%(id)s”与另一档重复。", id=id_))
        elif ends:
            used.add(id_)
            found.append(Band(id_, ends[0]))
            tops[id_] = ends[-1]
    ordered = tuple(sorted(found, key=lambda band: band.least, reverse=True))
    _refuse_overlaps(reader, place, ordered, tops)
    return ordered


def _rows(reader: Reader, value: object, place: str) -> list[tuple[str, object, str]]:
    if isinstance(value, Mapping):
        given = [(reader.text(id_, place, most=_MOST_ID), id_) for id_ in value]
        return [(id_, value[key], within(place, key)) for id_, key in given if id_]
    found = []
    for index, row in enumerate(reader.sequence(value, place)):
        here = f"{place}[{index}]"
        data = reader.mapping(row, here, ("id", "least"), ("id", "least"))
        if {"id", "least"} <= data.keys():
            id_ = reader.text(data["id"], within(here, "id"), most=_MOST_ID)
            found.append((id_ or "", data["least"], within(here, "least")))
    return [row for row in found if row[0]]


def _ends(reader: Reader, given: object, place: str, most: int) -> list[Fraction]:
    """Read the lowest number of a band, and the highest where it is said."""
    values: Sequence[object] = given if isinstance(given, list) else [given]
    if not 1 <= len(values) <= _PAIR:
        reader.wrong(place, _("应为最低分，或最低分和最高分，如 [70, 90]。"))
        return []
    ends = [number(reader, value, place, most=most) for value in values]
    return [] if None in ends else [end for end in ends if end is not None]


def _refuse_overlaps(
    reader: Reader, place: str, ordered: Bands, tops: Mapping[str, Fraction]
) -> None:
    """Refuse a highest number below its own band or within the next one."""
    above: Fraction | None = None
    for band in ordered:
        top = tops[band.id]
        if top < band.least or (above is not None and top > above):
            reader.wrong(
                within(place, band.id),
                _("这一档的最高分 %(top)s 与其他档次重叠，请核对。", top=exact_text(top)),
            )
        above = band.least
