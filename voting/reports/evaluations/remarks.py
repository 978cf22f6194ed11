"""What was written beside the grades: in no order that could tell who wrote it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voting.ballots.rules import Contest
from voting.evaluations.comments import shuffled

Texts = Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]
"""Contest → option → slot → what was written."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What was written about one subject in one slot (优点, 不足, 理由)."""

    slot: str
    title: str
    texts: tuple[str, ...]


def remarks_of(
    contests: Sequence[Contest], texts: Texts, manifest_hash: bytes
) -> dict[str, tuple[Remarks, ...]]:
    """Return by option what was written, a slot at a time; no order tells who wrote it."""
    slots = {slot.id: slot.title for contest in contests for slot in contest.texts}
    options = dict.fromkeys(option.id for contest in contests for option in contest.options)
    return {
        option: tuple(
            Remarks(slot, title, tuple(shuffled(_written(texts, option, slot), manifest_hash)))
            for slot, title in slots.items()
        )
        for option in options
    }


def _written(texts: Texts, option: str, slot: str) -> Iterable[str]:
    for by_option in texts.values():
        yield from by_option.get(option, {}).get(slot, ())
