"""Voter groups: one roll, an issuing key each, counted apart and together; paper beside phones."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.cast import (
    ACTOR,
    TwoCandidates,
    a_device,
    a_hall,
    a_poll,
    choose,
    manifest,
    queries_poll,
    take_paper,
    version,
    vote,
)
from voting.ballots.refusals import WrongPaper
from voting.db import db, unit_of_work
from voting.polls import counting, kinds, lifecycle, readiness
from voting.polls.box import the_post
from voting.polls.kinds import VoterGroup
from voting.polls.models import IssuedPaper, IssuingKey
from voting.polls.opened import counted


class Grouped(TwoCandidates):
    """Leaders vote apart from everybody else."""

    name = "two"

    def __init__(self, leaders):
        super().__init__()
        self.leaders = leaders

    def groups(self, poll):
        return (VoterGroup("A", "A票"), VoterGroup("B", "B票"))

    def group_of(self, poll, person_ids):
        return {each: "A" for each in person_ids if each in self.leaders}


@pytest.fixture
def hall(app):
    return a_hall(12)


@pytest.fixture
def grouped(app, hall):
    kinds.register(app, Grouped(set(hall.delegates[:5])))
    return a_poll(app, hall, until="open")


def test_each_group_has_its_own_electors_and_key(hall, grouped):
    groups = manifest(grouped).groups
    assert [(group.id, len(group.electors)) for group in groups] == [("A", 5), ("B", 7)]
    assert groups[0].modulus != groups[1].modulus
    kept = db.session.query(IssuingKey).filter_by(poll_id=grouped)
    assert {key.group_id for key in kept} == {"A", "B"}


def test_the_groups_are_counted_apart_and_together(app, hall, grouped):
    for person_id in hall.delegates[:4]:
        vote(app, hall, grouped, person_id, choose("approve"))
    for person_id in hall.delegates[5:11]:
        vote(app, hall, grouped, person_id, choose("oppose"))
    lifecycle.close_poll(grouped, version(grouped), ACTOR)
    counting.open_box(grouped, version(grouped), ACTOR, app.config["SETTINGS"].secret_key)
    found = counted(queries_poll(grouped))
    assert found.marks["c1"]["a"] == {"approve": 4, "oppose": 6}
    leaders, others = found.groups["A"], found.groups["B"]
    assert (leaders.title, leaders.eligible, leaders.sheets.issued) == ("A票", 5, 4)
    assert leaders.marks["c1"]["a"] == {"approve": 4}
    assert (others.eligible, others.sheets.returned, others.marks["c1"]["a"]) == (
        7,
        6,
        {"oppose": 6},
    )


def test_a_paper_of_one_group_is_no_paper_of_another(app, hall, grouped):
    device = a_device(grouped, b"1" * 16, group=0)
    paper = take_paper(app, hall, grouped, hall.delegates[0], device)
    forged = a_device(grouped, b"1" * 16, group=1).fill_in(choose("approve"), paper)
    with pytest.raises(WrongPaper):
        the_post().cast(manifest(grouped).hash, forged.body)


def test_a_group_too_small_to_hide_in_warns_and_an_empty_one_blocks(app, hall):
    kinds.register(app, Grouped(set(hall.delegates[:4])))
    draft = a_poll(app, hall)
    found = {issue.code: issue for issue in readiness.before_sealing(queries_poll(draft))}
    assert not found["small_group"].blocking
    assert "“A票”只有 4 人" in str(found["small_group"].text)

    kinds.register(app, Grouped(set()))
    found = {issue.code: issue for issue in readiness.before_sealing(queries_poll(draft))}
    assert found["empty_group"].blocking


def test_a_poll_without_groups_says_nothing_of_groups(app, hall):
    draft = a_poll(app, hall)
    codes = {issue.code for issue in readiness.before_sealing(queries_poll(draft))}
    assert not codes & {"small_group", "empty_group"}


def test_the_database_keeps_no_paper_that_is_neither_a_phones_nor_of_a_box(app, hall, grouped):
    with unit_of_work() as session:
        session.add(IssuedPaper(poll_id=grouped, elector="00001"))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()
