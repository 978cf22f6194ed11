"""An import, from the choice of a file to the confirmation."""

import re
from html import unescape

import pytest

from tests.services.people import workbooks as made
from tests.web.access.visiting import heading, told
from tests.web.people.conftest import words
from voting.people import queries


def preview_of(secretary, sent):
    assert sent.status_code == 303
    return secretary.get(sent.location)


def confirm(secretary, page):
    action = re.search(r'method="post" action="(/people/import/[^"/]+)"', page.text)[1]
    return secretary.post(unescape(action))


def numbers() -> list[str]:
    return [person.number for person in queries.all_present()]


def test_a_roster_is_uploaded_looked_at_and_confirmed(secretary, send):
    page = preview_of(secretary, send(made.roster(*made.people(3))))
    assert heading(page) == "核对花名册的变化"
    assert "花名册.xlsx：读取了 3 人" in words(page)
    assert "确认导入：新增 3 人" in words(page)
    assert numbers() == []
    done = confirm(secretary, page)
    assert done.location == "/people"
    assert "花名册已更新：新增 3 人。" in words(secretary.get("/people"))
    assert numbers() == ["00001", "00002", "00003"]


def test_every_kind_of_change_is_shown_before_it_is_made(secretary, send, enrol):
    enrol(*made.people(3))
    page = preview_of(
        secretary, send(made.roster(made.person(1, 部门="物理组"), made.person(2), made.person(9)))
    )
    text = words(page)
    assert "部门： 数学组 → 物理组" in text
    assert "确认导入：新增 1 人，更改 1 人，标记离开 1 人" in text
    assert "名单中没有的 1 人将标记为已离开" in text
    confirm(secretary, page)
    assert numbers() == ["00001", "00002", "00009"]


def test_a_partial_list_leaves_the_others_alone(secretary, send, enrol):
    enrol(*made.people(3))
    page = preview_of(secretary, send(made.roster(made.person(9)), extent="partial"))
    assert "确认导入：新增 1 人" in words(page)
    assert "标记为已离开" not in words(page)
    confirm(secretary, page)
    assert numbers() == ["00001", "00002", "00003", "00009"]


def test_long_lists_are_cut_and_say_how_many_are_left(secretary, send):
    page = preview_of(secretary, send(made.roster(*made.people(600))))
    assert "显示其余 590 人" in words(page)
    assert "没有列出的还有 100 人" in words(page)
    assert "00500" in page.text
    assert "00501" not in page.text


def test_a_number_that_lost_its_zeros_is_warned_of(secretary, send, enrol):
    enrol(made.person(1, 姓名="丁一"))
    page = preview_of(secretary, send(made.roster(made.person(1, 工号=1, 姓名="丁一"))))
    assert "如丁一在册的工号是 00001，名单中是 1。" in words(page)


def test_what_was_put_right_is_listed_before_it_is_used(secretary, send):
    page = preview_of(secretary, send(made.roster(made.person(1, 工号=2001, 姓名="王 芳"))))
    text = words(page)
    assert "自动更正 2 处" in text
    assert "第 2 行“姓名” 王 芳 王芳 去掉多余空格" in text
    assert "前面的 0（如 02001）可能已经丢失" in text


def test_a_list_that_changes_nothing_has_nothing_to_confirm(secretary, send, enrol):
    enrol(*made.people(2))
    page = preview_of(secretary, send(made.roster(*made.people(2))))
    assert "名单与花名册完全一致" in words(page)
    assert "确认导入" not in words(page).partition("取消")[0].partition("完全一致")[2]


def test_an_upload_can_be_put_aside(secretary, send):
    page = preview_of(secretary, send(made.roster(*made.people(2))))
    action = re.search(r'action="(/people/import/[^"]+/discard)"', page.text)[1]
    assert secretary.post(action).location == "/people"
    assert "已取消，花名册没有变化。" in words(secretary.get("/people"))
    assert numbers() == []


def test_a_preview_can_be_opened_again_and_stays_the_same(secretary, send):
    sent = send(made.roster(*made.people(2)))
    assert words(preview_of(secretary, sent)) == words(preview_of(secretary, sent))
    assert numbers() == []


def test_confirming_twice_imports_once(secretary, send):
    page = preview_of(secretary, send(made.roster(*made.people(2))))
    confirm(secretary, page)
    again = confirm(secretary, page)
    assert again.status_code == 404
    assert "已经完成或取消" in again.text
    assert len(numbers()) == 2


def test_a_roster_that_changed_meanwhile_is_shown_anew(secretary, send, enrol):
    enrol(*made.people(2))
    page = preview_of(secretary, send(made.roster(made.person(1, 部门="物理组"))))
    enrol(*made.people(3))
    anew = confirm(secretary, page)
    assert anew.status_code == 409
    assert "花名册在您预览之后已被他人更改，没有导入" in told(anew)
    assert "更改 1 人，标记离开 2 人" in words(anew)
    assert len(numbers()) == 3
    confirm(secretary, anew)
    assert numbers() == ["00001"]


def test_problems_are_listed_by_row_column_and_value_with_what_to_do(secretary, send):
    rows = [made.person(1), made.person(1, 姓名="张伟😀", 性别="不详"), made.person(3, 姓名="")]
    page = send(made.roster(*rows))
    text = words(page)
    assert page.status_code == 422
    assert "有 4 个问题，花名册没有变化" in text
    assert "读取了 3 行，其中 1 行没有问题" in text
    assert "第 3 行“工号” 00001 工号“00001”与第 2 行重复，请改正其中一个" in text
    assert "第 3 行“性别” 不详 “不详”无法识别，请填：男、女。" in text
    assert "第 4 行“姓名” — 没有姓名。请补上" in text
    assert numbers() == []


def test_many_problems_are_cut_and_counted(secretary, send):
    page = send(made.roster(*(made.person(n, 性别="?") for n in range(130))))
    assert "有 130 个问题" in words(page)
    assert "还有 30 个问题没有列出" in words(page)


def test_a_computed_cell_is_refused_by_its_place(secretary, send):
    page = send(made.roster(made.person(1, 姓名="=1+1")))
    assert "第 2 行“姓名”" in words(page)
    assert "是公式，不能导入" in words(page)
    assert numbers() == []


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"%PDF-1.7 x", "a.pdf", "无法识别这个文件"),
        (b"PK\x03\x04junk", "a.xlsx", "文件已损坏或格式不对"),
        (made.xlsx([["说明"]]), "a.xlsx", "没有找到“工号”一列"),
        (made.roster(), "a.xlsx", "表头下面没有人员"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_advice(send, content, name, sentence):
    page = send(content, name)
    assert page.status_code == 422
    assert "这个文件不能导入，花名册没有变化" in words(page)
    assert sentence in words(page)
    assert numbers() == []


def test_a_form_without_a_file_says_so(secretary):
    page = secretary.post("/people/import", extent="complete")
    assert page.status_code == 422
    assert "请先选择文件。" in words(page)


def test_a_file_beyond_twenty_megabytes_is_refused_before_it_is_read(secretary):
    page = secretary.client.post(
        "/people/import",
        data=b"",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(22 * 1024 * 1024)},
    )
    assert page.status_code == 413
    assert "太大" in page.text
    assert numbers() == []


def test_a_large_file_within_the_limit_is_taken(secretary):
    fields = (
        f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{secretary.token()}\r\n'
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    ).encode()
    page = secretary.client.post(
        "/people/import",
        data=fields + b"%PDF" * 500_000 + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert page.status_code == 422
    assert "无法识别这个文件" in words(page)


def test_a_misleading_file_name_is_shown_as_text(secretary, send):
    page = preview_of(secretary, send(made.roster(made.person(1)), "<script>.xlsx"))
    assert "<script>.xlsx" not in page.text
    assert "&lt;script&gt;.xlsx" in page.text


def test_without_the_token_of_a_page_nothing_is_taken(secretary):
    assert secretary.client.post("/people/import", data={}).status_code == 403


def test_a_forged_address_is_refused(secretary):
    page = secretary.get("/people/import/forged")
    assert page.status_code == 404
    assert "地址不完整或有误，请重新上传文件。" in page.text


def test_an_administrator_cannot_confirm_what_a_secretary_uploaded(administrator, secretary, send):
    sent = send(made.roster(made.person(1)))
    assert administrator.post(sent.location).status_code == 403
    assert administrator.post(sent.location + "/discard").status_code == 403
    assert numbers() == []
