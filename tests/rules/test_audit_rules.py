"""How the log is written down, chained and checked."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from voting.audit.events import EVENT_LABELS, Event
from voting.audit.rules import (
    EMPTY,
    GENESIS,
    Damage,
    Entry,
    Head,
    Link,
    canonical,
    damage_of,
    damage_of_head,
    digest_of,
)

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
FIRST = Entry(1, NOON, "王丽", "poll:opened", "poll:7", '{"attended":96}')


def link_of(entry: Entry, previous: str = GENESIS) -> Link:
    return Link(entry, previous, digest_of(entry, previous))


def test_events_are_in_alphabetical_order_follow_one_grammar_and_have_chinese_names():
    values = [event.value for event in Event]
    assert values == sorted(values)
    assert all(value.count(":") == 1 and value.islower() for value in values)
    assert set(EVENT_LABELS) == set(Event)
    assert len({str(label) for label in EVENT_LABELS.values()}) == len(Event)


def test_canonical_json_has_sorted_keys_no_white_space_and_plain_chinese():
    assert canonical({"b": [1, True, None], "a": {"d": "王丽", "c": 2}}) == (
        '{"a":{"c":2,"d":"王丽"},"b":[1,true,null]}'
    )


@pytest.mark.parametrize("value", [{"share": 0.5}, {"a": [{"b": 1.0}]}, {"a": (2.0,)}])
def test_a_float_is_refused_wherever_it_hides(value):
    with pytest.raises(ValueError, match="float"):
        canonical(value)


def test_details_larger_than_four_kilobytes_are_refused():
    assert canonical({"a": "x" * 4088})
    with pytest.raises(ValueError, match="4096"):
        canonical({"a": "x" * 4089})


def test_a_digest_is_the_sha256_of_the_entry_and_the_hash_before_it():
    written = (
        '{"actor":"王丽","at":"2026-11-22T04:00:00.000000+00:00","details":"{\\"attended\\":96}",'
        f'"event":"poll:opened","number":1,"previous":"{GENESIS}","subject":"poll:7"}}'
    )
    assert digest_of(FIRST, GENESIS) == hashlib.sha256(written.encode()).hexdigest()


def test_a_digest_does_not_depend_on_the_zone_a_moment_is_written_in():
    in_china = replace(FIRST, at=NOON.astimezone(timezone(timedelta(hours=8))))
    assert digest_of(in_china, GENESIS) == digest_of(FIRST, GENESIS)


def test_an_entry_that_follows_the_one_before_it_is_sound():
    assert damage_of(link_of(FIRST), EMPTY) is None


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "李四"},
        {"at": NOON + timedelta(microseconds=1)},
        {"event": "poll:closed"},
        {"subject": "poll:8"},
        {"details": '{"attended":97}'},
    ],
)
def test_an_entry_whose_content_was_changed_is_found(change):
    forged = replace(link_of(FIRST), entry=replace(FIRST, **change))
    assert damage_of(forged, EMPTY) is Damage.CHANGED


def test_an_entry_after_a_missing_one_is_found():
    assert damage_of(link_of(replace(FIRST, number=3)), Head(1, "a" * 64)) is Damage.MISSING


def test_an_entry_written_anew_with_a_fitting_digest_breaks_the_chain_after_it():
    second = link_of(replace(FIRST, number=2), previous="b" * 64)
    assert damage_of(second, Head(1, "a" * 64)) is Damage.REORDERED


def test_the_end_of_a_log_is_sound_when_it_is_where_the_head_says():
    assert damage_of_head(Head(2, "a" * 64), Head(2, "a" * 64)) is None
    assert damage_of_head(EMPTY, EMPTY) is None
    assert damage_of_head(EMPTY, None) is None


@pytest.mark.parametrize(
    ("reached", "kept", "damage"),
    [
        (Head(1, "a" * 64), Head(2, "b" * 64), Damage.TRUNCATED),
        (EMPTY, Head(1, "b" * 64), Damage.TRUNCATED),
        (Head(2, "a" * 64), Head(2, "b" * 64), Damage.HEAD_CHANGED),
        (Head(3, "a" * 64), Head(2, "b" * 64), Damage.HEAD_CHANGED),
        (Head(1, "a" * 64), None, Damage.HEAD_LOST),
    ],
)
def test_an_end_that_differs_from_the_head_is_found(reached, kept, damage):
    assert damage_of_head(reached, kept) is damage


@given(
    st.lists(st.text(max_size=20), min_size=1, max_size=8),
    st.data(),
)
def test_no_entry_of_any_log_can_be_changed_without_being_found(subjects, data):
    chain: list[Link] = []
    for number, subject in enumerate(subjects, 1):
        previous = chain[-1].digest if chain else GENESIS
        entry = Entry(number, NOON, "王丽", "poll:opened", subject, "{}")
        chain.append(link_of(entry, previous))
    place = data.draw(st.integers(0, len(chain) - 1))
    other = data.draw(st.text(max_size=20).filter(lambda text: text != subjects[place]))
    entry = replace(chain[place].entry, subject=other)
    # Whoever changes an entry may also make its digest fit: then the next one, or the head, tells.
    rewritten = data.draw(st.booleans())
    digest = digest_of(entry, chain[place].previous) if rewritten else chain[place].digest
    head = Head(len(chain), chain[-1].digest)
    chain[place] = Link(entry, chain[place].previous, digest)
    reached, found = EMPTY, []
    for link in chain:
        found.append(damage_of(link, reached))
        reached = Head(link.entry.number, link.digest)
    found.append(damage_of_head(reached, head))
    assert any(found)
