"""An outcome as a document: what ``voting count`` prints and what the scrutineers sign."""

from collections.abc import Iterable
from typing import Any

from voting.resolutions.outcome import Decided, Outcome


def as_document(outcome: Outcome, warnings: Iterable[str]) -> dict[str, Any]:
    """Return the document; ``warnings`` are sentences for whoever reads the figures."""
    return {
        "kind": "resolution",
        "valid_vote": outcome.valid_vote,
        "quorum": outcome.quorum,
        "counts": outcome.sheets.document(),
        "items": [item_document(item) for item in outcome.items],
        "warnings": list(warnings),
    }


def item_document(item: Decided) -> dict[str, Any]:
    """Return one document's figures.

    ``agree`` + ``oppose`` + ``abstain`` are the valid ballots; ``not_cast`` are those present who
    cast none, and count like those who did not agree.
    """
    return {
        "id": item.asked.id,
        "agree": item.votes.agree,
        "oppose": item.votes.oppose,
        "abstain": item.votes.abstain,
        "not_cast": item.not_cast,
        "base": item.asked.passes.base.value,
        "of": item.of,
        "need": item.need,
        "operator": item.asked.passes.share.op,
        "carried": item.carried,
    }
