"""Motions that say much the same: shared pairs of characters, 繁 as 简, without punctuation."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from voting.names import fold

SHORTLISTED = 60
"""So many titles are compared pair by pair; the others share too few characters to matter."""
ENOUGH = Fraction(3, 10)
"""From this share of common pairs on, a motion is suggested as similar."""


@dataclass(frozen=True, slots=True)
class Match:
    """A motion that is similar, and how much: common pairs over all pairs of both (0–1)."""

    motion_id: int
    likeness: Fraction


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, letters and digits alone."""
    plain = "".join(sign for sign in fold(text) if unicodedata.category(sign)[0] in {"L", "N"})
    if len(plain) == 1:
        return frozenset({plain})
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """Return how much two sets of pairs share, from 0 to 1."""
    together = len(one | other)
    return Fraction(len(one & other), together) if together else Fraction(0)


class _Folding(dict[int, str]):
    """How single characters are compared, each looked up once."""

    def __missing__(self, code: int) -> str:
        made = self[code] = fold(chr(code))
        return made


_folding = _Folding()


def shortlist(title: str, others: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the titles (id, title) that share most characters with one, in their own order.

    A rough sieve: of 20,000 titles few need the exact comparison.
    """
    wanted = frozenset(title.translate(_folding))
    listed = list(others)
    shared = [len(wanted.intersection(other.translate(_folding))) for _id, other in listed]
    best = sorted(range(len(listed)), key=lambda place: -shared[place])[:SHORTLISTED]
    return [listed[place] for place in sorted(best) if shared[place]]


def most_like(title: str, others: Iterable[tuple[int, str]], *, most: int = 3) -> list[Match]:
    """Return the motions (id, title) that are most like a title, best first; none is nothing."""
    wanted = pairs(title)
    if not wanted:
        return []
    found = [Match(motion_id, likeness(wanted, pairs(other))) for motion_id, other in others]
    near = [match for match in found if match.likeness >= ENOUGH]
    return sorted(near, key=lambda match: (-match.likeness, match.motion_id))[:most]
