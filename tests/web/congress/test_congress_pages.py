"""Pages of congresses: list, set-up, one term."""

import pytest

from tests.services.congress.school import ACTOR, congress_facts
from tests.web.access.visiting import Visitor, heading, told
from voting.congress import queries, service
from voting.db import db

FIELDS = {
    "organisation": "红枫中学工会",
    "ordinal": "6",
    "preset": "union_election_2016",
    "body": "delegates",
    "assembly": "",
    "term_starts": "2026-09-01",
    "term_ends": "2031-08-31",
}


def names() -> list[str]:
    db.session.rollback()
    return [row.congress.name for row in queries.congresses()]


def test_the_list_shows_every_congress_with_its_term(secretary):
    reply = secretary.get("/congresses")
    assert heading(reply) == "届次"
    assert "第五届会员代表大会" in reply.text
    assert "2024年9月1日至2029年8月31日" in reply.text


def test_a_congress_is_created_and_shown(secretary):
    reply = secretary.post("/congresses/new", **FIELDS)
    assert reply.status_code == 303
    shown = secretary.get(reply.location)
    assert heading(shown) == "第六届会员代表大会"
    assert "还没有会议" in shown.text
    assert "不满 100 人" in told(shown)
    assert names() == ["第六届会员代表大会", "第五届会员代表大会"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"organisation": ""}, "请填写。"),
        ({"organisation": "红枫\u202e中学"}, "不可见字符"),
        ({"organisation": "红枫😀中学"}, "不可见字符"),
        ({"organisation": "长" * 81}, "最多 80 个字"),
        ({"ordinal": "六"}, "请填写整数"),
        ({"ordinal": "0"}, "1 至 99"),
        ({"term_ends": "明年"}, "日期无法识别"),
        ({"term_ends": "2026-08-31"}, "晚于开始日期"),
        ({"body": "crowd"}, "不是有效的选择"),
        ({"ordinal": "5", "organisation": "青山中学工会"}, "第五届会员代表大会已经建立"),
    ],
)
def test_a_congress_with_something_wrong_is_told_and_not_kept(secretary, wrong, words):
    reply = secretary.post("/congresses/new", **(FIELDS | wrong))
    assert reply.status_code == 422
    assert words in reply.text
    assert names() == ["第五届会员代表大会"]


def test_what_was_typed_stays_in_the_form(secretary):
    reply = secretary.post("/congresses/new", **(FIELDS | {"ordinal": "六"}))
    assert 'value="红枫中学工会"' in reply.text


def test_a_congress_is_changed(secretary, school):
    url = f"/congresses/{school.congress_id}/edit"
    assert 'value="青山中学工会"' in secretary.get(url).text
    changed = FIELDS | {"ordinal": "5", "version": "1", "organisation": "青山中学"}
    assert secretary.post(url, **changed).status_code == 303
    db.session.rollback()
    assert queries.congress(school.congress_id).organisation == "青山中学"


def test_the_second_editor_of_a_congress_is_told(secretary, school):
    service.change_congress(school.congress_id, 1, congress_facts(organisation="甲校"), ACTOR)
    reply = secretary.post(
        f"/congresses/{school.congress_id}/edit", **FIELDS | {"ordinal": "5", "version": "1"}
    )
    assert reply.status_code == 409
    assert "刚被别人修改过" in reply.text
    db.session.rollback()
    assert queries.congress(school.congress_id).organisation == "甲校"


def test_an_extension_is_recorded_with_its_ground(secretary, school):
    extended = FIELDS | {
        "ordinal": "5",
        "version": "1",
        "term_starts": "2021-09-01",
        "term_ends": "2026-08-31",
        "extended_until": "2027-02-28",
        "extension_note": "区总工会〔2026〕5号",
    }
    url = f"/congresses/{school.congress_id}"
    assert secretary.post(f"{url}/edit", **extended).status_code == 303
    assert "区总工会〔2026〕5号" in secretary.get(url).text


@pytest.mark.parametrize("path", ["/congresses", "/congresses/new", "/congresses/1"])
def test_congresses_are_for_the_secretary(app, delegate, chair, path):
    assert Visitor(app).get(path).status_code == 401
    assert delegate.get(path).status_code == 403
    assert chair.get(path).status_code == 403


def test_a_congress_that_is_not_there_is_not_found(secretary):
    assert secretary.get("/congresses/77").status_code == 404
    assert "没有这届大会" in secretary.get("/congresses/77/edit").text


def test_the_form_of_a_congress_shows_its_preset_and_body(secretary, school):
    text = secretary.get(f"/congresses/{school.congress_id}/edit").text
    assert '<option selected value="union_election_2016">' in text
    assert 'checked id="body-0"' in text
    assert 'value="2024-09-01"' in text
