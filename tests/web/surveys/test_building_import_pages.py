"""A questionnaire from a spreadsheet: looked at before it replaces anything, and refusals."""

import io
import re

import pytest

from tests.web.access.visiting import heading, told
from tests.web.surveys.building import (
    ACTOR,
    BAD,
    GOOD,
    add,
    empty_draft,
    form_of,
    order,
    upload,
    version_of,
    words,
)
from voting.surveys import templates
from voting.surveys.form import Form
from voting.surveys.service import drafts
from voting.surveys.service.drafts import Facts


@pytest.fixture
def survey(app):
    """An empty draft."""
    return empty_draft()


def test_a_spreadsheet_is_looked_at_before_it_replaces_anything(secretary, survey):
    add(secretary, survey, label="旧题")
    sent = upload(secretary, survey, GOOD.encode(), "问卷.md")
    assert sent.status_code == 303
    page = secretary.get(sent.location)
    assert heading(page) == "核对导入的题目"
    assert "原来的 1 道题会换成下面这些" in words(page)
    assert "您满意吗 单选，必答：是、否" in words(page)
    assert order(survey) == [["q1"]]
    done = secretary.post(sent.location, version=version_of(survey))
    assert order(survey) == [["happy", "why"]]
    assert form_of(survey).title == survey.title
    page = secretary.get(done.location)
    assert "已导入 2 道题" in words(page)
    undo = re.search(r'name="undo" value="([^"]+)"', page.text)[1]
    secretary.post(f"/surveys/{survey.id}/build/restore", undo=undo)
    assert order(survey) == [["q1"]]
    again = secretary.post(sent.location, version=version_of(survey))
    assert (again.status_code, "已经完成或取消" in told(again)) == (404, True)


def test_every_problem_of_a_spreadsheet_is_told_with_its_row(secretary, survey):
    add(secretary, survey)
    reply = upload(secretary, survey, BAD.encode(), "问卷.md")
    assert reply.status_code == 422
    text = words(reply)
    assert "有 2 处问题，没有导入任何内容" in text
    assert "第 4 行“类型” 没有名为“没有”的选项表" in text
    assert "第 5 行“类型”" in text
    assert order(survey) == [["q1"]]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.xlsx", "文件"),
        (b"PK\x03\x04broken", "a.xlsx", "文件"),
        (b"hello", "a.txt", "类型"),
    ],
)
def test_a_file_that_is_no_form_is_refused(secretary, survey, content, name, sentence):
    reply = upload(secretary, survey, content, name)
    assert reply.status_code in {413, 422}
    assert sentence in words(reply)
    assert order(survey) == []


def test_a_file_that_is_too_large_is_refused_before_it_is_read(secretary, survey):
    sent = {"csrf_token": secretary.token(), "file": (io.BytesIO(b"x"), "a.xlsx")}
    reply = secretary.client.post(
        f"/surveys/{survey.id}/build/import",
        data=sent,
        environ_overrides={"CONTENT_LENGTH": str(4 * 1024 * 1024)},
    )
    assert (reply.status_code, "太大" in told(reply)) == (413, True)


def test_the_sample_is_a_form_that_can_be_taken_in(secretary, survey):
    sheet = secretary.get("/surveys/new/templates/satisfaction.xlsx")
    assert secretary.get("/surveys/new/templates/nothing.xlsx").status_code == 404
    sent = upload(secretary, survey, sheet.data, "样表.xlsx")
    assert secretary.post(sent.location, version=version_of(survey)).status_code == 303
    assert form_of(survey).sections == templates.form("satisfaction").sections


def test_no_file_is_refused(secretary, survey):
    reply = secretary.post(f"/surveys/{survey.id}/build/import")
    assert (reply.status_code, "请先选择文件" in words(reply)) == (422, True)


def test_a_spreadsheet_is_put_aside_and_is_for_one_survey(secretary, survey):
    sent = upload(secretary, survey, GOOD.encode(), "问卷.md")
    other = drafts.create(Facts(title="另一份"), Form("另一份"), ACTOR)
    token = sent.location.rpartition("/")[2]
    assert secretary.get(f"/surveys/{other.id}/build/import/{token}").status_code == 404
    assert secretary.post(f"{sent.location}/discard").status_code == 303
    assert secretary.get(sent.location).status_code == 404
    assert order(survey) == []


def test_the_exported_spreadsheet_is_taken_in_again(secretary, app):
    made = drafts.create(Facts(title="模板"), templates.form("satisfaction"), ACTOR)
    sheet = secretary.get(f"/surveys/{made.id}/form.xlsx")
    assert sheet.data.startswith(b"PK")
    before = form_of(made)
    sent = upload(secretary, made, sheet.data, "模板.xlsx")
    secretary.post(sent.location, version=version_of(made))
    assert form_of(made).sections == before.sections
