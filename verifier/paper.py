"""The paper boxes of a poll as typed values: what two tellers counted in each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from verifier.canonical import Node

KINDS = ("mobile", "hall")
_NUMBERS = ("group", "issued", "returned", "valid", "rejected", "blank")

Marks = Mapping[str, Mapping[str, Counter[str]]]
"""Contest → option → how often each mark was given."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box; without ``marks`` its ballots lie in records.json, together with the phones'."""

    title: str
    kind: str
    electors: list[str]
    tellers: list[str]
    marks: Marks | None
    write_ins: Mapping[str, int] | None
    group: int
    issued: int
    returned: int
    valid: int
    rejected: int
    blank: int

    @property
    def filled(self) -> int:
        """Return the valid ballots that are not blank."""
        return self.valid - self.blank

    @property
    def over_returned(self) -> bool:
        """Tell whether more ballots came back than were issued."""
        return self.returned > self.issued


def read_boxes(document: Node) -> tuple[Box, ...]:
    """Read paper.json."""
    (boxes,) = document.fields("boxes")
    return tuple(_box(each) for each in boxes)


def _box(node: Node) -> Box:
    title, kind, electors, tellers, marks, names, *numbers = node.fields(
        "title", "kind", "electors", "tellers", "marks", "write_ins", *_NUMBERS
    )
    if kind.text() not in KINDS:
        kind.refuse("不认识的票箱种类")
    if (marks.value is None) != (names.value is None):
        node.refuse("划票数与另选他人数应同时公布或同时不公布")
    return Box(
        title.text(),
        kind.text(),
        electors.texts(),
        tellers.texts(),
        _marks(marks),
        _names(names),
        **dict(zip(_NUMBERS, (number.whole() for number in numbers), strict=True)),
    )


def _marks(node: Node) -> Marks | None:
    if node.value is None:
        return None
    return {
        contest: {
            option: Counter({mark: n.whole() for mark, n in row.mapping().items()})
            for option, row in options.mapping().items()
        }
        for contest, options in node.mapping().items()
    }


def _names(node: Node) -> dict[str, int] | None:
    if node.value is None:
        return None
    return {contest: number.whole() for contest, number in node.mapping().items()}
