"""Things that ask for each other: an order in which each comes after what it asks for."""

from collections.abc import Mapping, Sequence


def cycles(asks: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return all names in such an order, and the circles that make one impossible.

    Names that are not among the keys are passed over. Without recursion, so that a chain of two
    thousand questions is no trouble; each circle is found once.
    """
    order: list[str] = []
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in asks:
        path: dict[str, int] = {}
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, place = stack.pop()
            if name in done:
                continue
            path.setdefault(name, len(path))
            nexts = [each for each in asks[name] if each in asks]
            if place >= len(nexts):
                done.add(name)
                del path[name]
                order.append(name)
                continue
            stack.append((name, place + 1))
            following = nexts[place]
            if following in path:
                found.append(tuple(path)[path[following] :])
            elif following not in done:
                stack.append((following, 0))
    return tuple(order), found
