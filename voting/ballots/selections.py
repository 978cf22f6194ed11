"""A filled-in sheet, and the JSON document it is sealed as."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from voting.ballots.contests import Contest
from voting.ballots.refusals import Malformed
from voting.ballots.texts import NO_TEXTS, Texts, readable, tidied


@dataclass(frozen=True, slots=True)
class Selections:
    """What a voter filled in: marks by contest and option, names and texts by contest."""

    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    write_ins: Mapping[str, Sequence[str]] = field(default_factory=dict)
    texts: Mapping[str, Texts] = field(default_factory=dict)


def selections_from_json(value: object) -> Selections:
    """Return the selections of a parsed JSON document, or raise :class:`Malformed`.

    The document has ``marks`` (contest → option → mark) and ``write_ins`` (contest → list of
    names), ``texts`` (contest → option → slot → text) where it has any, and nothing else; whether
    contests, options and marks exist is for :func:`judge` to say.
    """
    match value:
        case {"marks": dict(marks), "write_ins": dict(write_ins), **others}:
            texts: Any = others.pop("texts", {})
            if not others and _marks_are(marks) and _names_are(write_ins) and _texts_are(texts):
                return Selections(marks, write_ins, texts)
        case _:
            pass
    raise Malformed


def selections_to_json(contests: Sequence[Contest], selections: Selections) -> dict[str, object]:
    """Return the document that is sealed: every contest in each part, names and texts readable."""
    made: dict[str, object] = {
        "marks": {c.id: dict(selections.marks.get(c.id, {})) for c in contests},
        "write_ins": {
            c.id: [readable(name) for name in selections.write_ins.get(c.id, ())] for c in contests
        },
    }
    if any(contest.texts for contest in contests):
        made["texts"] = {c.id: tidied(selections.texts.get(c.id, NO_TEXTS)) for c in contests}
    return made


def _marks_are(marks: dict[str, object]) -> bool:
    return all(_all_text(sheet) for sheet in marks.values())


def _names_are(write_ins: dict[str, object]) -> bool:
    return all(
        isinstance(names, list) and all(isinstance(name, str) for name in names)
        for names in write_ins.values()
    )


def _texts_are(texts: object) -> bool:
    return isinstance(texts, dict) and all(
        isinstance(lines, dict) and all(_all_text(slots) for slots in lines.values())
        for lines in texts.values()
    )


def _all_text(part: object) -> bool:
    return isinstance(part, dict) and all(isinstance(value, str) for value in part.values())
