"""A questionnaire of 40 questions and made-up answers to it, by the column or by the row.

25 scales, 5 single choices with 5 to 60 options (the breakdowns: faculties hold the units), 5
multiple choices, 3 scales from 0 to 10 (two of them eNPS), 2 numbers. Two questions are asked only
after certain answers, two have limits, a few answers are missing.
"""

import csv
import random  # noqa: TID251 - made-up answers, the same each time
from collections.abc import Iterable, Iterator
from pathlib import Path

from voting.surveys.expressions.evaluation import Given
from voting.surveys.program import Program
from voting.surveys.skipping import NOT_ASKED
from voting.surveys.xlsform.importing import import_form

SEED = 5
BREAKDOWNS = {"age": 5, "post": 8, "faculty": 12, "title": 30, "unit": 60}
SCALES, SEVERAL, MARKS, NUMBERS = 25, 5, 3, 2
QUESTIONS = SCALES + len(BREAKDOWNS) + SEVERAL + MARKS + NUMBERS
_STEPS = ("非常满意", "满意", "一般", "不满意", "非常不满意")
_WEIGHTS = (28, 41, 19, 8, 4)
_CHUNK = 50_000
_OPTIONS = 8
_UNANSWERED = 0.02
_PICKED = 400
"""So many different choices of several options are drawn from."""

Columns = dict[str, list[Given]]


def program() -> Program:
    """Return the questionnaire."""
    return import_form(text().encode(), "form.md").program


def text() -> str:
    """Return the questionnaire as an XLSForm in text."""
    head = "| survey |\n| | type | name | label | required | relevant | constraint |"
    lists = "| choices |\n| | list_name | name | label |"
    return "\n".join(
        [
            head,
            *(f"| | {' | '.join(row)} |" for row in _questions()),
            lists,
            *(f"| | {' | '.join(row)} |" for row in _choices()),
        ]
    )


def _questions() -> Iterator[tuple[str, ...]]:
    for name in BREAKDOWNS:
        yield f"select_one {name}", name, f"您的 {name}", "yes", "", ""
    for n in range(1, SCALES + 1):
        yield "select_one 满意", f"q{n}", f"第 {n} 项满意吗", "", "", ""
    for n in range(1, SEVERAL + 1):
        limit = "count-selected(.) <= 3" if n > SEVERAL - 2 else ""
        asked = "${q1} = 's4' or ${q1} = 's5'" if n == 1 else ""
        yield "select_multiple 字母", f"m{n}", f"第 {n} 道多选", "", asked, limit
    for n in range(1, MARKS + 1):
        yield "enps", f"e{n}", f"第 {n} 道推荐度", "", "", ""
    yield "integer", "hours", "每周几小时", "", "${e1} >= 7", ". >= 0 and . <= 60"
    yield "integer", "years", "工作几年", "", "", ". >= 0 and . <= 45"


def _choices() -> Iterator[tuple[str, str, str]]:
    for name, groups in BREAKDOWNS.items():
        for n in range(groups):
            yield name, f"{name}{n}", f"{name} 第 {n} 组"
    for n, label in enumerate(_STEPS, start=1):
        yield "满意", f"s{n}", label
    for n in range(_OPTIONS):
        yield "字母", f"o{n}", f"选项 {n}"


def columns(responses: int, seed: int = SEED) -> Columns:
    """Draw answers in their normal form, a column a question; the same for the same seed."""
    chance = random.Random(seed)
    found: Columns = {}
    units = chance.choices(range(BREAKDOWNS["unit"]), range(5, 65), k=responses)
    per_faculty = BREAKDOWNS["unit"] // BREAKDOWNS["faculty"]
    for name, groups in BREAKDOWNS.items():
        places: Iterable[int] = chance.choices(range(groups), range(3, groups + 3), k=responses)
        if name in {"unit", "faculty"}:
            places = units if name == "unit" else [n // per_faculty for n in units]
        names = [f"{name}{n}" for n in range(groups)]
        found[name] = [names[n] for n in places]
    for n in range(1, SCALES + 1):
        found[f"q{n}"] = _drawn(chance, [f"s{n}" for n in range(1, 6)], _WEIGHTS, responses)
    for n in range(1, SEVERAL + 1):
        found[f"m{n}"] = _drawn(chance, _picked(chance), range(1, _PICKED + 1), responses)
    marks = [str(n) for n in range(11)]
    for n in range(1, MARKS + 1):
        found[f"e{n}"] = _drawn(chance, marks, range(1, 12), responses)
    for name, most in {"hours": 60, "years": 45}.items():
        found[name] = _drawn(chance, list(map(str, range(most))), range(most + 1, 1, -1), responses)
    _skip(found, "m1", "q1", {"s4", "s5"})
    _skip(found, "hours", "e1", {"7", "8", "9", "10"})
    return found


def _drawn(
    chance: random.Random, values: list[Given] | list[str], weights: Iterable[int], responses: int
) -> list[Given]:
    shares = list(weights)
    missing = sum(shares) * _UNANSWERED
    return chance.choices([*values, None], [*shares, missing], k=responses)


def _picked(chance: random.Random) -> list[Given]:
    """Draw choices of one to three options, in the order of the options."""
    names = [f"o{n}" for n in range(_OPTIONS)]
    return [
        tuple(sorted(chance.sample(names, chance.choice((1, 2, 2, 3))))) for _ in range(_PICKED)
    ]


def _skip(found: Columns, name: str, by: str, asked: set[str]) -> None:
    """Leave out the answers of those who were not asked."""
    pairs = zip(found[name], found[by], strict=True)
    found[name] = [value if other in asked else NOT_ASKED for value, other in pairs]


def rows(responses: int, seed: int = SEED) -> Iterator[dict[str, Given]]:
    """Draw responses one after the other: what was answered, by question."""
    drawn = columns(responses, seed)
    for values in zip(*drawn.values(), strict=True):
        yield {name: value for name, value in zip(drawn, values, strict=True) if value}


def write(path: Path, responses: int) -> None:
    """Write a file of responses, as a survey program would."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for start in range(0, responses, _CHUNK):
            drawn = columns(min(_CHUNK, responses - start), SEED + start)
            if not start:
                writer.writerow(drawn)
            writer.writerows(zip(*(map(_cell, column) for column in drawn.values()), strict=True))


def _cell(value: Given) -> str:
    return " ".join(value) if isinstance(value, tuple) else value or ""
