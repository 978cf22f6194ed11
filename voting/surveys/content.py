"""What is sealed in a response: the answers by question, and what the phone noticed itself.

No time, no device, no person: ``hurried`` says that filling in took less than it takes to read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voting.ballots import canonical
from voting.ballots.refusals import Malformed
from voting.surveys.expressions.evaluation import Given

_MOST_LANGUAGE = 64


@dataclass(frozen=True, slots=True)
class Content:
    """One response as it came: answers as the phone wrote them, not yet checked."""

    answers: Mapping[str, str | list[str]]
    hurried: bool = False
    language: str = ""


def encoded(answers: Mapping[str, Given], *, hurried: bool = False, language: str = "") -> bytes:
    """Return the canonical bytes of a response, answers in the order they are given in."""
    pairs = [
        [name, list(value) if isinstance(value, tuple) else value]
        for name, value in answers.items()
        if value is not None
    ]
    return canonical.encode({"answers": pairs, "hurried": hurried, "language": language})


def decoded(plain: bytes, most_bytes: int) -> Content:
    """Return the response of opened bytes, padding and all; anything else is ``Malformed``."""
    return of_document(canonical.parse(plain, most_bytes))


def of_document(document: Any) -> Content:
    """Return the response of a JSON document, or raise ``Malformed``."""
    if not isinstance(document, dict) or set(document) != {"answers", "hurried", "language"}:
        raise Malformed
    pairs, hurried, language = document["answers"], document["hurried"], document["language"]
    if not isinstance(hurried, bool) or not isinstance(pairs, list):
        raise Malformed
    if not isinstance(language, str) or len(language) > _MOST_LANGUAGE:
        raise Malformed
    answers = dict(_pair(each) for each in pairs)
    if len(answers) != len(pairs):
        raise Malformed
    return Content(answers, hurried, language)


def _pair(pair: Any) -> tuple[str, str | list[str]]:
    if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004 - a pair
        raise Malformed
    name, value = pair
    if not isinstance(name, str):
        raise Malformed
    if isinstance(value, str):
        return name, value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return name, value
    raise Malformed
