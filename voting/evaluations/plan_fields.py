"""Reading a plan: every wrong field is told with its place and what to do about it."""

from collections.abc import Collection, Mapping

from voting.evaluations import plan_rows as rows
from voting.evaluations.fields import Fields
from voting.evaluations.grade_fields import Known
from voting.evaluations.numbers import plain_decimal, share
from voting.evaluations.plan import ALL, Base, Plan, SmallGroups
from voting.evaluations.scales import label_of
from voting.evaluations.scheme_fields import read_scheme, scheme_type
from voting.evaluations.schemes import CountsOnly, MarkScheme, Scheme, SumScheme
from voting.i18n import _
from voting.polls.reading import Reader, within

PLAN_KEYS = (
    "title",
    "scale",
    "labels",
    "unknown",
    "dimensions",
    "groups",
    "limits",
    "least",
    "points",
    "reject_uniform",
    "min_group",
    "small_groups",
    "base",
    "scheme",
    "quorum",
    "extra",
)
_MOST_OPTIONS = 1000
_MOST_MIN_GROUP = 1000


def plan_from_rules(data: object, place: str = "") -> Plan:
    """Return the plan frozen in a manifest's rules; a wrong one is refused with every fault."""
    reader = Reader()
    given = reader.mapping(data, place, ("name", *PLAN_KEYS), ("scheme",))
    plan = read_plan(Fields(reader, given, place))
    reader.done()
    return plan


def read_plan(at: Fields, of_groups: tuple[str, ...] = ()) -> Plan:
    """Read the members of a plan out of an object that may hold more; faults go to the reader.

    ``of_groups`` are members of voter groups that the caller reads by itself.
    """
    dimensions = rows.dimensions(at)
    groups = rows.groups(at, of_groups)
    points = rows.points(at)
    scale = _scale(at, numeric=points is not None)
    unknown = _unknown(at, scale, numeric=points is not None)
    marked = tuple(band.id for band in points.bands) if points else scale
    known = Known(
        grades=scale or marked,
        dimensions=tuple(one.id for one in dimensions) or (ALL,),
        groups=tuple(one.id for one in groups),
        numeric=points is not None,
    )
    scheme = _scheme(at, known)
    outside = (unknown,) if unknown else ()
    return Plan(
        title=at.text("title", "", most=rows.MOST_TITLE, least=0),
        scale=scale,
        labels=_labels(at, (*marked, *scale, *_bands_of(scheme), *outside)),
        unknown=unknown,
        dimensions=dimensions,
        groups=groups,
        limits=_limits(at, "limits", (*marked, *outside)),
        least=_limits(at, "least", (*marked, *outside)),
        points=points,
        reject_uniform=at.truth("reject_uniform"),
        min_group=at.whole("min_group", 5, least=0, most=_MOST_MIN_GROUP),
        small_groups=_small_groups(at, scheme),
        base=at.word("base", Base.VALID),
        scheme=scheme,
        quorum=at.optional("quorum", share),
        extra=rows.added_points(at),
    )


def _scheme(at: Fields, known: Known) -> Scheme:
    if not at.has("scheme"):
        return CountsOnly()
    return read_scheme(at.reader, at.get("scheme"), at.place("scheme"), known) or CountsOnly()


def _small_groups(at: Fields, scheme: Scheme) -> SmallGroups:
    found = at.word("small_groups", SmallGroups.WITHHOLD)
    if found is SmallGroups.MERGE and scheme.circles:
        at.reader.wrong(
            at.place("small_groups"), _("分测评圈计分时各组不能合并，请改为 withhold。")
        )
    return found


def _scale(at: Fields, *, numeric: bool) -> tuple[str, ...]:
    place = at.place("scale")
    if numeric and not _needs_scale(at):
        return ()
    if not at.has("scale"):
        at.reader.wrong(place, _("缺少这一项：请写明有哪些等次。"))
        return ()
    found: dict[str, None] = {}
    for index, value in enumerate(at.reader.sequence(at.get("scale"), place)):
        mark = at.reader.text(value, f"{place}[{index}]", most=rows.MOST_ID)
        if mark in found or mark in rows.TAKEN:
            at.reader.wrong(f"{place}[{index}]", _("“%(id)s”已用过，不能重复。", id=mark))
        elif mark:
            found[mark] = None
    if not found and isinstance(at.get("scale"), list):
        at.reader.wrong(place, _("等次是空的。"))
    return tuple(found)


def _needs_scale(at: Fields) -> bool:
    """Tell whether grades stand beside marks: only where an overall tick is asked for."""
    scheme = at.get("scheme")
    return (
        scheme_type(scheme) == "sums"
        and isinstance(scheme, Mapping)
        and scheme.get("overall") is not None
    )


def _unknown(at: Fields, scale: tuple[str, ...], *, numeric: bool) -> str | None:
    if not at.has("unknown"):
        return None
    mark = at.text("unknown", "", most=rows.MOST_ID)
    if numeric and plain_decimal(mark) is not None:
        at.reader.wrong(at.place("unknown"), _("打分的测评里，不了解不能用数字作编号。"))
    if mark in (*scale, *rows.TAKEN):
        at.reader.wrong(
            at.place("unknown"), _("“%(id)s”已是一个等次，不了解须另用一个编号。", id=mark)
        )
    return mark or None


def _labels(at: Fields, marks: Collection[str]) -> dict[str, str]:
    """Return a word for each mark: as given, else as the scales in common use say it."""
    given: dict[str, str] = {}
    if at.has("labels"):
        # A scale that stands beside marks is not asked about; its words do no harm.
        scale = at.get("scale")
        known = [*marks, *(map(str, scale) if isinstance(scale, list) else ())]
        place = at.place("labels")
        for mark, word in at.reader.mapping(at.get("labels"), place, known).items():
            if found := at.reader.text(word, within(place, mark), most=rows.MOST_TITLE):
                given[mark] = found
    return {mark: given.get(mark) or label_of(mark) for mark in marks}


def _bands_of(scheme: Scheme) -> tuple[str, ...]:
    """Return the bands that only the scheme names."""
    if isinstance(scheme, MarkScheme):
        return tuple(band.id for band in scheme.bands)
    if isinstance(scheme, SumScheme):
        every = (*scheme.total_bands, *(band for some in scheme.bands.values() for band in some))
        return tuple(dict.fromkeys(band.id for band in every))
    return ()


def _limits(at: Fields, key: str, marks: Collection[str]) -> dict[str, int]:
    if not at.has(key):
        return {}
    place = at.place(key)
    found = {}
    for mark, value in at.reader.mapping(at.get(key), place, marks).items():
        limit = at.reader.whole(value, within(place, mark), most=_MOST_OPTIONS)
        if limit is not None and mark in marks:
            found[mark] = limit
    return found
