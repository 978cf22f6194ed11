"""Marks are published in heaps: no heap, and no difference of two, shows how a few voted."""

from collections.abc import Iterable

from hypothesis import given, strategies as st

from tests.services.reports.sample_recount import Poll
from voting.ballots.rules import Contest, Option
from voting.reports.publication import LEAST_HEAP, PublishedMarks, published_marks

CONTEST = Contest(
    "c1", "", (Option("o1", "丁一"), Option("o2", "王二")), ("a", "b"), "b", own="own"
)
SHEETS = st.lists(
    st.sampled_from(({"c1": {"o1": "a"}}, {"c1": {"o2": "a"}}, {"c1": {"o1": "own"}})), max_size=9
)


def published(phones: Iterable[int], boxes: Iterable[tuple[int, int]], groups=3) -> PublishedMarks:
    """Publish so many phones' ballots a group, and boxes of (group, number of ballots)."""
    sheet = {"c1": {"o1": "a"}}
    poll = Poll(
        "evaluation",
        [CONTEST],
        {},
        [(group, sheet) for group, number in enumerate(phones) for _ballot in range(number)],
        groups={f"g{place}": "" for place in range(groups)},
        boxes=[[(group, sheet)] * number for group, number in boxes],
    )
    return marks_of(poll)


def marks_of(poll: Poll) -> PublishedMarks:
    return poll.source(lambda _counted: {}).marks


def apart(marks: PublishedMarks) -> list[bool]:
    return [box.apart for box in marks.boxes]


def test_a_large_box_beside_many_phones_is_told_apart():
    assert apart(published([5], [(0, 5)], groups=1)) == [True]


def test_a_box_of_four_lies_with_the_phones():
    marks = published([5], [(0, 4), (0, 6)], groups=1)
    assert apart(marks) == [False, True]
    assert marks.heap.valid() == 9


def test_four_phones_are_not_what_is_left_of_the_whole():
    assert apart(published([4], [(0, 6), (0, 8)], groups=1)) == [False, False]


def test_a_small_box_and_a_few_phones_make_one_heap_that_is_large_enough():
    assert apart(published([3], [(0, 2), (0, 6)], groups=1)) == [False, True]


def test_a_box_is_not_what_a_group_shows_without_its_few_phones():
    marks = published([9, 2, 9], [(1, 6)])
    assert apart(marks) == [False]
    assert [group.valid() for group in marks.groups] == [9, 8, 9]


def test_groups_are_told_apart_only_where_every_one_is_large_enough_or_empty():
    assert len(published([5, 6, 7], []).groups) == 3
    assert len(published([5, 0, 7], []).groups) == 3
    assert published([5, 4, 7], []).groups == ()
    assert published([9], [], groups=1).groups == ()


@given(
    st.lists(SHEETS, min_size=2, max_size=2),
    st.lists(st.tuples(st.integers(0, 1), SHEETS), max_size=3),
)
def test_nothing_that_is_published_and_no_difference_holds_a_few_ballots(phones, boxes):
    poll = Poll(
        "evaluation",
        [CONTEST],
        {},
        [(group, sheet) for group, sheets in enumerate(phones) for sheet in sheets],
        groups={"a": "", "b": ""},
        boxes=[[(group, sheet) for sheet in sheets] for group, sheets in boxes if sheets],
    )
    marks = published_marks(poll.phones, poll.boxes, poll.source(lambda _c: {}).decoded, LEAST_HEAP)
    whole = poll.all_ballots.valid()
    alone = [box for box in marks.boxes if box.apart]
    heaps = [box.count.valid for box in alone] + [group.valid() for group in marks.groups]
    if alone:
        heaps.append(marks.heap.valid())
    for place, group in enumerate(marks.groups):
        in_boxes = sum(box.count.valid for box in alone if box.group == place)
        heaps += [group.valid() - in_boxes, whole - group.valid()]
    assert all(heap == 0 or heap >= LEAST_HEAP for heap in heaps)
    together = marks.heap.valid() + sum(box.count.valid for box in alone)
    assert together == whole
