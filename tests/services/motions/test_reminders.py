"""Reminders: −7, −1 and +1 working days from a last day, each once, to whom they concern."""

from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given, settings, strategies as st

from tests.services.mail.test_outbox import SENDER, Inbox, serving
from tests.services.motions.moving import (
    a_house,
    as_delegate,
    assigned,
    filed,
    reply,
    submitted,
    task_of,
    the_motion,
    version,
)
from tests.services.motions.writing import empty_the_outbox, letters, subjects, with_addresses
from voting import clock
from voting.db import db, unit_of_work
from voting.mail import service as mail
from voting.mail.transport import Smtp
from voting.motions import cli
from voting.motions.deadlines import workdays_after, workdays_before
from voting.motions.handling_models import HandlingRequest
from voting.motions.models import MotionSeat
from voting.motions.queries_desk import reminders_for
from voting.motions.rules import Class, Grade, Request, State
from voting.motions.service import (
    clockwork,
    drafting,
    feedback,
    handling,
    reminders,
    requests,
    review,
)
from voting.motions.service.drafting import Content
from voting.motions.service.handling import Order
from voting.motions.service.requests import Wish
from voting.workdays.queries import work_calendar
from voting.workdays.rules import official

DAY = timedelta(days=1)


@pytest.fixture
def house(app):
    made = a_house()
    with_addresses(made)
    return made


def before(due: date, number: int) -> date:
    return workdays_before(due, number, work_calendar())


def after(due: date, number: int = 1) -> date:
    return workdays_after(due, number, work_calendar())


def a_task(house, *co_units: int) -> tuple[int, date]:
    """Return an assigned motion and the lead's last day, with an empty outbox."""
    motion_id = assigned(house, *co_units)
    empty_the_outbox()
    return motion_id, the_motion(motion_id).due_on


def on(day: date) -> dict[str, list[str]]:
    """Look for reminders on a day; return who was told what."""
    reminders.remind(day)
    return subjects()


# --- Of a task ---------------------------------------------------------------------------------


def test_the_handler_is_reminded_seven_workdays_before_the_last_one(house):
    _motion_id, due = a_task(house)
    assert on(before(due, 8)) == {}
    assert set(on(before(due, 7))) == {"handler"}
    assert f"还有 {(due - before(due, 7)).days} 天到期" in letters()[0].subject
    assert due.strftime("%Y年") in letters()[0].text


def test_the_day_before_there_is_one_more(house):
    _motion_id, due = a_task(house)
    reminders.remind(before(due, 7))
    empty_the_outbox()
    assert set(on(before(due, 1))) == {"handler"}


def test_once_it_is_late_the_head_and_the_leader_are_told_too(house):
    _motion_id, due = a_task(house)
    late = [f"已逾期 {(after(due) - due).days} 天"]
    assert on(after(due)) == {"handler": late, "head": late, "leader": late}


def test_on_the_last_day_itself_nobody_is_called_late(house):
    _motion_id, due = a_task(house)
    reminders.remind(due)
    assert all("逾期" not in letter.subject for letter in letters())


def test_a_co_handler_is_reminded_of_its_own_last_day(house):
    motion_id, due = a_task(house, house.finance)
    own = task_of(motion_id, house.finance).due_on
    assert own < due
    assert set(on(before(own, 7))) == {"co"}
    assert "会签" in letters()[0].text


def test_what_is_done_is_not_reminded_of(house):
    motion_id, due = a_task(house, house.finance)
    own = task_of(motion_id, house.finance).due_on
    handling.countersign(motion_id, task_of(motion_id, house.finance).id, "可以", house.co_handler)
    reply(house, motion_id)
    empty_the_outbox()
    assert "co" not in on(after(own))
    assert "handler" not in on(after(due))


def test_a_reminder_from_before_the_assignment_is_not_sent(house):
    motion_id = filed(house)
    soon = after(clock.today(), 3)
    handling.assign(motion_id, version(motion_id), Order(house.canteen, (), soon), house.secretary)
    empty_the_outbox()
    assert on(clock.today()) == {}
    assert set(on(before(soon, 1))) == {"handler"}


def test_after_an_extension_the_reminders_begin_anew(house):
    motion_id, due = a_task(house)
    reminders.remind(before(due, 7))
    later = after(due, 20)
    task = task_of(motion_id, house.canteen)
    requests.ask(motion_id, task.id, Wish(Request.EXTENSION, "招标", later), house.handler)
    asked = db.session.query(HandlingRequest).one().id
    requests.decide(motion_id, asked, "", house.secretary, grant=True)
    empty_the_outbox()
    assert on(after(due)) == {}
    assert set(on(before(later, 7))) == {"handler"}


def test_a_department_without_a_handler_is_reminded_through_its_head(house):
    _motion_id, due = a_task(house)
    with unit_of_work() as session:
        session.query(MotionSeat).filter_by(person_id=house.hall.teller).delete()
    assert set(on(before(due, 7))) == {"head"}


# --- Of feedback and promises ------------------------------------------------------------------


def test_movers_who_have_not_spoken_are_reminded_those_who_have_are_not(house):
    lead, other = filed(house), submitted(house, Content("食堂饭菜", "因", "析", "议"), mover=1)
    review.merge(other, version(other), lead, "内容相同", house.secretary)
    handling.assign(lead, version(lead), Order(house.canteen), house.secretary)
    reply(house, lead)
    feedback.rate(lead, Grade.SATISFIED, "", house.delegate())
    empty_the_outbox()
    last = after(clock.local(the_motion(lead).replied_at).date(), 15)
    assert set(on(before(last, 7))) == {"mover1"}
    assert "记为“未反馈”" in letters()[0].text


def test_when_the_feedback_is_over_nobody_is_reminded_of_it(house):
    motion_id = assigned(house)
    reply(house, motion_id)
    empty_the_outbox()
    last = after(clock.local(the_motion(motion_id).replied_at).date(), 15)
    assert on(after(last)) == {}


def test_a_promise_is_reminded_of_before_its_day_and_the_leader_told_after(house):
    motion_id = assigned(house)
    promised = after(clock.today(), 30)
    reply(house, motion_id, Class.B, promised)
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    empty_the_outbox()
    assert set(on(before(promised, 7))) == {"handler", "head"}
    empty_the_outbox()
    assert set(on(after(promised))) == {"handler", "head", "leader"}
    assert the_motion(motion_id).state == State.FOLLOW_UP


# --- Once, whatever happens --------------------------------------------------------------------


def test_the_same_tick_twice_puts_nothing_twice(house):
    _motion_id, due = a_task(house)
    with time_machine.travel(_noon(after(due)), tick=False):
        first = cli.once()
        number = len(letters())
        second = cli.once()
    assert "新的提醒 3 封" in first
    assert second == "视为接收 0 项，按未反馈办结 0 件，新的提醒 0 封。"
    assert len(letters()) == number


def _noon(day: date):
    return clock.now() + (day - clock.today())


@settings(max_examples=40)
@given(
    due=st.dates(date(2025, 1, 10), date(2026, 11, 30)),
    days=st.lists(st.integers(-40, 20), min_size=1, max_size=30),
)
def test_however_often_one_looks_each_reminder_is_found_once_and_never_early(due, days):
    now = reminders.Today(due, official())
    since = due - timedelta(days=60)
    found = [
        step
        for shift in sorted(days)
        if (step := reminders.Today(due + shift * DAY, now.calendar).reminder(due, since))
    ]
    steps = [each.step for each in found]
    assert steps == sorted(steps)
    assert {each.step: each.on for each in found}.keys() <= {-7, -1, 1}
    for shift in days:
        step = reminders.Today(due + shift * DAY, now.calendar).reminder(due, since)
        assert step is None or step.on <= due + shift * DAY


def test_a_crash_in_the_middle_loses_no_reminder_and_doubles_none(house, monkeypatch):
    a_task(house)
    _motion_id, due = a_task(house)
    whole, calls = mail.put, []

    def crash(*values):
        calls.append(values)
        if len(calls) == 2:
            raise RuntimeError("power cut")
        return whole(*values)

    monkeypatch.setattr(mail, "put", crash)
    with pytest.raises(RuntimeError):
        reminders.remind(after(due))
    assert len(letters()) == 1
    monkeypatch.setattr(mail, "put", whole)
    assert reminders.remind(after(due)) == 5
    assert reminders.remind(after(due)) == 0
    assert len({letter.key for letter in letters()}) == 6


def test_reminders_reach_a_real_mail_server_once(house):
    _motion_id, due = a_task(house)
    inbox = Inbox()
    with serving(inbox) as url:
        for _turn in (1, 2):
            reminders.remind(after(due))
            mail.send_due(Smtp(url), SENDER)
    assert sorted(each["To"] for each in inbox.taken) == [
        f"{name}@example.com" for name in ("handler", "head", "leader")
    ]
    assert "已逾期" in inbox.taken[0]["Subject"]
    assert "去办理" in inbox.taken[0].get_body(("html",)).get_content()


def test_the_command_does_it_all_and_says_so(app, house):
    a_task(house)
    done = app.test_cli_runner().invoke(cli.motions, ["tick"])
    assert done.exit_code == 0
    assert "视为接收 0 项" in done.output


def test_silence_on_a_withdrawn_motion_accepts_nothing(house):
    motion_id, _due = a_task(house)
    drafting.withdraw(motion_id, version(motion_id), "提案人调离", house.secretary)
    assert clockwork.accept_by_silence(clock.today() + timedelta(days=60)) == 0


# --- On the page -------------------------------------------------------------------------------


def test_who_has_no_address_finds_the_same_on_the_page(app):
    bare = a_house()
    motion_id = assigned(bare)
    due = the_motion(motion_id).due_on
    [found] = reminders_for(bare.handler, due + 3 * DAY)
    assert (found.motion.id, found.until, found.overdue) == (motion_id, due, 3)
    assert found.path == f"/motions/{motion_id}/handling"
    assert letters() == []


def test_overdue_comes_first_on_the_page_then_by_last_day(house):
    ids = [assigned(house, due_on=clock.today() + timedelta(days=days)) for days in (20, 5, 12)]
    found = reminders_for(house.handler, clock.today() + timedelta(days=8))
    assert [each.motion.id for each in found] == [ids[1], ids[2], ids[0]]
    assert [each.overdue for each in found] == [3, 0, 0]


def test_a_personal_link_shows_no_task_of_an_office(house):
    a_task(house)
    assert reminders_for(as_delegate(house.hall.teller), clock.today()) == []
