"""The outbox, against a real mail server on this machine."""

from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from aiosmtpd.controller import Controller

from tests.cast import a_hall
from tests.conftest import settings_for
from tests.ports import free_port
from tests.services.ballots.voters import at_once
from voting import clock
from voting.db import db, unit_of_work
from voting.errors import NotReady, Unavailable, WrongInput
from voting.mail import cli, service
from voting.mail.cli import send_once
from voting.mail.models import OutgoingMail
from voting.mail.rules import MOST_TRIES, State, pause_after
from voting.mail.service import Text
from voting.mail.transport import Post, Refused, Smtp, Unclear

LETTER = Text("您承办的提案将于 7 天后到期", "请及时答复。", "<p>请及时<b>答复</b>。</p>")
SENDER = "青山中学工会 <gonghui@example.com>"


class Inbox:
    """What a mail server took, and how it answers."""

    def __init__(self):
        self.taken = []
        self.answer = "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        if self.answer.startswith("250"):
            self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answer


@contextmanager
def serving(inbox):
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def url(inbox):
    with serving(inbox) as address:
        yield address


def letters() -> list[OutgoingMail]:
    db.session.rollback()
    return db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()


def test_a_letter_arrives_in_chinese_as_text_and_as_html(app, inbox, url):
    assert service.put("motion:1:-7", "wang@example.com", LETTER)
    assert service.send_due(Smtp(url), SENDER) == 1
    [taken] = inbox.taken
    assert taken["Subject"] == LETTER.subject
    assert "青山中学工会" in taken["From"]
    assert taken.get_body(("plain",)).get_content().strip() == "请及时答复。"
    assert "<b>答复</b>" in taken.get_body(("html",)).get_content()
    assert letters()[0].state == State.SENT


def test_the_same_letter_is_put_in_once_and_sent_once(app, inbox, url):
    assert service.put("motion:1:-7", "wang@example.com", LETTER)
    assert not service.put("motion:1:-7", "wang@example.com", LETTER)
    assert service.send_due(Smtp(url), SENDER) == 1
    assert service.send_due(Smtp(url), SENDER) == 0
    assert len(inbox.taken) == 1


def test_two_senders_at_once_send_every_letter_once(app, inbox, url):
    for number in range(12):
        service.put(f"motion:{number}", f"p{number}@example.com", LETTER)
    db.session.remove()

    def send(_turn):
        with app.app_context():
            return service.send_due(Smtp(url), SENDER)

    assert sum(at_once(send, [1, 2, 3])) == 12
    assert sorted(each["To"] for each in inbox.taken) == sorted(
        f"p{number}@example.com" for number in range(12)
    )


def test_a_letter_whose_cause_is_undone_is_not_kept(app):
    def undone():
        with unit_of_work():
            service.put("motion:1", "wang@example.com", LETTER)
            raise NotReady("没有办成")

    with pytest.raises(NotReady):
        undone()
    assert letters() == []


def test_a_refused_letter_is_tried_again_later_and_in_the_end_given_up(app, inbox, url):
    service.put("motion:1", "nobody@example.com", LETTER)
    inbox.answer = "451 later"
    moment = clock.now()
    for turn in range(1, MOST_TRIES + 1):
        with time_machine.travel(moment, tick=False):
            assert service.send_due(Smtp(url), SENDER) == 0
            assert service.send_due(Smtp(url), SENDER) == 0
        letter = letters()[0]
        assert letter.tries == turn
        moment += pause_after(turn) or timedelta(0)
    assert (letter.state, "451" in letter.problem) == (State.FAILED, True)
    inbox.answer = "250 OK"
    service.send_again(letter.id)
    assert service.send_due(Smtp(url), SENDER) == 1


def test_a_crash_while_the_server_takes_a_letter_never_sends_it_twice(app, inbox, url):
    service.put("motion:1", "wang@example.com", LETTER)

    class Dies(Smtp):
        def send(self, post: Post) -> None:
            super().send(post)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        service.send_due(Dies(url), SENDER)
    assert letters()[0].state == State.SENDING
    assert service.send_due(Smtp(url), SENDER) == 0
    assert len(inbox.taken) == 1
    assert service.numbers()[State.SENDING] == 1


def message_ids(inbox):
    return [each["Message-ID"] for each in inbox.taken]


def test_a_letter_has_one_message_id_at_every_try_and_no_other_has_it(app, inbox, url):
    keys = ("motion:1234567:reply:signed:round1:1", "motion:1234567:reply:signed:round1:2")
    for key in keys:
        service.put(key, "wang@example.com", LETTER)
    service.send_due(Smtp(url), SENDER)
    first, second = message_ids(inbox)
    assert first != second
    with unit_of_work() as session:
        letter = session.query(OutgoingMail).filter_by(key=keys[0]).one()
        letter.state, letter.sent_at = State.SENDING.value, None
    service.send_again(letters()[0].id)
    service.send_due(Smtp(url), SENDER)
    assert message_ids(inbox) == [first, second, first]


def test_one_lost_connection_leaves_one_letter_in_doubt(app, inbox, url):
    for number in range(3):
        service.put(f"motion:{number}", f"p{number}@example.com", LETTER)

    class HangsUp(Smtp):
        """A server that hangs up once, in the middle of the first letter."""

        hung_up = False

        def send(self, post: Post) -> None:
            if not self.hung_up:
                self.hung_up = True
                self._server.close()
                raise Unclear("lost")
            super().send(post)

    assert service.send_due(HangsUp(url), SENDER) == 2
    assert [letter.state for letter in letters()] == [State.SENDING, State.SENT, State.SENT]


def test_the_command_that_goes_on_outlives_a_server_that_is_away(app, inbox, tmp_path, monkeypatch):
    port = free_port()
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = settings_for(
        settings.database_url,
        settings.box_database_url,
        tmp_path,
        smtp_url=f"smtp://127.0.0.1:{port}",
        mail_from=SENDER,
    )
    service.put("motion:1", "wang@example.com", LETTER)
    servers = []

    def comes_back(_seconds):
        if servers:
            raise KeyboardInterrupt
        servers.append(Controller(inbox, hostname="127.0.0.1", port=port))
        servers[0].start()

    monkeypatch.setattr("voting.mail.cli.time.sleep", comes_back)
    try:
        told = app.test_cli_runner().invoke(cli.mail, ["send", "--every", "60"]).output
    finally:
        servers[0].stop()
    assert "连不上邮件服务器" in told
    assert "已发送 1 封" in told


def test_a_letter_that_is_queued_or_sent_is_not_sent_again(app, inbox, url):
    service.put("motion:1", "wang@example.com", LETTER)
    with pytest.raises(NotReady, match="不必再发"):
        service.send_again(letters()[0].id)
    service.send_due(Smtp(url), SENDER)
    with pytest.raises(NotReady, match="不必再发"):
        service.send_again(letters()[0].id)
    assert len(inbox.taken) == 1


def test_a_server_that_is_not_there_takes_nothing_and_loses_nothing(app):
    service.put("motion:1", "wang@example.com", LETTER)
    with pytest.raises(Refused):
        service.send_due(Smtp(f"smtp://127.0.0.1:{free_port()}"), SENDER)
    assert (letters()[0].state, letters()[0].tries) == (State.WAITING, 0)


def test_without_a_mail_server_letters_wait_and_the_command_says_so(app):
    service.put("motion:1", "wang@example.com", LETTER)
    with pytest.raises(Unavailable, match="没有设置邮件服务器"):
        send_once()
    assert letters()[0].state == State.WAITING


def test_the_command_sends_by_the_settings(app, inbox, url, tmp_path):
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = settings_for(
        settings.database_url, settings.box_database_url, tmp_path, smtp_url=url, mail_from=SENDER
    )
    service.put("motion:1", "wang@example.com", LETTER)
    assert send_once() == 1
    assert inbox.taken[0]["To"] == "wang@example.com"


def test_an_address_is_set_changed_and_forgotten(app):
    person = a_hall(2).delegates[0]
    service.set_address(person, "wang@example.com")
    service.set_address(person, "fang@example.com")
    assert service.address_of(person) == "fang@example.com"
    service.set_address(person, "")
    assert service.address_of(person) is None


@pytest.mark.parametrize("wrong", ["wang", "wang@", "@example.com", "王@example.com", "a b@c.d"])
def test_what_is_no_address_is_refused(app, wrong):
    person = a_hall(2).delegates[0]
    with pytest.raises(WrongInput, match="邮箱地址不正确"):
        service.set_address(person, wrong)
    assert service.address_of(person) is None
