"""What holds for the order of any names whatever."""

from hypothesis import given, strategies as st

from voting.names import Rule, fold, fold_name, ordered, sort_key

LETTERS = "丁一王二文三欧阳四林五田富大利张偉張伟干于𬀩𠮷昇升·A "
names = st.lists(st.text(LETTERS, max_size=5), max_size=12)
rules = st.sampled_from(list(Rule))


@given(names.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))), rules)
def test_the_order_does_not_depend_on_the_order_before(before_and_mixed, rule):
    given_names, mixed = before_and_mixed
    assert ordered(mixed, rule) == ordered(given_names, rule)


@given(names, rules)
def test_nobody_is_lost_and_ordering_again_changes_nothing(given_names, rule):
    once = ordered(given_names, rule)
    assert sorted(once) == sorted(given_names)
    assert ordered(once, rule) == once


@given(st.text(LETTERS, max_size=5), st.text(LETTERS, max_size=5), rules)
def test_of_two_different_names_one_comes_first_always(one, other, rule):
    first, second = sort_key(one, rule), sort_key(other, rule)
    assert (first == second) == (one == other)
    assert (first < second) != (second < first) or one == other


@given(st.text(LETTERS, min_size=1, max_size=4), st.text(LETTERS, max_size=4))
def test_under_the_full_rule_a_name_precedes_its_own_longer_forms(name, more):
    assert sort_key(name, "full") <= sort_key(name + more, "full")


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert fold_name(fold_name(text)) == fold_name(text)
