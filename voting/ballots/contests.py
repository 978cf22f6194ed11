"""A contest: one question of a sheet, its lines, its marks, and what limits them.

One shape carries every kind of vote: options (candidates, documents, leaders by dimension), a
scale of marks or numbers, limits, and room for names and texts to be written in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voting.ballots.numbers import Numbers
from voting.ballots.texts import TEXT_LENGTH, TextSlot

VOID = "void"
"""A line with two ticks on paper: it does not count for that option; no phone can send it."""


class Blank(StrEnum):
    """What becomes of a sheet that leaves a contest without any mark."""

    VALID = "valid"
    REJECTED = "rejected"


class Uniform(StrEnum):
    """What becomes of a sheet that says the same of everybody."""

    VALID = "valid"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a contest (候选项): a candidate, a document, a leader."""

    id: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """One question of a sheet and how it may be answered.

    ``scale`` lists the marks; ``unmarked`` is what an option without a mark counts as; ``limits``
    says how many options, write-ins included, may carry a mark at most (应选名额 for approval).
    ``write_ins`` is the number of names that may be written (0: none); each counts as
    ``write_in_mark`` and needs one option marked ``write_in_needs`` (``None``: needs none).

    ``labels``: what a mark is called. ``numbers``: marks are numbers, and ``limits`` and ``least``
    (at least so many lines of a sheet that is not blank) may name their bands. ``own``: the mark
    of the voter's own line, which at most one line carries. ``texts``: what may be written beside
    each line, ``text_total`` characters at most in all.
    """

    id: str
    title: str
    options: tuple[Option, ...]
    scale: tuple[str, ...]
    unmarked: str
    limits: Mapping[str, int] = field(default_factory=dict)
    write_ins: int = 0
    write_in_mark: str | None = None
    write_in_needs: str | None = None
    blank: Blank = Blank.VALID
    labels: Mapping[str, str] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)
    numbers: Numbers | None = None
    own: str | None = None
    uniform: Uniform = Uniform.VALID
    texts: tuple[TextSlot, ...] = ()
    text_total: int = 0

    def __post_init__(self) -> None:
        """Refuse a contest that contradicts itself; whoever sets up polls must not make one."""
        ids = [option.id for option in self.options]
        if not ids or len(set(ids)) != len(ids):
            raise ValueError("a contest needs options, each with its own id")
        if not (self.scale or self.numbers) or len(set(self.scale)) != len(self.scale):
            raise ValueError("a scale needs marks, each of them once")
        if {VOID, self.own} & set(self.scale):
            raise ValueError("a void row and one's own are not marks of a scale")
        self._refuse_wrong_limits()
        self._refuse_wrong_texts()

    def _refuse_wrong_limits(self) -> None:
        used = {self.write_in_mark, self.write_in_needs} - {None}
        bands = {band.id for band in self.numbers.bands} if self.numbers else set()
        if not set(self.limits) | set(self.least) <= set(self.scale) | bands:
            raise ValueError("limits use marks of the scale, or bands of the numbers")
        if not used <= set(self.scale):
            raise ValueError("a write-in needs marks of the scale")
        if min(self.write_ins, *self.limits.values(), *self.least.values(), 0) < 0:
            raise ValueError("a limit is a number of options, not less than none")
        if self.write_ins and self.write_in_mark is None:
            raise ValueError("a write-in needs a mark it counts as")

    def _refuse_wrong_texts(self) -> None:
        ids = [slot.id for slot in self.texts]
        if len(set(ids)) != len(ids) or bool(ids) != bool(self.text_total):
            raise ValueError("texts need slots, each with its own id, and room for them")
        if any(not 1 <= slot.length <= TEXT_LENGTH for slot in self.texts):
            raise ValueError("a text is limited, and no longer than the longest")

    def knows(self, mark: str) -> bool:
        """Tell whether a line may carry a mark."""
        if mark in self.scale or mark == self.own:
            return True
        return self.numbers is not None and self.numbers.has(mark)
