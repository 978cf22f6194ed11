"""An outcome as a document: what ``voting count`` prints and what the scrutineers sign."""

from collections.abc import Iterable
from typing import Any

from voting.elections.outcome import Need, Outcome, RunOffBallot


def as_document(outcome: Outcome, warnings: Iterable[str]) -> dict[str, Any]:
    """Return the document; ``warnings`` are sentences for whoever reads the figures."""
    return {
        "kind": "election",
        "valid_election": outcome.valid_election,
        "quorum": outcome.quorum,
        "counts": outcome.sheets.document(),
        "threshold": _threshold(outcome.need),
        "tally": [
            {
                "id": one.id,
                "name": one.name,
                "approve": one.approve,
                "oppose": one.oppose,
                "abstain": one.abstain,
                "passed": outcome.passed(one.approve),
            }
            for one in outcome.tally
        ],
        "write_ins": [
            {
                "name": one.name,
                "approve": one.approve,
                "passed": outcome.counts_for(one),
                "status": one.status.value,
            }
            for one in outcome.write_ins
        ],
        "elected": [one.key for one in outcome.elected],
        "runoff": _runoff(outcome.runoff),
        "vacant": outcome.vacant,
        "next": [step.value for step in outcome.next],
        "warnings": list(warnings),
    }


def _threshold(need: Need) -> dict[str, int | str]:
    return {
        "base": need.base.value,
        "of": need.of,
        "need": need.need,
        "operator": need.operator,
        "share": need.share,
    }


def _runoff(runoff: RunOffBallot | None) -> dict[str, Any] | None:
    if runoff is None:
        return None
    return {"seats": runoff.seats, "between": list(runoff.between)}
