"""The survey it was copied from, beside it: the change of what both have published."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from voting.i18n import _
from voting.surveys.results.reading import Answered, Line, Results
from voting.surveys.wording import decimal

_PLACES = {"mean": 2, "index": 2, "enps": 0}


@dataclass(frozen=True, slots=True)
class Change:
    """One figure then and now; the signed ``change`` of a share is in percentage points."""

    label: str
    before: str
    now: str
    change: str
    is_share: bool

    @property
    def change_text(self) -> str:
        """The change with its unit."""
        return _("%(n)s 个百分点", n=self.change) if self.is_share else self.change


@dataclass(frozen=True, slots=True)
class Compared:
    """A question that was asked alike in both."""

    name: str
    label: str
    base_before: int
    base_now: int
    changes: tuple[Change, ...]


def compared(before: Results, now: Results) -> list[Compared]:
    """Compare the questions of the same name with the same options, of what both publish."""
    earlier = {each.name: each for each in before.questions}
    found = []
    for each in now.questions:
        old = earlier.get(each.name)
        if old is None or not _is_alike(old, each):
            continue
        if isinstance(old.base, int) and isinstance(each.base, int):
            changes = tuple(_changes(old, each))
            if changes:
                found.append(Compared(each.name, each.label, old.base, each.base, changes))
    return found


def _is_alike(old: Answered, new: Answered) -> bool:
    options = [[(line.name, line.label) for line in each.lines] for each in (old, new)]
    return old.kind == new.kind and options[0] == options[1]


def _changes(old: Answered, new: Answered) -> Iterator[Change]:
    # Of the eleven steps of eNPS only what they come to is worth comparing.
    pairs = () if new.figure("enps") else zip(old.lines, new.lines, strict=True)
    for was, now in pairs:
        if not was.is_withheld and not now.is_withheld:
            points = _share(now, new.base) - _share(was, old.base)
            yield Change(
                now.label, was.percent, now.percent, _signed(points * 100, 1), is_share=True
            )
    figures = {each.name: each for each in old.figures}
    for each in new.figures:
        before = figures.get(each.name)
        if before is None or each.name not in _PLACES:
            continue
        change = _difference(str(before.value), str(each.value), _PLACES[each.name])
        if change:
            yield Change(each.label, str(before.value), str(each.value), change, is_share=False)


def _share(line: Line, base: object) -> Fraction:
    assert isinstance(line.count, int)
    assert isinstance(base, int)
    return Fraction(line.count, base) if base else Fraction(0)


def _difference(before: str, now: str, places: int) -> str:
    try:
        return _signed(Fraction(now) - Fraction(before), places)
    except ValueError:
        return ""


def _signed(value: Fraction, places: int) -> str:
    text = decimal(value, places)
    if text.strip("0.") == "":
        return decimal(Fraction(0), places)
    return text if text.startswith("-") else f"+{text}"
