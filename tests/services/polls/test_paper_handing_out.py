"""Boxes are set up and papers handed out: one each, by phone or on paper."""

import threading

import pytest
from sqlalchemy import func, select

from tests.cast import (
    ACTOR,
    TwoCandidates,
    a_device,
    a_hall,
    a_poll,
    arrive,
    choose,
    queries_poll,
    take_paper,
    version,
    vote,
)
from tests.services.polls.paper_boxes import a_box, hand, number_of
from voting.access import passes, sources
from voting.audit.models import AuditEntry
from voting.congress import tickets
from voting.db import db
from voting.errors import NotAllowed, NotFound, NotReady, WrongInput
from voting.polls import issuing, kinds, lifecycle, panels, roll
from voting.polls.kinds import VoterGroup
from voting.polls.models import IssuedPaper
from voting.polls.paper import queries as paper
from voting.polls.paper.rules import BatchKind
from voting.polls.paper.service import boxes, handing


@pytest.fixture
def hall(app):
    return a_hall(12, present=10)


@pytest.fixture
def poll_id(app, hall):
    return a_poll(app, hall, until="open")


def issued() -> int:
    db.session.rollback()
    return db.session.execute(select(func.count()).select_from(IssuedPaper)).scalar_one()


def titles(poll_id: int) -> list[str]:
    db.session.rollback()
    return [pile.batch.title for pile in paper.piles(poll_id)]


def events() -> list[str]:
    db.session.rollback()
    return [entry.event for entry in db.session.query(AuditEntry).order_by(AuditEntry.number)]


def test_a_box_is_set_up_renamed_and_removed_while_unused(app, poll_id):
    box = a_box(poll_id)
    boxes.rename_box(poll_id, box, "流动票箱（校医院）", "陈一，卫二 蒋三", ACTOR)
    found = paper.pile(poll_id, box).batch
    assert (found.title, found.carriers) == ("流动票箱（校医院）", "陈一、卫二、蒋三")
    boxes.remove_box(poll_id, box, ACTOR)
    assert titles(poll_id) == []
    assert events().count("paper-box:changed") == 3


def test_a_box_can_be_set_up_as_soon_as_the_roll_is_sealed(app, hall):
    assert a_box(a_poll(app, hall, until="sealed"))


@pytest.mark.parametrize("carriers", ["", "陈一", "陈一、陈一"])
def test_a_mobile_box_is_carried_by_two_at_least(app, poll_id, carriers):
    with pytest.raises(WrongInput, match="至少两人"):
        a_box(poll_id, carriers=carriers)
    assert titles(poll_id) == []


def test_a_box_in_the_hall_needs_nobody_to_carry_it(app, poll_id):
    assert a_box(poll_id, kind=BatchKind.HALL, carriers="")


def test_two_boxes_of_one_name_are_refused(app, poll_id):
    a_box(poll_id)
    with pytest.raises(WrongInput, match="已经有一个票箱叫“流动票箱一”"):
        a_box(poll_id)
    other = a_box(poll_id, "流动票箱二")
    with pytest.raises(WrongInput, match="已经有一个票箱"):
        boxes.rename_box(poll_id, other, "流动票箱一", "陈一、卫二", ACTOR)
    assert titles(poll_id) == ["流动票箱一", "流动票箱二"]


def test_a_draft_and_a_closed_poll_get_no_box(app, hall):
    for until in ("draft", "closed"):
        poll_id = a_poll(app, hall, until=until)
        with pytest.raises(NotReady, match="名册封存之后、投票截止之前"):
            a_box(poll_id)


def test_a_box_for_a_group_that_is_not_there_is_refused(app, poll_id):
    with pytest.raises(WrongInput, match="请选择这个票箱收哪一组的选票"):
        a_box(poll_id, group_id="b")


def test_a_box_from_which_a_paper_was_taken_is_not_removed(app, hall, poll_id):
    box = a_box(poll_id)
    hand(poll_id, box, hall.delegates[:1])
    with pytest.raises(NotReady, match="已经发出 1 张选票"):
        boxes.remove_box(poll_id, box, ACTOR)
    assert titles(poll_id) == ["流动票箱一"]


def test_a_box_of_another_poll_is_not_there(app, hall, poll_id):
    box = a_box(a_poll(app, hall, until="sealed", title="另一项"))
    with pytest.raises(NotFound):
        hand(poll_id, box, hall.delegates[:1])
    with pytest.raises(NotFound):
        boxes.remove_box(poll_id, box, ACTOR)


def test_a_paper_is_handed_out_by_number_name_or_scanned_code(app, hall, poll_id):
    box = a_box(poll_id)
    first, second, third, fourth = hall.delegates[:4]
    by_number = handing.hand_out(poll_id, box, f" {number_of(first)} ", ACTOR)
    assert (by_number.elector, by_number.issued) == (number_of(first), 1)
    name = sources.person_by_id(second).name
    assert handing.hand_out(poll_id, box, name, ACTOR).name == name
    card = passes.entry_url(sources.person_by_id(third))
    assert handing.hand_out(poll_id, box, card, ACTOR).elector == number_of(third)
    own = tickets.own_url(hall.meeting_id, fourth)
    assert handing.hand_out(poll_id, box, own, ACTOR).issued == 4
    assert paper.electors_of(poll_id, box) == [number_of(one) for one in hall.delegates[:4]]


def test_whoever_took_a_paper_of_a_mobile_box_takes_part_without_being_in_the_hall(
    app, hall, poll_id
):
    assert roll.attended(queries_poll(poll_id)) == 10
    hand(poll_id, a_box(poll_id), hall.delegates[10:])
    assert roll.attended(queries_poll(poll_id)) == 12


def test_a_paper_in_the_hall_is_for_those_who_checked_in(app, hall, poll_id):
    box = a_box(poll_id, "会场纸质票", kind=BatchKind.HALL, carriers="")
    with pytest.raises(NotAllowed, match="还没有签到"):
        hand(poll_id, box, hall.delegates[11:])
    assert issued() == 0
    arrive(hall, hall.delegates[11:])
    hand(poll_id, box, hall.delegates[11:])
    assert issued() == 1


def test_nobody_unknown_or_off_the_roll_gets_a_paper(app, hall, poll_id):
    box = a_box(poll_id)
    with pytest.raises(NotFound):
        handing.hand_out(poll_id, box, "99999", ACTOR)
    with pytest.raises(NotAllowed, match="不在这项投票的选举人名册上"):
        hand(poll_id, box, [hall.outsider])
    assert issued() == 0


def test_whoever_took_a_phones_paper_gets_none_on_paper(app, hall, poll_id):
    box = a_box(poll_id)
    take_paper(app, hall, poll_id, hall.delegates[0], a_device(poll_id))
    with pytest.raises(
        issuing.AlreadyIssued, match="已经用手机领过选票，每人只有一张，不能再发纸质选票。"
    ):
        hand(poll_id, box, hall.delegates[:1])
    assert issued() == 1
    assert paper.electors_of(poll_id, box) == []


def test_whoever_voted_at_a_mobile_box_is_refused_a_phones_paper(app, hall, poll_id):
    hand(poll_id, a_box(poll_id), hall.delegates[:1])
    with pytest.raises(issuing.AlreadyIssued, match="已经领过这项投票的纸质选票"):
        vote(app, hall, poll_id, hall.delegates[0], choose("approve"))
    assert issued() == 1


def test_nobody_takes_two_papers_and_the_refusal_says_from_which_box_the_first_was(
    app, hall, poll_id
):
    hand(poll_id, a_box(poll_id), hall.delegates[:1])
    other = a_box(poll_id, "流动票箱二")
    with pytest.raises(issuing.AlreadyIssued, match="已经在“流动票箱一”领过纸质选票"):
        hand(poll_id, other, hall.delegates[:1])
    assert issued() == 1


def test_nothing_is_handed_out_after_closing(app, hall, poll_id):
    box = a_box(poll_id)
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    with pytest.raises(issuing.NotIssuing, match="已经截止，不能再发票"):
        hand(poll_id, box, hall.delegates[:1])
    assert issued() == 0


def test_a_paper_handed_out_by_mistake_is_taken_back_with_a_reason(app, hall, poll_id):
    box = a_box(poll_id)
    hand(poll_id, box, hall.delegates[:1])
    number = number_of(hall.delegates[0])
    with pytest.raises(WrongInput, match="写明收回的理由"):
        handing.take_back(poll_id, box, number, "  ", ACTOR)
    handing.take_back(poll_id, box, number, "发错了人", ACTOR)
    assert issued() == 0
    assert events()[-1] == "paper:taken-back"
    vote(app, hall, poll_id, hall.delegates[0], choose("approve"))
    assert issued() == 1


def test_a_paper_is_taken_back_only_from_its_box_and_only_before_closing(app, hall, poll_id):
    box, other = a_box(poll_id), a_box(poll_id, "流动票箱二")
    hand(poll_id, box, hall.delegates[:1])
    number = number_of(hall.delegates[0])
    with pytest.raises(WrongInput, match="没有领这个票箱的选票"):
        handing.take_back(poll_id, other, number, "发错了人", ACTOR)
    take_paper(app, hall, poll_id, hall.delegates[1], a_device(poll_id))
    with pytest.raises(WrongInput, match="没有领这个票箱的选票"):
        handing.take_back(poll_id, box, number_of(hall.delegates[1]), "发错了人", ACTOR)
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    with pytest.raises(issuing.NotIssuing, match="不能再收回"):
        handing.take_back(poll_id, box, number, "发错了人", ACTOR)
    assert issued() == 2


def test_the_check_in_of_whoever_took_a_paper_ballot_stays(app, hall, poll_id):
    person_id = hall.delegates[0]
    assert panels.attendance_guard(hall.meeting_id, person_id) is None
    hand(poll_id, a_box(poll_id), [person_id])
    assert "已经领取" in panels.attendance_guard(hall.meeting_id, person_id)


def test_of_a_phone_and_a_desk_at_the_same_moment_exactly_one_wins(app, hall, poll_id):
    box, other = a_box(poll_id), a_box(poll_id, "流动票箱二")
    for round_, person_id in enumerate(hall.delegates[:6]):
        number = number_of(person_id)
        device = a_device(poll_id, bytes([round_ + 1]) * 16)
        acts = [
            lambda who=person_id, device=device: take_paper(app, hall, poll_id, who, device),
            lambda given=number: handing.hand_out(poll_id, box, given, ACTOR),
            lambda given=number: handing.hand_out(poll_id, other, given, ACTOR),
        ]
        assert sorted(outcomes(app, acts)) == ["refused", "refused", "won"]
    assert issued() == 6


def outcomes(app, acts) -> list[str]:
    """Do all acts at once; return which of them won and which were refused."""
    found, start = [], threading.Barrier(len(acts))

    def do(act):
        with app.app_context():
            start.wait()
            try:
                act()
                found.append("won")
            except issuing.AlreadyIssued:
                found.append("refused")
            finally:
                db.session.remove()

    db.session.rollback()
    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


class Grouped(TwoCandidates):
    """The first six vote on A papers, everybody else on B papers."""

    def __init__(self, people):
        super().__init__()
        self.people = people

    def groups(self, poll):
        return (VoterGroup("a", "A票"), VoterGroup("b", "B票"))

    def group_of(self, poll, person_ids):
        return {each: "a" for each in person_ids if each in self.people}


def test_a_box_of_one_voter_group_serves_that_group_alone(app, hall):
    kinds.register(app, Grouped(set(hall.delegates[:6])))
    poll_id = a_poll(app, hall, until="open")
    with pytest.raises(WrongInput, match="收哪一组"):
        a_box(poll_id)
    box = a_box(poll_id, group_id="b")
    with pytest.raises(NotAllowed, match="属于“A票”，这个票箱只发“B票”的选票"):
        hand(poll_id, box, hall.delegates[:1])
    hand(poll_id, box, hall.delegates[6:7])
    assert paper.pile(poll_id, box).issued == 1
