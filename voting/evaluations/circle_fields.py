"""Reading circles of raters (测评圈): voter groups with weights, nested as a plan nests them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from voting.evaluations.fields import Fields
from voting.evaluations.numbers import weight, whole_weights
from voting.evaluations.schemes import Circle
from voting.i18n import _

_KEYS = ("title", "weight", "group", "circles")
_MOST_TITLE = 60
_DEEPEST = 4


def read_circles(at: Fields, groups: Sequence[str]) -> tuple[Circle, ...]:
    """Read the circles of a scheme; each voter group must stand in exactly one of them."""
    if not at.has("circles"):
        return ()
    place = at.place("circles")
    if not groups:
        at.reader.wrong(place, _("测评圈由参评人组别组成，请先用 groups 写明有哪些组。"))
        return ()
    circles = _level(at, groups, _DEEPEST)
    named = list(_groups_of(circles))
    for group in groups:
        if named.count(group) != 1:
            at.reader.wrong(
                place, _("每个组别都应在测评圈里恰好出现一次，请核对“%(id)s”。", id=group)
            )
    return circles


def _level(at: Fields, groups: Sequence[str], depth: int) -> tuple[Circle, ...]:
    place = at.place("circles")
    rows = at.reader.sequence(at.get("circles"), place)
    if not rows:
        at.reader.wrong(place, _("测评圈是空的。"))
    found = [_circle(at, row, f"{place}[{n}]", groups, depth) for n, row in enumerate(rows)]
    weights = whole_weights(at.reader, place, dict(enumerate(c.weight for c in found)))
    return tuple(
        Circle(weights.get(n, one.weight), one.title, one.group, one.circles)
        for n, one in enumerate(found)
    )


def _circle(at: Fields, row: object, place: str, groups: Sequence[str], depth: int) -> Circle:
    one = at.inner(row, place, _KEYS, "weight")
    title = one.text("title", "", most=_MOST_TITLE)
    share = one.optional("weight", weight) or Fraction(0)
    if one.has("group") == one.has("circles"):
        at.reader.wrong(place, _("每个圈要么写 group（一个组别），要么写 circles（里面的圈）。"))
        return Circle(share, title)
    if one.has("group"):
        group = at.reader.word(one.get("group"), one.place("group"), groups)
        return Circle(share, title or group or "", group)
    if depth <= 1:
        at.reader.wrong(place, _("测评圈最多套 %(n)s 层。", n=_DEEPEST))
        return Circle(share, title)
    return Circle(share, title, None, _level(one, groups, depth - 1))


def _groups_of(circles: Sequence[Circle]) -> Iterator[str]:
    for one in circles:
        if one.group is not None:
            yield one.group
        yield from _groups_of(one.circles)
