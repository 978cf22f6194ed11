"""Delegates' links and codes: let the right person in, once each code, until taken back."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import text

from voting import clock
from voting.access import links, passes, service, sessions
from voting.access.models import EntryPass, SignInSession
from voting.access.principal import NOBODY, Kind, Principal
from voting.audit import queries as log
from voting.audit.events import Event
from voting.db import db
from voting.errors import NotFound, TooManyTries, WrongInput


@pytest.fixture
def ding(a_person):
    return a_person("02001", "丁一")


@pytest.fixture
def card(ding):
    return passes.issue_cards([ding])[0]


def token_of(url: str) -> str:
    return url.rpartition("/")[2]


def sign_ins() -> int:
    return db.session.query(SignInSession).count()


def other_code(code: str) -> str:
    return ("3" if code[0] == "2" else "2") + code[1:]


def test_a_link_lets_its_person_in_as_a_delegate_without_any_office_of_their_own(app, ding, card):
    token = passes.enter_by_link(token_of(card.url), NOBODY, switch=False)
    found = sessions.find(token, b"")
    assert (found.kind, found.person_id, found.name) == (Kind.DELEGATE, ding.id, "丁一")
    assert (found.account_id, found.offices) == (None, frozenset())


def test_a_link_says_whose_it_is_without_changing_anything(app, ding, card):
    for scanned in (card.url, token_of(card.url)):
        assert passes.person_of_link(scanned) == ding
    assert sign_ins() == 0


def test_a_link_is_good_on_several_phones_and_again_and_again(app, card):
    tokens = {passes.enter_by_link(token_of(card.url), NOBODY, switch=False) for _each in range(3)}
    assert len(tokens) == 3
    assert all(sessions.find(token, b"").is_known for token in tokens)


def test_a_person_without_a_card_has_a_link_too(app, ding):
    assert passes.person_of_link(passes.entry_url(ding)) == ding


@pytest.mark.parametrize(
    "damage",
    [
        lambda token: token[:-1],
        lambda token: token + "A",
        lambda token: "W" + token,
        lambda _token: "",
        lambda _token: "../../etc/passwd",
        lambda _token: "二维码",
        lambda token: ".".join(reversed(token.split("."))),
    ],
    ids=["cut", "longer", "begun otherwise", "empty", "a path", "a word", "turned round"],
)
def test_a_forged_link_is_refused(app, card, damage):
    with pytest.raises(links.LinkForged, match="不完整或不是本系统发出的"):
        passes.enter_by_link(damage(token_of(card.url)), NOBODY, switch=False)
    assert sign_ins() == 0


def test_a_link_signed_with_another_secret_is_refused(app, ding, card):
    app.config["SECRET_KEY"] = "another secret, of another service, long"
    stranger = links.entry_token(ding.id, ding.number, 0)
    app.config["SECRET_KEY"] = app.config["SETTINGS"].secret_key
    with pytest.raises(links.LinkForged):
        passes.enter_by_link(stranger, NOBODY, switch=False)


def test_a_code_of_the_hall_and_an_invitation_are_no_links(app, ding):
    for token in (links.hall_token(ding.id), token_of(links.invite_url(ding.id, 0))):
        with pytest.raises(links.LinkForged):
            passes.enter_by_link(token, NOBODY, switch=False)


def test_a_link_expires_after_the_days_of_the_setting(app, card):
    days = app.config["SETTINGS"].entry_link_days
    with time_machine.travel(clock.now() + timedelta(days=days, seconds=-9), tick=False):
        assert passes.person_of_link(card.url)
    with (
        time_machine.travel(clock.now() + timedelta(days=days, seconds=9), tick=False),
        pytest.raises(links.LinkExpired, match="已过期"),
    ):
        passes.enter_by_link(token_of(card.url), NOBODY, switch=False)
    assert sign_ins() == 0


def test_a_revoked_link_lets_nobody_in_and_ends_who_came_in_by_it(app, ding, card):
    token = passes.enter_by_link(token_of(card.url), NOBODY, switch=False)
    passes.revoke(ding.id, "王丽")
    assert not sessions.find(token, b"").is_known
    with pytest.raises(links.LinkRevoked, match="已作废"):
        passes.enter_by_link(token_of(card.url), NOBODY, switch=False)
    with pytest.raises(WrongInput):
        passes.enter_by_code("02001", card.code, NOBODY, switch=False)
    entry = log.entries(Event.LINK_REVOKED).rows[0]
    assert (entry.actor, entry.subject) == ("王丽", "person:02001")
    assert entry.details == {"sessions": 1, "new_card": False}


def test_a_new_card_ends_the_old_one_and_works_itself(app, ding, card):
    fresh = passes.renew_card(ding.id, "王丽")
    assert (fresh.url, fresh.code) != (card.url, card.code)
    with pytest.raises(links.LinkRevoked):
        passes.enter_by_link(token_of(card.url), NOBODY, switch=False)
    with pytest.raises(WrongInput):
        passes.enter_by_code("02001", card.code, NOBODY, switch=False)
    assert passes.enter_by_link(token_of(fresh.url), NOBODY, switch=False)
    assert passes.enter_by_code("02001", fresh.code, NOBODY, switch=False)
    assert passes.state_of(ding.id).renewed == 1


def test_the_log_holds_neither_link_nor_code(app, ding, card):
    fresh = passes.renew_card(ding.id, "王丽")
    written = repr(db.session.execute(text("SELECT * FROM audit_entry")).all())
    assert fresh.code not in written
    assert token_of(fresh.url) not in written


def test_a_link_made_for_another_number_is_refused_when_a_restored_roster_reuses_the_id(app, ding):
    with pytest.raises(links.LinkRevoked):
        passes.person_of_link(links.entry_token(ding.id, "09999", 0))
    with pytest.raises(links.LinkRevoked):
        passes.person_of_link(links.entry_token(ding.id + 1, "02001", 0))


def test_who_left_the_house_is_let_in_by_neither_link_nor_code(app, ding, card, leave):
    leave(ding)
    with pytest.raises(passes.PersonLeft, match="丁一已不在花名册中"):
        passes.enter_by_link(token_of(card.url), NOBODY, switch=False)
    with pytest.raises(passes.PersonLeft, match="丁一已不在花名册中"):
        passes.enter_by_code("02001", card.code, NOBODY, switch=False)
    assert sign_ins() == 0
    assert passes.state_of(ding.id).code_used_at is None


def test_on_anothers_phone_a_link_asks_first_and_then_changes_over(app, card, a_person):
    wang = a_person("02002", "王五")
    theirs = passes.enter_by_link(token_of(passes.entry_url(wang)), NOBODY, switch=False)
    present = sessions.find(theirs, b"")
    with pytest.raises(passes.SomebodyElse, match=r"现在登录的是王五.*要换成丁一"):
        passes.enter_by_link(token_of(card.url), present, switch=False)
    assert sessions.find(theirs, b"").name == "王五"
    assert sign_ins() == 1
    mine = passes.enter_by_link(token_of(card.url), present, switch=True)
    assert sessions.find(mine, b"").name == "丁一"
    assert not sessions.find(theirs, b"").is_known


def test_on_an_officers_phone_even_their_own_link_asks_first(app, ding, card, an_officer):
    account_id = an_officer("dingyi", "丁一", person_id=ding.id)
    present = Principal(Kind.OFFICER, account_id, ding.id, "丁一", session_id=1)
    with pytest.raises(passes.SomebodyElse):
        passes.enter_by_link(token_of(card.url), present, switch=False)


def test_on_ones_own_phone_a_link_goes_on_and_replaces_the_sign_in(app, card):
    first = passes.enter_by_link(token_of(card.url), NOBODY, switch=False)
    second = passes.enter_by_link(token_of(card.url), sessions.find(first, b""), switch=False)
    assert not sessions.find(first, b"").is_known
    assert sessions.find(second, b"").is_known


def test_a_code_lets_its_person_in_however_it_is_typed(app, ding, card):
    typed = f" {card.code[:4].lower()}-{card.code[4:]} "
    token = passes.enter_by_code(" 02001 ", typed, NOBODY, switch=False)
    assert sessions.find(token, b"").person_id == ding.id
    assert passes.state_of(ding.id).code_used_at is not None


def test_of_a_code_only_a_keyed_hash_is_kept(app, ding, card):
    kept = repr(db.session.execute(text("SELECT * FROM entry_pass")).all())
    assert card.code not in kept
    assert len(db.session.get_one(EntryPass, ding.id).code_hash) == 64


def test_a_used_code_is_refused_and_says_what_to_do(app, ding, card):
    passes.enter_by_code("02001", card.code, NOBODY, switch=False)
    with pytest.raises(passes.CodeUsed, match=r"已经用过了.*扫描会议卡上的二维码"):
        passes.enter_by_code("02001", card.code, NOBODY, switch=False)
    assert sign_ins() == 1
    assert passes.enter_by_link(token_of(card.url), NOBODY, switch=False)


def test_a_wrong_code_an_unknown_number_and_a_person_without_a_card_are_told_the_same(
    app, card, a_person
):
    a_person("02002", "王五")
    told = set()
    for number, code in [
        ("02001", other_code(card.code)),
        ("99999", card.code),
        ("02002", "22222222"),
    ]:
        with pytest.raises(WrongInput) as refused:
            passes.enter_by_code(number, code, NOBODY, switch=False)
        told.add(refused.value.message)
    assert told == {"工号或验证码不对，请对照会议卡再输一次。"}
    assert sign_ins() == 0


def test_a_code_of_another_person_is_refused(app, card, a_person):
    other = passes.issue_cards([a_person("02002", "王五")])[0]
    with pytest.raises(WrongInput):
        passes.enter_by_code("02001", other.code, NOBODY, switch=False)


def test_after_five_wrong_codes_even_the_right_one_must_wait_but_the_link_need_not(app, card):
    for _try in range(4):
        with pytest.raises(WrongInput):
            passes.enter_by_code("02001", other_code(card.code), NOBODY, switch=False)
    with pytest.raises(TooManyTries, match="请 30 秒后再试"):
        passes.enter_by_code("02001", other_code(card.code), NOBODY, switch=False)
    with pytest.raises(TooManyTries):
        passes.enter_by_code("02001", card.code, NOBODY, switch=False)
    assert passes.enter_by_link(token_of(card.url), NOBODY, switch=False)
    with time_machine.travel(clock.now() + timedelta(seconds=31), tick=False):
        assert passes.enter_by_code("02001", card.code, NOBODY, switch=False)


def test_on_anothers_phone_a_right_code_asks_first_and_is_not_used_up(app, ding, card, a_person):
    wang = a_person("02002", "王五")
    theirs = passes.enter_by_link(token_of(passes.entry_url(wang)), NOBODY, switch=False)
    present = sessions.find(theirs, b"")
    with pytest.raises(passes.SomebodyElse):
        passes.enter_by_code("02001", card.code, present, switch=False)
    assert passes.state_of(ding.id).code_used_at is None
    assert passes.enter_by_code("02001", card.code, present, switch=True)


def test_printing_cards_again_renews_the_codes_and_keeps_the_links(app, ding, card):
    again = passes.issue_cards([ding])[0]
    assert again.code != card.code
    with pytest.raises(WrongInput):
        passes.enter_by_code("02001", card.code, NOBODY, switch=False)
    assert passes.enter_by_link(token_of(card.url), NOBODY, switch=False)
    assert passes.enter_by_code("02001", again.code, NOBODY, switch=False)


def test_cards_are_made_for_more_people_than_one_batch_each_with_a_code_of_its_own(app, a_person):
    people = [a_person(f"{number:05}", "某人") for number in range(501)]
    cards = passes.issue_cards(people)
    assert [card.person for card in cards] == people
    assert len({card.code for card in cards}) == 501
    assert passes.issue_cards([]) == []


def test_a_pass_of_nobody_is_not_found(app, ding):
    for act in (passes.renew_card, passes.revoke):
        with pytest.raises(NotFound, match="花名册里没有这个人"):
            act(ding.id + 1, "王丽")
    assert db.session.query(EntryPass).count() == 0


def test_the_halls_code_is_good_for_its_meeting_and_a_short_time(app):
    token = links.hall_token(7)
    links.read_hall_token(token, 7, 30)
    with pytest.raises(links.LinkForged, match="另一场会议"):
        links.read_hall_token(token, 8, 30)
    with (
        time_machine.travel(clock.now() + timedelta(seconds=32), tick=False),
        pytest.raises(links.LinkExpired, match="签到码已更新"),
    ):
        links.read_hall_token(token, 7, 30)
    with pytest.raises(links.LinkForged, match="签到码无效"):
        links.read_hall_token("x", 7, 30)


def test_an_officers_sign_in_is_not_ended_with_their_card(app, ding, card, an_officer):
    an_officer("dingyi", "丁一", person_id=ding.id)
    token = service.sign_in("dingyi", "每周三下午去打乒乓球", None)
    passes.revoke(ding.id, "王丽")
    assert sessions.find(token, b"").is_known
