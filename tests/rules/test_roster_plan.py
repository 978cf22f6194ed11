"""What an import would do: added, changed, brought back, marked as left, left as they are."""

from hypothesis import given, strategies as st

from voting.people.plan import FIELDS, Counts, Difference, Known, compare
from voting.people.reading import Entry
from voting.people.rules import Field


def known(person_id: int, number: str, *, has_left: bool = False, **values: str) -> Known:
    stated = {"number": number, "name": f"王{person_id}", "is_member": "yes"} | values
    return Known(person_id, tuple(stated.get(field.value, "") for field in FIELDS), has_left)


def entry(number: str, **values: str) -> Entry:
    return Entry(2, {Field.NUMBER: number} | {Field(name): said for name, said in values.items()})


def plan(roster, entries, *, complete=True):
    return compare("digest", roster, entries, complete=complete)


def test_into_an_empty_roster_everybody_is_added():
    entries = [entry("01", name="张伟"), entry("02", name="王芳")]
    made = plan([], entries)
    assert made.added == tuple(entries)
    assert made.counts == Counts(2, 0, 0, 0, 0)


def test_the_same_sheet_again_changes_nothing():
    made = plan([known(1, "01", name="张伟")], [entry("01", name="张伟", is_member="yes")])
    assert made.counts == Counts(0, 0, 0, 0, 1)
    assert made.counts.nothing


def test_a_change_names_the_column_and_both_values():
    made = plan([known(1, "01", name="张伟", post="")], [entry("01", name="张炜", post="校长")])
    assert made.changed[0].differences == (
        Difference(Field.NAME, "张伟", "张炜"),
        Difference(Field.POST, "", "校长"),
    )


def test_columns_the_sheet_does_not_have_are_not_compared():
    made = plan([known(1, "01", name="张伟", post="校长")], [entry("01", name="张伟")])
    assert made.counts.nothing


def test_who_is_not_in_a_complete_sheet_has_left():
    made = plan([known(1, "01"), known(2, "02")], [entry("01", name="王1")])
    assert [person.id for person in made.removed] == [2]
    assert made.counts == Counts(0, 0, 0, 1, 1)


def test_who_is_not_in_a_partial_sheet_stays():
    made = plan([known(1, "01"), known(2, "02")], [entry("01", name="王1")], complete=False)
    assert made.removed == ()


def test_who_had_left_and_is_in_the_sheet_again_comes_back():
    made = plan([known(1, "01", has_left=True)], [entry("01", name="王1")])
    assert made.counts == Counts(0, 0, 1, 0, 0)
    assert made.returned[0].differences == ()


def test_who_left_long_ago_is_not_removed_again():
    assert plan([known(1, "01", has_left=True)], []).counts.nothing


def test_a_number_in_another_case_is_the_same_person():
    made = plan([known(1, "A01", name="张伟")], [entry("a01", name="张伟")])
    assert made.changed[0].differences == (Difference(Field.NUMBER, "A01", "a01"),)


def test_a_number_that_lost_its_zeros_is_noticed():
    roster = [known(1, "0017", name="张伟"), known(2, "0018", name="王芳")]
    made = plan(roster, [entry("17", name="张伟"), entry("18", name="丁一")])
    assert [(person.id, new.values[Field.NUMBER]) for person, new in made.lost_zeros] == [(1, "17")]
    assert plan(roster, [entry("17", name="张伟")], complete=False).lost_zeros == ()


numbers = st.lists(st.integers(1, 30).map("{:02}".format), unique=True, max_size=20)


@given(numbers, numbers, st.booleans())
def test_everybody_is_accounted_for_once(present, stated, complete):
    roster = [known(person_id, number) for person_id, number in enumerate(present)]
    counts = plan(
        roster, [entry(number, name="张伟") for number in stated], complete=complete
    ).counts
    met = len(set(present) & set(stated))
    assert counts.added + met == len(stated)
    assert counts.changed + counts.unchanged == met
    assert counts.removed == (len(present) - met if complete else 0)
