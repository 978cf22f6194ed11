"""The page of cards: who, the warning, the sheets."""

import re

import pytest
from sqlalchemy import func, select

from tests.web.access.visiting import Visitor
from voting.access.models import EntryPass
from voting.congress import queries
from voting.db import db

CODE = re.compile(r"<b>([2-9A-HJ-NP-Z]{4} [2-9A-HJ-NP-Z]{4})</b>")


def page(school) -> str:
    return f"/meetings/{school.meeting_id}/cards"


def codes_made() -> int:
    db.session.rollback()
    return db.session.execute(
        select(func.count()).where(EntryPass.code_hash.is_not(None))
    ).scalar_one()


def test_the_page_warns_and_offers_delegations_and_units(secretary, school):
    text = secretary.get(page(school)).text
    assert "验证码立即失效" in text
    assert text.index("第1代表团") < text.index("列席代表团")
    assert "语文教研组" in text


def test_a_delegations_sheet_has_a_card_for_each_with_link_and_code(secretary, school):
    reply = secretary.post(page(school), delegations="第1代表团", understood="y")
    assert reply.status_code == 200
    assert len(CODE.findall(reply.text)) == 6
    assert reply.text.count("<svg") == 6
    assert "教师1" in reply.text
    assert "第五届第三次会员代表大会" in reply.text
    assert reply.headers["Cache-Control"] == "no-store"
    assert codes_made() == 6


def test_eight_cards_stand_on_a_sheet(secretary, school):
    both = {"delegations": ["第1代表团", "第2代表团"], "understood": "y"}
    reply = secretary.post(page(school), **both)
    assert len(CODE.findall(reply.text)) == 12
    assert reply.text.count('class="sheet card-sheet"') == 2


def test_people_are_chosen_by_number_however_the_numbers_are_parted(secretary, school):
    reply = secretary.post(page(school), numbers="00001，00002、０0003\n00004", understood="y")
    assert len(CODE.findall(reply.text)) == 4


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"delegations": "第1代表团"}, "请先勾选"),
        ({"understood": "y"}, "请先选择要打印会议卡"),
        ({"numbers": "00001 99999", "understood": "y"}, "99999"),
        ({"delegations": "第9代表团", "understood": "y"}, "请先选择要打印会议卡"),
    ],
)
def test_what_cannot_be_printed_is_told_and_no_code_is_made(secretary, school, fields, words):
    reply = secretary.post(page(school), **fields)
    assert reply.status_code == 422
    assert words in reply.text
    assert codes_made() == 0


def test_cards_are_for_the_secretary(app, chair, delegate, school):
    for visitor, status in ((Visitor(app), 401), (chair, 403), (delegate, 403)):
        assert visitor.get(page(school)).status_code == status
    refused = delegate.post(page(school), delegations="第1代表团", understood="y")
    assert refused.status_code == 403
    assert codes_made() == 0
    assert queries.meeting(school.meeting_id).version == 1
