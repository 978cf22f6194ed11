"""One's own mail address, and the outbox of the secretary."""

import pytest

from tests.web.access.visiting import heading, told
from tests.web.motions.officers import said
from voting.audit.models import AuditEntry
from voting.db import db, unit_of_work
from voting.mail import service as mail
from voting.mail.models import MailAddress, OutgoingMail
from voting.mail.rules import State
from voting.mail.service import Text


def a_letter(key: str, state: State = State.WAITING, subject: str = "新交办") -> int:
    mail.put(key, "wang@example.com", Text(subject, "正文", "<p>正文</p>"))
    with unit_of_work() as session:
        letter = session.query(OutgoingMail).filter_by(key=key).one()
        letter.state = state.value
        return letter.id


def state_of(letter_id: int) -> str:
    db.session.rollback()
    return db.session.get(OutgoingMail, letter_id, populate_existing=True).state


def logged(event: str) -> list[AuditEntry]:
    db.session.rollback()
    return db.session.query(AuditEntry).filter_by(event=event).all()


# --- One's own address -------------------------------------------------------------------------


def test_everybody_sets_changes_and_forgets_their_own_address(house, mover, handler):
    for visitor, person_id in (
        (mover, house.hall.delegates[0]),
        (handler, house.hall.teller),
    ):
        assert heading(visitor.get("/me/mail")) == "我的邮箱"
        visitor.post("/me/mail", address="wang@example.com")
        assert mail.address_of(person_id) == "wang@example.com"
        assert "wang@example.com" in visitor.get("/me/mail").text
        visitor.post("/me/mail", address="")
        db.session.expire_all()
        assert mail.address_of(person_id) is None


def test_the_log_says_that_an_address_changed_and_not_which(house, mover):
    mover.post("/me/mail", address="secret@example.com")
    [entry] = logged("mail-address:changed")
    assert entry.subject == f"person:{house.hall.delegates[0]}"
    assert "secret@example.com" not in str(entry.details)


def test_a_wrong_address_is_refused_and_stays_typed(house, mover):
    page = mover.post("/me/mail", address="王芳@学校")
    assert page.status_code == 422
    assert "邮箱地址不正确" in said(page)
    assert "王芳@学校" in page.text
    assert db.session.query(MailAddress).count() == 0


def test_an_account_without_a_person_has_no_address(house, secretary):
    assert "没有关联花名册" in secretary.get("/me/mail").text
    page = secretary.post("/me/mail", address="wang@example.com")
    assert page.status_code == 403
    assert db.session.query(MailAddress).count() == 0


def test_nobody_sets_an_address_without_signing_in(app, house):
    assert app.test_client().get("/me/mail").status_code == 401


# --- The outbox --------------------------------------------------------------------------------


def test_the_secretary_sees_how_many_letters_stand_where(house, secretary):
    for number, state in enumerate((State.WAITING, State.SENDING, State.FAILED)):
        a_letter(f"k{number}", state, f"主题{number}")
    page = secretary.get("/mail")
    assert "没有设置邮件服务器" in page.text
    assert "可能已经送到" in page.text
    assert page.text.count("再发一次") >= 2
    assert "主题0" in page.text
    only = secretary.get("/mail?state=failed").text
    assert "主题2" in only
    assert "主题0" not in only
    assert secretary.get("/mail?state=nonsense&page=0").status_code == 200


def test_an_empty_outbox_says_what_will_come(house, secretary):
    assert "没有邮件" in secretary.get("/mail").text


def test_a_long_outbox_has_pages(house, secretary):
    for number in range(51):
        a_letter(f"k{number}", subject=f"第{number}封。")
    first = secretary.get("/mail").text
    assert "第50封。" in first
    assert "第0封。" not in first
    assert "第0封。" in secretary.get("/mail?page=2").text


@pytest.mark.parametrize("state", [State.FAILED, State.SENDING])
def test_a_failed_or_unconfirmed_letter_is_sent_again(house, secretary, state):
    letter_id = a_letter("k", state)
    done = secretary.post(f"/mail/{letter_id}/again")
    assert done.status_code == 303
    assert state_of(letter_id) == State.WAITING
    assert len(logged("mail:sent-again")) == 1


def test_a_letter_that_was_sent_or_waits_is_not_sent_again(house, secretary):
    letter_id = a_letter("k")
    page = secretary.post(f"/mail/{letter_id}/again")
    assert page.status_code == 409
    assert "不必再发" in told(page)
    assert secretary.post("/mail/999/again").status_code == 404
    assert logged("mail:sent-again") == []


def test_nobody_but_the_secretary_reads_the_outbox(house, mover, handler):
    letter_id = a_letter("k", State.FAILED)
    for visitor in (mover, handler):
        assert visitor.get("/mail").status_code == 403
        assert visitor.post(f"/mail/{letter_id}/again").status_code == 403
    assert state_of(letter_id) == State.FAILED


def test_a_subject_with_markup_is_shown_as_text(house, secretary):
    a_letter("k", subject="<b>新</b>")
    page = secretary.get("/mail")
    assert "<b>新</b>" not in page.text
    assert "&lt;b&gt;新" in page.text
