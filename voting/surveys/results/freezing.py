"""The frozen document: the one set of tables that is ever published of a survey.

Pages, reports and downloads are made of it alone, so that “—” stands in the same places
everywhere. It is stored as canonical JSON: ASCII keys, whole numbers and texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from voting.i18n import _
from voting.surveys import crossing, document as tabulated
from voting.surveys.answers import Checked
from voting.surveys.disclosure import Published, publish
from voting.surveys.form import OTHER_SUFFIX, Kind
from voting.surveys.policy import Policy
from voting.surveys.program import Program
from voting.surveys.rates import Returns
from voting.surveys.results.words import frequent
from voting.surveys.tabulation import columns_of, tables
from voting.surveys.wording import WITHHELD

FORMAT = "survey-results/1"
_OF_SINGLE_PEOPLE = ("median", "min", "max", "texts", "other_texts")
"""What a published table never has: numbers of one person, and texts nobody has reviewed."""

Comments = Sequence[tuple[str, Sequence[str]]]
"""By question (or the name of the text beside its 其他) what was written, in a given order."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a survey besides its figures."""

    title: str
    organisation: str
    mode: str
    opened_on: date
    closed_on: date


@dataclass(frozen=True, slots=True)
class Source:
    """Where responses came from: the phones, or a batch; ``issued`` None: nobody knows."""

    title: str
    issued: int | None
    returned: int
    valid: int


def freeze(  # noqa: PLR0913, PLR0917 - all that a survey comes to, once
    facts: Facts,
    program: Program,
    responses: Sequence[Checked],
    sources: Sequence[Source],
    invalid: Iterable[tuple[str, int]],
    breakdowns: Sequence[str],
    policy: Policy,
) -> dict[str, Any]:
    """Return the frozen document of valid responses, all declared breakdowns at once.

    ``invalid``: reasons and how many responses each of them made invalid. Raises WrongInput where
    more came back than were given out, or a breakdown is none.
    """
    returns = _returns(sources)
    published, declared = _published(program, responses, breakdowns, policy)
    return {
        "format": FORMAT,
        "title": facts.title,
        "organisation": facts.organisation,
        "mode": facts.mode,
        "opened_on": facts.opened_on.isoformat(),
        "closed_on": facts.closed_on.isoformat(),
        "least": policy.least,
        "comment_least": policy.comments,
        "whole": policy.whole.value,
        "rates": _rates(returns),
        "sources": [
            {"title": n.title, "issued": n.issued, "returned": n.returned, "valid": n.valid}
            for n in sources
        ],
        "invalid": [list(each) for each in reasons(invalid, returns, policy.least)],
        "breakdowns": [{"name": each.name, "label": each.label} for each in declared],
        "tables": [_without_single(tabulated.table(each)) for each in published.tables],
        "cross_tables": [_crossed(tabulated.cross(each)) for each in published.crosses],
        "comments": [],
        "words": [],
    }


def _returns(sources: Sequence[Source]) -> Returns:
    known = [each.issued for each in sources if each.issued is not None]
    return Returns(
        sum(known) if len(known) == len(sources) else None,
        sum(each.returned for each in sources),
        sum(each.valid for each in sources),
    )


def _rates(returns: Returns) -> dict[str, Any]:
    return {
        "issued": returns.issued,
        "returned": returns.returned,
        "valid": returns.valid,
        "shares": [
            {
                "name": rate.name,
                "numerator": rate.numerator,
                "denominator": rate.denominator,
                "percent": rate.percent,
            }
            for rate in returns.rates()
        ],
    }


def _published(
    program: Program, responses: Sequence[Checked], names: Sequence[str], policy: Policy
) -> tuple[Published, list[crossing.Breakdown]]:
    columns = columns_of(program, responses)
    declared = crossing.breakdowns(program, columns, names)
    crosses = [cross for each in declared for cross in crossing.crosses(program, columns, each)]
    return publish(tables(program, columns), crosses, policy), declared


def _crossed(made: dict[str, Any]) -> dict[str, Any]:
    return {**made, "groups": [_without_single(group) for group in made["groups"]]}


def _without_single(made: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in made.items() if key not in _OF_SINGLE_PEOPLE}


def reasons(
    invalid: Iterable[tuple[str, int]], returns: Returns, least: int
) -> list[tuple[str, int]]:
    """Return why responses do not count, each reason with how many; few ones are taken together.

    Whatever is taken together is ``least`` at least, for it can be computed from the others.
    """
    left = returns.returned - returns.valid
    named = sorted(
        ((why, n) for why, n in invalid if n >= least), key=lambda each: (-each[1], each)
    )
    left -= sum(n for _why, n in named)
    while named and 0 < left < least:
        left += named.pop()[1]
    if left >= least:
        named.append((_("其他原因"), left))
    return named


def comments_of(
    program: Program, responses: Sequence[Checked], least: int
) -> list[tuple[str, list[str]]]:
    """Return what was written to text questions and beside 其他, where enough people wrote.

    Sorted, for the order of responses is nobody's to know; whoever shows them shuffles them.
    """
    found = []
    for name, step in program.steps.items():
        names = [name] if step.question.kind is Kind.TEXT else []
        names += [step.question.other_name] if step.question.other else []
        for each in names:
            given = [response.answers.get(each) for response in responses]
            texts = sorted(text for text in given if isinstance(text, str) and text.strip())
            if len(texts) >= least:
                found.append((each, texts))
    return found


def with_comments(document: Mapping[str, Any], comments: Comments) -> dict[str, Any]:
    """Return the document as it is released: with reviewed comments and the words of many."""
    shown = {table["name"]: table for table in document["tables"]}
    kept = [
        (name, [text.strip() for text in texts])
        for name, texts in comments
        if _may_show(shown, name) and texts
    ]
    kept.sort(key=lambda each: list(shown).index(_owner(shown, each[0])))
    least = document["least"]
    words = [(name, frequent(texts, least)) for name, texts in kept]
    return {
        **document,
        "comments": [
            {"question": name, "label": _label(shown, name), "texts": texts} for name, texts in kept
        ],
        "words": [
            {"question": name, "words": [list(each) for each in found]}
            for name, found in words
            if found
        ],
    }


def _owner(shown: Mapping[str, Any], name: str) -> str:
    return name if name in shown else name.removesuffix(OTHER_SUFFIX)


def _may_show(shown: Mapping[str, Any], name: str) -> bool:
    """Say whether how many wrote something tells nothing that the tables withhold."""
    table = shown.get(_owner(shown, name))
    if table is None or table["base"] == WITHHELD:
        return False
    return all(option["count"] != WITHHELD for option in table.get("options", ()))


def _label(shown: Mapping[str, Any], name: str) -> str:
    label: str = shown[_owner(shown, name)]["label"]
    return label if name in shown else _("%(label)s（其他）", label=label)
