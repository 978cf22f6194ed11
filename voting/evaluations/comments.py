"""What may be written beside the grades: strengths, weaknesses, the reason for a grade.

Texts are counted apart from the marks and in no order that could tell who wrote them: not by
time, group or device, but by the digest of each text together with the digest of the manifest.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from voting.ballots.rules import Contest, TextSlot
from voting.i18n import _

STRENGTHS, WEAKNESSES, REASON = "strengths", "weaknesses", "reason"
REMARKS = (STRENGTHS, WEAKNESSES)
_LONGEST = 200
_MOST_OF_A_SHEET = 1000
"""Characters of all texts of one contest together; it fixes the size of every sealed ballot."""

Slots = tuple[TextSlot, ...]
Texts = Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]
"""Contest → option → slot → what was written."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What was written about one subject in one slot (优点, 不足, 理由)."""

    slot: str
    title: str
    texts: tuple[str, ...]


def slots(*, remarks: bool, reason_for: Iterable[str] = ()) -> Slots:
    """Return what may be written beside each line; the grades of ``reason_for`` ask for it."""
    found: Slots = ()
    if remarks:
        found = (
            TextSlot(STRENGTHS, _("优点"), _LONGEST),
            TextSlot(WEAKNESSES, _("不足"), _LONGEST),
        )
    needed = tuple(reason_for)
    return (*found, TextSlot(REASON, _("理由"), _LONGEST, needed)) if needed else found


def slots_data(found: Slots) -> list[dict[str, Any]]:
    """Return slots as data."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "length": one.length,
            "needed_for": list(one.needed_for),
        }
        for one in found
    ]


def slots_of(data: Iterable[Mapping[str, Any]]) -> Slots:
    """Read slots back."""
    return tuple(
        TextSlot(one["id"], one["title"], one["length"], tuple(one["needed_for"])) for one in data
    )


def with_slots(contests: Sequence[Contest], found: Slots) -> tuple[Contest, ...]:
    """Put slots on the contests of a sheet: reasons on each, other remarks on the last only."""
    reasons = tuple(slot for slot in found if slot.needed_for)
    return tuple(
        _with(contest, found if contest is contests[-1] else reasons) for contest in contests
    )


def _with(contest: Contest, found: Slots) -> Contest:
    if not found:
        return contest
    whole = len(contest.options) * sum(slot.length for slot in found)
    return replace(contest, texts=found, text_total=min(whole, _MOST_OF_A_SHEET))


def remarks_of(
    contests: Sequence[Contest], texts: Texts, manifest_hash: bytes
) -> dict[str, tuple[Remarks, ...]]:
    """Return by option what was written, a slot at a time; no order tells who wrote it."""
    found = {slot.id: slot.title for contest in contests for slot in contest.texts}
    options = dict.fromkeys(option.id for contest in contests for option in contest.options)
    return {
        option: tuple(
            Remarks(slot, title, tuple(_shuffled(_written(texts, option, slot), manifest_hash)))
            for slot, title in found.items()
        )
        for option in options
    }


def _written(texts: Texts, option: str, slot: str) -> Iterable[str]:
    for by_option in texts.values():
        yield from by_option.get(option, {}).get(slot, ())


def _shuffled(texts: Iterable[str], manifest_hash: bytes) -> list[str]:
    """Return texts in an order without meaning, the same for everybody who looks."""
    return sorted(texts, key=lambda text: hashlib.sha256(manifest_hash + text.encode()).digest())
