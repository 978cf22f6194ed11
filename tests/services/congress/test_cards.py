"""Cards: a link and a new code each, for the people chosen, and what that ends."""

import pytest
from sqlalchemy import select

from tests.services.congress.school import ACTOR, a_school, change_person, enrol
from voting.access import passes
from voting.access.principal import NOBODY
from voting.audit.models import AuditEntry
from voting.congress import service
from voting.congress.service import CardChoice
from voting.db import db
from voting.errors import WrongInput


def printed(school, **chosen):
    choice = CardChoice(**{name: frozenset(values) for name, values in chosen.items()})
    return service.print_cards(school.meeting_id, choice, ACTOR)


def events() -> list[AuditEntry]:
    db.session.rollback()
    return list(
        db.session.execute(select(AuditEntry).where(AuditEntry.event == "cards:printed")).scalars()
    )


def test_a_delegation_gets_its_cards_in_official_order(school):
    change_person(school.full[6], name="欧阳四")
    change_person(school.full[7], name="丁一")
    cards = printed(school, delegations=["第2代表团"])
    assert {card.person.number for card in cards} == {f"{n:05d}" for n in range(7, 13)}
    names = [card.person.name for card in cards]
    assert names.index("丁一") < names.index("欧阳四")
    assert len({card.code for card in cards}) == 6
    [entry] = events()
    assert entry.actor == ACTOR
    assert "第2代表团" in entry.details
    assert not any(card.code in entry.details for card in cards)


def test_the_link_and_the_code_on_a_card_let_its_owner_in(school):
    [card] = printed(school, numbers=["00001"])
    assert passes.person_of_link(card.url).number == "00001"
    assert passes.enter_by_code("00001", card.code, NOBODY, switch=False)


def test_delegations_units_and_numbers_add_up_without_doubles(app):
    enrol(2, 501, unit="行政处室", delegate_status="full", delegation="第2代表团")
    school = a_school(4)
    cards = printed(school, delegations=["第1代表团"], units=["行政处室"], numbers=["00501"])
    assert [card.person.number for card in cards] == ["00001", "00002", "00501", "00502"]


def test_printing_again_ends_the_earlier_code_and_leaves_the_link(school):
    [first] = printed(school, numbers=["00001"])
    [second] = printed(school, numbers=["00001"])
    assert first.code != second.code
    with pytest.raises(WrongInput, match="工号或验证码不对"):
        passes.enter_by_code("00001", first.code, NOBODY, switch=False)
    assert passes.person_of_link(first.url).number == "00001"


def test_observers_and_guests_have_cards_too(school):
    cards = printed(school, delegations=["列席代表团", "特邀代表团"])
    assert len(cards) == 5


def test_printing_for_nobody_is_refused(school):
    with pytest.raises(WrongInput, match="请先选择"):
        printed(school)
    assert events() == []


def test_a_number_that_takes_no_part_is_refused_and_no_code_changes(school):
    [card] = printed(school, numbers=["00001"])
    with pytest.raises(WrongInput, match="00921、77777"):
        printed(school, numbers=["00001", "00921", "77777"])
    assert passes.enter_by_code("00001", card.code, NOBODY, switch=False)
    assert len(events()) == 1


def test_more_cards_than_a_hundred_sheets_are_refused(app):
    school = a_school(service.MOST_CARDS + 2)
    with pytest.raises(WrongInput, match="分批打印"):
        printed(school, delegations=["第1代表团", "第2代表团"])
    assert events() == []
