"""Tables in, tables that can be published out: nothing in them leads to too few people.

The rules stand in ``docs/disclosure.md``. What is withheld is ``None`` here and “—” wherever it is
shown; nobody can see whether nobody, too few, or somebody else's protection is behind it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.surveys.crossing import UNSAID, Breakdown, Cross
from voting.surveys.cycles import cycles
from voting.surveys.form import Kind
from voting.surveys.grids import Grid, is_told_by_totals, withheld
from voting.surveys.hiding import coarse_first, hidden_groups, with_company
from voting.surveys.policy import USUAL, Cells, Policy, Shown
from voting.surveys.tabulation import COUNTED, Table
from voting.surveys.whole_tables import hide_groups, nothing, shown, wholes, without_single_values


@dataclass(frozen=True, slots=True)
class ShownCross:
    """A cross table as it may be published: a table a group, in the order of the groups."""

    breakdown: Breakdown
    question: str
    groups: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """All tables of a survey, made safe together; nothing else may be published beside them."""

    policy: Policy
    tables: tuple[Shown, ...]
    crosses: tuple[ShownCross, ...]


def publish(tables: Sequence[Table], crosses: Sequence[Cross], policy: Policy = USUAL) -> Published:
    """Withhold what must be, in all tables at once.

    ``crosses`` must hold the cross tables of every declared breakdown. Crossing one breakdown by
    another is left out: two such tables and a third could be solved for their common cells.
    """
    declared = coarse_first({cross.breakdown.name: cross.breakdown for cross in crosses}.values())
    columns = hidden_groups(declared, policy.least)
    whole = wholes(tables, policy)
    for each in declared:
        hide_groups(whole, each, columns[each.name])
    names = {each.name for each in declared}
    ordered = [
        cross
        for breakdown in declared
        for cross in _filters_first(crosses, breakdown.name)
        if cross.question not in names
    ]
    found = _crossed(ordered, _Crosser(policy, columns, whole))
    order = {(cross.breakdown.name, cross.question): n for n, cross in enumerate(crosses)}
    found.sort(key=lambda cross: order[cross.breakdown.name, cross.question])
    return Published(policy, tuple(whole.values()), tuple(found))


def _crossed(crosses: Sequence[Cross], crosser: "_Crosser") -> list[ShownCross]:
    """Make cross tables safe; again, while some give away who was asked a later question."""
    withheld_before = -1
    found: list[ShownCross] = []
    while withheld_before < len(crosser.telling):
        withheld_before = len(crosser.telling)
        found = [crosser.cross(cross) for cross in crosses]
    return found


def _filters_first(crosses: Sequence[Cross], breakdown: str) -> list[Cross]:
    """Return the cross tables of a breakdown, each after those of the questions that filter it."""
    found = {cross.question: cross for cross in crosses if cross.breakdown.name == breakdown}
    order, _circles = cycles({name: sorted(cross.filters) for name, cross in found.items()})
    return [found[name] for name in order]


class _Crosser:
    """Makes cross tables safe, those of wider groups and of filters first."""

    def __init__(
        self, policy: Policy, columns: Mapping[str, set[int]], whole: Mapping[str, Shown]
    ) -> None:
        self._policy = policy
        self._columns = columns
        self._whole = whole
        self._done: dict[tuple[str, str, str], Shown] = {}
        self.telling: set[str] = set()
        """Questions whose cross tables would tell how many were asked another, which is too much:
        with that number alone one of its small cells could be computed."""

    def cross(self, cross: Cross) -> ShownCross:
        """Return a cross table as it may be published."""
        hidden = self._hidden_columns(cross)
        cells: Cells | None = frozenset()
        if cross.tables[0].kind in COUNTED:
            grid = self._grid(cross)
            cells = withheld(grid, self._hidden_cells(cross, hidden))
            if cells is None and cross.filters and is_told_by_totals(grid):
                self.telling |= cross.filters
        if cells is None or cross.question in self.telling:
            hidden, cells = set(range(len(cross.tables))), frozenset()
        groups = tuple(
            nothing(table)
            if n in hidden
            else shown(without_single_values(table, self._policy), cells, n)
            for n, table in enumerate(cross.tables)
        )
        for group, made in zip(cross.breakdown.groups, groups, strict=True):
            self._done[cross.breakdown.name, group.name, cross.question] = made
        return ShownCross(cross.breakdown, cross.question, groups)

    def _hidden_columns(self, cross: Cross) -> set[int]:
        """Return the groups that are withheld whole for this question."""
        breakdown = cross.breakdown
        hidden = set(self._columns[breakdown.name])
        for n, table in enumerate(cross.tables):
            if table.base < self._policy.least or self._is_narrow(cross, n) or _is_flat(table):
                hidden.add(n)
            if any(
                self._wider(within, cross.question).is_withheld for within in breakdown.within[n]
            ):
                hidden.add(n)
        sizes = [table.base for table in cross.tables]
        return with_company(sizes, hidden, breakdown, self._policy.least)

    def _wider(self, within: tuple[str, str], question: str) -> Shown:
        return self._done[within[0], within[1], question]

    def _is_narrow(self, cross: Cross, n: int) -> bool:
        """Say whether who was asked tells too much of what was answered before."""
        narrowest = cross.narrowest[n]
        if narrowest is None:
            return False
        group = cross.breakdown.groups[n].name
        before = [
            self._done.get((cross.breakdown.name, group, each)) for each in sorted(cross.filters)
        ]
        return narrowest < self._policy.least or any(
            each is not None and not each.complete for each in before
        )

    def _hidden_cells(self, cross: Cross, hidden: set[int]) -> Cells:
        """Return the cells that go for reasons outside this table."""
        whole = _banded(self._whole[cross.question], cross.tables[0])
        found = set()
        for n, table in enumerate(cross.tables):
            wider = [self._wider(each, cross.question) for each in cross.breakdown.within[n]]
            for row in range(len(table.options)):
                is_gone = whole[row] is None or any(each.counts[row] is None for each in wider)
                if n in hidden or is_gone:
                    found.add((row, n))
        return frozenset(found)

    def _grid(self, cross: Cross) -> Grid:
        blocks = list(dict.fromkeys(cross.breakdown.within))
        return Grid(
            counts=[
                [table.options[row].count for table in cross.tables]
                for row in range(len(cross.tables[0].options))
            ],
            most=[table.base for table in cross.tables],
            blocks=[blocks.index(within) for within in cross.breakdown.within],
            least=self._policy.least,
            free=frozenset(
                n
                for n in self._columns[cross.breakdown.name]
                if cross.breakdown.groups[n].name != UNSAID
            ),
        )


def _banded(whole: Shown, table: Table) -> tuple[int | None, ...]:
    """Return what is shown over all responses, a row of the cross table each."""
    if len(whole.counts) == len(table.options):
        return whole.counts
    return (None if None in whole.counts else 0,) * len(table.options)


def _is_flat(table: Table) -> bool:
    """Say whether a mean would tell what everybody answered."""
    numbers = table.numbers
    if numbers:
        return numbers.least == numbers.most
    last = len(table.ranks)
    return any(rank.mean in {1, last} for rank in table.ranks) if table.kind is Kind.RANK else False
