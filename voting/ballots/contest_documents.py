"""A contest as the manifest's JSON, and the bytes that hold the longest sheet of several.

What is at its default is left out, so that a manifest of a plain election keeps its bytes.
"""

from collections.abc import Sequence
from typing import Any

from voting.ballots import canonical
from voting.ballots.contests import Blank, Contest, Option, Uniform
from voting.ballots.numbers import Band, Numbers
from voting.ballots.rules import WRITE_IN_LENGTH
from voting.ballots.selections import Selections, selections_to_json
from voting.ballots.texts import TextSlot

STEP = 256
"""Sealed ballots have a length that is a multiple of this, before sealing."""
_WIDEST = "\U00020000"
"""A character that UTF-8 needs four bytes for, as rare surnames do."""


def contest_document(contest: Contest) -> dict[str, Any]:
    """Return a contest as JSON."""
    made: dict[str, Any] = {
        "id": contest.id,
        "limits": dict(contest.limits),
        "options": [{"id": o.id, "name": o.name, "note": o.note} for o in contest.options],
        "scale": list(contest.scale),
        "title": contest.title,
        "unmarked": contest.unmarked,
        "write_in_mark": contest.write_in_mark,
        "write_in_needs": contest.write_in_needs,
        "write_ins": contest.write_ins,
    }
    return made | {key: value for key, value in _extras(contest).items() if value}


def _extras(contest: Contest) -> dict[str, Any]:
    return {
        "blank": contest.blank.value if contest.blank is not Blank.VALID else None,
        "labels": dict(contest.labels),
        "least": dict(contest.least),
        "numbers": _numbers_document(contest.numbers) if contest.numbers else None,
        "own": contest.own,
        "text_total": contest.text_total,
        "texts": [
            {
                "id": slot.id,
                "length": slot.length,
                "needed_for": list(slot.needed_for),
                "title": slot.title,
            }
            for slot in contest.texts
        ],
        "uniform": contest.uniform.value if contest.uniform is not Uniform.VALID else None,
    }


def _numbers_document(numbers: Numbers) -> dict[str, Any]:
    return {
        "bands": [{"id": band.id, "least": band.least} for band in numbers.bands],
        "most": numbers.most,
        "places": numbers.places,
    }


def contest_of(part: Any) -> Contest:
    """Return the contest of its JSON; what is none raises one of Python's own errors."""
    numbers = part.get("numbers")
    return Contest(
        id=part["id"],
        title=part["title"],
        options=tuple(Option(o["id"], o["name"], o["note"]) for o in part["options"]),
        scale=tuple(part["scale"]),
        unmarked=part["unmarked"],
        limits=part["limits"],
        write_ins=part["write_ins"],
        write_in_mark=part["write_in_mark"],
        write_in_needs=part["write_in_needs"],
        blank=Blank(part.get("blank", Blank.VALID)),
        labels=part.get("labels", {}),
        least=part.get("least", {}),
        numbers=_numbers_of(numbers) if numbers else None,
        own=part.get("own"),
        uniform=Uniform(part.get("uniform", Uniform.VALID)),
        texts=tuple(
            TextSlot(s["id"], s["title"], s["length"], tuple(s["needed_for"]))
            for s in part.get("texts", ())
        ),
        text_total=part.get("text_total", 0),
    )


def _numbers_of(part: Any) -> Numbers:
    bands = tuple(Band(band["id"], band["least"]) for band in part["bands"])
    return Numbers(part["most"], part["places"], bands)


def plaintext_size(contests: Sequence[Contest]) -> int:
    """Return the bytes that hold the longest sheet anybody may fill in, in steps of 256.

    The longest mark on every option, and every name and text written out in four-byte characters.
    """
    longest = Selections(
        {c.id: dict.fromkeys((o.id for o in c.options), _longest_mark(c)) for c in contests},
        {c.id: [_WIDEST * WRITE_IN_LENGTH] * c.write_ins for c in contests},
    )
    document = selections_to_json(contests, longest)
    needed = len(canonical.encode(document)) + sum(map(_room_for_texts, contests))
    return -(-needed // STEP) * STEP


def _longest_mark(contest: Contest) -> str:
    marks = [*contest.scale, contest.own or ""]
    if contest.numbers:
        marks.append(contest.numbers.widest)
    return max(marks, key=len)


def _room_for_texts(contest: Contest) -> int:
    """Return the bytes of all texts, each of one character with its own key at the worst.

    A quotation mark or a backslash takes two bytes instead of one, never more than four.
    """
    if not contest.texts:
        return 0
    characters = len(_WIDEST.encode()) * contest.text_total
    keys = sum(len(slot.id) + len('"":"",') for slot in contest.texts)
    lines = sum(len(option.id) + len('"":{},') + keys for option in contest.options)
    return characters + lines
