"""From an opened box to the result of a vote on documents.

What is decided rests on the manifest (items, versions, rules), not on what the tables say now.
"""

from collections.abc import Mapping
from typing import Any

from voting.polls.kinds import Counted
from voting.polls.models import Poll
from voting.resolutions import queries
from voting.resolutions.answer import as_document
from voting.resolutions.ballot import ABSTAIN, AGREE, OPPOSE
from voting.resolutions.legality import legality
from voting.resolutions.outcome import Asked, Decided, Votes, decide
from voting.resolutions.presets import preset
from voting.resolutions.remarks import remarks
from voting.resolutions.sealed import Sealed, SealedItem
from voting.resolutions.wording import deviations, share_words, threshold_words

CONTEST = "c1"
VOID = "void"


def result_document(poll: Poll, counted: Counted) -> dict[str, Any]:
    """Return the result that is signed and published.

    As ``voting count`` answers, and for each item its title, class, version, digest and threshold
    in words; ``legality`` is the meeting's checklist.
    """
    sealed, sheets = queries.sealed(poll), counted.sheets
    marks = counted.marks.get(CONTEST, {})
    outcome = decide(
        sheets,
        [sealed.rules.quorum.share, *(item.rules.quorum.share for item in sealed.items)],
        [(_asked(item), _votes(marks.get(item.id, {}))) for item in sealed.items],
    )
    document = as_document(outcome, [*_deviations(sealed), *remarks(outcome)])
    by_id = {item.id: item for item in sealed.items}
    document["items"] = [
        line | _more(by_id[line["id"]], item)
        for line, item in zip(document["items"], outcome.items, strict=True)
    ]
    document["rules"] = {"name": sealed.rules.name, "title": sealed.rules.title}
    document["legality"] = [
        {"code": check.code, "ok": check.ok, "text": check.text}
        for check in legality(sealed, sheets)
    ]
    return document


def _asked(item: SealedItem) -> Asked:
    return Asked(item.id, item.title, item.rules.passes)


def _votes(marks: Mapping[str, int]) -> Votes:
    return Votes(*(marks.get(mark, 0) for mark in (AGREE, OPPOSE, ABSTAIN, VOID)))


def _more(item: SealedItem, decided: Decided) -> dict[str, Any]:
    return {
        "title": item.title,
        "class": item.item_class.value,
        "version": item.version,
        "sha256": item.sha256,
        "void": decided.votes.void,
        "share": item.rules.passes.text,
        "share_words": share_words(item.rules.passes),
        "threshold_words": threshold_words(item.rules.passes),
    }


def _deviations(sealed: Sealed) -> list[str]:
    found = []
    for item in sealed.items:
        norm = preset(item.rules.standard).for_class(item.item_class)
        found += deviations(item.rules, norm, item.title)
    return found
