"""From all published tables together, nobody finds fewer people than the minimum behind an answer.

Small surveys with everything that links tables: two breakdowns of which one refines the other,
people who do not say their group, a question only some are asked, answers left out.
"""

from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings, strategies as st

from tests.rules.attacker import Attacker, TooLong
from tests.rules.survey_forms import program, published
from voting.surveys.disclosure import Published
from voting.surveys.policy import Policy, Whole

FORM = program(
    """
    | type | name | label | relevant |
    | select_one 部门 | unit | 部门 | |
    | select_one 是否 | teaches | 是否任课 | |
    | select_one 字母 | q | 意见 | |
    | select_one 是否 | f | 用过食堂 | |
    | select_one 是否 | s | 食堂好吗 | ${f} = 'yes' |
    """
)
# The office does not teach, the others do: the breakdown by unit refines the one by teaching.
TEACHES = {"math": "yes", "art": "yes", "office": "no", None: None}
UNITS = ("math", "art", "office", None)
KINDS = [
    {"unit": unit, "teaches": TEACHES[unit], "q": q, "f": f, "s": s}
    for unit, q, (f, s) in product(
        UNITS, ("a", "b", None), (("no", None), ("yes", "yes"), ("yes", "no"), (None, None))
    )
]
PEOPLE = st.lists(st.sampled_from(range(len(KINDS))), min_size=4, max_size=24)
SKEWED = st.lists(
    st.sampled_from([0, 0, 0, 0, 1, 1, 2, 4, 12, 12, 13, 16, 16, 24, 24, 25, 28, 36, 40]),
    min_size=6,
    max_size=30,
)
QUESTIONS = ("q", "f", "s")
# Shrinking a case takes minutes; it is short as it is.
SETTINGS = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
}


def kinds_with(**answers: str | None) -> frozenset[int]:
    return frozenset(
        n
        for n, kind in enumerate(KINDS)
        if all(kind[name] == value for name, value in answers.items())
    )


def answered(name: str) -> frozenset[int]:
    return frozenset(n for n, kind in enumerate(KINDS) if kind[name] is not None)


def asked(name: str) -> frozenset[int]:
    return kinds_with(f="yes") if name == "s" else frozenset(range(len(KINDS)))


def whole_sums(found: Published):
    for shown in found.tables:
        name = shown.table.name
        if shown.base is not None:
            yield answered(name), shown.base
            yield asked(name), shown.table.asked
        for option, count in zip(shown.table.options, shown.counts, strict=True):
            if count is not None:
                yield kinds_with(**{name: option.name}), count


def cross_sums(found: Published):
    for cross in found.crosses:
        for group, shown in zip(cross.breakdown.groups, cross.groups, strict=True):
            inside = kinds_with(**{cross.breakdown.name: group.name or None})
            if shown.base is not None:
                yield inside & answered(cross.question), shown.base
            for option, count in zip(shown.table.options, shown.counts, strict=True):
                if count is not None:
                    yield inside & kinds_with(**{cross.question: option.name}), count


def cells():
    """Everything that must not be found out: answers of groups, and how large a group is."""
    for by, groups in (("unit", UNITS), ("teaches", ("yes", "no", None))):
        for group in groups:
            inside = kinds_with(**{by: group})
            for name in QUESTIONS:
                for option in ("a", "b", "c") if name == "q" else ("yes", "no"):
                    yield inside & kinds_with(**{name: option})


def attacked(chosen: list[int], policy: Policy) -> list[frozenset[int]]:
    """Return the cells of which the attacker is sure only because of the cross tables."""
    found = published(FORM, [KINDS[n] for n in chosen], ["unit", "teaches"], policy)
    wholes = list(whole_sums(found))
    attacker = Attacker(len(KINDS), len(chosen), [*wholes, *cross_sums(found)])
    without = Attacker(len(KINDS), len(chosen), wholes)
    return [
        cell
        for cell in cells()
        if 0 < sum(n in cell for n in chosen) < policy.least
        and attacker.is_sure_of_few(cell, policy.least)
        and not without.is_sure_of_few(cell, policy.least)
    ]


@pytest.mark.parametrize("whole", [Whole.SMALL_BASES, Whole.SMALL_CELLS])
@settings(max_examples=100, **SETTINGS)
@given(PEOPLE | SKEWED, st.sampled_from([2, 3]))
def test_no_few_people_are_found_in_all_published_tables_together(whole, chosen, least):
    try:
        found = attacked(chosen, Policy(least, whole))
    except TooLong:
        assume(False)
    assert found == []


@settings(max_examples=100, **SETTINGS)
@given(SKEWED, st.sampled_from([2, 3]))
def test_no_small_count_over_all_responses_is_found_where_these_are_withheld_too(chosen, least):
    policy = Policy(least, Whole.SMALL_CELLS)
    found = published(FORM, [KINDS[n] for n in chosen], ["unit", "teaches"], policy)
    attacker = Attacker(len(KINDS), len(chosen), [*whole_sums(found), *cross_sums(found)])
    for name in QUESTIONS:
        for option in ("a", "b", "c") if name == "q" else ("yes", "no"):
            cell = kinds_with(**{name: option})
            if 0 < sum(n in cell for n in chosen) < least:
                try:
                    sure = attacker.is_sure_of_few(cell, least)
                except TooLong:
                    assume(False)
                assert not sure


def test_the_attacker_finds_a_group_that_is_withheld_alone():
    # So that the tests above can fail: without company the missing group is the difference.
    inside, outside = kinds_with(unit="math"), kinds_with(unit="art") | kinds_with(unit="office")
    known = [(kinds_with(q="a"), 10), (outside & kinds_with(q="a"), 8)]
    attacker = Attacker(len(KINDS), 20, [*known, (kinds_with(unit=None), 0)])
    assert attacker.is_sure_of_few(inside & kinds_with(q="a"), 5)


@settings(max_examples=60, **SETTINGS)
@given(SKEWED)
def test_equal_responses_in_any_order_publish_equal_tables(chosen):
    assume(len(set(chosen)) > 1)
    policy = Policy(3)
    one = published(FORM, [KINDS[n] for n in chosen], ["unit"], policy)
    other = published(FORM, [KINDS[n] for n in reversed(chosen)], ["unit"], policy)
    assert one == other
