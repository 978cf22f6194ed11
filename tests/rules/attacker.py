"""Whoever wants to know who said what, and has nothing but everything that was published.

The attacker knows the form and how the groups lie in each other, and looks for a world that fits
all published numbers: so many people of each kind. It is a search over whole numbers by narrowing
bounds, and shares nothing with the code that withholds.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

Sum = tuple[frozenset[int], int]
"""Kinds of people, and how many they are together."""
_MOST_STEPS = 1000
_Sums = Sequence[tuple[tuple[int, ...], int]]


class TooLong(Exception):
    """The search was given up."""


class Attacker:
    """Knows sums over kinds of people; asks whether a further one is possible."""

    def __init__(self, kinds: int, people: int, known: Iterable[Sum]) -> None:
        self._people = people
        self._kinds = kinds
        everybody = (frozenset(range(kinds)), people)
        self._known = _differences([everybody, *known], [everybody, *known])

    def can_be(self, kinds: frozenset[int], number: int) -> bool:
        """Say whether so many could be of these kinds."""
        if not 0 <= number <= self._people:
            return False
        sums = _differences(self._known, [(kinds, number)])
        atoms, told = self._atoms(sums)
        return _search(told, [0] * atoms, [self._people] * atoms, [_MOST_STEPS])

    def is_sure_of_few(self, kinds: frozenset[int], least: int) -> bool:
        """Say whether somebody, and fewer than ``least``, must be of these kinds."""
        possible = (0, *range(least, self._people + 1))
        return not any(self.can_be(kinds, number) for number in possible)

    def _atoms(self, sums: Sequence[Sum]) -> tuple[int, _Sums]:
        """Take kinds together that no sum tells apart."""
        marks: dict[tuple[bool, ...], int] = {}
        atom_of = [
            marks.setdefault(tuple(kind in kinds for kinds, _n in sums), len(marks))
            for kind in range(self._kinds)
        ]
        return len(marks), [(tuple({atom_of[kind] for kind in kinds}), n) for kinds, n in sums]


def _differences(known: Sequence[Sum], new: Sequence[Sum]) -> list[Sum]:
    """Add new sums, and what is left when a part is taken out of a whole."""
    found = {*known, *new}
    for kinds, number in new:
        for others, total in known:
            if kinds < others:
                found.add((others - kinds, total - number))
            elif others < kinds:
                found.add((kinds - others, number - total))
    return sorted(found, key=lambda each: len(each[0]))


def _search(sums: _Sums, low: list[int], high: list[int], steps: list[int]) -> bool:
    steps[0] -= 1
    if not steps[0]:
        raise TooLong
    if not _narrow(sums, low, high):
        return False
    width, atom = min(
        ((high[each] - low[each], each) for each in range(len(low)) if low[each] < high[each]),
        default=(0, -1),
    )
    if not width:
        return True
    for value in range(low[atom], high[atom] + 1):
        lower, higher = low.copy(), high.copy()
        lower[atom] = higher[atom] = value
        if _search(sums, lower, higher, steps):
            return True
    return False


def _narrow(sums: _Sums, low: list[int], high: list[int]) -> bool:
    """Narrow the bounds by all sums until nothing changes; false where nothing fits."""
    touching: dict[int, list[int]] = defaultdict(list)
    for place, (atoms, _total) in enumerate(sums):
        for atom in atoms:
            touching[atom].append(place)
    waiting = set(range(len(sums)))
    while waiting:
        atoms, total = sums[waiting.pop()]
        least = sum(low[atom] for atom in atoms)
        most = sum(high[atom] for atom in atoms)
        if not least <= total <= most:
            return False
        for atom in atoms:
            lower = max(low[atom], total - most + high[atom])
            higher = min(high[atom], total - least + low[atom])
            if (lower, higher) != (low[atom], high[atom]):
                least += lower - low[atom]
                most -= high[atom] - higher
                low[atom], high[atom] = lower, higher
                waiting.update(touching[atom])
    return True
