"""Columns that are counted fast count what plain lists count."""

from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st

from tests.rules.survey_forms import CHOICES, answered, program
from voting.surveys.coding import Coded, Grouped
from voting.surveys.crossing import breakdowns, crosses
from voting.surveys.skipping import NOT_ASKED
from voting.surveys.tabulation import columns_of, tables

FORM = program(
    """
    | type | name | label | relevant | constraint |
    | select_one 部门 | unit | 部门 | | |
    | select_one 是否 | yes_no | 参加过吗 | | |
    | select_one 满意 | q | 满意吗 | ${yes_no} = 'yes' | |
    | select_multiple 字母 or_other | m | 哪些 | ${q} != '' or ${unit} = 'math' | |
    | enps | e | 推荐吗 | | |
    | integer | n | 几次 | ${e} > 6 | . < 9 |
    | rank 字母 | r | 排序 | | |
    """,
    CHOICES,
)
VALUES = st.none() | st.text("ab", max_size=2) | st.tuples(st.sampled_from("ab"))
RAW = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.sampled_from(["math", "art", "office"]),
        "yes_no": st.sampled_from(["yes", "no", "no "]),
        "q": st.sampled_from(["1", "4", "5"]),
        "m": st.sampled_from(["a", "b a", "a b", "a other"]),
        "m_other": st.sampled_from(["丁", "戊"]),
        "e": st.integers(0, 10).map(str),
        "n": st.integers(0, 8).map(str),
        "r": st.sampled_from(["a b c", "c b a"]),
    },
)


@given(st.lists(VALUES), st.lists(VALUES))
def test_a_column_reads_like_the_list_it_was_made_of(first, more):
    column = Coded(first)
    column.extend(more)
    plain = first + more
    assert list(column) == plain
    assert [column[n] for n in range(len(plain))] == plain
    assert column[1:3] == plain[1:3]
    assert len(column) == len(plain)
    assert column.counts() == Counter(plain)
    assert list(column.mapped(bool)) == [bool(each) for each in plain]
    assert Coded.of(column) is column
    assert list(Coded.of(plain)) == plain


@given(st.lists(st.tuples(VALUES, VALUES, VALUES)))
def test_groups_count_what_counting_pairs_counts(rows):
    by, one, other = (Coded([row[n] for row in rows]) for n in range(3))
    grouped = Grouped(by)
    pairs = {
        (group, value): n
        for group, found in grouped.counts(one).items()
        for value, n in found.items()
    }
    assert pairs == Counter((row[0], row[1]) for row in rows)
    threes = {
        (group, *both): n
        for group, found in grouped.counts_together(one, other).items()
        for both, n in found.items()
    }
    assert threes == Counter(rows)


def test_columns_of_different_length_are_not_counted_together():
    for other in ("ab", "abcd"):
        with pytest.raises(ValueError, match="different length"):
            Grouped(Coded("abc")).counts(Coded(other))


@settings(max_examples=60, deadline=None)
@given(st.lists(RAW, max_size=30))
def test_tables_of_columns_and_of_plain_lists_are_the_same_and_add_up(responses):
    checked = [answered(FORM, raw) for raw in responses]
    fast = columns_of(FORM, checked)
    plain = {
        name: [
            {**each.computed, **each.answers}.get(name)
            if FORM.owners.get(name, name) in each.asked
            else NOT_ASKED
            for each in checked
        ]
        for name in fast
    }
    assert {name: list(column) for name, column in fast.items()} == plain
    assert tables(FORM, fast) == tables(FORM, plain)
    declared = breakdowns(FORM, fast, ["unit", "yes_no"])
    assert declared == breakdowns(FORM, plain, ["unit", "yes_no"])
    for each in declared:
        found = crosses(FORM, fast, each)
        assert found == crosses(FORM, plain, each)
        for cross in found:
            together = Counter(
                (by or "", value)
                for by, value in zip(plain[each.name], plain[cross.question], strict=True)
                if value not in {None, NOT_ASKED}
            )
            bases = {
                group.name: table.base
                for group, table in zip(each.groups, cross.tables, strict=True)
            }
            for name, base in bases.items():
                assert base == sum(n for (group, _value), n in together.items() if group == name)
