"""Tables over all responses as they may be published, and what single tables never show."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from voting.surveys.crossing import Breakdown
from voting.surveys.grids import Grid, withheld
from voting.surveys.policy import Cells, Policy, Shown, Whole
from voting.surveys.tabulation import COUNTED, Table


def wholes(tables: Sequence[Table], policy: Policy) -> dict[str, Shown]:
    """Return the tables over all responses; who was asked must not tell what is withheld."""
    whole = {table.name: _whole(table, policy) for table in tables}
    telling = list(tables) if policy.whole is Whole.SMALL_CELLS else []
    while telling := [table for table in telling if _tells(table, whole, policy)]:
        whole |= {table.name: nothing(table) for table in telling}
        telling = [table for table in tables if not whole[table.name].is_withheld]
    return whole


def _tells(table: Table, whole: Mapping[str, Shown], policy: Policy) -> bool:
    """Say whether how many were asked would tell what is withheld of the questions before."""
    few = table.narrowest is not None and table.narrowest < policy.least
    return few or any(not whole[name].complete for name in table.filters)


def _whole(table: Table, policy: Policy) -> Shown:
    """Return the table over all responses as it may be shown."""
    counts = tuple(option.count for option in table.options)
    if policy.whole is Whole.NOTHING:
        return Shown(table, table.base, counts, complete=True)
    table = without_single_values(table, policy)
    if table.base < policy.least:
        return nothing(table)
    if policy.whole is Whole.SMALL_BASES or table.kind not in COUNTED:
        return Shown(table, table.base, counts, complete=True)
    cells = _withheld_alone(counts, table.base, policy.least)
    return nothing(table) if cells is None else shown(table, cells, 0)


def _withheld_alone(counts: Sequence[int], base: int, least: int) -> Cells | None:
    """Return the cells of a single column to withhold: no row total of it is known.

    So a second column stands beside it, large, never shown, which can make up for any change.
    """
    large = base + least
    grid = Grid([[n, large] for n in counts], [base, large * len(counts) * 2], [0, 0], least)
    return withheld(grid, frozenset((row, 1) for row in range(len(counts))))


def without_single_values(table: Table, policy: Policy) -> Table:
    """Leave out the least and the greatest number, which are one person's, and few comments."""
    if table.numbers:
        kept = replace(table.numbers, median=None, least=None, most=None)
        table = replace(table, numbers=kept)
    if table.base < policy.comments:
        table = replace(table, texts=())
    if sum(n for _text, n in table.other_texts) < policy.comments:
        table = replace(table, other_texts=())
    return table


def nothing(table: Table) -> Shown:
    """Return a table of which nothing is shown."""
    return Shown(table, None, (None,) * len(table.options), complete=False)


def shown(table: Table, hidden: Cells, column: int) -> Shown:
    """Return a table without the cells that are withheld; it is that column of its grid."""
    counts = tuple(
        None if (row, column) in hidden else option.count
        for row, option in enumerate(table.options)
    )
    complete = all(
        not option.count
        for option, count in zip(table.options, counts, strict=True)
        if count is None
    )
    return Shown(table, table.base, counts, complete)


def hide_groups(whole: dict[str, Shown], breakdown: Breakdown, hidden: set[int]) -> None:
    """Withhold small groups in the breakdown's own table too."""
    names = {breakdown.groups[n].name for n in hidden}
    own = whole.get(breakdown.name)
    if own is None or not any(breakdown.groups[n].size for n in hidden):
        return
    counts = tuple(
        None if option.name in names else count
        for option, count in zip(own.table.options, own.counts, strict=True)
    )
    whole[breakdown.name] = replace(own, counts=counts, complete=False)
