"""A questionnaire as JSON: what is frozen at publication, and what the phone asks from."""

import json
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from voting.surveys.form import (
    Choice,
    ChoiceList,
    Form,
    Item,
    Kind,
    Matrix,
    Question,
    Scale,
    Section,
    Words,
)

_Part = TypeVar("_Part")
_TEXTS = ("relevant", "constraint", "choices", "choice_filter", "default", "appearance")
_WORDS = ("label", "hint", "required_message", "constraint_message")
_FLAGS = ("required", "other", "randomize")
_LIMITS = ("fewest", "most")


def encoded(form: Form) -> bytes:
    """Return the one canonical writing of a form: equal forms give equal bytes."""
    return json.dumps(
        data(form), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def decoded(content: bytes | str) -> Form:
    """Read back what :func:`encoded` wrote."""
    return form_of(json.loads(content))


def data(form: Form) -> dict[str, Any]:
    """Return a form as JSON data; what is empty is left out."""
    return _filled(
        {
            "title": form.title,
            "id": form.id,
            "version": form.version,
            "languages": list(form.languages),
            "sections": [_section(one) for one in form.sections],
            "lists": [
                {"name": one.name, "choices": [_choice(choice) for choice in one.choices]}
                for one in form.lists
            ],
        }
    )


def _filled(found: dict[str, Any]) -> dict[str, Any]:
    kept = {"name", "title"}
    return {
        key: value
        for key, value in found.items()
        if key in kept or not (value is None or value is False or value in ("", [], {}))
    }


def _section(section: Section) -> dict[str, Any]:
    return _filled(
        {
            "name": section.name,
            "label": dict(section.label),
            "relevant": section.relevant,
            "items": [_item(item) for item in section.items],
        }
    )


def _item(item: Item) -> dict[str, Any]:
    if isinstance(item, Question):
        return _question(item)
    return _filled(
        {
            "name": item.name,
            "kind": "matrix",
            "label": dict(item.label),
            "relevant": item.relevant,
            "questions": [_question(question) for question in item.questions],
        }
    )


def _question(question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {"name": question.name, "kind": question.kind.value}
    found |= {key: dict(getattr(question, key)) for key in _WORDS}
    found |= {key: getattr(question, key) for key in (*_TEXTS, *_FLAGS, *_LIMITS, "calculation")}
    scale = question.scale
    found["scale"] = [str(scale.start), str(scale.end), str(scale.step)] if scale else None
    return {key: value for key, value in _filled(found).items() if value is not None}


def _choice(choice: Choice) -> dict[str, Any]:
    return _filled(
        {
            "name": choice.name,
            "label": dict(choice.label),
            "exclusive": choice.exclusive,
            "score": choice.score,
            "columns": dict(choice.columns),
        }
    )


def form_of(found: Mapping[str, Any]) -> Form:
    """Make a form from JSON data that :func:`data` wrote."""
    languages = tuple(found.get("languages", [""]))
    read = _Words(languages)
    return Form(
        title=found["title"],
        id=found.get("id", ""),
        version=found.get("version", ""),
        languages=languages,
        sections=_all(found.get("sections"), read.section),
        lists=_all(
            found.get("lists"),
            lambda one: ChoiceList(one["name"], _all(one.get("choices"), read.choice)),
        ),
    )


def _all(found: Iterable[Any] | None, read: Callable[[Any], _Part]) -> tuple[_Part, ...]:
    return tuple(read(one) for one in found or ())


class _Words:
    """Reads the parts of a form; texts come in the order of the form's languages."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = languages

    def words(self, found: Mapping[str, str] | None) -> Words:
        """Read a text in its languages."""
        texts = found or {}
        return tuple((each, texts[each]) for each in self._languages if each in texts)

    def section(self, found: Mapping[str, Any]) -> Section:
        """Read a page."""
        return Section(
            _all(found.get("items"), self.item),
            found["name"],
            self.words(found.get("label")),
            found.get("relevant", ""),
        )

    def item(self, found: Mapping[str, Any]) -> Item:
        """Read a question or a matrix."""
        if found["kind"] != "matrix":
            return self.question(found)
        return Matrix(
            found["name"],
            self.words(found.get("label")),
            _all(found.get("questions"), self.question),
            found.get("relevant", ""),
        )

    def question(self, found: Mapping[str, Any]) -> Question:
        """Read a question."""
        known: dict[str, Any] = {key: self.words(found.get(key)) for key in _WORDS}
        known |= {key: found.get(key, "") for key in (*_TEXTS, "calculation")}
        known |= {key: found.get(key, False) for key in _FLAGS}
        known |= {key: found.get(key) for key in _LIMITS}
        if "scale" in found:
            known["scale"] = Scale(*(Fraction(number) for number in found["scale"]))
        return Question(found["name"], Kind(found["kind"]), **known)

    def choice(self, found: Mapping[str, Any]) -> Choice:
        """Read an option."""
        return Choice(
            found["name"],
            self.words(found.get("label")),
            found.get("exclusive", False),
            found.get("score", ""),
            tuple(sorted(found.get("columns", {}).items())),
        )
