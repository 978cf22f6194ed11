"""Reading how a plan is scored; ``docs/scoring.md`` tells the keys of each scheme."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypedDict

from voting.evaluations.bands import Bands, read_bands
from voting.evaluations.circle_fields import read_circles
from voting.evaluations.fields import Fields
from voting.evaluations.grade_fields import FLAG_KEYS, Known, read_flags, read_grades
from voting.evaluations.numbers import number, numbers_by, share
from voting.evaluations.schemes import (
    BandScheme,
    Below,
    Circle,
    CoefficientScheme,
    CountsOnly,
    EmptyGroup,
    Flags,
    FlagScheme,
    IndexScheme,
    MarkScheme,
    PointScheme,
    Scheme,
    SumScheme,
)
from voting.i18n import _
from voting.polls.reading import Reader, within

_MOST_MARK = 1000
_MOST_RATERS = 100_000
_THIRD = Fraction(1, 3)
SCHEME_KEYS: dict[str, tuple[str, ...]] = {
    "counts": (),
    "flags": (),
    "points": ("points",),
    "circles": ("points",),
    "index": ("points",),
    "bands": ("of", "bands", "below"),
    "marks": ("trim_above", "bands", "most", "places"),
    "sums": ("max", "bands", "total_bands", "overall", "places"),
    "coefficients": ("coefficients", "max"),
}
"""The keys of each scheme, beside those that all have."""
_UNSCORED = ("counts", "flags")
_NUMERIC = ("marks", "sums")


class _Shared(TypedDict):
    empty_group: EmptyGroup
    flags: Flags | None
    circles: tuple[Circle, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    """A scheme's members, what they may speak of, and what was read of them already."""

    at: Fields
    known: Known
    shared: _Shared


def scheme_type(value: object) -> str:
    """Return the type of a scheme that was not read yet; nothing where it says none."""
    kind = value.get("type") if isinstance(value, Mapping) else None
    return kind if isinstance(kind, str) else ""


def read_scheme(reader: Reader, value: object, place: str, known: Known) -> Scheme | None:
    """Read a scheme; ``None`` where it could not be read, and why is told."""
    if not isinstance(value, Mapping):
        reader.wrong(place, _("应为对象 {…}。"))
        return None
    kind = reader.word(value.get("type"), within(place, "type"), SCHEME_KEYS)
    if kind is None:
        return None
    more = () if kind in _UNSCORED else ("empty_group", "circles")
    keys = ("type", *FLAG_KEYS, *SCHEME_KEYS[kind], *more)
    at = Fields(reader, reader.mapping(value, place, keys), place)
    if known.numeric and kind not in (*_UNSCORED, *_NUMERIC):
        reader.wrong(at.place("type"), _("这种计分按等次计，不能用于打分的测评。"))
        return None
    if kind == "circles" and not at.has("circles"):
        reader.wrong(at.place("circles"), _("缺少这一项。"))
    return _READERS[kind](_Given(at, known, _shared(at, known)))


def _shared(at: Fields, known: Known) -> _Shared:
    return {
        "empty_group": at.word("empty_group", EmptyGroup.REFUSE),
        "flags": read_flags(at, known),
        "circles": read_circles(at, known.groups),
    }


def _counts(given: _Given) -> Scheme:
    return CountsOnly(flags=given.shared["flags"])


def _thresholds(given: _Given) -> Scheme:
    if given.shared["flags"] is None:
        given.at.reader.wrong(
            given.at.place("type"), _("请写明 good 和 good_at_least，或 bad 和 bad_more_than。")
        )
    return FlagScheme(flags=given.shared["flags"])


def _points(given: _Given) -> Scheme:
    at, known = given.at, given.known
    points = numbers_by(at.reader, at.get("points"), at.place("points"), known.grades)
    made = IndexScheme if at.get("type") == "index" else PointScheme
    return made(points=points, **given.shared)


def _bands(given: _Given) -> Scheme:
    at, known = given.at, given.known
    of = read_grades(at, "of", known.grades[:1], known)
    if not at.has("bands"):
        return BandScheme(of=of, bands=_USUAL, below=_below(at, known, usual=True), **given.shared)
    rows = sorted(_shares(at), reverse=True)
    if len({least for least, _score in rows}) < len(rows):
        at.reader.wrong(at.place("bands"), _("有两档从同一个得票率起，请核对。"))
    below = _below(at, known, usual=False)
    if below is None and not any(not least for least, _score in rows):
        at.reader.wrong(
            at.place("below"), _("最低一档以下得多少分没有写明：请写这一项，或加一档从 0 起。")
        )
    return BandScheme(of=of, bands=tuple(rows), below=below, **given.shared)


# 瑞委〔2012〕6号: 200 points at most, by the share of 优秀.
_USUAL: tuple[tuple[Fraction, Fraction], ...] = tuple(
    (Fraction(percent, 100), Fraction(score))
    for percent, score in ((90, 200), (80, 190), (70, 180), (60, 170))
)


def _shares(at: Fields) -> list[tuple[Fraction, Fraction]]:
    """Read ``[{least, score}]``, or ``{least: score}``."""
    place, given = at.place("bands"), at.get("bands")
    if isinstance(given, Mapping):
        rows = [
            (key, score, within(place, key), within(place, key)) for key, score in given.items()
        ]
    else:
        rows = []
        for index, row in enumerate(at.reader.sequence(given, place)):
            here = f"{place}[{index}]"
            one = at.inner(row, here, ("least", "score"), "least", "score")
            if {"least", "score"} <= one.data.keys():
                rows.append(
                    (one.get("least"), one.get("score"), one.place("least"), one.place("score"))
                )
    read = [
        (share(at.reader, least, here), number(at.reader, score, there))
        for least, score, here, there in rows
    ]
    return [(least, score) for least, score in read if least is not None and score is not None]


def _below(at: Fields, known: Known, *, usual: bool) -> Below | None:
    lowest = known.grades[-2:]
    if not at.has("below"):
        return Below(lowest, _THIRD, Fraction(130), Fraction(160)) if usual else None
    keys = ("of", "at_least", "score", "otherwise")
    one = at.inner(at.get("below"), at.place("below"), keys, "score", "otherwise")
    least = one.optional("at_least", share)
    score, otherwise = one.optional("score", number), one.optional("otherwise", number)
    if score is None or otherwise is None:
        return None
    return Below(
        read_grades(one, "of", lowest, known), _THIRD if least is None else least, score, otherwise
    )


def _marks(given: _Given) -> Scheme:
    at = given.at
    trim = at.whole("trim_above", 0, least=2, most=_MOST_RATERS) or None
    bands = (
        read_bands(at.reader, at.get("bands"), at.place("bands"), most=_MOST_MARK)
        if (at.has("bands"))
        else ()
    )
    return MarkScheme(trim_above=trim, bands=bands, **given.shared)


def _sums(given: _Given) -> Scheme:
    at, known = given.at, given.known
    overall = None
    if at.has("overall"):
        overall = at.reader.word(at.get("overall"), at.place("overall"), known.dimensions)
    summed = [one for one in known.dimensions if one != overall]
    most = _whole_maxima(at, summed)
    return SumScheme(
        most=most,
        bands=_bands_of(at, most),
        total_bands=_total_bands(at, most),
        overall=overall,
        **given.shared,
    )


def _bands_of(at: Fields, most: Mapping[str, Fraction]) -> dict[str, Bands]:
    if not at.has("bands"):
        return {}
    place = at.place("bands")
    return {
        key: read_bands(at.reader, rows, within(place, key), most=int(most[key]))
        for key, rows in at.reader.mapping(at.get("bands"), place, most).items()
        if key in most
    }


def _total_bands(at: Fields, most: Mapping[str, Fraction]) -> Bands:
    if not at.has("total_bands"):
        return ()
    whole = int(sum(most.values()))
    return read_bands(at.reader, at.get("total_bands"), at.place("total_bands"), most=whole)


def _coefficients(given: _Given) -> Scheme:
    at, known = given.at, given.known
    place = at.place("coefficients")
    found = numbers_by(at.reader, at.get("coefficients"), place, known.grades)
    most = numbers_by(at.reader, _maxima(at, known.dimensions), at.place("max"), known.dimensions)
    return CoefficientScheme(coefficients=found, most=most, **given.shared)


def _whole_maxima(at: Fields, dimensions: Sequence[str]) -> dict[str, Fraction]:
    """Read maxima that marks on a sheet may reach."""
    place = at.place("max")
    found = numbers_by(at.reader, _maxima(at, dimensions), place, dimensions)
    for key, most in found.items():
        if most.denominator != 1 or not 1 <= most <= _MOST_MARK:
            at.reader.wrong(
                within(place, key), _("满分应为 1 至 %(most)s 的整数。", most=_MOST_MARK)
            )
    return {key: most or Fraction(1) for key, most in found.items()}


def _maxima(at: Fields, dimensions: Sequence[str]) -> object:
    """Return the maximum of each dimension; one number may stand where there is only one."""
    given = at.get("max")
    if not isinstance(given, Mapping) and given is not None and len(dimensions) == 1:
        return {dimensions[0]: given}
    return given


_READERS: dict[str, Callable[[_Given], Scheme]] = {
    "counts": _counts,
    "flags": _thresholds,
    "points": _points,
    "circles": _points,
    "index": _points,
    "bands": _bands,
    "marks": _marks,
    "sums": _sums,
    "coefficients": _coefficients,
}
