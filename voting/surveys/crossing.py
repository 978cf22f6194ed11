"""Cross tables: the table of a question for each group of a breakdown, over all responses.

Those who did not say their group are a group of their own: without it the groups would not add up
to the whole, and what is missing could be computed from what is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from voting.errors import WrongInput
from voting.i18n import _
from voting.surveys import skipping
from voting.surveys.coding import Coded, Grouped
from voting.surveys.expressions.evaluation import Given
from voting.surveys.expressions.fitting import near
from voting.surveys.figures import Recommendation
from voting.surveys.form import Kind, said
from voting.surveys.program import Program
from voting.surveys.skipping import Columns
from voting.surveys.tabulation import (
    LISTED,
    TABLED,
    Option,
    Table,
    frame,
    table,
)

MOST_GROUPS = 100
UNSAID = ""
"""The group of those who did not say theirs."""
_BREAKDOWNS = frozenset({Kind.SELECT_ONE, Kind.CALCULATE})
CROSSED = TABLED - LISTED - {Kind.ACKNOWLEDGE}
"""Kinds of questions that have cross tables; of texts there are none by group."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a breakdown and the responses in it."""

    name: str
    label: str
    size: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A declared breakdown: its groups in their order, and which wider groups they lie in.

    ``within``: for each group those of every other declared breakdown that wholly hold it, where
    this breakdown refines that one.
    """

    name: str
    label: str
    groups: tuple[Group, ...]
    within: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Cross:
    """One question by one breakdown: a table a group, in the order of the groups.

    ``filters``: the questions whose answers decide who is asked; ``narrowest``: for each group the
    smallest number of people above nobody that asked and not asked, split by those answers, tell
    apart (``None``: everybody is asked).
    """

    breakdown: Breakdown
    question: str
    tables: tuple[Table, ...]
    filters: frozenset[str] = frozenset()
    narrowest: tuple[int | None, ...] = ()


def breakdowns(
    program: Program, columns: Columns, names: Sequence[str], language: str | None = None
) -> list[Breakdown]:
    """Return declared breakdowns; raises where a name is none or cannot be one."""
    groups = {name: _groups(program, columns, name, language) for name in names}
    places = {name: _places(columns, name) for name in groups}
    maps: dict[tuple[str, str], dict[str, set[str]]] = {}
    for name in groups:
        by = Grouped(places[name])
        for other in groups.keys() - {name}:
            together = by.counts(places[other])
            maps[name, other] = {group: set(found) for group, found in together.items()}
    found = []
    for name, these in groups.items():
        wider = [other for other in groups if other != name and _refines(maps, name, other, names)]
        within = tuple(
            tuple(
                # An empty group can lie anywhere.
                (other, min(maps[name, other].get(group.name, ()), default=groups[other][0].name))
                for other in wider
            )
            for group in these
        )
        label = said(program.steps[name].question.label, language) or name
        found.append(Breakdown(name, label, these, within))
    return found


def crosses(
    program: Program, columns: Columns, breakdown: Breakdown, language: str | None = None
) -> list[Cross]:
    """Return the cross tables of all other questions by one breakdown, in the form's order."""
    by = Grouped(_places(columns, breakdown.name))
    found = []
    for name, step in program.steps.items():
        if step.question.kind not in CROSSED or name == breakdown.name:
            continue
        piles = by.counts(Coded.of(columns[name]))
        shared = frame(step, language)
        tables = tuple(table(shared, piles.get(group.name, {})) for group in breakdown.groups)
        if shared.zero_to_ten:
            tables = tuple(map(_banded, tables))
        least = skipping.narrowest(program, columns, name, by)
        narrowest = tuple(least.get(group.name) for group in breakdown.groups)
        found.append(Cross(breakdown, name, tables, skipping.filters(program, step), narrowest))
    return found


def _banded(found: Table) -> Table:
    """Take the steps of eNPS together: of eleven, most would be too small to show in a group."""
    each = found.recommendation or Recommendation(0, 0, 0)
    bands = (
        Option("promoters", _("推荐者（9–10 分）"), each.promoters),
        Option("passives", _("中立者（7–8 分）"), each.passives),
        Option("detractors", _("贬损者（0–6 分）"), each.detractors),
    )
    return replace(found, options=bands, scale=None)


def _places(columns: Columns, name: str) -> Coded[str]:
    """Return the column of groups that a breakdown puts responses in."""
    return Coded.of(columns[name]).mapped(_group)


def _group(value: Given) -> str:
    """Return the group somebody with this answer is in."""
    return " ".join(value) if isinstance(value, tuple) else value or UNSAID


def _groups(
    program: Program, columns: Columns, name: str, language: str | None
) -> tuple[Group, ...]:
    step = program.steps.get(name)
    if step is None:
        raise WrongInput(
            _("没有名称为“%(name)s”的题目%(near)s。", name=name, near=near(name, program.steps))
        )
    if step.question.kind not in _BREAKDOWNS:
        raise WrongInput(_("“%(name)s”不是单选题，不能用来分组。", name=name))
    if step.calculation and len(skipping.answered(program, step.asks)) > 1:
        reason = _("“%(name)s”由几道题算出，等于几种分组叠在一起，不能用来分组。", name=name)
        raise WrongInput(reason)
    sizes = _places(columns, name).counts()
    labels = {choice.name: said(choice.label, language) for choice in step.choices}
    for value in sorted(filter(None, sizes)):
        labels.setdefault(value, value)
    if len(labels) > MOST_GROUPS:
        raise WrongInput(
            _("“%(name)s”有 %(n)s 个组，太多，不能用来分组。", name=name, n=len(labels))
        )
    found = [Group(value, label, sizes[value]) for value, label in labels.items()]
    if sizes[UNSAID] or not found:
        found.append(Group(UNSAID, _("未填"), sizes[UNSAID]))
    return tuple(found)


def _refines(
    maps: Mapping[tuple[str, str], Mapping[str, set[str]]],
    name: str,
    other: str,
    names: Sequence[str],
) -> bool:
    """Say whether each group of one breakdown lies in one of the other.

    Of two that are the same, the one declared later counts as the finer.
    """
    if any(len(wider) > 1 for wider in maps[name, other].values()):
        return False
    same = all(len(finer) <= 1 for finer in maps[other, name].values())
    return not same or names.index(name) > names.index(other)
