"""The rules of an award, written anew: votes and a jury's mean combined, the first so many win.

Equal values at the cut win nothing: a ballot between exactly them, or people, must decide. The
jury's single scores are not part of a bundle; their sum and number are, as they were signed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from verifier.canonical import Node
from verifier.documents import Bundle
from verifier.numbers import exact, percent, rounded
from verifier.report import Mismatch
from verifier.thresholds import Threshold, read_threshold

_POINTS = 100
_SUM = re.compile(r"(0|[1-9][0-9]{0,8})\.[0-9]{2}\Z")


@dataclass(frozen=True, slots=True)
class Section:
    """One section: ``terms`` are what the result repeats of its rules."""

    id: str
    title: str
    quota: int
    weight: Fraction | None
    threshold: Threshold | None
    terms: dict[str, object]

    def need(self, bundle: Bundle) -> int:
        """Return the least number of votes that may win; one without a threshold."""
        return 1 if self.threshold is None else self.threshold.need(self.threshold.of(bundle))

    def least(self, bundle: Bundle) -> dict[str, object] | None:
        """Return what the result must say of the threshold."""
        if self.threshold is None:
            return None
        return {
            "share": self.threshold.share,
            "operator": self.threshold.operator,
            "base": self.threshold.base,
            "of": self.threshold.of(bundle),
            "need": self.need(bundle),
        }


def read_section(node: Node) -> Section:
    """Read one of the sections of a manifest's rules."""
    weight, least = node.get("jury_weight"), node.get("threshold")
    terms = ("title", "subject", "quota", "limit", "exact", "jury_weight")
    return Section(
        id=node["id"].text(),
        title=node["title"].text(),
        quota=node["quota"].whole(),
        weight=None if weight is None else exact(weight),
        threshold=None if least is None else read_threshold(least, "operator"),
        terms={key: value.value for key, value in node.mapping().items() if key in terms},
    )


class Nominee:
    """One nominee: votes on the valid ballots, and what the jury gave."""

    def __init__(
        self, option: str, said: tuple[str, str], votes: int, valid: int, jury: Node | None
    ) -> None:
        self.id = option
        self.name, self.note = said
        self.votes, self.valid = votes, valid
        self.jury = None if jury is None else _mean(jury)

    @property
    def vote_score(self) -> Fraction:
        """Return the votes on the scale 0 to 100."""
        return Fraction(self.votes * _POINTS, self.valid) if self.valid else Fraction(0)


def _mean(jury: Node) -> Fraction:
    total, number = jury["sum"].text(), jury["n"].whole()
    if not _SUM.match(total) or not number or Fraction(total) > _POINTS * number:
        jury.refuse("评审分之和与人数不合理")
    return Fraction(total) / number


@dataclass(frozen=True)
class Decided:
    """A section decided anew."""

    section: Section
    nominees: Sequence[Nominee]
    need: int
    winners: frozenset[str]
    tied: frozenset[str]
    tied_seats: int

    @property
    def vacant(self) -> int:
        """Return the places that nobody fills."""
        return self.section.quota - len(self.winners) - self.tied_seats

    def row(self, nominee: Nominee) -> dict[str, object]:
        """Return what the result must say of a nominee."""
        value = worth(self.section, nominee)
        weighed = self.section.weight is not None
        jury = None if nominee.jury is None else rounded(nominee.jury, 2)
        higher = sum(worth(self.section, other) > value for other in self.nominees)
        return {
            "name": nominee.name,
            "note": nominee.note,
            "votes": nominee.votes,
            "share": percent(nominee.votes, nominee.valid),
            "vote_score": rounded(nominee.vote_score, 2) if weighed else None,
            "jury": jury if weighed else None,
            "score": rounded(value, 2) if weighed else None,
            "rank": higher + 1,
            "passed": nominee.votes >= self.need,
            "winner": nominee.id in self.winners,
        }


def worth(section: Section, nominee: Nominee) -> Fraction:
    """Return what is compared: the votes, or votes and jury weighed, exactly."""
    if section.weight is None:
        return Fraction(nominee.votes)
    if nominee.jury is None:
        raise Mismatch(f"“{nominee.name}”没有评审分")
    return nominee.vote_score * (1 - section.weight) + nominee.jury * section.weight


def decide(section: Section, nominees: Sequence[Nominee], need: int) -> Decided:
    """Fill the places of a section from those with enough votes."""
    enough = {one.id: worth(section, one) for one in nominees if one.votes >= need}
    if len(enough) <= section.quota:
        return Decided(section, nominees, need, frozenset(enough), frozenset(), 0)
    values = sorted(enough.values(), reverse=True)
    last_in, first_out = values[section.quota - 1], values[section.quota]
    if last_in > first_out:
        inside = frozenset(who for who, value in enough.items() if value >= last_in)
        return Decided(section, nominees, need, inside, frozenset(), 0)
    safe = frozenset(who for who, value in enough.items() if value > last_in)
    tied = frozenset(who for who, value in enough.items() if value == last_in)
    return Decided(section, nominees, need, safe, tied, section.quota - len(safe))


def next_of(decided: Decided) -> list[str]:
    """Return what a section leaves to people."""
    if decided.tied:
        return ["runoff", "decision"]
    return ["leave_vacant"] if decided.vacant else []
