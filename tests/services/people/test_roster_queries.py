"""Who is found, who is a member, and what access is told."""

import pytest

from tests.services.people import workbooks as made
from tests.services.people.conftest import ACTOR
from voting.errors import NotFound
from voting.people import directory, queries, service

PEOPLE = [
    made.person(1, 姓名="張偉", 部门="语文教研组"),
    made.person(2, 姓名="张伟", 性别="男"),
    made.person(3, 姓名="买买提·吐尔逊", 工会会员="否"),
    made.person(4, 姓名="王芳", 部门="條條科"),
    made.person(5, 姓名="丁一", 工号="A00005"),
    made.person(6, 姓名="文%三", 部门="物理_组"),
]


@pytest.fixture(autouse=True)
def roster(app, write):
    service.import_file(write(*PEOPLE), ACTOR)


def found(text: str, **how) -> list[str]:
    return [person.name for person in queries.search(text, **how).people]


FOUND = {
    "张伟": ["張偉", "张伟"],
    "張偉": ["張偉", "张伟"],
    "偉": ["張偉", "张伟"],
    "买买提吐尔逊": ["买买提·吐尔逊"],
    "買買提 吐爾遜": ["买买提·吐尔逊"],
    "00004": ["王芳"],
    "ａ0000": ["丁一"],
    "A00005": ["丁一"],
    "语文": ["張偉"],
    "条条": ["王芳"],
    "張 语文": ["張偉"],
    "张伟 物理": [],
    "无此人": [],
    "%": ["文%三"],
    "_": ["文%三"],
    "": ["張偉", "张伟", "买买提·吐尔逊", "王芳", "文%三", "丁一"],
}


def test_people_are_found_by_name_number_and_unit_in_either_script():
    # Case 134: traditional script finds simplified, and the other way round.
    assert {text: found(text) for text in FOUND} == FOUND


def test_a_long_list_comes_in_pages(write):
    service.import_file(write(*made.people(120)), ACTOR)
    first, last = queries.search(), queries.search(page=3)
    assert (first.total, first.pages, first.first, first.last) == (120, 3, 1, 50)
    assert (last.page, last.first, last.last, len(last.people)) == (3, 101, 120, 20)
    assert last.people[-1].number == "00120"


def test_a_page_that_is_not_there_is_the_nearest():
    assert {queries.search(page=asked).page for asked in (0, -5, 99, 10**9)} == {1}
    nobody = queries.search("无此人")
    assert (nobody.total, nobody.pages, nobody.people) == (0, 1, [])


def test_who_has_left_is_shown_where_asked_for(write):
    service.import_file(write(*PEOPLE[:2]), ACTOR)
    assert found("") == ["張偉", "张伟"]
    assert found("", presence="left") == ["买买提·吐尔逊", "王芳", "文%三", "丁一"]
    assert len(found("", presence="all")) == 6
    assert queries.figures() == queries.RosterFigures(present=2, members=2, left=4)


def test_members_have_full_rights_and_are_still_here(write):
    heading = [*made.HEADING, "会籍状态"]
    rows = [
        [*made.person(1), "正常"],
        [*made.person(2), "保留会籍"],
        [*made.person(3, 工会会员="否"), ""],
        [*made.person(4, 性别="男"), ""],
    ]
    service.import_file(write(*rows, heading=heading), ACTOR)
    assert [person.number for person in queries.members()] == ["00001", "00004"]
    assert [person.number for person in queries.women_members()] == ["00001"]
    assert len(queries.all_present()) == 4
    retained = queries.by_number("00002")
    assert [bar.value for bar in retained.barred_reasons] == ["retained"]


def test_a_number_is_found_as_people_type_it():
    for typed in ("A00005", "a00005", " A00005 ", "Ａ０0005"):
        assert queries.by_number(typed).name == "丁一"
    for typed in ("", " ", "5", "00005", "%"):
        assert queries.by_number(typed) is None


def test_a_person_who_is_not_there_is_refused():
    with pytest.raises(NotFound, match="花名册中没有这个人"):
        queries.person(10_000)


def test_access_is_told_who_a_person_is_and_whether_they_left(write):
    view = directory.by_number("00001")
    assert (view.number, view.name, view.unit, view.left) == ("00001", "張偉", "语文教研组", False)
    assert directory.by_id(view.id) == view
    service.import_file(write(*PEOPLE[1:]), ACTOR)
    assert directory.by_id(view.id).left is True
    assert directory.by_id(10_000) is None
    assert directory.by_number("99999") is None
