"""Which groups of a breakdown are withheld whole, and which others so that they can hide.

A group that alone is missing can be computed from the total; so those that hide are two at least,
and ``least`` people together.
"""

from collections.abc import Iterable, Mapping, Sequence

from voting.surveys.crossing import UNSAID, Breakdown

_COMPANY = 2
"""A withheld group needs another one to hide behind."""


def hidden_groups(declared: Sequence[Breakdown], least: int) -> dict[str, set[int]]:
    """Return by breakdown the places of the groups that are withheld in all its tables."""
    columns = {each.name: _small_groups(each, least) for each in declared}
    _inherit(declared, columns)
    return columns


def coarse_first(breakdowns: Iterable[Breakdown]) -> list[Breakdown]:
    """Return breakdowns, each after those whose groups hold its own."""
    return sorted(breakdowns, key=lambda each: len(each.within[0]) if each.within else 0)


def _small_groups(breakdown: Breakdown, least: int) -> set[int]:
    """Return the groups that are withheld everywhere: the small ones and their company."""
    sizes = [group.size for group in breakdown.groups]
    said = sum(group.size for group in breakdown.groups if group.name != UNSAID)
    if said < least:
        # Its own table is withheld, and any group would tell how many are missing there.
        return set(range(len(sizes)))
    small = {n for n, size in enumerate(sizes) if size < least}
    return with_company(sizes, small, breakdown, least)


def with_company(
    sizes: Sequence[int], hidden: set[int], breakdown: Breakdown, least: int
) -> set[int]:
    """Add groups, the smallest first, until those that hide are two and ``least`` people.

    Within each wider group for itself: its total is known too.
    """
    found = set(hidden)
    blocks = _blocks(breakdown)
    before = -1
    while before < len(found):
        # What goes with a group in one wider group can stand alone in another one.
        before = len(found)
        for inside in blocks:
            said = {n for n in inside if breakdown.groups[n].name != UNSAID}
            rest = sorted(said - found, key=lambda n: (sizes[n], n))
            while rest and not _can_hide(sizes, found & inside, said, least):
                found.add(rest.pop(0))
    return found


def _blocks(breakdown: Breakdown) -> list[set[int]]:
    """Return the groups that lie together in each wider group, those of the narrowest first."""
    found: dict[tuple[str, str], set[int]] = {}
    for n, within in enumerate(breakdown.within):
        for wider in within:
            found.setdefault(wider, set()).add(n)
    return sorted(found.values(), key=len) or [set(range(len(breakdown.groups)))]


def _can_hide(sizes: Sequence[int], hidden: set[int], said: set[int], least: int) -> bool:
    """Say whether the withheld groups hide each other.

    How many did not say their group can be computed from the bases, so these hide no small group.
    """
    people = {n for n in hidden if sizes[n]}
    if any(sizes[n] < least for n in people & said):
        people &= said
    total = sum(sizes[n] for n in people)
    return not people or (len(people) >= _COMPANY and total >= least)


def _inherit(declared: Sequence[Breakdown], columns: dict[str, set[int]]) -> None:
    """Withhold a group that lies in a withheld one."""
    for each in declared:
        for n, within in enumerate(each.within):
            if any(_is_hidden(columns, declared, *wider) for wider in within):
                columns[each.name].add(n)


def _is_hidden(
    columns: Mapping[str, set[int]], declared: Sequence[Breakdown], breakdown: str, group: str
) -> bool:
    wider = next(each for each in declared if each.name == breakdown)
    return [each.name for each in wider.groups].index(group) in columns[breakdown]
