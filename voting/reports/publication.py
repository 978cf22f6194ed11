"""Which written-in names are published: those of the signed result; the rest is a number.

The result folds away what one vote alone named, since that could be a voter's signature; and it
was counted with the roster as it stood. So a bundle is written from it, not from the roster of
the day somebody asks for the bundle.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from voting.reports.result import OTHERS, is_published


@dataclass(frozen=True, slots=True)
class PublishedName:
    """A written-in name with its ruling: ``resolved``, ``void`` (and why) or ``undecided``."""

    name: str
    unit: str
    votes: int
    ruling: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PublishedNames:
    """The published names of one contest in order, and the votes of all others."""

    names: tuple[PublishedName, ...] = ()
    others: int = 0

    def records(self) -> list[str]:
        """Return one text for each vote, sorted: what a recount starts from."""
        texts = [each.name for each in self.names for _vote in range(each.votes)]
        return sorted([*texts, *[OTHERS] * self.others])


def published_names(
    rows: Iterable[Mapping[str, Any]], reasons: Mapping[str, str]
) -> PublishedNames:
    """Return the names of a result's ``write_ins``; ``reasons``: why a name was ruled void."""
    names, others = [], 0
    for row in rows:
        if is_published(row):
            unit, reason = row.get("unit", ""), reasons.get(row["name"], "")
            names.append(PublishedName(row["name"], unit, row["approve"], row["status"], reason))
        else:
            others += row["approve"]
    return PublishedNames(tuple(sorted(names, key=lambda each: each.name)), others)
