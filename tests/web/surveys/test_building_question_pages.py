"""Questions and matrices as they are typed, then what is refused; their languages."""

import re

import pytest

from tests.web.access.visiting import told
from tests.web.surveys.building import (
    ACTOR,
    add,
    empty_draft,
    form_of,
    order,
    shown_fields,
    version_of,
    words,
)
from voting.surveys import queries, templates
from voting.surveys.form import Kind
from voting.surveys.service import drafts
from voting.surveys.service.drafts import Facts


@pytest.fixture
def survey(app):
    """An empty draft."""
    return empty_draft()


def test_a_question_is_changed(secretary, survey):
    add(secretary, survey)
    sent = {
        "version": version_of(survey),
        "make": "several",
        "label": "您对哪些满意",
        "hint": "最多选 2 项",
        "options": "A. 食堂\nB. 班车\nC. *都不满意",
        "other": "y",
        "randomize": "y",
        "most": "2",
        "required": "y",
        "name": "liked",
    }
    reply = secretary.post(f"/surveys/{survey.id}/build/items/q1", **sent)
    assert reply.location.endswith("/build#i-liked")
    [question] = form_of(survey).questions()
    assert (question.name, question.kind, question.most) == ("liked", Kind.SELECT_MULTIPLE, 2)
    assert (question.other, question.randomize, question.required) == (True, True, True)
    offered = form_of(survey).offered(question)
    assert [dict(each.label)[""] for each in offered] == ["食堂", "班车", "都不满意", "其他"]
    assert [each.exclusive for each in offered] == [False, False, True, False]


def test_opening_and_saving_a_question_changes_nothing_in_it(secretary, app):
    for template in templates.all():
        made = drafts.create(Facts(title="模板"), templates.form(template.key), ACTOR)
        for section in form_of(made).sections:
            for item in section.items:
                url = f"/surveys/{made.id}/build/items/{item.name}"
                before = form_of(made)
                assert secretary.post(url, **shown_fields(secretary.get(url))).status_code == 303
                assert form_of(made).sections == before.sections, item.name
                assert form_of(made).lists == before.lists, item.name


def test_conditions_are_chosen_or_written_but_not_both(secretary, survey):
    add(secretary, survey, label="甲")
    add(secretary, survey, "range", label="分")
    rows = {
        "joiner": "or",
        "conditions-0-target": "q1=o1",
        "conditions-0-sign": "!=",
        "conditions-1-target": "q2",
        "conditions-1-sign": "<=",
        "conditions-1-number": "6",
    }
    add(secretary, survey, "long", label="为什么", **rows)
    assert form_of(survey).sections[0].items[2].relevant == "${q1} != 'o1' or ${q2} <= 6"
    page = secretary.get(f"/surveys/{survey.id}/build/items/q3").text
    assert re.search(r'<option selected value="q1=o1"', page)
    both = add(secretary, survey, "long", **rows, expression="${q2} > 1")
    assert both.status_code == 422
    assert "显示条件写了两处" in told(both)
    written = add(secretary, survey, "long", expression="${q2} + 1 > 3 and ${q1} = 'o1'")
    assert written.status_code == 303
    page = secretary.get(f"/surveys/{survey.id}/build/items/q4").text
    assert "${q2} + 1 &gt; 3 and ${q1} = &#39;o1&#39;" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"label": ""}, "请填写"),
        ({"options": "只有一个"}, "至少写两个选项"),
        ({"options": "甲\n甲"}, "写了两次"),
        ({"label": "藏\u202e字"}, "不可见字符"),
        ({"options": "甲\n乙\u202e"}, "不可见字符"),
        ({"fewest": "3", "most": "2"}, "不能小于"),
        ({"most": "x"}, "请填写整数"),
        ({"name": "1 个"}, "不能作名称"),
        ({"make": "matrix"}, "选择"),
        ({"conditions-0-target": "q9=o1", "conditions-0-sign": "="}, "重新选择"),
        ({"expression": "${q1} = “o1”"}, "全角符号"),
        ({"constraint": ". >"}, "没有写完"),
        ({"label": "长" * 1001}, "太长了"),
    ],
)
def test_a_question_typed_wrongly_is_refused_and_stays_on_the_page(
    secretary, survey, fields, sentence
):
    reply = add(secretary, survey, "several", **fields)
    assert reply.status_code == 422
    assert sentence in words(reply)
    assert "build-form" in reply.text
    assert order(survey) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"start": "x"}, "都要填数字"),
        ({"start": "5", "end": "5"}, "小于"),
        ({"start": "1", "end": "10", "step": "4"}, "除得尽"),
        ({"start": "0", "end": "1000"}, "最多 101 档"),
    ],
)
def test_a_scale_that_does_not_come_out_is_refused(secretary, survey, fields, sentence):
    reply = add(secretary, survey, "range", **fields)
    assert (reply.status_code, sentence in words(reply)) == (422, True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"rows": ""}, "至少写一行"),
        ({"rows": "甲\n甲"}, "写了两次"),
        ({"options": "甲"}, "至少写两个选项"),
    ],
)
def test_a_matrix_typed_wrongly_is_refused(secretary, survey, fields, sentence):
    reply = add(secretary, survey, "matrix", **fields)
    assert (reply.status_code, sentence in words(reply)) == (422, True)


def test_a_row_of_a_matrix_keeps_its_name_when_it_is_reworded(secretary, survey):
    add(secretary, survey, "matrix")
    rows = [each.name for each in form_of(survey).questions()]
    sent = {
        "version": version_of(survey),
        "label": "",
        "rows": "大食堂\n班车\n体检",
        "options": "好\n差",
    }
    secretary.post(f"/surveys/{survey.id}/build/items/matrix1", **{**sent, "rows": "大食堂\n班车"})
    assert [each.name for each in form_of(survey).questions()] == rows
    sent["version"] = version_of(survey)
    secretary.post(f"/surveys/{survey.id}/build/items/matrix1", **sent)
    assert [each.name for each in form_of(survey).questions()][:2] == rows
    assert len(list(form_of(survey).questions())) == 3


def test_options_that_others_use_are_split_off_unless_asked(secretary, survey):
    add(secretary, survey, label="甲")
    add(secretary, survey, label="乙")
    assert len(form_of(survey).lists) == 1
    page = secretary.get(f"/surveys/{survey.id}/build/items/q1")
    assert "这组选项还用在 1 处：第 2 题" in words(page)
    sent = {"label": "甲", "make": "one", "options": "好\n差"}
    url = f"/surveys/{survey.id}/build/items/q1"
    secretary.post(url, **sent, together="y", version=version_of(survey))
    assert len(form_of(survey).lists) == 1
    secretary.post(url, **{**sent, "options": "是\n否"}, version=version_of(survey))
    assert len(form_of(survey).lists) == 2


def test_five_questions_group_results_and_no_sixth(secretary, survey):
    for n in range(5):
        add(secretary, survey, label=f"分组{n}", is_breakdown="y")
    marked = queries.breakdowns_of(queries.survey(survey.id))
    assert marked == ("q1", "q2", "q3", "q4", "q5")
    reply = add(secretary, survey, label="第六", is_breakdown="y")
    assert (reply.status_code, "最多选 5 道分组题" in words(reply)) == (422, True)
    assert order(survey) == [list(marked)]
    sent = {"label": "分组0", "make": "several", "options": "满意\n不满意", "is_breakdown": "y"}
    secretary.post(
        f"/surveys/{survey.id}/build/items/q1", **sent, name="first", version=version_of(survey)
    )
    assert queries.breakdowns_of(queries.survey(survey.id)) == marked[1:]


def test_a_renamed_question_goes_on_grouping(secretary, survey):
    add(secretary, survey, is_breakdown="y")
    sent = {"label": "您满意吗", "make": "one", "options": "满意\n不满意", "is_breakdown": "y"}
    secretary.post(
        f"/surveys/{survey.id}/build/items/q1", **sent, name="unit", version=version_of(survey)
    )
    assert queries.breakdowns_of(queries.survey(survey.id)) == ("unit",)


def test_languages_are_added_translated_and_taken_out(secretary, survey):
    add(secretary, survey)
    url = f"/surveys/{survey.id}/build/languages"
    added = secretary.post(url, language="English (en)", version=version_of(survey))
    assert added.status_code == 303
    sent = {
        "label": "您满意吗",
        "make": "one",
        "options": "满意\n不满意",
        "translations-0-label": "Are you satisfied?",
        "translations-0-options": "Yes\nNo",
    }
    item = f"/surveys/{survey.id}/build/items/q1"
    assert secretary.post(item, **sent, version=version_of(survey)).status_code == 303
    [question] = form_of(survey).questions()
    assert dict(question.label)["English (en)"] == "Are you satisfied?"
    assert [dict(each.label)["English (en)"] for each in form_of(survey).offered(question)] == [
        "Yes",
        "No",
    ]
    assert "Are you satisfied?" in secretary.get(item).text
    short = secretary.post(
        item, **{**sent, "translations-0-options": "Yes"}, version=version_of(survey)
    )
    assert (short.status_code, "应与选项一样是 2 行" in words(short)) == (422, True)
    gone = secretary.post(f"{url}/remove", language="English (en)", version=version_of(survey))
    assert gone.status_code == 303
    assert form_of(survey).languages == ("中文 (zh)",)
    assert (
        secretary.post(
            f"{url}/remove", language="中文 (zh)", version=version_of(survey)
        ).status_code
        == 422
    )
