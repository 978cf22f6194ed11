"""Books ordered on a page, and excellent motions named on one, as those who come see them."""

import io
import threading

import openpyxl
import pytest

from tests.services.access.house import make_officer
from tests.services.motions.moving import House, a_house, assigned, filed, reply, version
from tests.web.access.visiting import Visitor, heading, told
from tests.web.motions.test_report_pages import phone, words
from voting.access.rules import Office
from voting.cli import voting as voting_command
from voting.db import db, unit_of_work
from voting.motions import jobs
from voting.motions.excellent_models import Nomination, NominationScore
from voting.motions.jobs_models import MotionJob
from voting.motions.models import MotionSeat
from voting.motions.rules import Grade, Seat
from voting.motions.service import excellent, feedback
from voting.polls.models import Poll


@pytest.fixture
def house(app) -> House:
    jobs.use_starter(app, lambda _app: None)
    made = a_house()
    with unit_of_work() as session:
        session.add(
            MotionSeat(
                congress_id=made.congress_id,
                person_id=made.hall.outsider,
                seat=Seat.COMMITTEE.value,
            )
        )
    return made


@pytest.fixture
def secretary(app, house) -> Visitor:
    make_officer("secretary", "王芳", Office.SECRETARY)
    visitor = Visitor(app)
    visitor.sign_in("secretary")
    return visitor


@pytest.fixture
def judge(app, house) -> Visitor:
    make_officer("judge", "陈评委", person_id=house.hall.outsider)
    visitor = Visitor(app)
    visitor.sign_in("judge")
    return visitor


@pytest.fixture
def delegate(app, house) -> Visitor:
    return phone(app, house.hall.delegates[0])


# --- Books ---------------------------------------------------------------------------------------


def order(secretary, house, kind: str = "book_docx"):
    return secretary.post(
        f"/motions/books/{house.congress_id}", kind=kind, meeting=house.meeting_id
    )


def test_a_book_is_ordered_followed_and_fetched(house, secretary):
    filed(house)
    sent = order(secretary, house)
    assert sent.status_code == 303
    waiting = secretary.get(sent.location)
    assert "可以离开这个页面" in words(waiting)
    assert "js/motions/job.js" in waiting.text
    state = secretary.get(f"{sent.location}/state.json")
    assert state.json == {"state": "waiting", "done": 0, "total": 0}
    assert "no-store" in state.headers["Cache-Control"]
    assert secretary.get(f"{sent.location}/file").status_code == 409
    jobs.work_off()
    done = secretary.get(sent.location)
    assert "已生成：第五届第三次会员代表大会提案汇编" in words(done)
    file = secretary.get(f"{sent.location}/file")
    assert file.data.startswith(b"PK")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert "下载" in words(secretary.get(f"/motions/books/{house.congress_id}"))
    file.close()


def test_the_web_process_makes_the_book_by_itself(house, secretary, app):
    filed(house)
    jobs.use_starter(app, jobs.in_background)
    sent = order(secretary, house)
    for worker in threading.enumerate():
        if worker.name == "motion-jobs":
            worker.join(60)
    db.session.rollback()
    assert secretary.get(f"{sent.location}/state.json").json["state"] == "done"


def test_what_went_wrong_is_said_on_the_page(house, secretary):
    sent = order(secretary, house)
    with unit_of_work() as session:
        job = session.query(MotionJob).one()
        job.state, job.error = "failed", "服务器没有安装中文字体。"
    assert "没有安装中文字体" in told(secretary.get(sent.location))


@pytest.mark.parametrize("fields", [{"kind": "book_exe"}, {"meeting": 99}, {"meeting": "x"}])
def test_an_order_of_nothing_is_refused(house, secretary, fields):
    sent = {"kind": "book_pdf", "meeting": house.meeting_id, **fields}
    reply_ = secretary.post(f"/motions/books/{house.congress_id}", **sent)
    assert reply_.status_code == 422
    assert db.session.query(MotionJob).count() == 0


@pytest.mark.parametrize("path", ["", "/state.json", "/file"])
def test_books_are_for_the_secretary_and_the_committee(house, secretary, delegate, judge, path):
    job = order(secretary, house).location
    assert delegate.get(f"/motions/books/{house.congress_id}").status_code == 403
    assert delegate.get(job + path).status_code == 403
    assert judge.get(job).status_code == 200
    assert secretary.get("/motions/jobs/99" + path).status_code == 404


@pytest.mark.parametrize(("suffix", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_whoever_reads_a_motion_takes_its_form_along(house, secretary, delegate, suffix, begins):
    motion_id = filed(house)
    for visitor in (secretary, delegate):
        found = visitor.get(f"/motions/{motion_id}/form.{suffix}")
        assert found.data.startswith(begins)
        assert "attachment" in found.headers["Content-Disposition"]


def test_a_form_of_what_one_may_not_read_is_not_there(app, house, secretary):
    motion_id = filed(house)
    nobody = Visitor(app)
    assert nobody.get(f"/motions/{motion_id}/form.pdf").status_code == 401
    assert secretary.get("/motions/999/form.docx").status_code == 404


# --- Excellent motions ---------------------------------------------------------------------------


def closed(house) -> int:
    motion_id = assigned(house)
    reply(house, motion_id)
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    return motion_id


def nominated(house) -> int:
    motion_id = closed(house)
    excellent.nominate(motion_id, version(motion_id), "调研充分", house.secretary)
    return motion_id


def listed(house) -> str:
    return f"/motions/excellent/{house.congress_id}"


def test_a_closed_motion_is_nominated_scored_and_named(house, secretary, judge, delegate):
    motion_id = closed(house)
    done = secretary.post(
        f"/motions/{motion_id}/nominate", version=version(motion_id), reason="调研充分"
    )
    assert done.location == listed(house)
    scored = judge.post(f"{listed(house)}/score/{motion_id}", points="88")
    assert scored.status_code == 303
    text = words(secretary.get(listed(house)))
    assert "平均分 88.0 1 位委员评分" in text
    assert "推荐名单" not in words(delegate.get(listed(house)))
    named = secretary.post(f"{listed(house)}/publish", motions=motion_id)
    assert named.status_code == 303
    seen = words(delegate.get(listed(house)))
    assert "关于改善食堂饭菜质量的提案" in seen
    assert "还没有公布" not in seen


@pytest.mark.parametrize("points", ["101", "-1", "八十", ""])
def test_points_that_are_none_are_refused_in_plain_words(house, judge, points):
    motion_id = nominated(house)
    page = judge.post(f"{listed(house)}/score/{motion_id}", points=points)
    assert page.status_code == 422
    assert "整数" in page.text
    assert db.session.query(NominationScore).count() == 0


def test_nothing_ticked_nothing_named(house, secretary):
    nominated(house)
    page = secretary.post(f"{listed(house)}/publish")
    assert page.status_code == 422
    assert "请勾选要公布的优秀提案" in page.text


def test_a_nomination_is_taken_back_with_a_reason(house, judge):
    motion_id = nominated(house)
    assert judge.post(f"{listed(house)}/withdraw/{motion_id}", reason="").status_code == 422
    assert judge.post(f"{listed(house)}/withdraw/{motion_id}", reason="重复").status_code == 303
    assert db.session.query(Nomination).count() == 0


def test_a_vote_is_made_with_the_names_filled_in(house, secretary):
    nominated(house)
    made = secretary.post(f"{listed(house)}/poll", meeting=house.meeting_id, quota="1")
    assert made.status_code == 303
    assert "优秀提案评选" in secretary.get(made.location).text
    again = secretary.post(f"{listed(house)}/poll", meeting=house.meeting_id, quota="5")
    assert (again.status_code, db.session.query(Poll).count()) == (422, 1)
    assert "名额须在 1 至 1 之间" in again.text


def test_the_list_of_the_nominated_is_taken_along(house, judge):
    nominated(house)
    kept = judge.get(f"{listed(house)}/list.xlsx").data
    (sheet,) = openpyxl.load_workbook(io.BytesIO(kept)).worksheets
    assert [cell.value for cell in sheet[6]][:2] == ["5-3-001", "关于改善食堂饭菜质量的提案"]


def test_naming_is_the_secretarys_and_scoring_the_committees(house, secretary, judge, delegate):
    motion_id = nominated(house)
    assert judge.post(f"{listed(house)}/publish", motions=motion_id).status_code == 403
    assert judge.post(f"{listed(house)}/poll").status_code == 403
    assert secretary.post(f"{listed(house)}/score/{motion_id}", points="90").status_code == 403
    for path in (f"score/{motion_id}", f"withdraw/{motion_id}", "publish", "poll"):
        assert delegate.post(f"{listed(house)}/{path}").status_code == 403
    assert delegate.get(f"{listed(house)}/list.xlsx").status_code == 403
    asked = {"version": version(motion_id), "reason": "好"}
    assert delegate.post(f"/motions/{motion_id}/nominate", **asked).status_code == 403


def test_the_home_page_leads_to_reports_books_and_registers(house, secretary, delegate):
    page = secretary.get("/motions")
    for url in (
        f"/motions/report/{house.congress_id}",
        f"/motions/books/{house.congress_id}",
        "/motions/import",
        listed(house),
    ):
        assert f'href="{url}"' in page.text
    seen = delegate.get("/motions").text
    assert f'href="/motions/report/{house.congress_id}"' in seen
    assert "/motions/import" not in seen
    assert heading(page) == "提案"


def test_the_command_makes_the_books_that_wait(app, house, secretary):
    filed(house)
    sent = order(secretary, house)
    done = app.test_cli_runner().invoke(voting_command, ["motions", "work"])
    assert "已完成 1 项生成任务。" in done.stdout
    db.session.rollback()
    assert secretary.get(f"{sent.location}/state.json").json["state"] == "done"
