"""A questionnaire as it is asked: pages of questions, lists of options, texts in languages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

Words = tuple[tuple[str, str], ...]
"""A text in the form's languages: pairs of language and text, in the form's order."""

OTHER = "other"
"""The name of the option 其他 that asks for a text."""
OTHER_SUFFIX = "_other"
"""What the name of the text beside 其他 ends with."""


class Kind(StrEnum):
    """What a question asks for; the words are those of XLSForm."""

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    RANGE = "range"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    NOTE = "note"
    ACKNOWLEDGE = "acknowledge"
    CALCULATE = "calculate"


WITH_CHOICES = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK})


@dataclass(frozen=True, slots=True)
class Choice:
    """An option. ``exclusive``: no other one beside it; ``score``: a decimal number or nothing."""

    name: str
    label: Words
    exclusive: bool = False
    score: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    """What a choice filter may ask: further columns and their texts."""


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """Options that questions share, in their order."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of a range question: from ``start`` to ``end``, both included, by ``step``."""

    start: Fraction = Fraction(0)
    end: Fraction = Fraction(10)
    step: Fraction = Fraction(1)

    @property
    def is_zero_to_ten(self) -> bool:
        """Whether it is the scale of eNPS."""
        return self == Scale()

    def holds(self, number: Fraction) -> bool:
        """Say whether a number can be chosen."""
        return self.start <= number <= self.end and not (number - self.start) % self.step

    def steps(self) -> tuple[Fraction, ...]:
        """Return the numbers that can be chosen."""
        return tuple(
            self.start + self.step * place
            for place in range(int((self.end - self.start) / self.step) + 1)
        )


@dataclass(frozen=True, slots=True)
class Question:
    """A question, a note or a calculation; ``name`` is its id for good."""

    name: str
    kind: Kind
    label: Words = ()
    hint: Words = ()
    required: bool = False
    required_message: Words = ()
    relevant: str = ""
    constraint: str = ""
    constraint_message: Words = ()
    choices: str = ""
    """The name of its list of options."""
    choice_filter: str = ""
    other: bool = False
    """Whether 其他 with a text comes after the options."""
    randomize: bool = False
    fewest: int | None = None
    """How many options must be chosen at least, where any are."""
    most: int | None = None
    default: str = ""
    appearance: str = ""
    scale: Scale | None = None
    calculation: str = ""

    @property
    def other_name(self) -> str:
        """The name under which the text beside 其他 is kept."""
        return self.name + OTHER_SUFFIX

    @property
    def is_answered(self) -> bool:
        """Whether a person answers it."""
        return self.kind not in {Kind.NOTE, Kind.CALCULATE}

    @property
    def is_long(self) -> bool:
        """Whether it is a text of several lines."""
        return "multiline" in self.appearance.split()


@dataclass(frozen=True, slots=True)
class Matrix:
    """Questions with one list of options, laid out as a table."""

    name: str
    label: Words = ()
    questions: tuple[Question, ...] = ()
    relevant: str = ""


Item = Question | Matrix


@dataclass(frozen=True, slots=True)
class Section:
    """A page. One without a group of its own in the sheet has no name."""

    items: tuple[Item, ...]
    name: str = ""
    label: Words = ()
    relevant: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A whole questionnaire. ``languages``: the first is the default; ``""`` is one unnamed."""

    title: str
    id: str = ""
    version: str = ""
    languages: tuple[str, ...] = ("",)
    sections: tuple[Section, ...] = ()
    lists: tuple[ChoiceList, ...] = field(default=())

    def questions(self) -> Iterator[Question]:
        """Walk through all questions in their order, those of matrices among them."""
        for _section, _matrix, question in self.places():
            yield question

    def places(self) -> Iterator[tuple[Section, Matrix | None, Question]]:
        """Walk through all questions with the page and the matrix they stand in."""
        for section in self.sections:
            for item in section.items:
                if isinstance(item, Matrix):
                    yield from ((section, item, question) for question in item.questions)
                else:
                    yield section, None, item

    def offered(self, question: Question) -> tuple[Choice, ...]:
        """Return the options of a question, 其他 at the end where it has one."""
        found = next((one.choices for one in self.lists if one.name == question.choices), ())
        if question.other and all(choice.name != OTHER for choice in found):
            label = tuple((language, _other_in(language)) for language in self.languages)
            return (*found, Choice(OTHER, label))
        return found


def said(words: Words, language: str | None = None) -> str:
    """Return a text in a language, else in the first one it has."""
    for spoken, text in words:
        if spoken == language:
            return text
    return words[0][1] if words else ""


def _other_in(language: str) -> str:
    return "Other" if "en" in language.casefold() else "其他"
