"""The list of the roster and the page of a person."""

import re
from datetime import date

import pytest

from tests.services.people import workbooks as made
from tests.web.access.visiting import heading
from tests.web.people.conftest import words
from voting.db import unit_of_work
from voting.names import fold
from voting.people import queries, roster
from voting.people.rules import Field


def names(reply) -> list[str]:
    return re.findall(r'href="/people/\d+"><span class="name">([^<]+)', reply.text)


def test_an_empty_roster_says_what_to_do_next(secretary):
    page = secretary.get("/people")
    assert page.status_code == 200
    assert heading(page) == "花名册"
    assert "花名册还是空的" in words(page)
    assert 'href="/people/import"' in page.text
    assert 'href="/people/template.xlsx"' in page.text
    assert 'role="search"' not in page.text


def test_one_person_is_listed_with_what_matters(secretary, enrol):
    enrol(made.person(1, 姓名="丁一", 代表身份="正式"))
    page = secretary.get("/people")
    assert names(page) == ["丁　一"]
    assert "共 1 人" in words(page)
    assert "00001 数学组 会员 正式代表" in words(page)


def test_three_hundred_people_come_in_pages(secretary, enrol):
    enrol(*made.people(312))
    first, last = secretary.get("/people"), secretary.get("/people?page=7")
    assert (len(names(first)), len(names(last))) == (50, 12)
    assert "共 312 人，这里是第 301 至 312 人" in words(last)
    assert "第 1 页，共 7 页" in words(first)
    assert 'rel="prev"' not in first.text
    assert 'rel="next"' not in last.text


def test_twenty_thousand_people_come_in_pages_too(secretary):
    everybody = (
        {Field.NUMBER: f"{number:05}", Field.NAME: "王芳", Field.IS_MEMBER: "yes"}
        for number in range(1, 20_001)
    )
    with unit_of_work() as session:
        roster.add(session, everybody)
    page = secretary.get("/people?page=400")
    assert len(names(page)) == 50
    assert "20000" in words(page)
    assert len(page.data) < 60_000


def test_people_are_searched_in_either_script_and_the_words_stay(secretary, enrol):
    enrol(made.person(1, 姓名="張偉"), made.person(2, 姓名="王芳"))
    page = secretary.get("/people?q=张伟")
    assert names(page) == ["張　偉"]
    assert 'value="张伟"' in page.text


def test_a_search_that_finds_nobody_says_how_to_go_on(secretary, enrol):
    enrol(made.person(1))
    page = secretary.get("/people?q=无此人")
    assert page.status_code == 200
    assert "没有找到" in words(page)
    assert 'href="/people">显示全部' in page.text


@pytest.mark.parametrize(
    "query", ["page=x", "page=-1", "page=99999999", "show=nobody", "q=" + "长" * 500]
)
def test_an_odd_address_shows_the_list(secretary, enrol, query):
    enrol(made.person(1))
    assert secretary.get(f"/people?{query}").status_code == 200


def test_who_has_left_is_shown_on_request(secretary, enrol):
    enrol(made.person(1), made.person(2))
    enrol(made.person(1))
    assert len(names(secretary.get("/people"))) == 1
    assert names(secretary.get("/people?show=left")) == ["王　2"]
    assert len(names(secretary.get("/people?show=all"))) == 2


def test_a_name_is_text_whatever_it_holds(secretary):
    with unit_of_work() as session:
        roster.add(session, [{Field.NUMBER: "1", Field.NAME: "<b>丁一</b>"}])
    assert "&lt;b&gt;丁一&lt;/b&gt;" in secretary.get("/people").text


def test_a_person_is_shown_with_all_that_is_known(secretary, enrol):
    enrol(made.person(1, 姓名="买买提·吐尔逊", 代表身份="列席", 代表团="第1代表团"))
    person = queries.by_number("00001")
    page = secretary.get(f"/people/{person.id}")
    assert heading(page) == "买买提·吐尔逊"
    for expected in ("工号 00001，数学组", "出生年月 1985-03", "代表身份 列席", "代表团 第1代表团"):
        assert expected in words(page)
    assert "没有选举权" not in words(page)


def test_a_person_who_keeps_only_the_membership_is_marked(secretary, enrol):
    # Case 5: not counted in 应到, neither votes nor stands.
    enrol([*made.person(1), "保留会籍"], heading=[*made.HEADING, "会籍状态"])
    person = queries.by_number("00001")
    expected = "保留会籍，不计入会员应到人数，没有选举权和被选举权。"
    assert expected in words(secretary.get(f"/people/{person.id}"))
    assert "保留会籍" in words(secretary.get("/people"))


def test_a_person_who_has_left_is_marked(secretary, enrol, time_machine):
    time_machine.move_to("2026-11-22T02:00:00Z")
    enrol(made.person(1), made.person(2))
    enrol(made.person(2))
    person = queries.by_number("00001")
    assert person.left_on == date(2026, 11, 22)
    assert "2026年11月22日起不在花名册中" in words(secretary.get(f"/people/{person.id}"))


def test_a_person_without_a_unit_is_shown(secretary):
    with unit_of_work() as session:
        roster.add(session, [{Field.NUMBER: "1", Field.NAME: "丁一"}])
    person = queries.by_number("1")
    assert person.folded == fold("丁一")
    assert secretary.get(f"/people/{person.id}").status_code == 200


def test_a_person_who_is_not_there_is_refused(secretary):
    page = secretary.get("/people/999")
    assert page.status_code == 404
    assert "花名册中没有这个人" in page.text


@pytest.mark.parametrize(
    "path", ["/people", "/people/1", "/people/import", "/people/export.xlsx", "/people/import/x"]
)
def test_nobody_reaches_the_roster_without_the_right_to(stranger, administrator, path):
    assert stranger.get(path).status_code == 401
    page = administrator.get(path)
    assert page.status_code == 403
    assert "您没有这项权限，它属于：秘书" in page.text
