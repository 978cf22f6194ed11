"""The report page, its workbook and the registers, as those who come to them see them."""

import io
import json
import re
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import delete

from tests.services.access.house import make_officer
from tests.services.motions.moving import House, a_house, assigned, filed, reply, submitted
from tests.services.motions.registers import ANSWERED, form, forms, register, xlsx
from tests.web.access.visiting import Visitor, heading
from voting.access import links
from voting.access.rules import Office
from voting.cli import voting as voting_command
from voting.db import db, unit_of_work
from voting.motions.models import Motion, MotionEvent
from voting.motions.register_models import RegisterEntry
from voting.people.models import Person


@pytest.fixture
def house(app) -> House:
    return a_house()


@pytest.fixture
def secretary(app, house) -> Visitor:
    make_officer("secretary", "王芳", Office.SECRETARY)
    visitor = Visitor(app)
    visitor.sign_in("secretary")
    return visitor


def phone(app, person_id: int) -> Visitor:
    visitor = Visitor(app)
    person = db.session.get(Person, person_id)
    visitor.enter(links.entry_url(person_id, person.number, 0))
    return visitor


@pytest.fixture
def delegate(app, house) -> Visitor:
    return phone(app, house.hall.delegates[0])


@pytest.fixture
def outsider(app, house) -> Visitor:
    return phone(app, house.hall.outsider)


def words(reply) -> str:
    main = reply.text.partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def address(house, meeting: bool = True) -> str:
    query = f"?meeting={house.meeting_id}" if meeting else ""
    return f"/motions/report/{house.congress_id}{query}"


def test_the_report_lists_what_is_open_first_and_gives_two_numbers_with_every_rate(
    house, secretary
):
    reply(house, assigned(house))
    assigned(house)
    page = secretary.get(address(house))
    assert heading(page) == "提案工作报告"
    text = words(page)
    assert "应答复 2 件，已答复 1 件，答复率 50.0%" in text
    assert text.index("尚未办结") < text.index("提案数量") < text.index("各项比率")
    assert "答复率 50.0% 1/2" in text
    assert page.text.count("<svg") == 6
    assert "后勤处 2 100.0%（2/2） 2 50.0%（1/2）" in text


def test_an_empty_report_says_so(house, secretary):
    page = secretary.get(address(house, meeting=False))
    assert "没有未办结的提案。" in words(page)
    assert "<svg" not in page.text


def test_delegates_read_the_report_without_the_titles_that_are_not_public(house, delegate):
    filed(house)
    submitted(house)
    page = delegate.get(address(house))
    assert "收到 2 2" in words(page)
    assert words(page).count("关于改善食堂饭菜质量的提案") == 1


def test_strangers_do_not_read_the_report(house, outsider):
    page = outsider.get(address(house))
    assert page.status_code == 403
    assert "供代表和工作人员查看" in page.text


@pytest.mark.parametrize("query", ["?meeting=x", "?meeting=99"])
def test_a_report_of_no_meeting_is_refused(house, secretary, query):
    assert secretary.get(f"/motions/report/{house.congress_id}{query}").status_code == 404


def test_the_workbook_is_the_same_at_every_export_and_holds_no_formula(house, secretary):
    reply(house, assigned(house))
    url = f"/motions/report/{house.congress_id}/report.xlsx?meeting={house.meeting_id}"
    first, second = secretary.get(url), secretary.get(url)
    assert first.data == second.data
    assert "attachment" in first.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(first.data))
    assert book.sheetnames[:3] == ["1 尚未办结", "2 提案数量", "3 各项比率"]
    rates = {row[0]: row[2] for row in book["3 各项比率"].iter_rows(min_row=6, values_only=True)}
    assert rates["答复率"] == "1/1"


def run(app, *arguments: str):
    return app.test_cli_runner().invoke(voting_command, ["motions", *arguments])


def test_the_command_prints_the_report_as_text_and_as_json(app, house):
    reply(house, assigned(house))
    printed = run(app, "report", "--meeting", str(house.meeting_id))
    assert "答复率 100.0%" in printed.stdout
    said = json.loads(run(app, "report", "--json").stdout)
    assert said["report"]["replied"] == {"part": 1, "whole": 1, "percent": "100.0%"}


def test_the_command_looks_at_a_register_and_stores_it_only_when_told(app, house, tmp_path):
    path = tmp_path / "登记册.xlsx"
    path.write_bytes(register(forms(3)))
    looked = json.loads(run(app, "import", str(path), "--json").stdout)
    assert (looked["rows"], looked["ok"], looked["written"]) == (3, 3, False)
    assert db.session.query(Motion).count() == 0
    assert "已导入。" in run(app, "import", str(path), "--write").stdout
    assert db.session.query(Motion).count() == 3


def test_the_command_refuses_a_register_with_problems_and_a_file_that_is_none(app, house, tmp_path):
    path = tmp_path / "登记册.xlsx"
    path.write_bytes(register([form(1), form(1)]))
    done = run(app, "import", str(path), "--write")
    assert done.exit_code == 2
    assert "第 3 行“编号”" in done.stderr
    missing = run(app, "import", str(tmp_path / "没有.xlsx"))
    assert (missing.exit_code, "打不开文件" in missing.stderr) == (2, True)
    assert db.session.query(Motion).count() == 0


# --- The pages of the import ---------------------------------------------------------------------


def send(secretary, house, content: bytes, name: str = "登记册.xlsx"):
    return secretary.post(
        "/motions/import", file=(BytesIO(content), name), meeting=house.meeting_id
    )


def test_a_register_is_uploaded_looked_at_and_confirmed(house, secretary):
    sent = send(secretary, house, register(forms(3, 答复日期="是"), ANSWERED))
    page = secretary.get(sent.location)
    assert heading(page) == "核对提案登记册"
    text = words(page)
    assert "登记册.xlsx：读取了 3 件" in text
    assert "案名 案名" in text
    assert "确认导入 3 件" in text
    assert db.session.query(Motion).count() == 0
    done = secretary.post(sent.location)
    assert done.status_code == 303
    assert "收到 3 3" in words(secretary.get(done.location))
    assert "已经完成或取消" in secretary.post(sent.location).text
    motion = db.session.query(Motion).first()
    shown = secretary.get(f"/motions/{motion.id}")
    assert "这件提案导入自“登记册.xlsx”第 2 行" in words(shown)


def test_problems_are_listed_with_their_places_and_nothing_is_kept(house, secretary):
    page = send(secretary, house, register([form(1), form(2, "再议")]))
    assert page.status_code == 422
    assert "第 3 行“立案情况”：“再议”无法识别" in words(page)
    assert "有 1 处问题，没有导入任何内容" in words(page)


def test_a_hostile_file_is_refused_on_the_page(house, secretary):
    page = send(secretary, house, b"<html></html>", "登记册.xls")
    assert page.status_code == 422
    assert "不是真正的表格" in words(page)


def test_a_register_that_was_stored_meanwhile_is_not_stored_again(house, secretary):
    first = send(secretary, house, register(forms(2)))
    second = send(secretary, house, xlsx([["编号", "案名"], [2, "别的事"]]))
    secretary.post(first.location)
    refused = secretary.post(second.location)
    assert refused.status_code == 422
    assert "编号 5-3-002 已有提案" in refused.text
    assert db.session.query(Motion).count() == 2


def test_an_upload_can_be_put_aside(house, secretary):
    sent = send(secretary, house, register(forms(2)))
    secretary.post(f"{sent.location}/discard")
    assert secretary.get(sent.location).status_code == 404
    assert db.session.query(Motion).count() == 0


def test_a_forged_address_is_refused(house, secretary):
    assert secretary.get("/motions/import/forged").status_code == 404


@pytest.mark.parametrize(
    "path", ["/motions/import", "/motions/import/x", "/motions/import/template.xlsx"]
)
def test_registers_are_the_secretarys_work(house, delegate, path):
    page = delegate.get(path)
    assert page.status_code == 403
    assert "由秘书（工会办公室）办理" in page.text


def test_our_own_register_says_the_same_when_it_is_taken_over(house, secretary):
    send_rows = [
        form(1, 答复期限="2025-06-20", 答复日期="2025-06-18", 办理类型="A", 反馈="满意", 办结="是"),
        form(2, 并入="1"),
        form(3, "转建议", 编号="", 答复日期="是", 办结="归档"),
        form(4, "不予立案", 编号=""),
    ]
    sent = send(secretary, house, register(send_rows, ANSWERED))
    secretary.post(sent.location)
    before = words(secretary.get(address(house)))
    kept = secretary.get(f"/motions/register/{house.meeting_id}.xlsx").data
    for motion in db.session.query(Motion).order_by(Motion.merged_into_id.is_(None)):
        forget(motion)
    again = send(secretary, house, kept)
    assert again.status_code == 303, words(again)
    secretary.post(again.location)
    assert words(secretary.get(address(house))) == before


def forget(motion: Motion) -> None:
    motion_id = motion.id
    with unit_of_work() as session:
        for table in (MotionEvent, RegisterEntry):
            session.execute(delete(table).where(table.motion_id == motion_id))
        session.execute(delete(Motion).where(Motion.id == motion_id))


def test_the_template_can_be_taken_over_as_it_is(house, secretary):
    template = secretary.get("/motions/import/template.xlsx").data
    page = send(secretary, house, template)
    assert "没有4-2这次会议" in words(page)
