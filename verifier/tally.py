"""All ballots together: the opened box and the paper boxes, whose marks add up."""

from collections import Counter

from verifier.documents import Bundle
from verifier.paper import Box


def heaped(bundle: Bundle) -> list[Box]:
    """Return the boxes whose marks lie in records.json, since they are too few by themselves."""
    return [box for box in bundle.boxes if box.marks is None]


def heap(bundle: Bundle) -> tuple[int, int]:
    """Return the valid ballots, and the blank ones of them, whose marks lie in records.json."""
    records, boxes = bundle.records, heaped(bundle)
    return (
        records.valid + sum(box.valid for box in boxes),
        records.blank + sum(box.blank for box in boxes),
    )


def tally(bundle: Bundle, contest: str) -> dict[str, Counter[str]]:
    """Return how often each option of a contest got each mark, on phones and on paper."""
    found = {option: Counter(marks) for option, marks in bundle.records.marks[contest].items()}
    for box in bundle.boxes:
        if box.marks is not None:
            for option, marks in box.marks[contest].items():
                found[option].update(marks)
    return found


def over_returned(bundle: Bundle) -> bool:
    """Tell whether more ballots came back than were issued, in one box or in the sum."""
    counts = bundle.counts
    return counts.returned > counts.issued or any(box.over_returned for box in bundle.boxes)
