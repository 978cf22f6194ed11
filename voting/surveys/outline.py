"""A questionnaire as its builder lists it: pages of numbered lines, conditions in words."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from voting.surveys.completeness import Flaw
from voting.surveys.conditions import in_words, shortened
from voting.surveys.form import Form, Item, Matrix, Question, said
from voting.surveys.makes import MAKE_LABELS, make_of

_MOST_OPTIONS = 6
_LONGEST_OPTION = 24


@dataclass(frozen=True, slots=True)
class Line:
    """A question or a matrix in the list."""

    name: str
    number: str
    """As staff will see it; notes and calculations have none."""
    label: str
    make: str
    required: bool
    condition: str
    options: tuple[str, ...]
    """The first options, or the rows of a matrix."""
    more: int
    """How many options are not listed."""
    is_breakdown: bool
    flaws: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page in the list."""

    place: int
    name: str
    label: str
    condition: str
    lines: tuple[Line, ...]
    flaws: tuple[str, ...]


def numbers(form: Form) -> dict[str, str]:
    """Return the number of each question by its name; rows of a matrix: 3.1 and on."""
    found: dict[str, str] = {}
    number = 0
    for section in form.sections:
        for item in section.items:
            if isinstance(item, Question) and not item.is_answered:
                continue
            number += 1
            found[item.name] = str(number)
            if isinstance(item, Matrix):
                for row, question in enumerate(item.questions, start=1):
                    found[question.name] = f"{number}.{row}"
    return found


def pages(form: Form, flaws: Iterable[Flaw], breakdowns: Collection[str]) -> tuple[Page, ...]:
    """Return the list of a form, what is wrong at the line it is about."""
    told: dict[str, list[str]] = defaultdict(list)
    for flaw in flaws:
        told[flaw.name].append(flaw.text)
    lister = _Lister(form, told, breakdowns)
    return tuple(
        Page(
            place,
            section.name,
            said(section.label),
            lister.condition(section.relevant),
            tuple(lister.line(item) for item in section.items),
            tuple(told[section.name]) if section.name else (),
        )
        for place, section in enumerate(form.sections)
    )


class _Lister:
    def __init__(self, form: Form, told: dict[str, list[str]], breakdowns: Collection[str]) -> None:
        self._form = form
        self._told = told
        self._breakdowns = breakdowns
        self._numbers = numbers(form)
        self._makes = {make: str(label) for make, label in MAKE_LABELS.items()}
        self._said: dict[str, str] = {}
        self._options = {each.name: each.choices for each in form.lists}

    def condition(self, source: str) -> str:
        """Say a condition in words."""
        if source not in self._said:
            self._said[source] = in_words(source, self._form, self._numbers) if source else ""
        return self._said[source]

    def line(self, item: Item) -> Line:
        """Return the line of an item."""
        options = self._texts(item)
        rows = item.questions if isinstance(item, Matrix) else (item,)
        flaws = [
            text
            for each in {item.name: 0, **{row.name: 0 for row in rows}}
            for text in self._told[each]
        ]
        return Line(
            name=item.name,
            number=self._numbers.get(item.name, ""),
            label=said(item.label),
            make=self._makes[make_of(item)],
            required=all(each.required for each in rows) and bool(rows),
            condition=self.condition(item.relevant),
            options=tuple(shortened(each, _LONGEST_OPTION) for each in options[:_MOST_OPTIONS]),
            more=max(0, len(options) - _MOST_OPTIONS),
            is_breakdown=item.name in self._breakdowns,
            flaws=tuple(flaws),
        )

    def _texts(self, item: Item) -> list[str]:
        if isinstance(item, Matrix):
            return [said(each.label) for each in item.questions]
        return [said(each.label) for each in self._options.get(item.choices, ())]
