"""Things that ask for each other: an order in which each comes after what it asks for."""

from collections.abc import Iterator, Mapping, Sequence

_MOST_CIRCLES = 100


def cycles(asks: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return all names in such an order, and the circles that make one impossible.

    Names that are not among the keys are passed over. Without recursion, so that a chain of two
    thousand questions is no trouble; each circle is found once, and no more than can be read.
    """
    order: list[str] = []
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in asks:
        if start in done:
            continue
        # The names on the way, and of each what it asks for and was not looked at yet.
        path: dict[str, Iterator[str]] = {start: iter(asks[start])}
        while path:
            name = next(reversed(path))
            following = next(path[name], None)
            if following is None:
                done.add(name)
                del path[name]
                order.append(name)
            elif following in path:
                if len(found) < _MOST_CIRCLES:
                    way = tuple(path)
                    found.append(way[way.index(following) :])
            elif following in asks and following not in done:
                path[following] = iter(asks[following])
    return tuple(order), found
