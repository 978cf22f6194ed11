"""Two tellers count a box apart; what they agree on is part of the same tally."""

import pytest

from tests.cast import (
    ACTOR,
    TwoCandidates,
    a_hall,
    a_poll,
    choose,
    count_up,
    queries_poll,
    version,
    vote,
)
from tests.services.polls.paper_boxes import a_box, a_teller, count_alike, hand, of_two
from voting.audit.models import AuditEntry
from voting.ballots import canonical
from voting.db import db
from voting.errors import NotAllowed, NotFound, NotReady, StaleEdit, WrongInput
from voting.polls import chair, counting, kinds, lifecycle, queries, readiness
from voting.polls.models import IssuedPaper
from voting.polls.opened import counted as counted_poll
from voting.polls.paper import queries as paper
from voting.polls.paper.rules import PileCount, Source
from voting.polls.paper.service import entering
from voting.polls.rules import State


@pytest.fixture
def hall(app):
    return a_hall(12)


@pytest.fixture
def poll_id(app, hall):
    return a_poll(app, hall, until="open")


@pytest.fixture
def box(app, hall, poll_id):
    """A box with four papers out, of a poll that is closed; four more voted by phone."""
    made = a_box(poll_id)
    hand(poll_id, made, hall.delegates[:4])
    for person_id in hall.delegates[4:8]:
        vote(app, hall, poll_id, person_id, choose("approve", "oppose"))
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    return made


def agreed(poll_id, box):
    db.session.rollback()
    return paper.pile(poll_id, box).agreed


def entries(poll_id, box) -> list:
    db.session.rollback()
    return list(paper.pile(poll_id, box).entries)


def open_box(app, poll_id):
    counting.open_box(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"].secret_key)


def test_phones_and_paper_make_one_tally_and_are_told_apart(app, hall, poll_id, box):
    count_alike(poll_id, box, of_two(2, 1, 1, valid=4, blank=1))
    result = count_up(app, poll_id)
    assert result["approvals"] == {"a": 6, "b": 1}
    assert (result["valid"], result["returned"]) == (8, 8)
    assert result["phone"] == {"issued": 4, "returned": 4, "valid": 4, "rejected": 0, "blank": 0}
    assert result["paper"] == [
        {
            "title": "流动票箱一",
            "group": "all",
            "issued": 4,
            "returned": 4,
            "valid": 4,
            "rejected": 0,
            "blank": 1,
        }
    ]


def test_the_tally_is_that_of_the_same_ballots_all_cast_by_phone(app, hall):
    choices = [choose("approve", "oppose")] * 3 + [choose(None, "approve")] * 3 + [choose()] * 2
    alone = a_poll(app, hall, until="open", title="全用手机")
    for person_id, chosen in zip(hall.delegates, choices, strict=False):
        vote(app, hall, alone, person_id, chosen)
    lifecycle.close_poll(alone, version(alone), ACTOR)
    by_phone = count_up(app, alone)

    mixed = a_poll(app, hall, until="open", title="手机和两个票箱")
    first, second = a_box(mixed), a_box(mixed, "流动票箱二")
    hand(mixed, first, hall.delegates[2:5])
    hand(mixed, second, hall.delegates[5:8])
    for person_id in hall.delegates[:2]:
        vote(app, hall, mixed, person_id, choose("approve", "oppose"))
    lifecycle.close_poll(mixed, version(mixed), ACTOR)
    rows = {"a": {"approve": 1, "abstain": 2}, "b": {"oppose": 1, "approve": 2}}
    count_alike(mixed, first, PileCount(3, 3, 0, 0, {"c1": rows}))
    rows = {"a": {"abstain": 3}, "b": {"approve": 1, "abstain": 2}}
    count_alike(mixed, second, PileCount(3, 3, 0, 2, {"c1": rows}))
    result = count_up(app, mixed)
    assert {key: result[key] for key in by_phone} == by_phone
    whole, parts = (counted_poll(queries_poll(one)) for one in (alone, mixed))
    assert whole.marks == parts.marks
    assert (whole.valid, whole.rejected, whole.blank) == (parts.valid, parts.rejected, parts.blank)


def test_a_second_teller_must_find_the_same_before_a_box_is_settled(app, poll_id, box):
    entering.enter(poll_id, box, of_two(2, valid=4), a_teller())
    assert agreed(poll_id, box) is None
    other = a_teller(name="计票人乙")
    entering.enter(poll_id, box, of_two(3, valid=4), other)
    assert agreed(poll_id, box) is None
    entering.enter(poll_id, box, of_two(2, valid=4), other)
    assert agreed(poll_id, box) == PileCount.of(of_two(2, valid=4).document())
    assert [entry.source for entry in entries(poll_id, box)] == ["typed", "typed"]


def test_written_names_of_paper_wait_for_the_scrutineers_like_all_others(app, hall, poll_id, box):
    count_alike(poll_id, box, of_two(0, 0, 1, valid=4, write_ins={"c1": {"赵六": 1}}))
    open_box(app, poll_id)
    with pytest.raises(NotReady, match="没有认定"):
        counting.count(poll_id, version(poll_id), ACTOR)
    counting.rule_write_in(
        poll_id, "c1", ["赵六"], person_id=hall.outsider, reason="", actor="监票人"
    )
    counting.count(poll_id, version(poll_id), ACTOR)
    assert counted_poll(queries_poll(poll_id)).write_ins["c1"] == {"赵六": 1}


def test_a_third_teller_is_not_needed_and_refused(app, poll_id, box):
    count_alike(poll_id, box, of_two(2, valid=4))
    with pytest.raises(NotReady, match="不需要第三人"):
        entering.enter(poll_id, box, of_two(1, valid=4), a_teller(name="计票人丙"))
    assert len(entries(poll_id, box)) == 2


def test_sums_that_fail_are_refused_and_nothing_is_kept(app, poll_id, box):
    with pytest.raises(WrongInput, match="不等于收回"):
        entering.enter(poll_id, box, of_two(2, valid=4, returned=5), a_teller())
    assert entries(poll_id, box) == []


class WithCandidate(TwoCandidates):
    """One of the delegates stands."""

    def __init__(self, person_id):
        super().__init__()
        self.person_id = person_id

    def candidate_people(self, poll):
        return frozenset({self.person_id})


def test_whoever_stands_on_the_ballot_does_not_count_it(app, hall, poll_id, box):
    kinds.register(app, WithCandidate(hall.delegates[0]))
    teller = a_teller(hall.delegates[0])
    with pytest.raises(NotAllowed, match="不能清点"):
        entering.enter(poll_id, box, of_two(2, valid=4), teller)
    with pytest.raises(NotAllowed, match="不能清点"):
        entering.confirm(poll_id, box, "0" * 64, teller)
    assert entries(poll_id, box) == []


def test_nothing_is_entered_before_closing_nor_after_counting(app, hall, poll_id):
    box = a_box(poll_id)
    with pytest.raises(NotReady, match="还没有截止"):
        entering.enter(poll_id, box, of_two(valid=0), a_teller())
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    count_alike(poll_id, box, of_two(valid=0))
    count_up(app, poll_id)
    with pytest.raises(NotReady, match="已经计票"):
        entering.enter(poll_id, box, of_two(valid=0), a_teller())


def test_a_box_of_another_poll_is_not_counted(app, hall, poll_id, box):
    other = a_poll(app, hall, until="closed", title="另一项")
    with pytest.raises(NotFound):
        entering.enter(other, box, of_two(valid=4), a_teller())


def test_a_box_that_is_not_settled_stops_the_count_and_is_named(app, poll_id, box):
    open_box(app, poll_id)
    with pytest.raises(NotReady, match="“流动票箱一”的纸质选票还没有两名计票人一致的清点数"):
        counting.count(poll_id, version(poll_id), ACTOR)
    assert queries_poll(poll_id).state == State.OPENED
    assert counting.result_of(poll_id) is None


def test_a_box_from_which_nothing_came_back_is_settled_with_zeros(app, hall, poll_id):
    box = a_box(poll_id)
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    count_alike(poll_id, box, of_two(valid=0))
    assert count_up(app, poll_id)["paper"][0]["returned"] == 0


def test_a_count_from_a_file_is_confirmed_by_a_second_teller(app, poll_id, box):
    entering.enter(poll_id, box, of_two(2, valid=4), a_teller(), Source.FILE)
    digest = entries(poll_id, box)[0].digest
    entering.confirm(poll_id, box, digest, a_teller(name="计票人乙"))
    assert agreed(poll_id, box).valid == 4
    assert [entry.source for entry in entries(poll_id, box)] == ["file", "confirmed"]


def test_nobody_confirms_their_own_file_typed_figures_or_figures_that_changed(app, poll_id, box):
    uploader = a_teller()
    entering.enter(poll_id, box, of_two(2, valid=4), uploader, Source.FILE)
    digest = entries(poll_id, box)[0].digest
    with pytest.raises(StaleEdit, match="没有确认"):
        entering.confirm(poll_id, box, digest, uploader)
    entering.enter(poll_id, box, of_two(3, valid=4), uploader, Source.FILE)
    with pytest.raises(StaleEdit, match="没有确认"):
        entering.confirm(poll_id, box, digest, a_teller(name="计票人乙"))
    entering.enter(poll_id, box, of_two(3, valid=4), uploader)
    with pytest.raises(StaleEdit, match="没有确认"):
        entering.confirm(poll_id, box, entries(poll_id, box)[0].digest, a_teller(name="丙"))
    assert len(entries(poll_id, box)) == 1


def test_the_log_knows_who_counted_and_no_figure(app, poll_id, box):
    count_alike(poll_id, box, of_two(2, 1, valid=4))
    logged = [
        canonical.parse(entry.details.encode())
        for entry in db.session.query(AuditEntry)
        if entry.event == "paper:counted"
    ]
    assert [sorted(details) for details in logged] == [["box", "count", "source"]] * 2


def test_papers_of_a_box_not_counted_yet_are_not_taken_for_phones(app, hall):
    poll_id = a_poll(app, hall, until="open", title="两个票箱")
    first, second = a_box(poll_id), a_box(poll_id, "流动票箱二")
    hand(poll_id, first, hall.delegates[:3])
    hand(poll_id, second, hall.delegates[3:5])
    vote(app, hall, poll_id, hall.delegates[5], choose("approve"))
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    count_alike(poll_id, first, of_two(1, valid=3))
    open_box(app, poll_id)
    assert counted_poll(queries_poll(poll_id)).phone.issued == 1


def test_the_turnout_grows_when_a_box_is_settled(app, poll_id, box):
    assert queries.turnout(queries_poll(poll_id)).returned == 4
    count_alike(poll_id, box, of_two(2, valid=4))
    found = queries.turnout(queries_poll(poll_id))
    assert (found.issued, found.returned) == (8, 8)


def test_the_chair_reads_which_box_is_waited_for(app, poll_id, box):
    assert readiness.issues(queries_poll(poll_id)) == []
    open_box(app, poll_id)
    with app.test_request_context():
        line = chair.line(queries_poll(poll_id))
        assert [issue.code for issue in line.issues] == ["paper_unsettled"]
        assert "纸质选票" in line.waiting
        count_alike(poll_id, box, of_two(2, valid=4))
        line = chair.line(queries_poll(poll_id))
    assert line.issues == []
    assert line.waiting == ""


def test_paper_leaves_no_time_and_no_signature_beside_who_took_it(app, hall, poll_id, box):
    columns = set(IssuedPaper.__table__.columns.keys())
    assert columns == {"poll_id", "elector", "blinded", "signature", "batch_id"}
    taken = db.session.query(IssuedPaper).filter_by(batch_id=box).all()
    assert [(one.blinded, one.signature) for one in taken] == [(None, None)] * 4
