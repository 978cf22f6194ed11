"""Who may see and do what with surveys: each role at each page of the office."""

import pytest

from tests.conftest import SECRET
from tests.services.congress.school import number_of
from tests.services.surveys.making import ACTOR, a_survey, all_answer, closed, fresh
from tests.web.access.visiting import Visitor
from voting.access import links
from voting.access.rules import Office
from voting.surveys.models import Survey
from voting.surveys.service import counting

READING = ["", "/comments"]
EDITING = ["/settings", "/copy", "/judge", "/judge/x"]
STEPS = {
    "publish": {"secretary"},
    "count": {"secretary"},
    "withdraw": {"secretary"},
    "close": {"secretary", "survey_chair"},
    "extend": {"secretary", "survey_chair"},
    "release": {"secretary", "survey_chair"},
    "judge/x": {"secretary"},
    "judge/x/restore": {"secretary"},
    "comments/wish/1": {"secretary"},
    "comments/wish/as-written": {"secretary"},
    "comments/wish/1/consent": {"secretary", "survey_chair"},
    "comments/wish/consent": {"secretary", "survey_chair"},
}
ROLES = ("secretary", "survey_chair", "administrator", "delegate", "nobody")


@pytest.fixture
def survey(staff) -> Survey:
    made = a_survey()
    all_answer(made, staff, wish="多开窗口")
    return made


@pytest.fixture
def role(request, app, officer, staff) -> Visitor:
    name = request.param
    if name == "nobody":
        return Visitor(app)
    if name == "delegate":
        visitor = Visitor(app)
        visitor.enter(links.entry_url(staff[0], number_of(staff[0]), 0))
        return visitor
    return officer(name.replace("_", ""), "王芳", Office(name))


def refusal(name: str) -> int:
    return 401 if name == "nobody" else 403


@pytest.mark.parametrize("role", ROLES, indirect=True)
@pytest.mark.parametrize("path", ["/surveys", "/surveys/new", *READING, *EDITING])
def test_who_may_look(role, survey, path, request):
    name = request.node.callspec.params["role"]
    readers = {"secretary", "survey_chair"}
    allowed = readers if path in {"/surveys", *READING} else {"secretary"}
    reply = role.get(path if path.startswith("/surveys") else f"/surveys/{survey.id}{path}")
    if name in allowed:
        assert reply.status_code in {200, 404, 409}
    else:
        assert reply.status_code == refusal(name)
        assert survey.title not in reply.text


@pytest.mark.parametrize("role", ROLES, indirect=True)
@pytest.mark.parametrize("act", STEPS)
def test_who_may_act(role, survey, act, request):
    name = request.node.callspec.params["role"]
    reply = role.post(f"/surveys/{survey.id}/{act}", version="0", reason="x", printed="x")
    if name in STEPS[act]:
        assert reply.status_code in {303, 404, 409, 422}
    else:
        assert reply.status_code == refusal(name)
    assert fresh(survey.id).state == "open"


def test_the_chair_of_surveys_sees_no_button_they_may_not_press(survey_chair, survey):
    page = survey_chair.get(f"/surveys/{survey.id}")
    assert "马上截止" in page.text
    for word in ("作废这份问卷", "邀请和提醒", "复制"):
        assert word not in page.text
    found = closed(survey.id)
    assert "统计并销毁钥匙" not in survey_chair.get(f"/surveys/{survey.id}").text
    counting.count(found.id, found.version, ACTOR, SECRET)
    assert "公布结果" in survey_chair.get(f"/surveys/{survey.id}").text


def test_surveys_stand_in_the_menu_of_those_who_have_them(office, survey_chair, officer):
    assert 'href="/surveys"' in office.get("/surveys").text
    assert 'href="/surveys"' in survey_chair.get("/surveys").text
    administrator = officer("admin", "赵管", Office.ADMINISTRATOR)
    assert 'href="/surveys"' not in administrator.get("/accounts").text
