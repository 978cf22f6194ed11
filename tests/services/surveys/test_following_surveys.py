"""A survey under way: what officers see of it, letters at once and planned, the clock's work."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.services.ballots.voters import at_once
from tests.services.surveys import making
from tests.services.surveys.making import ACTOR, a_house, a_survey, answer, at, fresh, sheet
from voting import clock
from voting.audit.models import AuditEntry
from voting.ballots import canonical
from voting.db import db, unit_of_work
from voting.errors import NotReady, StaleEdit, WrongInput
from voting.mail import service as mail
from voting.mail.models import OutgoingMail
from voting.mail.rules import State as MailState
from voting.motions import queries_mail
from voting.people.models import Person, Unit
from voting.surveys import content, letters, progress, surveys_cli
from voting.surveys.models import Invitation, SurveyMailing
from voting.surveys.rules import Letter, Mode, State
from voting.surveys.service import following, responding

HOUR = timedelta(hours=1)


def give_addresses(people) -> None:
    for person_id in people:
        mail.set_address(person_id, f"p{person_id}@example.com")


def take(survey, people) -> None:
    """Let people have taken papers, past the phones."""
    with unit_of_work() as session:
        for person_id in people:
            mine = session.get_one(Invitation, (survey.id, person_id))
            mine.blinded, mine.signature = b"blinded", person_id.to_bytes(4)


def later(monkeypatch, **by: int) -> None:
    now = clock.now() + timedelta(**by)
    monkeypatch.setattr(clock, "now", lambda: now)


def outbox() -> list[OutgoingMail]:
    db.session.rollback()
    return list(db.session.execute(select(OutgoingMail).order_by(OutgoingMail.id)).scalars())


def events(name: str) -> list[AuditEntry]:
    wanted = select(AuditEntry).where(AuditEntry.event == name)
    return list(db.session.execute(wanted).scalars())


def small_unit(people, name: str = "校医室") -> None:
    with unit_of_work() as session:
        unit = Unit(name=name, folded=name)
        session.add(unit)
        session.flush()
        for person_id in people:
            session.get_one(Person, person_id).unit_id = unit.id


def test_progress_shows_whole_groups_by_unit(app):
    people = a_house(40)
    survey = a_survey()
    take(survey, people[:28])
    shown = progress.progress(survey)
    assert [(each.unit, each.invited, each.taken) for each in shown.units] == [
        ("数学组", 20, 10),
        ("美术组", 20, 10),
    ]
    assert (shown.invited, shown.taken, shown.returned) == (40, 20, 0)


def test_nothing_is_shown_of_units_under_the_minimum(app):
    people = a_house(40)
    small_unit(people[:2])
    small_unit(people[2:4], "车队")
    survey = a_survey()
    take(survey, people)
    shown = progress.progress(survey)
    assert {each.unit for each in shown.units} == {"数学组", "美术组"}
    assert (shown.small_units, shown.small_people, shown.rest) == (2, 4, None)


def test_small_units_are_shown_together_once_they_are_enough(app):
    people = a_house(40)
    small_unit(people[:4])
    small_unit(people[4:8], "车队")
    survey = a_survey()
    shown = progress.progress(survey)
    assert (shown.rest.invited, shown.rest.taken, shown.small_units) == (8, 0, 2)


def test_a_second_look_soon_after_the_first_shows_the_same(app, monkeypatch):
    people = a_house(40)
    survey = a_survey()
    assert progress.progress(survey).taken == 0
    take(survey, people)
    assert progress.progress(fresh(survey.id)).taken == 0
    later(monkeypatch, minutes=16)
    assert progress.progress(fresh(survey.id)).taken == 30


def test_no_more_are_shown_as_returned_than_as_taken(app):
    people = a_house(12)
    survey = a_survey()
    for n, person_id in enumerate(people):
        answer(survey, person_id, sheet(n))
    shown = progress.progress(survey)
    assert shown.returned <= shown.taken


def test_after_the_end_the_returned_are_shown_exactly(app, people, survey):
    for n, person_id in enumerate(people[:7]):
        answer(survey, person_id, sheet(n))
    making.closed(survey.id)
    assert progress.progress(fresh(survey.id)).returned == 7


def test_of_an_open_link_only_the_returned_are_known(app):
    survey = a_survey(mode=Mode.OPEN)
    for n in range(7):
        answer(survey, None, sheet(n))
    shown = progress.progress(survey)
    assert (shown.returned, shown.invited, shown.taken, shown.units) == (5, None, None, ())


def test_the_invitation_goes_to_everybody_with_an_address(app, people, survey):
    give_addresses(people[:10])
    made = following.send(survey.id, 1, Letter.INVITATION, ACTOR)
    assert made.letters == len(outbox()) == 10
    letter = outbox()[0]
    assert letter.subject == "【问卷邀请】教职工满意度问卷"
    for said in (letter.text, letter.html):
        assert "匿名" in said
        assert f"?next=/s/{survey.public_id}" in said
        assert "/enter/" in said
    assert "请不要转发" in letter.text
    (entry,) = events("survey:reminded")
    assert '"letters":10' in entry.details


def test_a_letters_own_link_leads_the_person_to_the_survey(app, people, survey):
    give_addresses(people[:1])
    (someone,) = [each for each in letters.asked(survey) if each.address]
    client = app.test_client()
    page = client.get(someone.url.removeprefix("http://localhost"))
    assert someone.name[0] in page.text


def test_a_second_click_sends_nothing_more(app, people, survey):
    give_addresses(people)
    following.send(survey.id, 1, Letter.REMINDER, ACTOR)
    with pytest.raises(StaleEdit, match="另一位同事"):
        following.send(survey.id, 1, Letter.REMINDER, "秘书李明")
    assert len(outbox()) == 12


def test_of_two_officers_at_once_the_second_is_told(app, people, survey):
    give_addresses(people)
    survey_id = survey.id
    db.session.rollback()

    def send(actor):
        with app.app_context():
            return following.send(survey_id, 1, Letter.REMINDER, actor).number

    done = at_once(send, [ACTOR, "秘书李明"])
    assert sorted(type(each).__name__ for each in done) == ["StaleEdit", "int"]
    assert len(outbox()) == 12


def test_a_crash_leaves_no_letter_and_no_round(app, people, survey, monkeypatch):
    give_addresses(people)

    def broken(*_facts, **_details):
        raise RuntimeError

    monkeypatch.setattr(following.audit, "record", broken)
    with pytest.raises(RuntimeError):
        following.send(survey.id, 1, Letter.REMINDER, ACTOR)
    assert outbox() == []
    assert following.rounds(survey.id) == []
    monkeypatch.undo()
    assert following.send(survey.id, 1, Letter.REMINDER, ACTOR).letters == 12


def test_the_invitation_is_sent_once_and_reminders_again(app, people, survey):
    give_addresses(people)
    following.send(survey.id, 1, Letter.INVITATION, ACTOR)
    with pytest.raises(NotReady, match="提醒所有人"):
        following.send(survey.id, 2, Letter.INVITATION, ACTOR)
    following.send(survey.id, 2, Letter.REMINDER, ACTOR)
    assert len(outbox()) == 24
    assert outbox()[-1].subject.startswith("【问卷提醒】")


def test_whoever_left_or_answers_on_paper_gets_no_letter(app, people, survey):
    give_addresses(people)
    with unit_of_work() as session:
        session.get_one(Person, people[0]).left_on = clock.today()
        session.get_one(Invitation, (survey.id, people[1])).on_paper = True
    assert following.send(survey.id, 1, Letter.REMINDER, ACTOR).letters == 10


def test_without_any_address_slips_are_offered(app, people, survey):
    with pytest.raises(NotReady, match="个人纸条"):
        following.send(survey.id, 1, Letter.INVITATION, ACTOR)
    assert following.rounds(survey.id) == []


def test_a_nudge_reaches_non_takers_and_is_seen_by_nobody(app, monkeypatch):
    people = a_house(40)
    survey = a_survey()
    give_addresses(people)
    take(survey, people[:20])
    made = following.send(survey.id, 1, Letter.NUDGE, ACTOR)
    assert made.letters is None
    waiting = [each for each in outbox() if each.state == MailState.WAITING]
    assert {each.address for each in waiting} == {f"p{each}@example.com" for each in people[20:]}
    # Blind letters to the others: neither numbers nor sizes tell how many were written to.
    assert len(outbox()) == 40
    assert {each.text for each in outbox() if each not in waiting} == {""}
    assert queries_mail.letters(None, 1).total == 0
    assert mail.numbers()[MailState.WAITING] == 0
    (entry,) = events("survey:reminded")
    assert "letters" not in entry.details


def test_a_nudge_to_few_is_refused_whoever_they_are(app):
    people = a_house(40)
    survey = a_survey()
    give_addresses(people)
    for taken in (people[:36], people):
        take(survey, taken)
        with unit_of_work() as session:
            session.get_one(type(survey), survey.id).progress_at = None
        with pytest.raises(NotReady, match="提醒所有人"):
            following.send(survey.id, 1, Letter.NUDGE, ACTOR)
        assert outbox() == []


def test_whether_a_nudge_is_allowed_tells_no_more_than_the_page(app, monkeypatch):
    people = a_house(40)
    survey = a_survey()
    shown = progress.progress(survey)
    take(survey, people)
    # As long as the page shows the old numbers, so does the answer.
    assert following.may_nudge(fresh(survey.id), shown)
    assert progress.progress(fresh(survey.id)) == shown


def test_an_open_link_has_nobody_to_write_to(app, people):
    survey = a_survey(mode=Mode.OPEN)
    with pytest.raises(NotReady, match="二维码"):
        following.send(survey.id, 1, Letter.REMINDER, ACTOR)


def test_after_the_end_nothing_is_sent(app, people, survey):
    give_addresses(people)
    making.closed(survey.id)
    with pytest.raises(NotReady, match="作答期间"):
        following.send(survey.id, 1, Letter.REMINDER, ACTOR)
    assert outbox() == []


def test_a_planned_reminder_goes_out_in_time_and_once(app, people, survey, monkeypatch):
    give_addresses(people)
    following.plan(survey.id, 1, clock.now() + HOUR, ACTOR)
    assert surveys_cli.once() == "截止问卷 0 份，发出排定的提醒 0 轮。"
    later(monkeypatch, hours=2)
    assert surveys_cli.once() == "截止问卷 0 份，发出排定的提醒 1 轮。"
    assert surveys_cli.once() == "截止问卷 0 份，发出排定的提醒 0 轮。"
    assert len(outbox()) == 12
    (made,) = following.rounds(survey.id)
    assert made.letters == 12


def test_a_planned_reminder_can_be_taken_back(app, people, survey, monkeypatch):
    give_addresses(people)
    following.plan(survey.id, 1, clock.now() + HOUR, ACTOR)
    following.cancel(survey.id, 1, ACTOR)
    later(monkeypatch, hours=2)
    assert following.send_due() == 0
    with pytest.raises(NotReady, match="已经取消"):
        following.cancel(survey.id, 1, ACTOR)


@pytest.mark.parametrize(("hours", "told"), [(-1, "已经过去"), (30, "截止以后")])
def test_a_reminder_is_planned_within_the_survey_only(app, people, survey, hours, told):
    at(survey, closes_at=clock.now() + timedelta(hours=24))
    with pytest.raises(WrongInput, match=told):
        following.plan(survey.id, 1, clock.now() + timedelta(hours=hours), ACTOR)
    assert following.rounds(survey.id) == []


def test_the_clock_closes_surveys_on_time_and_drops_their_reminders(
    app, people, survey, monkeypatch
):
    give_addresses(people)
    at(survey, closes_at=clock.now() + 2 * HOUR)
    following.plan(survey.id, 1, clock.now() + HOUR, ACTOR)
    later(monkeypatch, hours=3)
    assert surveys_cli.once() == "截止问卷 1 份，发出排定的提醒 0 轮。"
    assert fresh(survey.id).state == State.CLOSED
    assert outbox() == []
    assert db.session.execute(select(SurveyMailing)).scalars().all() == []


def test_links_in_sent_letters_are_forgotten_and_nudges_leave_no_trace(app):
    people = a_house(40)
    survey = a_survey()
    give_addresses(people)
    following.send(survey.id, 1, Letter.REMINDER, ACTOR)
    following.send(survey.id, 2, Letter.NUDGE, ACTOR)
    with unit_of_work() as session:
        for letter in session.execute(select(OutgoingMail)).scalars():
            letter.state, letter.sent_at = MailState.SENT.value, clock.now()
    surveys_cli.once()
    kept = outbox()
    assert len(kept) == 40
    assert {(each.text, each.html) for each in kept} == {("", "")}


def test_whoever_signed_their_answer_is_counted_and_not_nudged(app):
    people = a_house(40)
    survey = a_survey(mode=Mode.NAMED)
    give_addresses(people)
    for n, person_id in enumerate(people[:12]):
        sent = canonical.parse(content.encoded(sheet(n)))
        responding.answer_named(survey.public_id, person_id, sent)
    assert progress.progress(survey).taken == 10
    following.send(survey.id, 1, Letter.NUDGE, ACTOR)
    assert sum(each.state == MailState.WAITING for each in outbox()) == 28
