"""A survey in real browsers: from the spreadsheet of questions to the published report.

A secretary imports the questionnaire, looks at it on the phone frame and publishes it; delegates
answer on phones, one of them without a network between the pages; what is odd is judged, comments
are read by two, and anybody reads the result, in which small groups are not shown.
"""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.cast import a_hall
from tests.journeys.officers import Officer
from tests.journeys.phone.browser import SMALL
from tests.journeys.pictures import picture, to_the_top
from tests.journeys.reach import hindrances
from tests.services.access.house import PASSWORD, make_officer
from voting.access import passes, sources
from voting.access.rules import Office
from voting.demo.respondents import Respondents, hands_in
from voting.surveys import queries
from voting.surveys.models import Survey
from voting.surveys.service import drafts

QUESTIONNAIRE = """
| 问卷 |
|  | 类型 | 名称 | 题目 | 必答 | 显示条件 | 外观 |
|  | 开始分页 | page1 | 食堂 | | | |
|  | 单选 部门 | unit | 您在哪个部门 | 是 | | |
|  | 量表 满意 | food | 您对食堂满意吗 | 是 | | likert |
|  | 简答 | why | 为什么不满意 | | ${food} = 'bad' | |
|  | 结束分页 | | | | | |
|  | 开始分页 | page2 | 其他 | | | |
|  | 推荐度 | recommend | 您愿意推荐本单位吗 | 是 | | |
|  | 简答 | wish | 您还有什么建议 | | | |
|  | 结束分页 | | | | | |

| 选项 |
|  | 选项表 | 名称 | 选项 | 分值 |
|  | 部门 | teaching | 教学 | |
|  | 部门 | logistics | 后勤 | |
|  | 满意 | good | 满意 | 3 |
|  | 满意 | fair | 一般 | 2 |
|  | 满意 | bad | 不满意 | 1 |
"""
ASKED = 30


@pytest.fixture
def hall(house):
    """Thirty delegates, a secretary and one who looks after surveys."""
    with house.inside():
        made = a_hall(ASKED)
        make_officer("mishu", "王芳", Office.SECRETARY)
        make_officer("fuze", "李敏", Office.SURVEY_CHAIR)
    return made


@pytest.fixture
def survey_of(house):
    """The only survey of the house."""

    def found() -> Survey:
        with house.inside():
            return queries.surveys()[0]

    return found


@pytest.fixture
def others_answer(house, hall, survey_of):
    """Let all but two delegates answer by the real protocol: 24 of them teach, 4 do not."""

    def done() -> None:
        with house.inside():
            survey = survey_of()
            people = Respondents(queries.manifest_of(survey).program, {"wish": ("多给备课时间",)})
            for place, person_id in enumerate(hall.delegates[2:]):
                answers = dict(people.sheet().answers)
                answers["unit"] = "teaching" if place < 24 else "logistics"
                answers["wish"] = f"第{place}条建议：多给备课时间"
                hands_in(survey, person_id, answers, house.settings.secret_key)

    return done


def test_a_survey_goes_from_a_spreadsheet_to_a_published_report(
    house, stage, hall, survey_of, others_answer
):
    secretary = Officer(stage.laptop(), house.url).signs_in("mishu", PASSWORD)
    secretary.goes("/surveys/new")
    secretary.fills({"问卷标题": "食堂与工作满意度"})
    secretary.presses("建立草稿")
    secretary.page.get_by_role("link", name="从表格导入").first.click()
    sent = {
        "name": "questions.md",
        "mimeType": "text/markdown",
        "buffer": QUESTIONNAIRE.encode(),
    }
    secretary.page.locator('input[type="file"]').set_input_files(sent)
    secretary.presses("读取文件")
    secretary.presses(re.compile("确认导入 5 道题"))
    expect(secretary.page.get_by_text("您对食堂满意吗").first).to_be_visible()
    picture(secretary.page, "survey-builder.png")
    declares_breakdown(house, survey_of)
    looks_at_preview(secretary, survey_of)

    secretary.goes(f"/surveys/{survey_of().id}/settings")
    secretary.page.get_by_label("全体教职工").check()
    secretary.presses("保存设置")
    secretary.presses("发布问卷")
    secretary.is_told("问卷已发布")
    survey = survey_of()
    address = f"{house.url}/s/{survey.public_id}"

    first = answers_on_a_phone(house, stage, hall.delegates[0], address, offline=True)
    answers_on_a_phone(house, stage, hall.delegates[1], address, offline=False)
    secretary.goes(f"/surveys/{survey.id}")
    expect(secretary.figure("收回，至少")).to_contain_text("0")
    others_answer()

    secretary.page.locator("summary", has_text="马上截止").click()
    secretary.presses("确认截止")
    secretary.is_told("问卷已截止")
    secretary.follows("核查答卷")
    secretary.goes(f"/surveys/{survey.id}")
    secretary.page.locator("summary", has_text="核查完了，统计").click()
    secretary.presses("统计并销毁钥匙")
    secretary.is_told("开封钥匙已销毁")
    two_read_the_comments(house, stage, secretary, survey.id)
    secretary.goes(f"/surveys/{survey.id}")
    secretary.confirms("公布结果", "确认公布")
    secretary.is_told("结果已公布")
    secretary.goes(f"/surveys/{survey.id}/results")
    expect(secretary.page.get_by_text("您对食堂满意吗").first).to_be_visible()
    to_the_top(secretary.page.get_by_role("heading", name="您对食堂满意吗").first)
    picture(secretary.page, "survey-results.png")

    anybody = stage.phone(size=SMALL).page
    anybody.goto(f"{address}/results")
    expect(anybody.get_by_text("多给备课时间").first).to_be_visible()
    expect(anybody.get_by_text("100.0%").first).to_be_visible()
    assert hindrances(anybody) == []
    small_groups_are_not_shown(anybody)
    first.reload()
    first.get_by_role("button", name="核对我的答卷").click()
    expect(first.locator('[data-part="notice"]:visible').last).to_contain_text("没有被改动")


def declares_breakdown(house, survey_of):
    """Tables are split by unit."""
    with house.inside():
        found = survey_of()
        drafts.declare_breakdowns(found.id, found.version, ("unit",), "王芳")


def looks_at_preview(secretary: Officer, survey_of) -> None:
    """The phone frame shows the questionnaire, logic and all; nothing can be sent."""
    secretary.goes(f"/surveys/{survey_of().id}/preview")
    frame = secretary.page.frame_locator("iframe")
    frame.get_by_role("button", name="开始").click()
    expect(frame.get_by_text("您对食堂满意吗")).to_be_visible()
    frame.get_by_role("radio", name="不满意", exact=True).check()
    expect(frame.get_by_text("为什么不满意")).to_be_visible()


def answers_on_a_phone(house, stage, person_id, address, *, offline):
    """Enter by the personal link, answer every page, hand in, and note the code."""
    with house.inside():
        link = passes.entry_url(sources.person_by_id(person_id))
    phone = stage.phone(size=SMALL)
    phone.enters_by_link(link)
    page = phone.page
    page.goto(address)
    assert hindrances(page) == []
    picture(page, "phone-survey.png")
    page.get_by_role("button", name="开始").click()
    page.get_by_role("radio", name="教学", exact=True).check()
    page.get_by_role("radio", name="不满意", exact=True).check()
    page.get_by_label("为什么不满意").fill("价格涨了，分量少了")
    assert hindrances(page) == []
    if offline:
        page.context.set_offline(True)
    page.get_by_role("button", name="下一页").click()
    page.get_by_role("radio", name="9", exact=True).check()
    page.get_by_label("您还有什么建议").fill("多给备课时间")
    page.get_by_role("button", name="检查答案").click()
    expect(page.get_by_role("heading", name="请核对您的答案")).to_be_visible()
    assert hindrances(page) == []
    page.get_by_role("button", name="交卷").click()
    if offline:
        expect(page.get_by_text("还没有交上")).to_be_visible()
        stage.forgives("ERR_INTERNET_DISCONNECTED")
        page.context.set_offline(False)
    expect(page.get_by_role("heading", name="已经交卷")).to_be_visible()
    expect(page.locator('[data-part="code"]')).to_have_text(re.compile(r"^[A-Z2-7 ]{10,14}$"))
    assert hindrances(page) == []
    return page


def two_read_the_comments(house, stage, secretary: Officer, survey_id: int) -> None:
    """The secretary takes them as they are; only somebody else may consent."""
    secretary.goes(f"/surveys/{survey_id}")
    secretary.follows("审读意见")
    secretary.presses("其余照原文公布")
    expect(secretary.page.get_by_text("同意别人审读过的全部")).to_have_count(0)
    other = Officer(stage.laptop(), house.url).signs_in("fuze", PASSWORD)
    other.goes(f"/surveys/{survey_id}/comments")
    other.presses("同意别人审读过的全部")
    other.is_told("已同意")


def small_groups_are_not_shown(page) -> None:
    """Four of logistics answered: fewer than five, so the spreadsheet shows nobody's numbers."""
    with page.expect_download() as started:
        page.get_by_role("link", name=re.compile("Excel|XLSX")).first.click()
    book = openpyxl.load_workbook(io.BytesIO(started.value.path().read_bytes()), read_only=True)
    rows = [
        [str(cell) for cell in row] for sheet in book for row in sheet.iter_rows(values_only=True)
    ]
    logistics = [row for row in rows if "后勤" in row and "教学" not in row]
    assert logistics
    assert [row for row in logistics if "—" not in row] == []
