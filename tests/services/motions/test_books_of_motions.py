"""Books and forms: what stands in them, that words stay words, and that the same is the same."""

import io
import json
import threading
import zipfile
from datetime import timedelta
from pathlib import Path

import docx
import pytest
import time_machine
import typst
from werkzeug.datastructures import FileStorage

from tests.services.motions.moving import (
    a_draft,
    a_house,
    assigned,
    filed,
    reply,
    second,
    the_motion,
    version,
)
from tests.services.motions.registers import (
    ANSWERED,
    an_earlier_congress,
    form,
    register,
    take_over,
)
from voting import clock
from voting.db import db, unit_of_work
from voting.errors import NotFound, Unavailable, WrongInput
from voting.motions import books_pdf, cli, jobs
from voting.motions.books import book_of, forms_of
from voting.motions.books_docx import book_docx, form_docx
from voting.motions.books_pdf import book_pdf, form_pdf
from voting.motions.books_words import Box, rows_of
from voting.motions.jobs_models import JobKind, JobState, MotionJob
from voting.motions.models import Motion
from voting.motions.rules import Class, Grade
from voting.motions.service import drafting, feedback, jobs as service, review
from voting.motions.service.drafting import Content
from voting.motions.service.jobs import Lost, Made
from voting.web import uploads
from voting.web.typeset import chinese_fonts

WILD = Content(
    '#panic("x") *粗* $x$ <b> {{x}}',
    "第一段 #let a = 1 @ref // 注释\n第二段 { PAGE } \\ \\u{1}",
    "",
    '= 标题 - 列表 `code` #include "/etc/passwd" <w:p/>',
)


@pytest.fixture
def house(app):
    jobs.use_starter(app, lambda _app: None)
    return a_house()


def a_book(house):
    heard = []
    made = book_of(house.congress_id, house.meeting_id, lambda *steps: heard.append(steps))
    return made, heard


def said(box: Box) -> str:
    return "\n".join(box.lines)


def boxes(form) -> dict[str, str]:
    return {box.label: said(box) for box in form.boxes}


def test_a_book_holds_what_is_public_in_the_order_of_numbers(house):
    lead, other, _twin = filed(house), filed(house, mover=1), a_draft(house)
    review.merge(other, version(other), lead, "内容相同", house.secretary)
    answered = assigned(house)
    reply(house, answered)
    book, heard = a_book(house)
    assert [form.number for form in book.forms] == ["5-3-001", "5-3-003"]
    assert heard == [(0, 2), (2, 2)]
    assert boxes(book.forms[0])["并案"] == the_motion(other).title
    text = boxes(book.forms[1])["答复"]
    assert "已采取措施（A）" in text
    assert f"A 已经解决或基本解决。签发：{house.head.name}" in text


def test_movers_who_asked_for_it_are_not_named_in_a_book(house):
    hidden = Content("秘密", "案由", "", "建议", hides_movers=True)
    motion_id = a_draft(house, hidden)
    second(house, motion_id, 1, 2)
    drafting.submit(motion_id, version(motion_id), house.delegate())
    review.file(motion_id, version(motion_id), house.secretary)
    book, _heard = a_book(house)
    shown = boxes(book.forms[0])
    assert shown["提案人"] == shown["附议人"] == "（提案人要求不公开姓名）"
    open_form = forms_of(Motion.id == motion_id, names_hidden=False)[0]
    assert boxes(open_form)["提案人"] == house.delegate().name


def test_both_replies_and_what_the_movers_said_stand_in_their_order(house):
    motion_id = assigned(house)
    reply(house, motion_id, Class.D)
    feedback.rate(motion_id, Grade.DISSATISFIED, "没有答到点上", house.delegate())
    reply(house, motion_id, Class.B, clock.today() + timedelta(days=30))
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    form = forms_of(Motion.id == motion_id, names_hidden=False)[0]
    labels = [box.label for box in form.boxes]
    assert labels[-3:] == ["答复", "再次答复", "提案人反馈"]
    assert boxes(form)["提案人反馈"] == "不满意 1 人\n再次办理后：满意 1 人"
    assert "计划完成：" in boxes(form)["再次答复"]
    assert "没有答到点上" not in str(form)


def test_what_a_register_says_stands_in_the_book(house):
    rows = [form(1, 附议人="王二", 办理类型="A", 答复日期="2025-06-18", 反馈="满意", 办结="是")]
    take_over(register(rows, [*ANSWERED, "附议人"]), house.meeting_id)
    book, _heard = a_book(house)
    shown = boxes(book.forms[0])
    assert (shown["提案人"], shown["附议人"], shown["主办部门"]) == ("王二", "王二", "后勤处")
    assert "A 已经解决或基本解决" in shown["答复"]
    assert shown["提案人反馈"] == "满意"


def test_short_boxes_stand_two_in_a_row_and_long_ones_alone():
    short, long = Box("短", ("",), short=True), Box("长", ("",))
    assert list(rows_of([short, short, short, long, short])) == [
        (short, short),
        (short,),
        (long,),
        (short,),
    ]


def test_words_that_look_like_markup_stay_words_in_pdf(house, monkeypatch):
    filed(house, WILD)
    book, _heard = a_book(house)
    asked = []
    monkeypatch.setattr(books_pdf, "compiled", asked.append)
    book_pdf(book)
    (data,) = asked
    monkeypatch.undo()
    headings = [words_of(body) for body in set_in(data, "heading.where(level: 1)")]
    assert f"5-3-001　{WILD.title}" in headings
    texts = "".join(words_of(body) for body in set_in(data, "par"))
    assert "第一段 #let a = 1 @ref // 注释" in texts
    assert WILD.advice in texts
    assert book_pdf(book).startswith(b"%PDF")


def set_in(data: dict, selector: str) -> list:
    """Return what typst has set: the bodies of the elements of one kind."""
    template = (books_pdf.files("voting.motions") / "books.typ").read_bytes()
    inputs = {"data": json.dumps({**data, "fonts": chinese_fonts()})}
    found = typst.Compiler(template, sys_inputs=inputs).query(selector, field="body")
    return json.loads(found)


def words_of(content) -> str:
    """Return the text of a piece of typst content, whatever it is made of."""
    if isinstance(content, dict):
        if content.get("func") == "space":
            return " "
        return (
            str(content.get("text", ""))
            if "text" in content
            else "".join(words_of(each) for each in content.values())
        )
    return "".join(words_of(each) for each in content) if isinstance(content, list) else ""


def test_words_that_look_like_fields_stay_words_in_word(house):
    motion_id = filed(house, WILD)
    content = form_docx(forms_of(Motion.id == motion_id, names_hidden=False)[0], "提案表")
    document = docx.Document(io.BytesIO(content))
    texts = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert WILD.cause in texts
    assert WILD.advice in texts
    parts = zipfile.ZipFile(io.BytesIO(content))
    fields = [name for name in parts.namelist() if b"fldSimple" in parts.read(name)]
    assert fields == ["word/footer1.xml"]
    assert b'instr="PAGE"' in parts.read("word/footer1.xml")


def test_a_book_for_word_has_contents_that_lead_to_each_motion(house):
    filed(house)
    filed(house)
    book, _heard = a_book(house)
    document = docx.Document(io.BytesIO(book_docx(book)))
    body = document.element.xml
    assert body.count('w:anchor="motion_') == 2
    assert body.count("w:bookmarkStart") == 2
    assert [row.cells[0].text for row in document.tables[0].rows] == ["编号", "5-3-001", "5-3-002"]
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings[:2] == ["目录", "提案工作统计"]


def test_the_same_words_give_the_same_bytes_without_machine_or_moment(house):
    reply(house, assigned(house))
    book, _heard = a_book(house)
    assert book_docx(book) == book_docx(book)
    assert book_pdf(book) == book_pdf(book)
    about = docx.Document(io.BytesIO(book_docx(book))).core_properties
    assert (about.author, about.last_modified_by, about.created.year) == ("", "", 2026)
    assert b"CreationDate" not in book_pdf(book)


def test_without_a_chinese_font_it_is_said_which_package_is_missing():
    with pytest.raises(Unavailable, match="fonts-noto-cjk"):
        chinese_fonts(["DejaVu Sans"])


def test_control_characters_do_not_break_a_document(house):
    motion_id = filed(house)
    with unit_of_work() as session:
        session.get(Motion, motion_id).cause = "一\x0b二\ufffe三\x07四"
    form = forms_of(Motion.id == motion_id, names_hidden=False)[0]
    assert boxes(form)["案由"] == "一\n二三四"
    assert form_docx(form, "提案表")
    assert form_pdf(form, "提案表")


# --- Jobs ----------------------------------------------------------------------------------------


def ordered(house, kind=JobKind.BOOK_DOCX) -> int:
    return service.order(kind, house.congress_id, house.meeting_id, "秘书王芳").id


def file_of(app, made: MotionJob) -> Path:
    return app.config["UPLOADS"] / "made" / made.sha256[:2] / made.sha256


def job(job_id: int) -> MotionJob:
    db.session.rollback()
    return service.found(job_id)


@pytest.mark.parametrize("kind", JobKind)
def test_a_book_that_was_ordered_is_made_and_kept(house, kind, app):
    filed(house)
    job_id = ordered(house, kind)
    assert jobs.work_off() == 1
    done = job(job_id)
    assert (done.state, done.done, done.total, done.claim) == (JobState.DONE, 1, 1, "")
    kept = file_of(app, done)
    assert kept.read_bytes()[:4] in {b"PK\x03\x04", b"%PDF"}
    assert done.file_name.startswith("第五届第三次会员代表大会提案汇编")


def test_a_book_that_is_being_made_is_not_made_twice(house):
    first = ordered(house)
    assert ordered(house) == first
    assert ordered(house, JobKind.BOOK_PDF) != first
    jobs.work_off()
    assert ordered(house) != first


def test_two_processes_never_get_the_same_job(house):
    job_id = ordered(house)
    mine = service.claim()
    assert (mine.job_id, service.claim()) == (job_id, None)


def grow_old(job_id: int) -> None:
    with unit_of_work() as session:
        job_of = session.get(MotionJob, job_id)
        job_of.claimed_at = clock.now() - service.DEAD_AFTER - timedelta(seconds=1)


def test_a_job_whose_process_died_is_taken_up_by_the_next(house):
    filed(house)
    job_id = ordered(house)
    dead = service.claim()
    assert not service.anything_to_do()
    grow_old(job_id)
    assert service.anything_to_do()
    assert jobs.work_off() == 1
    assert job(job_id).state == JobState.DONE
    for late in (
        lambda: service.beat(dead),
        lambda: service.finish(dead, Made("x", "0" * 64, "x")),
        lambda: service.fail(dead, "x"),
    ):
        with pytest.raises(Lost):
            late()
    assert job(job_id).file_name != "x"


def test_a_slow_worker_stops_when_another_has_taken_its_job(house, monkeypatch):
    filed(house)
    job_id = ordered(house)

    def stolen(_book) -> bytes:
        grow_old(job_id)
        assert service.claim() is not None
        return b"late"

    monkeypatch.setitem(jobs._FORMATS, JobKind.BOOK_DOCX, (stolen, ".docx", "x"))
    assert jobs.work_off() == 1
    assert job(job_id).state == JobState.RUNNING


def test_a_slow_worker_that_breaks_down_does_not_stop_the_rest(house, monkeypatch):
    filed(house)
    first, second = ordered(house), ordered(house, JobKind.BOOK_PDF)

    def stolen(_book) -> bytes:
        grow_old(first)
        assert service.claim() is not None
        raise ValueError

    monkeypatch.setitem(jobs._FORMATS, JobKind.BOOK_DOCX, (stolen, ".docx", "x"))
    monkeypatch.setitem(jobs._FORMATS, JobKind.BOOK_PDF, (lambda _book: b"made", ".pdf", "x"))
    assert jobs.work_off() == 2
    assert (job(first).state, job(second).state) == (JobState.RUNNING, JobState.DONE)


def after(days: int):
    return time_machine.travel(clock.now() + timedelta(days=days), tick=False)


def test_a_book_is_removed_after_thirty_days(house, app):
    filed(house)
    done = ordered(house)
    jobs.work_off()
    kept = file_of(app, job(done))
    with after(29):
        assert (jobs.clear_away(), kept.is_file()) == (0, True)
    with after(31):
        assert "清除过期的汇编文件 1 个" in cli.once()
        assert not kept.exists()
        with pytest.raises(NotFound, match="重新生成"):
            job(done)
        assert jobs.clear_away() == 0


def test_a_file_that_a_later_book_names_too_stays(house, app):
    filed(house)
    first = ordered(house)
    jobs.work_off()
    with unit_of_work() as session:
        session.get(MotionJob, first).finished_at -= timedelta(days=31)
    second = ordered(house)
    jobs.work_off()
    assert jobs.clear_away() == 0
    assert file_of(app, job(second)).is_file()
    assert db.session.query(MotionJob).count() == 1


def test_while_a_book_is_being_made_no_file_is_removed(house, app):
    filed(house)
    done = ordered(house)
    jobs.work_off()
    kept = file_of(app, job(done))
    with after(31):
        ordered(house)
        mine = service.claim()
        assert (jobs.clear_away(), kept.is_file()) == (0, True)
        service.fail(mine, "没有完成")
        assert (jobs.clear_away(), kept.is_file()) == (1, False)


def test_a_book_that_somebody_sent_in_again_stays_where_it_was_sent(house, app):
    with app.app_context():
        made = uploads.keep(b"%PDF-1.7 the same")
        sent = uploads.keep_document(FileStorage(io.BytesIO(b"%PDF-1.7 the same"), "汇编.pdf"))
        uploads.remove(made)
        assert sent.sha256 == made
        assert (app.config["UPLOADS"] / made[:2] / made).is_file()


def test_a_job_that_kills_every_process_is_given_up(house):
    job_id = ordered(house)
    for _try in range(service.MOST_TRIES):
        assert service.claim() is not None
        grow_old(job_id)
    assert service.claim() is None
    assert (job(job_id).state, "多次中断" in job(job_id).error) == (JobState.FAILED, True)


def test_a_refusal_and_a_breakdown_are_told_on_the_page(house, monkeypatch):
    monkeypatch.setattr(jobs, "chinese_fonts", lambda: chinese_fonts([]))
    refused = ordered(house, JobKind.BOOK_PDF)
    jobs.work_off()
    assert "fonts-noto-cjk" in job(refused).error
    monkeypatch.setitem(jobs._FORMATS, JobKind.BOOK_DOCX, (lambda _book: 1 // 0, ".docx", "x"))
    broken = ordered(house)
    jobs.work_off()
    assert "请重试" in job(broken).error


def test_a_long_step_gives_signs_of_life(house, monkeypatch):
    monkeypatch.setattr(jobs, "SIGN_OF_LIFE", 0.01)
    beats = []
    gone_on = threading.Event()

    def heard(*facts) -> None:
        beats.append(facts)
        if len(beats) > 2:
            gone_on.set()

    monkeypatch.setattr(service, "beat", heard)
    filed(house)
    monkeypatch.setitem(
        jobs._FORMATS,
        JobKind.BOOK_DOCX,
        (lambda _book: b"made" if gone_on.wait(10) else b"", ".docx", "x"),
    )
    job_id = ordered(house)
    jobs.work_off()
    assert job(job_id).state == JobState.DONE


def test_a_thread_of_the_web_process_does_what_waits(house, app):
    filed(house)
    job_id = ordered(house)
    jobs.in_background(app)
    worker = next(each for each in threading.enumerate() if each.name == "motion-jobs")
    jobs.in_background(app)
    worker.join(60)
    assert job(job_id).state == JobState.DONE


def test_a_book_of_a_meeting_of_another_congress_is_refused(house):
    with pytest.raises(WrongInput, match="不属于本届"):
        service.order(JobKind.BOOK_PDF, an_earlier_congress(), house.meeting_id, "秘书王芳")
