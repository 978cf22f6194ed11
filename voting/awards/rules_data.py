"""The rules of an award as JSON: what is frozen in ``manifest.rules``; fractions are texts."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from voting.awards.rules import AwardRules, SectionRules, Subject
from voting.congress.rules import Share
from voting.polls.sheets import Base, Threshold


def as_data(rules: AwardRules) -> dict[str, Any]:
    """Return rules as data; :func:`from_data` reads them back to equal ones."""
    return {
        "name": "award",
        "quorum": str(rules.quorum.fraction),
        "sections": [_section_data(one) for one in rules.sections],
    }


def from_data(data: Mapping[str, Any]) -> AwardRules:
    """Return the rules a manifest froze."""
    quorum = Fraction(data["quorum"])
    return AwardRules(
        sections=tuple(_section(one) for one in data["sections"]),
        quorum=Share(quorum.numerator, quorum.denominator),
    )


def threshold_data(threshold: Threshold | None) -> dict[str, str] | None:
    """Return a least share as data."""
    if threshold is None:
        return None
    return {
        "share": threshold.text,
        "operator": threshold.share.op,
        "base": threshold.base.value,
    }


def threshold_of(share: Fraction, operator: str, base: str) -> Threshold:
    """Return a least share from its parts."""
    return Threshold(Share(share.numerator, share.denominator, operator), Base(base))


def _section_data(one: SectionRules) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "subject": one.subject.value,
        "quota": one.quota,
        "limit": one.limit,
        "exact": one.exact,
        "jury_weight": None if one.jury_weight is None else str(one.jury_weight),
        "threshold": threshold_data(one.threshold),
    }


def _section(data: Mapping[str, Any]) -> SectionRules:
    least, weight = data["threshold"], data["jury_weight"]
    return SectionRules(
        id=data["id"],
        title=data["title"],
        subject=Subject(data["subject"]),
        quota=data["quota"],
        limit=data["limit"],
        exact=data["exact"],
        jury_weight=None if weight is None else Fraction(weight),
        threshold=None
        if least is None
        else threshold_of(Fraction(least["share"]), least["operator"], least["base"]),
    )
