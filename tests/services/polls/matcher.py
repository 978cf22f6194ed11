"""The matcher: whoever holds complete copies tries every order there is to join voters to ballots.

It is given what it may know, and more: every elector's rows, the board, the opened records, and
the order in which the electors came, as if somebody had written it down at the door. It puts each
side in every order that the copies show (rows as they lie, every column, every size, every place
in the bytes of files, in free pages and write-ahead logs, every line of the log) and guesses that
the first of one order belongs to the first of the other, and so on.

Both sides are lists in which the same place holds what truly belongs together; the matcher uses
this to count its hits and for nothing else. Ties are broken by a digest that knows neither side.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from statistics import NormalDist
from typing import TypeAlias, TypeVar

Thing: TypeAlias = Mapping[str, object]
"""What is known of an elector, a ballot or a record: values by the name of a column."""
Values: TypeAlias = Mapping[int, object]
"""By a thing's place in its list: something that can be compared with that of the others."""
Found = TypeVar("Found")

RISK = 1e-6
"""How often boxes that tell nothing may be taken for boxes that do."""
LEAST = 20
"""Orders of fewer things than this are not compared."""
TELLING = 9
"""A text or blob of so many bytes is recognised wherever it stands."""
SQLITE_PAGE, POSTGRESQL_PAGE = 4096, 8192
"""Both fill a page from its end."""
WAL_HEADER, WAL_FRAME = 32, SQLITE_PAGE + 24


@dataclass(frozen=True)
class Copy:
    """A complete copy taken at one moment: files as bytes, rows as they lie, all that was logged.

    Names of files and tables begin with where they are from: ``main/``, ``box/``, ``wal/``.
    """

    moment: str
    files: Mapping[str, bytes]
    tables: Mapping[str, Sequence[Thing]] = field(default_factory=dict)
    log: str = ""


@dataclass(frozen=True)
class Order:
    """A way to put things in order: the rank of each by its place in the list, None if absent."""

    name: str
    ranks: tuple[int | None, ...]


@dataclass(frozen=True)
class Join:
    """What came of one guess: right pairs, of how many, and the rank correlation (Spearman)."""

    how: str
    hits: int
    of: int
    rho: float


@dataclass(frozen=True)
class Chance:
    """What pure chance may reach in so many guesses, but for one run in a million.

    A random order of any length has k things or more in their right place with a probability of
    at most 1/k!, because the expected number of ways to choose k such things is 1/k!. Spearman's
    coefficient of n things has the variance 1/(n - 1) and tails no heavier than a normal law's.
    Each guess is also made backwards, and the correlation looked at up and down.
    """

    guesses: int

    @property
    def hits(self) -> int:
        """The least number of hits that is too good."""
        hits, probability = 1, 1.0
        while probability * 2 * self.guesses > RISK / 2:
            hits += 1
            probability /= hits
        return hits

    def rho(self, of: int) -> float:
        """The least correlation, up or down, that is too good."""
        return -NormalDist().inv_cdf(RISK / 4 / self.guesses) / (of - 1) ** 0.5

    def allows(self, join: Join) -> bool:
        """Tell whether chance explains a guess."""
        return join.hits < self.hits and abs(join.rho) < self.rho(join.of)


def sequence(name: str, order: Sequence[int]) -> Order:
    """Return the order in which things are known to have come, each by its place in the list."""
    ranks = {place: rank for rank, place in enumerate(order)}
    return Order(name, tuple(ranks[place] for place in range(len(order))))


class Known:
    """Things by which rows, files and logs are searched: by what is one thing's and no other's."""

    def __init__(self, things: Sequence[Thing]) -> None:
        self.things = things
        whose = [(cell, place) for place, thing in enumerate(things) for cell in thing.items()]
        self._cells = _unique(whose)
        shapes = [
            (shape, (place, kind)) for (kind, value), place in whose for shape in _shapes(value)
        ]
        self._markers = _unique(shapes)
        self._size = 8 if all(len(marker) >= 15 for marker in self._markers) else 4
        self._words: dict[int, list[tuple[int, bytes]]] = {}
        for marker in self._markers:
            for start in range(self._size):
                (word,) = self._cut(marker[start : start + self._size])
                self._words.setdefault(word, []).append((start, marker))

    def scan(self, content: bytes) -> list[tuple[int, int, str]]:
        """Return every occurrence in a file: (offset, place of the thing, what was found of it).

        Only aligned words of the file are looked at: wherever 15 bytes lie, one aligned word of 8
        lies within them, and one of 4 within 7.
        """
        wanted, size = self._words, self._size
        words = self._cut(content[: len(content) // size * size])
        found = set()
        for index in [index for index, word in enumerate(words) if word in wanted]:
            for start, marker in wanted[words[index]]:
                offset = index * size - start
                if offset >= 0 and content.startswith(marker, offset):
                    found.add((offset, *self._markers[marker]))
        return sorted(found)

    def about(self, rows: Sequence[Thing]) -> dict[int, int]:
        """Return which row is the last to name each thing that is named: by column, or at all."""
        found = {}
        for place, row in enumerate(rows):
            for cell in row.items():
                thing = self._cells.get(cell)
                if thing is None:
                    thing, _ = self._markers.get(next(_shapes(cell[1]), None), (None, ""))
                if thing is not None:
                    found[thing] = place
                    break
        return found

    def orders(self, copies: Iterable[Copy]) -> list[Order]:
        """Return every order of the things that the copies show, each once."""
        found: dict[Hashable, Order] = {}
        for copy in copies:
            for name, values in self._all_values(copy):
                order = _order(f"{name}, {copy.moment}", values, len(self.things))
                if order is not None:
                    found.setdefault(order.ranks, order)
        return list(found.values())

    def _all_values(self, copy: Copy) -> Iterator[tuple[str, Values]]:
        yield from _contents(dict(enumerate(self.things)), "what is known")
        for table, rows in copy.tables.items():
            about = self.about(rows)
            yield f"{table} as it lies", about
            yield from _contents({thing: rows[place] for thing, place in about.items()}, table)
        for name, content in (copy.files | {"log": copy.log.encode()}).items():
            yield from _places(name, _page_of(name, content), self.scan(content))

    def _cut(self, content: bytes) -> memoryview:
        return memoryview(content).cast({4: "I", 8: "Q"}[self._size])


def orders(things: Sequence[Thing], copies: Iterable[Copy]) -> list[Order]:
    """Return every order of the things that the copies show, each once."""
    return Known(things).orders(copies)


def carried_over(things: Sequence[Thing], copies: Sequence[Copy]) -> list[Order]:
    """Return orders of the things by way of rows of the box in which nothing is recognised.

    As many rows as things, in an order of their contents that may be the things' own (a tag that
    sorts as the key it hides): what the copies show of those rows is then said of the things.
    """
    found: dict[Hashable, Order] = {}
    known = Known(things)
    for copy in copies:
        for table, rows in copy.tables.items():
            hidden = table.startswith("box/") and not known.about(rows)
            if hidden and len(rows) == len(things):
                for order in _through(f"{table}, {copy.moment}", rows, things, copies):
                    found.setdefault(order.ranks, order)
    return list(found.values())


def joins(left: Sequence[Order], right: Sequence[Order]) -> list[Join]:
    """Guess with every pair of orders."""
    guessed = (_joined(one, other) for one, other in product(left, right))
    return [join for join in guessed if join is not None]


def shared(left: Sequence[Thing], right: Sequence[Thing], length: int = 12) -> set[tuple[int, int]]:
    """Return the pairs that have ``length`` bytes in common with each other and with no others."""
    ones, others = _windows(left, length), _windows(right, length)
    return {
        (min(ones[window]), min(others[window]))
        for window in ones.keys() & others.keys()
        if len(ones[window]) == len(others[window]) == 1
    }


def traces(things: Sequence[Thing], copies: Iterable[Copy], *prefixes: str) -> list[str]:
    """Return where anything known of the things stands in files so prefixed, or in the log."""
    found, known = [], Known(things)
    for copy in copies:
        places = {name: text for name, text in copy.files.items() if name.startswith(prefixes)}
        for name, content in (places | {"log": copy.log.encode()}).items():
            kinds = {kind for _, _, kind in known.scan(content)}
            found += [f"{kind} in {name}, {copy.moment}" for kind in sorted(kinds)]
    return found


def _unique(named: Sequence[tuple[Hashable, Found]]) -> dict[Hashable, Found]:
    times = Counter(key for key, _ in named)
    return {key: value for key, value in named if times[key] == 1}


def _shapes(value: object) -> Iterator[bytes]:
    """Yield a value as it could stand in a file: as it is, as hexadecimal digits, as Base64."""
    if isinstance(value, str) and len(value.encode()) >= TELLING:
        yield value.encode()
    if isinstance(value, bytes) and len(value) >= TELLING:
        yield value[:64]
        yield value[:32].hex().encode()
        yield urlsafe_b64encode(value[: min(len(value), 63) // 3 * 3])


def _windows(things: Sequence[Thing], length: int) -> dict[bytes, set[int]]:
    found: dict[bytes, set[int]] = {}
    for place, thing in enumerate(things):
        for value in thing.values():
            content = value.encode() if isinstance(value, str) else value
            if isinstance(content, bytes):
                for start in range(len(content) - length + 1):
                    found.setdefault(content[start : start + length], set()).add(place)
    return found


def _contents(rows: Mapping[int, Thing], of: str) -> Iterator[tuple[str, Values]]:
    """Yield what each column says: its value, its value from the end, its size."""
    for column in dict.fromkeys(column for row in rows.values() for column in row):
        cells = {thing: row.get(column) for thing, row in rows.items()}
        cells = {thing: value for thing, value in cells.items() if value is not None}
        sized = {thing: cell for thing, cell in cells.items() if isinstance(cell, str | bytes)}
        yield f"{of}.{column}", cells
        yield f"{of}.{column} from its end", {thing: cell[::-1] for thing, cell in sized.items()}
        yield f"size of {of}.{column}", {thing: len(cell) for thing, cell in sized.items()}


def _page_of(name: str, content: bytes) -> tuple[int, int]:
    """Return the sizes of a file's head and of its pages."""
    if name.endswith("-wal"):
        return WAL_HEADER, WAL_FRAME
    return 0, SQLITE_PAGE if content.startswith(b"SQLite") else POSTGRESQL_PAGE


def _places(
    name: str, page: tuple[int, int], found: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[str, Values]]:
    """Yield first and last places in a file: by byte, and by page, each from its end."""
    head, size = page
    for kind in dict.fromkeys(kind for _, _, kind in found):
        mine = [(offset, thing) for offset, thing, one in found if one == kind]
        paged = sorted((((offset - head) // size, -offset), thing) for offset, thing in mine)
        for shape, keyed in (("byte", mine), ("page", paged)):
            yield f"first {shape} of {kind} in {name}", _by_thing(reversed(keyed))
            yield f"last {shape} of {kind} in {name}", _by_thing(keyed)


def _by_thing(keyed: Iterable[tuple[object, int]]) -> Values:
    """Return the last key of each thing."""
    return {thing: key for key, thing in keyed}


def _through(
    name: str, rows: Sequence[Thing], things: Sequence[Thing], copies: Sequence[Copy]
) -> Iterator[Order]:
    """Yield the orders of rows as orders of the things that may hide in them."""
    known = Known(rows)
    seen = known.orders([Copy(name, {}, {"rows": rows})])
    seen += known.orders(Copy(copy.moment, copy.files) for copy in copies)
    hidden = _complete(_contents(dict(enumerate(rows)), name), len(rows))
    shown = _complete(_contents(dict(enumerate(things)), "what is known"), len(things))
    for inner, outer in product(hidden, shown):
        row_at = {rank: row for row, rank in enumerate(inner.ranks)}
        for order in seen:
            ranks = tuple(order.ranks[row_at[rank]] for rank in outer.ranks)
            yield Order(f"{order.name} by {inner.name} for {outer.name}", ranks)


def _complete(named: Iterable[tuple[str, Values]], of: int) -> list[Order]:
    made = (_order(name, values, of) for name, values in named)
    return [order for order in made if order is not None and None not in order.ranks]


def _order(name: str, values: Values, of: int) -> Order | None:
    """Rank values; none where there are too few or where they are all the same."""
    if len(values) < LEAST or len(set(map(type, values.values()))) > 1:
        return None
    if len(set(values.values())) == 1:
        return None
    tie = {place: hashlib.sha256(f"{name}/{place}".encode()).digest() for place in values}
    by_value = sorted(values, key=lambda place: (values[place], tie[place]))
    rank_of = {place: rank for rank, place in enumerate(by_value)}
    return Order(name, tuple(rank_of.get(place) for place in range(of)))


def _joined(one: Order, other: Order) -> Join | None:
    pairs = [(a, b) for a, b in zip(one.ranks, other.ranks, strict=True) if None not in {a, b}]
    of = len(pairs)
    if of < LEAST:
        return None
    if of < len(one.ranks):
        pairs = list(zip(*(_ranked(side) for side in zip(*pairs, strict=True)), strict=True))
    hits = sum(a == b for a, b in pairs)
    backwards = sum(a == of - 1 - b for a, b in pairs)
    rho = 1 - 6 * sum((a - b) ** 2 for a, b in pairs) / (of * (of**2 - 1))
    return Join(f"{one.name} ~ {other.name}", max(hits, backwards), of, rho)


def _ranked(values: Sequence[int]) -> list[int]:
    rank_of = {value: rank for rank, value in enumerate(sorted(values))}
    return [rank_of[value] for value in values]
