"""Reading the rows of a plan: dimensions, voter groups, marks and their bands, added points."""

from collections.abc import Mapping
from fractions import Fraction

from voting.evaluations.bands import Bands, read_bands
from voting.evaluations.fields import Fields
from voting.evaluations.numbers import number, weight, whole_weights
from voting.evaluations.plan import (
    ABSTAIN,
    OWN,
    VOID,
    Dimension,
    Extra,
    Points,
    VoterGroup,
)
from voting.evaluations.scheme_fields import scheme_type
from voting.i18n import _
from voting.polls.reading import within

MOST_ID = 64
MOST_TITLE = 60
TAKEN = (ABSTAIN, OWN, VOID)
GROUP_KEYS = ("title", "weight")
_DIMENSION_KEYS = ("id", "title", "weight")
_EXTRA_KEYS = ("subject", "points", "by", "reason")
_MOST_MARK = 1000
_MOST_PLACES = 2


def dimensions(at: Fields) -> tuple[Dimension, ...]:
    """Read what each subject is judged on."""
    if not at.has("dimensions"):
        return ()
    place = at.place("dimensions")
    titles: dict[str, str] = {}
    weights: dict[str, Fraction | None] = {}
    for index, row in enumerate(at.reader.sequence(at.get("dimensions"), place)):
        one = at.inner(row, f"{place}[{index}]", _DIMENSION_KEYS, "id")
        id_ = one.text("id", "", most=MOST_ID)
        if id_ in titles:
            at.reader.wrong(one.place("id"), _("编号“%(id)s”已用过，不能重复。", id=id_))
        elif id_:
            titles[id_] = one.text("title", id_, most=MOST_TITLE)
            weights[id_] = one.optional("weight", weight)
    shares = _shares(at, place, weights)
    return tuple(Dimension(id_, title, shares[id_]) for id_, title in titles.items())


def _shares(at: Fields, place: str, given: Mapping[str, Fraction | None]) -> Mapping[str, Fraction]:
    """Return the weights: all alike where none is given, else as given."""
    kind = scheme_type(at.get("scheme"))
    weights = {key: one for key, one in given.items() if one is not None}
    if weights and kind in {"sums", "coefficients"}:
        at.reader.wrong(
            place, _("这种计分按各项的满分（max）相加，不用权重，请去掉各项的 weight。")
        )
    elif weights and len(weights) < len(given):
        at.reader.wrong(place, _("有的项目没有写权重。请全部写上，或全部不写（各项同等）。"))
    elif weights:
        return whole_weights(at.reader, place, weights)
    return dict.fromkeys(given, Fraction(1, len(given) or 1))


def groups(at: Fields, more: tuple[str, ...] = ()) -> tuple[VoterGroup, ...]:
    """Read the voter groups; ``more`` are members of each that a reader of more knows."""
    if not at.has("groups"):
        return ()
    place, given = at.place("groups"), at.get("groups")
    rows = at.reader.mapping(given, place, list(given) if isinstance(given, Mapping) else ())
    titles: dict[str, str] = {}
    weights: dict[str, Fraction | None] = {}
    for id_, row in rows.items():
        here = within(place, id_)
        one = at.inner(row, here, (*GROUP_KEYS, *more))
        at.reader.text(id_, here, most=MOST_ID)
        titles[id_] = one.text("title", id_, most=MOST_TITLE)
        weights[id_] = one.optional("weight", weight)
    shares = _group_shares(at, place, weights)
    return tuple(VoterGroup(id_, title, shares.get(id_)) for id_, title in titles.items())


def _group_shares(
    at: Fields, place: str, given: Mapping[str, Fraction | None]
) -> Mapping[str, Fraction]:
    """Return the weights of groups; none where every sheet counts alike, or circles have them."""
    weights = {key: one for key, one in given.items() if one is not None}
    scheme = at.get("scheme")
    if weights and isinstance(scheme, Mapping) and scheme.get("circles") is not None:
        at.reader.wrong(place, _("权重已写在测评圈（circles）里，请去掉各组的 weight。"))
    elif weights and len(weights) < len(given):
        at.reader.wrong(place, _("有的组没有写权重。请全部写上，或全部不写（每票同等）。"))
    elif weights:
        return whole_weights(at.reader, place, weights)
    return {}


def points(at: Fields) -> Points | None:
    """Read marks in place of grades: said outright, or meant by the scheme."""
    kind, scheme = scheme_type(at.get("scheme")), at.get("scheme")
    if at.has("points"):
        place = at.place("points")
        one = at.inner(at.get("points"), place, ("most", "places", "bands"))
    elif kind in {"marks", "sums"} and isinstance(scheme, Mapping):
        one = Fields(at.reader, scheme, at.place("scheme"))
    else:
        return None
    most = one.whole("most", 100, least=1, most=_MOST_MARK)
    places = one.whole("places", 1, least=0, most=_MOST_PLACES)
    return Points(most, places, _bands(one, most) if kind != "sums" or at.has("points") else ())


def _bands(at: Fields, most: int) -> Bands:
    if not at.has("bands"):
        return ()
    return read_bands(at.reader, at.get("bands"), at.place("bands"), most=most, taken=TAKEN)


def added_points(at: Fields) -> tuple[Extra, ...]:
    """Read points an officer added, each with who decided it and why."""
    if not at.has("extra"):
        return ()
    place, found = at.place("extra"), []
    for index, row in enumerate(at.reader.sequence(at.get("extra"), place)):
        one = at.inner(row, f"{place}[{index}]", _EXTRA_KEYS, *_EXTRA_KEYS)
        added = one.optional("points", number)
        subject, by, why = (
            one.text(key, "", most=most)
            for key, most in (("subject", 64), ("by", 40), ("reason", 200))
        )
        if added is not None and subject and by and why:
            found.append(Extra(subject, added, by, why))
    return tuple(found)
