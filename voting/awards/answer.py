"""An outcome as a document: what ``voting count`` prints and what the scrutineers sign."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from voting.awards.outcome import Outcome, Placed, SectionOutcome
from voting.awards.rules import percent, points
from voting.awards.rules_data import threshold_data


def as_document(outcome: Outcome, warnings: Iterable[str]) -> dict[str, Any]:
    """Return the document; ``warnings`` are sentences for whoever reads the figures."""
    return {
        "kind": "award",
        "valid": outcome.valid,
        "quorum": outcome.quorum,
        "counts": outcome.sheets.document(),
        "sections": [_section(one, outcome.sheets.valid) for one in outcome.sections],
        "next": [step.value for step in outcome.next],
        "warnings": list(warnings),
    }


def _section(section: SectionOutcome, valid: int) -> dict[str, Any]:
    rules, tied = section.rules, section.tied
    least = threshold_data(rules.threshold)
    return {
        "id": rules.id,
        "title": rules.title,
        "subject": rules.subject.value,
        "quota": rules.quota,
        "limit": rules.limit,
        "exact": rules.exact,
        "jury_weight": None if rules.jury_weight is None else str(rules.jury_weight),
        "threshold": None if least is None else {**least, "of": section.of, "need": section.need},
        "nominees": [_nominee(section, one, valid) for one in section.placed],
        "winners": list(section.winners),
        "tied": None if tied is None else {"seats": tied.seats, "between": list(tied.between)},
        "vacant": section.vacant,
        "next": [step.value for step in section.next],
    }


def _nominee(section: SectionOutcome, one: Placed, valid: int) -> dict[str, Any]:
    weighed = section.rules.jury_weight is not None
    return {
        "id": one.got.id,
        "name": one.got.name,
        "note": one.got.note,
        "votes": one.got.votes,
        "share": percent(one.got.votes, valid),
        "vote_score": points(one.vote_score) if weighed else None,
        "jury": points(one.jury) if weighed and one.jury is not None else None,
        "jury_of": _jury_of(one) if weighed else None,
        "score": points(one.value) if weighed else None,
        "rank": one.rank,
        "passed": one.passed,
        "winner": one.got.id in section.winners,
    }


def _jury_of(one: Placed) -> dict[str, Any]:
    """Return what a mean rests on: the sum of the scores, and how many there are."""
    return {"sum": points(Fraction(sum(one.got.jury), 100)), "n": len(one.got.jury)}
