"""Check-in: at the desk, in the hall, once each, and who counts (cases 1, 2, 4)."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.services.congress.school import (
    ACTOR,
    a_meeting,
    a_school,
    change_person,
    number_of,
)
from voting.access import links, passes
from voting.access.links import LinkExpired, LinkForged
from voting.audit.models import AuditEntry
from voting.congress import extensions, queries, service, tickets
from voting.congress.models import CheckIn
from voting.congress.rules import Method
from voting.congress.seats import Standing
from voting.congress.service import Outcome
from voting.db import db, unit_of_work
from voting.errors import IllegalStep, NotAllowed, NotFound, WrongInput

NOW = datetime(2026, 11, 22, 6, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_the_meeting(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def rows(meeting_id: int) -> int:
    db.session.rollback()
    return db.session.execute(
        select(func.count()).where(CheckIn.meeting_id == meeting_id)
    ).scalar_one()


def arrive(school, people) -> None:
    with unit_of_work():
        for person_id in people:
            service.check_in(school.meeting_id, person_id, Method.DESK, ACTOR)


def figures(school):
    db.session.rollback()
    return queries.attendance(school.meeting_id)


def entry_link(person_id: int) -> str:
    number = number_of(person_id)
    return links.entry_url(person_id, number, 0)


def test_a_delegate_is_checked_in_once_with_time_and_method(school):
    given = service.check_in(school.meeting_id, school.full[0], Method.DESK, ACTOR)
    assert given.outcome is Outcome.WELCOME
    assert (given.name, given.unit, given.delegation) == ("教师1", "语文教研组", "第1代表团")
    kept = queries.check_in_of(school.meeting_id, school.full[0])
    assert (kept.at, kept.method, kept.by) == (NOW, "desk", ACTOR)
    assert queries.is_checked_in(school.meeting_id, school.full[0])
    assert queries.checked_in(school.meeting_id) == {school.full[0]}


def test_a_second_check_in_changes_nothing_and_says_when_the_first_was(school, at_the_meeting):
    arrive(school, school.full[:1])
    at_the_meeting.move_to(NOW + timedelta(minutes=5), tick=False)
    again = service.check_in(school.meeting_id, school.full[0], Method.HALL, "本人")
    assert again.outcome is Outcome.ALREADY
    assert again.at == NOW
    assert again.method is Method.DESK
    assert rows(school.meeting_id) == 1


def test_a_quorum_is_there_from_two_thirds_on(school):
    arrive(school, school.full[:7])
    assert (figures(school).present, figures(school).quorum, figures(school).missing) == (
        7,
        False,
        1,
    )
    arrive(school, school.full[7:8])
    assert figures(school).quorum


def test_observers_and_guests_are_checked_in_but_counted_in_neither_figure(school):
    arrive(school, school.full[:7] + school.observers + school.guests)
    found = figures(school)
    assert (found.expected, found.present, found.quorum) == (12, 7, False)
    assert (found.observers_present, found.guests_present) == (3, 2)
    observer = service.check_in(school.meeting_id, school.observers[0], Method.DESK, ACTOR)
    assert observer.standing is Standing.OBSERVER


def test_an_observer_is_told_that_they_do_not_count(school):
    given = service.check_in(school.meeting_id, school.observers[0], Method.DESK, ACTOR)
    assert given.sentence == "列席代表签到成功，不计入应到和实到"
    given = service.check_in(school.meeting_id, school.guests[0], Method.DESK, ACTOR)
    assert given.sentence == "特邀代表签到成功，不计入应到和实到"


def test_whoever_is_no_delegate_is_not_checked_in(school):
    with pytest.raises(NotAllowed, match="不是本次会议的代表"):
        service.check_in(school.meeting_id, school.others[0], Method.DESK, ACTOR)
    assert rows(school.meeting_id) == 0


def test_whoever_has_left_is_not_checked_in(school):
    change_person(school.full[0], left_on=NOW.date())
    with pytest.raises(NotAllowed, match="已离开本单位"):
        service.check_in(school.meeting_id, school.full[0], Method.DESK, ACTOR)
    assert rows(school.meeting_id) == 0


def test_whoever_left_after_the_examination_may_still_come(school):
    service.freeze_delegates(school.meeting_id, ACTOR)
    change_person(school.full[0], left_on=NOW.date())
    given = service.check_in(school.meeting_id, school.full[0], Method.DESK, ACTOR)
    assert given.standing is Standing.EXPECTED
    assert figures(school).present == 1


def test_a_delegate_added_after_the_examination_is_not_checked_in(school):
    service.freeze_delegates(school.meeting_id, ACTOR)
    change_person(school.others[0], delegate_status="full", delegation="第1代表团")
    congress = queries.congress(school.congress_id)
    digest = queries.roster_preview(congress).digest
    service.update_delegates_from_roster(school.congress_id, digest, ACTOR)
    with pytest.raises(NotAllowed, match="资格审查通过的名单"):
        service.check_in(school.meeting_id, school.others[0], Method.DESK, ACTOR)
    assert rows(school.meeting_id) == 0


def test_an_unknown_person_or_meeting_is_not_found(school):
    with pytest.raises(NotFound, match="没有这个人"):
        service.check_in(school.meeting_id, 9999, Method.DESK, ACTOR)
    with pytest.raises(NotFound, match="没有这次会议"):
        service.check_in(9999, school.full[0], Method.DESK, ACTOR)


@pytest.mark.parametrize("typed", ["00001", " 00001 ", "００００１"])
def test_the_desk_takes_a_number_however_it_is_typed(school, typed):
    given = service.receive(school.meeting_id, typed, ACTOR)
    assert (given.outcome, given.name) == (Outcome.WELCOME, "教师1")
    assert queries.check_in_of(school.meeting_id, school.full[0]).method == "number"


def test_the_desk_takes_the_link_on_a_card(school):
    given = service.receive(school.meeting_id, entry_link(school.full[0]), ACTOR)
    assert (given.outcome, given.number) == (Outcome.WELCOME, "00001")
    assert queries.check_in_of(school.meeting_id, school.full[0]).method == "desk"


def test_the_desk_takes_the_bare_token_of_a_card(school):
    token = entry_link(school.full[0]).rpartition("/")[2]
    assert service.receive(school.meeting_id, token, ACTOR).outcome is Outcome.WELCOME


def test_the_desk_takes_the_code_on_a_phone(school):
    own = tickets.own_url(school.meeting_id, school.full[0])
    assert service.receive(school.meeting_id, own, ACTOR).outcome is Outcome.WELCOME


@pytest.mark.parametrize("typed", ["99999", "", "张三", "1' OR 1=1"])
def test_the_desk_says_that_a_number_is_unknown_and_goes_on(school, typed):
    given = service.receive(school.meeting_id, typed, ACTOR)
    assert given.outcome is Outcome.UNKNOWN
    assert "花名册中没有工号" in given.sentence
    assert rows(school.meeting_id) == 0


def test_the_desk_tells_a_stranger_apart_from_an_unknown_number(school):
    given = service.receive(school.meeting_id, number_of(school.others[0]), ACTOR)
    assert given.outcome is Outcome.STRANGER
    assert given.name == "教师921"
    assert "不是本次会议的代表" in given.sentence
    assert rows(school.meeting_id) == 0


def test_the_desk_refuses_a_forged_and_a_revoked_card(school):
    link = entry_link(school.full[0])
    forged = service.receive(school.meeting_id, link[:-3] + "abc", ACTOR)
    assert forged.outcome is Outcome.UNKNOWN
    passes.revoke(school.full[0], ACTOR)
    revoked = service.receive(school.meeting_id, link, ACTOR)
    assert revoked.outcome is Outcome.UNKNOWN
    assert "作废" in revoked.sentence
    assert rows(school.meeting_id) == 0


def test_the_desk_refuses_the_phone_code_of_another_meeting_and_an_old_one(school, at_the_meeting):
    other = a_meeting(school.congress_id, ordinal=4)
    foreign = service.receive(school.meeting_id, tickets.own_url(other, school.full[0]), ACTOR)
    assert "另一场会议" in foreign.sentence
    own = tickets.own_url(school.meeting_id, school.full[0])
    at_the_meeting.move_to(NOW + timedelta(days=1, seconds=5), tick=False)
    old = service.receive(school.meeting_id, own, ACTOR)
    assert "已过期" in old.sentence
    assert rows(school.meeting_id) == 0


def test_the_code_on_a_phone_lets_nobody_in(school):
    own = tickets.own_url(school.meeting_id, school.full[0])
    with pytest.raises(LinkForged):
        passes.person_of_link(own.partition("who=")[2])


def hall_code(meeting_id: int) -> str:
    return tickets.hall_url(meeting_id).partition("code=")[2]


def test_the_code_on_the_screen_becomes_a_ticket_that_checks_in(school):
    ticket = tickets.ticket_for(hall_code(school.meeting_id), school.meeting_id, school.full[0])
    given = service.check_in_self(school.meeting_id, school.full[0], ticket)
    assert given.outcome is Outcome.WELCOME
    kept = queries.check_in_of(school.meeting_id, school.full[0])
    assert (kept.method, kept.by) == ("hall", "教师1")


def test_a_code_is_taken_for_ninety_seconds_and_no_longer(school, at_the_meeting):
    code = hall_code(school.meeting_id)
    at_the_meeting.move_to(NOW + timedelta(seconds=90), tick=False)
    ticket = tickets.ticket_for(code, school.meeting_id, school.full[0])
    at_the_meeting.move_to(NOW + timedelta(seconds=91), tick=False)
    with pytest.raises(LinkExpired, match="重新扫描"):
        tickets.ticket_for(code, school.meeting_id, school.full[1])
    with pytest.raises(LinkExpired):
        service.check_in_self(school.meeting_id, school.full[1], code)
    assert service.check_in_self(school.meeting_id, school.full[0], ticket).at is not None
    assert rows(school.meeting_id) == 1


def test_a_ticket_looked_at_too_long_is_refused(school, at_the_meeting):
    ticket = tickets.ticket_for(hall_code(school.meeting_id), school.meeting_id, school.full[0])
    at_the_meeting.move_to(NOW + timedelta(seconds=tickets.TICKET_SECONDS + 1), tick=False)
    with pytest.raises(LinkExpired, match="停留太久"):
        service.check_in_self(school.meeting_id, school.full[0], ticket)
    assert rows(school.meeting_id) == 0


def test_a_code_of_another_meeting_or_a_forged_one_is_refused(school):
    other = a_meeting(school.congress_id, ordinal=4)
    with pytest.raises(LinkForged, match="另一场会议"):
        tickets.ticket_for(hall_code(other), school.meeting_id, school.full[0])
    for code in ("", "abc", hall_code(school.meeting_id) + "x", entry_link(school.full[0])):
        with pytest.raises(LinkForged, match="重新扫描"):
            service.check_in_self(school.meeting_id, school.full[0], code)
    assert rows(school.meeting_id) == 0


def test_another_persons_ticket_is_refused(school):
    ticket = tickets.ticket_for(hall_code(school.meeting_id), school.meeting_id, school.full[0])
    with pytest.raises(LinkForged, match="另一个人"):
        service.check_in_self(school.meeting_id, school.full[1], ticket)
    assert rows(school.meeting_id) == 0


def test_a_check_in_is_undone_for_a_reason_that_is_logged(school):
    arrive(school, school.full[:1])
    service.undo_check_in(school.meeting_id, school.full[0], "扫错了卡", ACTOR)
    assert rows(school.meeting_id) == 0
    entry = db.session.execute(
        select(AuditEntry).where(AuditEntry.event == "check-in:undone")
    ).scalar_one()
    assert "扫错了卡" in entry.details
    assert "00001" in entry.details
    arrive(school, school.full[:1])
    assert rows(school.meeting_id) == 1


def test_an_undo_without_reason_or_without_check_in_is_refused(school):
    arrive(school, school.full[:1])
    with pytest.raises(WrongInput, match="理由"):
        service.undo_check_in(school.meeting_id, school.full[0], " ", ACTOR)
    with pytest.raises(IllegalStep, match="没有签到"):
        service.undo_check_in(school.meeting_id, school.full[1], "扫错了卡", ACTOR)
    assert rows(school.meeting_id) == 1


def test_a_check_in_stays_when_a_paper_was_taken(app, school):
    taken = school.full[0]
    extensions.add_attendance_guard(
        app, lambda _meeting, person: "已经领取选票" if person == taken else None
    )
    arrive(school, school.full[:2])
    with pytest.raises(IllegalStep, match="已经领取选票"):
        service.undo_check_in(school.meeting_id, taken, "扫错了卡", ACTOR)
    service.undo_check_in(school.meeting_id, school.full[1], "扫错了卡", ACTOR)
    assert queries.checked_in(school.meeting_id) == {taken}


def test_one_of_many_simultaneous_check_ins_is_kept_and_the_others_are_told(app, school):
    outcomes: list[Outcome] = []
    gate = threading.Barrier(8)

    def come() -> None:
        with app.app_context():
            gate.wait()
            given = service.check_in(school.meeting_id, school.full[0], Method.DESK, ACTOR)
            outcomes.append(given.outcome)
            db.session.remove()

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [Outcome.ALREADY] * 7 + [Outcome.WELCOME]
    assert rows(school.meeting_id) == 1


def test_the_list_of_arrivals_has_everyone_in_official_order(school):
    change_person(school.full[0], name="王一")
    change_person(school.full[1], name="丁一")
    arrive(school, [school.full[1], school.guests[0]])
    found = queries.arrivals(school.meeting_id)
    names = [row.person.name for row in found]
    assert names.index("丁一") < names.index("王一")
    assert [row.person.standing for row in found[-5:]] == [Standing.OBSERVER] * 3 + [
        Standing.GUEST
    ] * 2
    assert [row.person.name for row in found if row.at] == ["丁一", "教师911"]
    turnout = queries.turnout_by_delegation(found)
    assert [(row.name, row.present, row.expected) for row in turnout] == [
        ("第1代表团", 1, 6),
        ("第2代表团", 0, 6),
    ]


def test_a_hundred_and_twenty_expected_need_eighty(app):
    school = a_school(120)
    arrive(school, school.full[:79] + school.observers + school.guests)
    assert not figures(school).quorum
    arrive(school, school.full[79:80])
    assert figures(school).quorum
    assert figures(school).needed == 80


def test_a_long_list_of_arrivals_comes_in_pages(school):
    arrive(school, school.full[:2])
    rows = queries.arrivals(school.meeting_id) * 30
    everybody = queries.page_of(rows, 1, absent_only=False)
    assert (len(everybody.rows), everybody.pages, everybody.total) == (200, 3, 510)
    last = queries.page_of(rows, 99, absent_only=True)
    assert (last.page, last.pages, last.total) == (3, 3, 450)
    assert not any(row.at for row in last.rows)
    assert queries.page_of([], 0, absent_only=True).rows == ()
