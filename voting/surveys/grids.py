"""Which cells of a table of counts must be withheld so that no small one can be computed.

The attacker is given more than is ever printed: every row total, every column total, and every
cell that is not withheld. What a withheld cell can still be is then a question of flow in a
network, and answered exactly: a small cell is safe if the same numbers could come from a world in
which nobody, or at least ``least`` people, stand behind it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_Cell = tuple[int, int]
"""Row and column."""
_Node = tuple[int, int]
"""A row within one block of columns, or (−1, column)."""
_Step = tuple[_Node, _Cell | None, int]
"""From where, over which cell (none: between free columns), and whether up or down."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts: rows are answers, columns are groups.

    ``most``: what a cell of a column could be at most (its base). ``blocks``: columns with the
    same number lie in one wider group, for which the row totals are known too. ``free``: columns
    of groups that are withheld everywhere: of their totals only the sum in a block is known.
    """

    counts: Sequence[Sequence[int]]
    most: Sequence[int]
    blocks: Sequence[int]
    least: int
    free: frozenset[int] = frozenset()

    def cap(self, column: int) -> int:
        """Return what a cell of a column could be in another world."""
        return sum(self.most[each] for each in self.beside(column)) or self.most[column]

    def beside(self, column: int) -> list[int]:
        """Return the free columns with which a free column could exchange people."""
        if column not in self.free:
            return []
        return [each for each in sorted(self.free) if self.blocks[each] == self.blocks[column]]

    def cells(self) -> Iterator[_Cell]:
        """Walk through all cells."""
        for row, counts in enumerate(self.counts):
            yield from ((row, column) for column in range(len(counts)))

    def count(self, cell: _Cell) -> int:
        """Return the count of a cell."""
        return self.counts[cell[0]][cell[1]]

    def rest(self, cell: _Cell) -> int:
        """Return how many of a cell's column stand elsewhere."""
        return self.most[cell[1]] - self.count(cell)

    def is_small(self, n: int) -> bool:
        """Say whether so many are somebody, and too few."""
        return 0 < n < self.least

    def is_bare(self, cell: _Cell) -> bool:
        """Say whether a cell must never be shown: nobody, too few, all, or all but too few."""
        n, rest = self.count(cell), self.rest(cell)
        return n < self.least or rest < self.least


def withheld(grid: Grid, hidden: frozenset[_Cell]) -> frozenset[_Cell] | None:
    """Return all cells to withhold, given those that are withheld for other reasons.

    Nothing (``None``) where the column totals alone would give a small cell away: then these
    must not be shown either.
    """
    bare = sorted(cell for cell in grid.cells() if grid.is_bare(cell))
    found = set(hidden) | set(bare)
    lines = _lines(grid)
    _hide_rests(grid, found, lines)
    # With more cells withheld more worlds are possible: what is safe once stays so.
    for cell in bare:
        while not is_safe(grid, found, cell):
            beside = _company(grid, found, cell)
            if beside is None:
                return None
            found.add(beside)
            _hide_rests(grid, found, lines)
    return frozenset(found)


def is_told_by_totals(grid: Grid) -> bool:
    """Say whether small cells that nothing hides would be safe if column totals were not known.

    A large row beside the others, which can make up for any change, stands for not knowing them.
    """
    large = 2 * max(grid.most) + grid.least
    loose = Grid(
        [*grid.counts, [large] * len(grid.most)],
        [4 * large] * len(grid.most),
        grid.blocks,
        grid.least,
        grid.free,
    )
    own, all_hidden = frozenset(grid.cells()), frozenset(loose.cells())
    unsafe = [cell for cell in own if grid.is_bare(cell) and not is_safe(grid, own, cell)]
    return any(is_safe(loose, all_hidden, cell) for cell in unsafe if cell[1] not in grid.free)


def _hide_rests(grid: Grid, hidden: set[_Cell], lines: Sequence[Sequence[_Cell]]) -> None:
    """Hide one more cell of each line in which the hidden ones together are too few."""
    waiting = True
    while waiting:
        waiting = False
        for line in lines:
            rest = sum(grid.count(cell) for cell in line if cell in hidden)
            if not grid.is_small(rest):
                continue
            shown = [cell for cell in line if cell not in hidden]
            if shown:
                hidden.add(min(shown, key=grid.count))
                waiting = True


def _lines(grid: Grid) -> list[list[_Cell]]:
    """Return the cells of each column, and of each row within each block."""
    lines: dict[tuple[str, int, int], list[_Cell]] = defaultdict(list)
    for row, column in grid.cells():
        lines["column", 0, column].append((row, column))
        lines["row", row, grid.blocks[column]].append((row, column))
    return list(lines.values())


def _company(grid: Grid, hidden: set[_Cell], cell: _Cell) -> _Cell | None:
    """Choose the next cell to hide beside one that is not safe: near it, as small as can be."""
    shown = [each for each in grid.cells() if each not in hidden]
    row, column = cell

    def distance(each: _Cell) -> tuple[bool, bool, int]:
        far = each[0] != row and each[1] != column
        return far, grid.blocks[each[1]] != grid.blocks[column], grid.count(each)

    return min(shown, key=distance, default=None)


def is_safe(grid: Grid, hidden: set[_Cell] | frozenset[_Cell], cell: _Cell) -> bool:
    """Say whether nobody can be sure that too few people stand behind a withheld cell."""
    n, rest, least = grid.count(cell), grid.rest(cell), grid.least
    can = _Shifts(grid, hidden, cell)
    if grid.is_small(n) and not (can.shift(-n) or can.shift(least - n)):
        return False
    if grid.most[cell[1]] < least:
        # The others of a group that is too small itself are just its rest.
        return True
    if grid.is_small(rest) and not (can.shift(rest) or can.shift(rest - least)):
        return False
    # What everybody said is known from the table over all; a group need not hide it.
    everybody = sum(grid.counts[cell[0]]) == sum(grid.most)
    return rest > 0 or everybody or can.shift(-least)


class _Shifts:
    """Other worlds with the same shown cells and totals, in which one cell differs."""

    def __init__(self, grid: Grid, hidden: set[_Cell] | frozenset[_Cell], cell: _Cell) -> None:
        self._grid = grid
        self._cell = cell
        self._caps = [grid.cap(column) for column in range(len(grid.most))]
        self._start = (-1, cell[1])
        self._end = self._row(cell)
        self._others: dict[_Node, list[_Cell]] = defaultdict(list)
        for each in hidden:
            if each != cell:
                self._others[self._row(each)].append(each)
                self._others[-1, each[1]].append(each)

    def _row(self, cell: _Cell) -> _Node:
        return cell[0], self._grid.blocks[cell[1]]

    def shift(self, amount: int) -> bool:
        """Say whether the cell could be so much larger (or smaller, below nought)."""
        if not 0 <= self._grid.count(self._cell) + amount <= self._caps[self._cell[1]]:
            return False
        sign = 1 if amount > 0 else -1
        changes: dict[_Cell, int] = defaultdict(int)
        left = abs(amount)
        while left > 0:
            path = self._path(sign, changes)
            if not path:
                return False
            step = min([left, *(self._room(cell, way, changes) for cell, way in path)])
            for cell, way in path:
                changes[cell] += way * step
            left -= step
        return True

    def _room(self, cell: _Cell, way: int, changes: dict[_Cell, int]) -> int:
        now = self._grid.count(cell) + changes[cell]
        return now if way < 0 else self._caps[cell[1]] - now

    def _path(self, sign: int, changes: dict[_Cell, int]) -> list[tuple[_Cell, int]]:
        """Find cells that make up for a change of one: in turn against it and along with it."""
        came: dict[_Node, _Step] = {}
        waiting = [self._start]
        for node in waiting:
            for beyond, step in self._steps(node, sign, changes):
                if beyond in came or beyond == self._start:
                    continue
                came[beyond] = step
                if beyond == self._end:
                    return self._back(came)
                waiting.append(beyond)
        return []

    def _steps(
        self, node: _Node, sign: int, changes: dict[_Cell, int]
    ) -> Iterator[tuple[_Node, _Step]]:
        """Walk along the cells of a row or column that can still change."""
        is_column = node[0] == -1
        way = -sign if is_column else sign
        for cell in self._others[node]:
            if self._room(cell, way, changes):
                yield self._row(cell) if is_column else (-1, cell[1]), (node, cell, way)
        for column in self._grid.beside(node[1]) if is_column else ():
            yield (-1, column), (node, None, 0)

    def _back(self, came: dict[_Node, _Step]) -> list[tuple[_Cell, int]]:
        path = []
        node = self._end
        while node != self._start:
            node, cell, way = came[node]
            if cell:
                path.append((cell, way))
        return path
