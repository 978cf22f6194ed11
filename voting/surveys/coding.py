"""Columns of answers kept small: each different answer once, and its place for each response.

Counting goes over whole numbers, mostly a byte a response, and looks at each different answer once:
that is what makes a million responses a matter of seconds.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import Generic, TypeVar, overload

from typing_extensions import override

_T = TypeVar("_T", bound=Hashable)
_U = TypeVar("_U", bound=Hashable)
_V = TypeVar("_V", bound=Hashable)
_BYTE, _FOUR_BYTES = "B", "I"
_IN_A_BYTE = 256


class _Places(dict[_T, int]):
    """The place of each different answer, in the order they came."""

    def __missing__(self, value: _T) -> int:
        place = self[value] = len(self)
        return place


class Coded(Sequence[_T], Generic[_T]):
    """A column of answers: reads like a list of them and is counted faster."""

    __slots__ = ("_codes", "_places")

    def __init__(self, values: Iterable[_T] = ()) -> None:
        self._places: _Places[_T] = _Places()
        self._codes = array(_BYTE)
        self.extend(values)

    @classmethod
    def of(cls, column: Sequence[_T]) -> "Coded[_T]":
        """Return a column as it is; of any other sequence, make one."""
        return column if isinstance(column, Coded) else cls(column)

    @property
    def values(self) -> list[_T]:
        """The different answers, by their places."""
        return list(self._places)

    @property
    def codes(self) -> Sequence[int]:
        """The place of each response's answer."""
        return self._codes.tobytes() if self._codes.typecode == _BYTE else self._codes

    def extend(self, values: Iterable[_T]) -> None:
        """Add the answers of further responses."""
        codes = list(map(self._places.__getitem__, values))
        if self._codes.typecode == _BYTE and len(self._places) > _IN_A_BYTE:
            self._codes = array(_FOUR_BYTES, self._codes)
        self._codes.extend(codes)

    def mapped(self, change: Callable[[_T], _U]) -> "Coded[_U]":
        """Return the column of what the answers are changed into."""
        made: Coded[_U] = Coded()
        changed = list(map(change, self._places))
        made.extend(map(changed.__getitem__, self._codes))
        return made

    def counts(self) -> Counter[_T]:
        """Return how often each answer was given."""
        values = self.values
        return Counter({values[code]: n for code, n in Counter(self.codes).items()})

    @override
    def __iter__(self) -> Iterator[_T]:
        return map(self.values.__getitem__, self._codes)

    @override
    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, place: int) -> _T: ...

    @overload
    def __getitem__(self, place: slice) -> list[_T]: ...

    @override
    def __getitem__(self, place: int | slice) -> _T | list[_T]:
        values = self.values
        if isinstance(place, slice):
            return [values[code] for code in self._codes[place]]
        return values[self._codes[place]]


class Grouped(Generic[_T]):
    """Responses put together by what they answered to one question; sorted once for many counts."""

    def __init__(self, by: Coded[_T]) -> None:
        self._groups, codes = by.values, by.codes
        order = sorted(range(len(codes)), key=codes.__getitem__)
        # An itemgetter of fewer than two places doesn't return a tuple; and there is no order.
        self._take: Callable[[Sequence[int]], tuple[int, ...]] = (
            itemgetter(*order) if len(order) > 1 else tuple
        )
        sizes = Counter(codes)
        self._ends = [0, *accumulate(sizes[code] for code in range(len(self._groups)))]

    def counts(self, column: Coded[_U]) -> Mapping[_T, Counter[_U]]:
        """Return for each group how often each answer was given in it."""
        values, codes = column.values, self._sorted(column)
        return {
            group: Counter({values[code]: n for code, n in Counter(codes[start:end]).items()})
            for group, start, end in self._slices()
        }

    def counts_together(
        self, one: Coded[_U], other: Coded[_V]
    ) -> Mapping[_T, Counter[tuple[_U, _V]]]:
        """Return for each group how often each two answers were given together in it."""
        values, others = one.values, other.values
        firsts, seconds = self._sorted(one), self._sorted(other)
        found: dict[_T, Counter[tuple[_U, _V]]] = {}
        for group, start, end in self._slices():
            pairs = Counter(zip(firsts[start:end], seconds[start:end], strict=True))
            found[group] = Counter({(values[a], others[b]): n for (a, b), n in pairs.items()})
        return found

    def _sorted(self, column: Coded[_U]) -> tuple[int, ...]:
        """Return the places of a column's answers, group after group."""
        if len(column) != self._ends[-1]:
            raise ValueError("columns of different length")
        return self._take(column.codes)

    def _slices(self) -> Iterator[tuple[_T, int, int]]:
        for group, (start, end) in zip(self._groups, pairwise(self._ends), strict=True):
            yield group, start, end
