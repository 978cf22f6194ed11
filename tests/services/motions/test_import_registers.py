"""Registers of earlier years: what is read, what is refused, and that a refusal stores nothing."""

from datetime import date

import pytest
from sqlalchemy import func, select, update

from tests.services.motions.moving import a_house, filed, reply, submitted, the_motion
from tests.services.motions.registers import (
    ANSWERED,
    HEADING,
    an_earlier_congress,
    csv_of,
    form,
    forms,
    register,
    take_over,
    xlsx,
)
from voting.audit.models import AuditEntry
from voting.congress.models import Meeting
from voting.db import db, unit_of_work
from voting.errors import Refusal, WrongInput
from voting.motions import register_export
from voting.motions.importing import checked
from voting.motions.models import Motion, MotionCall, MotionEvent
from voting.motions.queries.reading import read
from voting.motions.register_models import RegisterEntry
from voting.motions.reporting import report_of
from voting.motions.rules import Act, Grade, State
from voting.motions.service import importing
from voting.people.models import Person


@pytest.fixture
def house(app):
    return a_house()


def stored() -> list[Motion]:
    db.session.rollback()
    return list(db.session.execute(select(Motion).order_by(Motion.id)).scalars())


def refusal_of(rows, house, heading=HEADING) -> list[str]:
    """Return what is wrong with a register, having seen that nothing of it can be stored."""
    found = checked(register(rows, heading), "登记册.xlsx", house.meeting_id)
    with pytest.raises(WrongInput, match="没有导入任何内容"):
        importing.store(found.plan, found.name, found.sha256, "秘书王芳")
    assert stored() == []
    return [problem.line for problem in found.problems]


def test_a_register_is_taken_over_with_everything_it_says(house):
    row = form(
        17,
        编号="2025-017",
        提案人="丁一、王二",
        附议人="文三 李四",
        协办部门="财务处",
        审查意见="同意立案",
        案由="饭菜单一",
        建议="引入竞争",
        提交日期="2025年3月1日",
        答复期限="2025/6/20",
        答复日期=date(2025, 6, 18),
        办理类型="B类",
        答复内容="已招标",
        反馈="基本满意",
        办结="归档",
    )
    heading = [*ANSWERED, "附议人", "协办部门", "审查意见", "案由", "建议", "提交日期", "答复内容"]
    take_over(register([row], heading), house.meeting_id)
    (motion,) = stored()
    assert (motion.number, motion.serial, motion.state) == ("5-3-017", 17, State.ARCHIVED)
    assert (motion.title, motion.cause, motion.advice) == (row["案名"], "饭菜单一", "引入竞争")
    assert (motion.reply_class, motion.first_due_on) == ("B", date(2025, 6, 20))
    assert motion.movers == []
    entry = db.session.get(RegisterEntry, motion.id)
    assert (entry.movers, entry.seconders, entry.co_units) == ("丁一、王二", "文三 李四", "财务处")
    assert (entry.number, entry.reply, entry.grade) == ("2025-017", "已招标", Grade.BASICALLY)
    event = db.session.execute(select(MotionEvent)).scalar_one()
    assert (event.act, event.actor) == (Act.IMPORT, "秘书王芳")
    assert event.note == "导入自登记册“登记册.xlsx”第 2 行"
    logged = db.session.execute(select(AuditEntry.event)).scalars().all()
    assert "motion-register:imported" in logged


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_register_may_be_a_csv_file_of_any_age(house, encoding):
    content = csv_of([["提案编号", "题目", "立案与否"], ["第3号", "增设书吧", "立案"]], encoding)
    found = take_over(content, house.meeting_id, "登记册.csv")
    assert found.columns == [("编号", "提案编号"), ("案名", "题目"), ("立案情况", "立案与否")]
    assert stored()[0].number == "5-3-003"


def test_title_lines_and_other_columns_do_no_harm(house):
    rows = [["四届二次提案登记册"], [], ["序号", "编号", "案名", "颜色"], [1, "002", "修路", "红"]]
    found = take_over(xlsx(rows), house.meeting_id)
    assert found.ignored == ["颜色", "序号"]
    assert stored()[0].serial == 2


@pytest.mark.parametrize("name", ["序号", "编号"])
def test_the_running_number_may_stand_under_either_heading(house, name):
    take_over(xlsx([[name, "案名"], [7, "修路"]]), house.meeting_id)
    assert stored()[0].number == "5-3-007"


def test_a_term_names_the_meeting_of_each_row(house):
    term_id = an_earlier_congress()
    with unit_of_work() as session:
        held = session.get(Meeting, house.meeting_id).held_at
        session.add(Meeting(congress_id=term_id, ordinal=2, held_at=held, place="礼堂"))
    rows = [["届次", "编号", "案名"], ["四届二次", "001", "修路"], ["", "001", "修桥"]]
    take_over(xlsx(rows), house.meeting_id)
    assert [motion.number for motion in stored()] == ["4-2-001", "5-3-001"]


def test_a_term_without_such_a_meeting_is_refused(house):
    rows = [form(1, 届次="四届二次"), form(2, 届次="很久以前")]
    assert refusal_of(rows, house, [*HEADING, "届次"]) == [
        "第 2 行“届次”：没有4-2这次会议，请先在“届次”中建立，或改正届次。",
        "第 3 行“届次”：“很久以前”无法识别，请填：如四届二次、4-2。",
    ]


def test_every_problem_is_told_with_its_row_column_and_what_to_do(house):
    rows = [
        form(1, 案名=""),
        form(2, 立案情况="再议"),
        form(3, 办理类型="E"),
        form(4, 答复日期="明天"),
        form(5, 反馈="还行"),
        form(6, 办结="大概"),
        form(7, 答复期限="2025-02-30"),
        form(8, 案名="长" * 61),
        form(9, 案名="修路\u202e"),
    ]
    told = refusal_of(rows, house, ANSWERED)
    assert told == [
        "第 2 行“案名”：没有案名。请补上；合计、备注等行请删去。",
        "第 3 行“立案情况”：“再议”无法识别，请填：立案、转为意见建议、不予立案、撤案。",
        "第 4 行“办理类型”：“E”无法识别，请填：A、B、C、D。",
        "第 5 行“答复日期”：“明天”无法识别，请填：日期（如 2025-12-20），或是、否。",
        "第 6 行“反馈”：“还行”无法识别，请填：满意、基本满意、不满意、未反馈。",
        "第 7 行“办结”：“大概”无法识别，请填：是、否、归档。",
        "第 8 行“答复期限”：“2025-02-30”无法识别，请填：日期，如 2025-12-20。",
        "第 9 行“案名”：内容有 61 个字，最多 60 个，请缩短。",
        "第 10 行“案名”：“修路〔U+202E〕”中有不可见字符或表情符号，请删去。",
    ]


def test_a_number_that_occurs_twice_is_refused(house):
    told = refusal_of([form(1), form(2), form(3, 编号="第1号")], house)
    assert told == ["第 4 行“编号”：编号“第1号”与第 2 行重复，请改正其中一个。"]


def test_a_number_that_was_given_already_is_refused_and_nothing_changes(house):
    there = filed(house)
    found = checked(register([form(1), form(2)]), "登记册.xlsx", house.meeting_id)
    assert [problem.line for problem in found.problems] == [
        f"第 2 行“编号”：编号 5-3-001 已有提案“{the_motion(there).title}”，不能重复导入。"
    ]
    with pytest.raises(WrongInput):
        importing.store(found.plan, found.name, found.sha256, "秘书王芳")
    assert [motion.id for motion in stored()] == [there]


def test_a_file_is_taken_over_once(house):
    content = xlsx([["案名", "立案情况"], ["修路", "不予立案"]])
    take_over(content, house.meeting_id)
    found = checked(content, "登记册.xlsx", house.meeting_id)
    assert [problem.line for problem in found.problems] == [
        "这个文件已经导入过，不能重复导入。如需更正，请在提案页面办理。"
    ]
    assert len(stored()) == 1


def test_numbers_of_a_register_are_never_given_again(house):
    take_over(register(forms(5)), house.meeting_id)
    assert the_motion(filed(house)).number == "5-3-006"


def test_a_meeting_without_a_call_gets_one_that_is_over_with_the_last_number(house):
    with unit_of_work() as session:
        session.delete(session.get(MotionCall, house.meeting_id))
    take_over(register(forms(5)), house.meeting_id)
    assert db.session.get(MotionCall, house.meeting_id).last_serial == 5


def test_what_was_merged_belongs_to_its_lead_by_number_or_title(house):
    rows = [
        form(1),
        form(2, "立案（并案）", 并入="1"),
        form(3, 并入="关于第1件事的提案"),
        form(4, 并入="第001号"),
    ]
    take_over(register(rows), house.meeting_id)
    lead, *others = stored()
    assert [(each.state, each.merged_into_id) for each in others] == [(State.MERGED, lead.id)] * 3


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([form(1), form(2, 并入="9")], "并案的主案“9”不在表中"),
        ([form(1), form(2, "并案")], "并案的主案“”不在表中"),
        ([form(1, 并入="1")], "并案的主案“1”不在表中，或它自己也已并案"),
        ([form(1, "转建议"), form(2, 并入="1")], "与主案的立案情况不同"),
    ],
)
def test_a_merger_without_a_lead_is_refused(house, rows, told):
    assert told in refusal_of(rows, house)[0]


def test_what_is_still_open_goes_on_with_its_department_and_its_mover(house):
    person = db.session.get(Person, house.hall.delegates[0])
    rows = [
        form(1, 提案人=person.name, 办结="否", 答复期限="2025-06-20"),
        form(2, 提案人="没有此人", 办理类型="C", 答复日期="2025-06-01", 办结="跟踪落实"),
        form(3, 提案人=person.name, 答复日期="2025-06-01", 办结="待反馈"),
        form(4, 承办部门="", 办结="否"),
    ]
    found = take_over(register(rows, ANSWERED), house.meeting_id)
    handled, promised, replied, waiting = stored()
    states = (State.HANDLING, State.FOLLOW_UP, State.REPLIED, State.FILED)
    assert tuple(each.state for each in (handled, promised, replied, waiting)) == states
    assert [mover.person_id for mover in handled.movers] == [person.id]
    assert promised.movers == []
    assert "4 件尚未办结，将继续办理；其中 2 件的提案人在花名册中找到" in found.plan.notes[-1]
    reply(house, handled.id)
    assert the_motion(handled.id).state == State.REPLIED


def test_two_people_of_one_name_are_nobody_in_particular(house):
    with unit_of_work() as session:
        first, second = (session.get(Person, house.hall.delegates[n]) for n in (0, 1))
        second.name, second.folded = first.name, first.folded
        name = first.name
    take_over(register([form(1, 提案人=name, 办结="否")], ANSWERED), house.meeting_id)
    assert stored()[0].movers == []


def test_what_is_open_needs_a_department_that_exists(house):
    rows = [form(1, 承办部门="总务科", 办结="否"), form(2, 答复日期="是", 办结="否")]
    assert refusal_of(rows, house, ANSWERED) == [
        (
            "第 2 行“承办部门”：尚未办结，要由现有部门继续办理，但部门名单中没有“总务科”。"
            "请改成现有部门的名称，或在“办结”一列填“是”。"
        ),
        "第 3 行“答复日期”：已答复而尚未办结的，请填写答复的日期，反馈期限从那天算起。",
    ]


def test_a_register_silent_about_replies_is_closed_and_says_so(house):
    found = take_over(register(forms(2)), house.meeting_id)
    assert {motion.state for motion in stored()} == {State.CLOSED}
    assert found.plan.notes == ["登记册没有答复、办理类型和办结情况，各件按“办结、未答复”导入。"]
    assert report_of(house.congress_id).report.replied.part == 0


def test_what_our_own_register_has_under_review_is_left_out_and_told(house):
    done, _waiting = filed(house), submitted(house, mover=1)
    title = the_motion(done).title
    content = register_export.register(db.session.get_one(Meeting, house.meeting_id))
    with unit_of_work() as session:
        # As if it were another installation, where these numbers are free.
        session.execute(update(Motion).values(number=None, serial=None))
    found = checked(content, "登记册.xlsx", house.meeting_id)
    assert found.problems == []
    assert [(row.entry.text("title"), row.state) for row in found.plan.rows] == [
        (title, State.FILED)
    ]
    assert "1 件还在审查，没有立案结果，这次不导入" in found.plan.notes[0]


def test_a_register_of_nothing_but_what_is_under_review_stores_nothing(house):
    found = checked(register(forms(2, "待审查")), "登记册.xlsx", house.meeting_id)
    with pytest.raises(Refusal, match="没有可以导入的提案"):
        importing.store(found.plan, found.name, found.sha256, "秘书王芳")
    assert stored() == []


def test_a_line_break_in_a_cell_of_one_line_is_a_space(house):
    rows = [form(1, 案名="关于修路的提案\n（重点）"), form(2, 并入="关于修路的提案\n（重点）")]
    take_over(register(rows), house.meeting_id)
    lead, other = stored()
    assert lead.title == "关于修路的提案 （重点）"
    assert other.merged_into_id == lead.id


def test_delegates_read_a_motion_that_was_taken_over(house):
    take_over(register([form(1)]), house.meeting_id)
    found = read(stored()[0].id, house.delegate())
    assert [event.act for event in found.events] == [Act.IMPORT]


HOSTILE = [
    (b"", "登记册.xlsx", "文件是空的"),
    (b"<html><table></table></html>", "登记册.xls", "不是真正的表格"),
    (b"PK\x03\x04broken", "登记册.xlsx", "文件已损坏"),
    (b"MZ\x90\x00", "登记册.exe", "无法识别这个文件"),
]


@pytest.mark.parametrize(("content", "name", "told"), HOSTILE)
def test_what_is_no_spreadsheet_is_refused(house, content, name, told):
    with pytest.raises(Refusal, match=told):
        checked(content, name, house.meeting_id)
    assert stored() == []


def test_a_formula_is_no_value(house):
    told = refusal_of([form(1, 案名="=1+1")], house)
    assert told[0] == "第 2 行“案名”：是公式，不能导入。请复制后“选择性粘贴—数值”，再保存。"


def test_a_sheet_without_titles_or_without_rows_is_refused(house):
    assert (
        "没有找到“案名”一列"
        in checked(xlsx([["编号", "类别"], [1, "其他"]]), "a.xlsx", house.meeting_id)
        .problems[0]
        .line
    )
    assert (
        "表头下面没有提案" in checked(xlsx([HEADING]), "a.xlsx", house.meeting_id).problems[0].line
    )


def test_two_columns_of_one_meaning_are_refused(house):
    content = xlsx([["编号", "案名", "提案名称"], [1, "修路", "修桥"]])
    found = checked(content, "a.xlsx", house.meeting_id)
    assert [problem.line for problem in found.problems] == [
        "第 1 行：“提案名称”与另一列都表示“案名”，请只保留一列。"
    ]


def test_texts_are_kept_as_they_are_and_never_understood_as_markup(house):
    title = "<b>修路</b> #set #let =SUM(A1) {{x}}"
    take_over(csv_of([["案名"], [title]]), house.meeting_id, "a.csv")
    assert stored()[0].title == title
    assert db.session.execute(select(func.count()).select_from(RegisterEntry)).scalar_one() == 1
