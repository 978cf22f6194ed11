"""The pages of a survey under way: progress, letters, poster, slips, answers on paper."""

import io
import re
from datetime import timedelta
from html import unescape

import pytest
from openpyxl import load_workbook

from tests.services.access.house import make_officer
from tests.services.congress.school import number_of
from tests.services.surveys import making
from tests.web.access.visiting import Visitor, heading, told
from voting import clock
from voting.access import links
from voting.access.rules import Office
from voting.mail import service as mail
from voting.surveys import letters, queries
from voting.surveys.models import Survey
from voting.surveys.rules import Mode
from voting.surveys.service import following, paper_list, publishing

GOOD = "unit,q1,q2\nmath,5,4\nart,3,3\n"


@pytest.fixture
def people(app) -> list[int]:
    return making.a_house(40)


@pytest.fixture
def survey(people) -> Survey:
    return making.a_survey(by=())


@pytest.fixture
def office(app) -> Visitor:
    make_officer("secretary", "王芳", Office.SECRETARY)
    visitor = Visitor(app)
    visitor.sign_in("secretary")
    return visitor


@pytest.fixture
def leader(app) -> Visitor:
    """The one who answers for surveys: reads them, closes them, and edits nothing."""
    make_officer("leader", "李明", Office.SURVEY_CHAIR)
    visitor = Visitor(app)
    visitor.sign_in("leader")
    return visitor


def at(survey: Survey, rest: str) -> str:
    return f"/surveys/{survey.id}/{rest}"


def words(reply) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", reply.text)).split())


def upload(office: Visitor, survey: Survey, content: str, **facts: str):
    file = (io.BytesIO(content.encode()), "纸质.csv")
    fields = {"title": "东校区", "issued": "5", "file": file} | facts
    return office.post(at(survey, "batches/new"), **fields)


def test_the_page_shows_progress_and_explains_its_steps(office, survey, people):
    mail.set_address(people[0], "p@example.com")
    shown = words(office.get(at(survey, "follow")))
    assert "数学组 20 0" in shown
    assert "按 5 人一档往下取整" in shown
    assert "建议提醒所有人" in shown


def test_whoever_only_reads_gets_no_buttons_and_no_slips(leader, survey):
    shown = leader.get(at(survey, "follow"))
    assert shown.status_code == 200
    assert "follow/send" not in shown.text
    assert leader.post(at(survey, "follow/send"), number="1", kind="reminder").status_code == 403
    assert leader.get(at(survey, "slips")).status_code == 403
    assert leader.get(at(survey, "paper-list")).status_code == 403
    assert leader.get(at(survey, "batches")).status_code == 200


def test_a_draft_has_nothing_to_follow(office, people):
    draft = making.a_draft()
    for page in ("follow", "poster", "slips", "batches"):
        reply = office.get(at(draft, page))
        assert reply.status_code == 409
        assert "还没有发布" in words(reply)


def test_a_reminder_is_sent_and_a_second_click_is_told(office, survey, people):
    for person_id in people[:6]:
        mail.set_address(person_id, f"p{person_id}@example.com")
    reply = office.post(at(survey, "follow/send"), number="1", kind="reminder")
    assert reply.status_code == 303
    assert "已放入待发邮件：6 封" in words(office.get(at(survey, "follow")))
    again = office.post(at(survey, "follow/send"), number="1", kind="reminder")
    assert again.status_code == 409
    assert "另一位同事" in told(again)


def test_a_nudge_shows_no_number(office, survey, people):
    for person_id in people:
        mail.set_address(person_id, f"p{person_id}@example.com")
    reply = office.post(at(survey, "follow/send"), number="1", kind="nudge")
    assert reply.status_code == 303
    shown = words(office.get(at(survey, "follow")))
    assert "发给了谁、多少封，都不显示" in shown
    assert "不显示 已放入待发邮件" in shown


def test_without_addresses_the_page_offers_slips(office, survey):
    shown = words(office.get(at(survey, "follow")))
    assert "给没有邮箱的 40 人打印个人纸条" in shown
    assert "提醒所有人…" not in shown


def test_a_reminder_is_planned_and_taken_back(office, survey, people):
    mail.set_address(people[0], "p@example.com")
    when = clock.local(clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    office.post(at(survey, "follow/plan"), number="1", due_at=when)
    assert "已排定" in words(office.get(at(survey, "follow")))
    office.post(at(survey, "follow/1/cancel"))
    assert following.rounds(survey.id) == []


@pytest.mark.parametrize("typed", ["", "明天", "2020-01-01T08:00"])
def test_a_plan_that_cannot_be_stays_on_the_page(office, survey, people, typed):
    mail.set_address(people[0], "p@example.com")
    reply = office.post(at(survey, "follow/plan"), number="1", due_at=typed)
    assert reply.status_code == 422
    assert 'role="alert"' in reply.text
    assert following.rounds(survey.id) == []


@pytest.mark.parametrize("number", ["", "-1", "x", "9" * 30])
def test_a_broken_form_sends_nothing(office, survey, people, number):
    mail.set_address(people[0], "p@example.com")
    reply = office.post(at(survey, "follow/send"), number=number, kind="everything")
    assert reply.status_code == 409
    assert following.rounds(survey.id) == []


def test_of_an_open_link_the_page_says_why_there_is_no_rate(office, people):
    survey = making.a_survey(by=(), mode=Mode.OPEN)
    shown = words(office.get(at(survey, "follow")))
    assert "没有发出数，也不计算回收率" in shown
    assert "发邮件" not in shown
    assert office.get(at(survey, "slips")).status_code == 409


def test_after_the_end_nothing_more_is_offered(office, survey, people):
    mail.set_address(people[0], "p@example.com")
    making.closed(survey.id)
    closed = words(office.get(at(survey, "follow")))
    assert "不再邀请和提醒" in closed
    assert "发邮件" not in closed
    assert office.get(at(survey, "slips")).status_code == 409
    assert "名单不能再改" in words(office.get(at(survey, "paper-list")))
    publishing.withdraw(survey.id, making.fresh(survey.id).version, "题目有误", making.ACTOR)
    assert office.get(at(survey, "follow")).status_code == 200
    assert "不能再录入或移除" in words(office.get(at(survey, "batches")))
    assert upload(office, survey, GOOD).status_code == 409


def test_the_home_of_a_survey_shows_the_same_numbers(office, survey):
    assert "已领问卷，至少 0" in words(office.get(f"/surveys/{survey.id}"))


def test_the_poster_has_code_title_and_fingerprint(office, survey):
    reply = office.get(at(survey, "poster"))
    assert "<svg" in reply.text
    assert heading(reply) == survey.title
    assert queries.manifest_of(survey).fingerprint in words(reply)
    assert f"/s/{survey.public_id}" in words(reply)
    assert "匿名" in words(reply)


def test_the_poster_of_a_signed_survey_does_not_say_anonymous(office, people):
    survey = making.a_survey(by=(), mode=Mode.NAMED)
    shown = words(office.get(at(survey, "poster")))
    assert "实名填写" in shown
    assert "匿名" not in shown


def test_slips_are_printed_by_unit_in_the_order_of_names(office, survey):
    reply = office.get(at(survey, "slips/print?unit=数学组"))
    assert reply.text.count('<article class="entry-card slip">') == 20
    assert "美术组" not in words(reply)


def test_slips_of_no_unit_lead_back_to_the_choice(office, survey):
    reply = office.get(at(survey, "slips/print"), follow_redirects=True)
    assert "请先选部门" in words(reply)


def test_slips_of_many_come_in_parts(office, app):
    making.a_house(300)
    survey = making.a_survey(by=())
    reply = office.get(at(survey, "slips/print?unit=数学组&unit=美术组&page=99"))
    assert "第 4 部分，共 4 部分" in words(reply)
    assert reply.text.count('<article class="entry-card slip">') == 60


def test_a_batch_is_looked_at_before_it_is_kept(office, survey):
    reply = upload(office, survey, GOOD + ",1,\n")
    assert reply.status_code == 303
    shown = words(office.get(reply.location))
    assert "收回 3" in shown
    assert "第 4 行" in shown
    assert queries.batches(survey.id) == []
    assert office.post(reply.location).status_code == 303
    (kept,) = queries.batches(survey.id)
    assert (kept.title, kept.issued, kept.returned, kept.valid) == ("东校区", 5, 3, 2)
    gone = office.get(reply.location)
    assert gone.status_code == 404
    assert "已经完成或取消" in words(gone)


def test_a_batch_is_put_aside(office, survey):
    reply = upload(office, survey, GOOD)
    assert office.post(f"{reply.location}/discard").status_code == 303
    assert office.get(reply.location).status_code == 404
    assert queries.batches(survey.id) == []


def test_what_is_wrong_in_a_file_is_listed_row_by_row(office, survey):
    reply = upload(office, survey, "unit,q1\nmath,9\nphysics,1\n")
    assert reply.status_code == 422
    assert "文件里有 2 处要改" in words(reply)
    assert "答卷第 3 行“unit”" in words(reply)
    assert 'value="东校区"' in reply.text


@pytest.mark.parametrize(
    ("content", "facts", "sentence"),
    [
        (GOOD, {"issued": "1"}, "比发出的 1 份还多"),
        (GOOD, {"issued": ""}, "请填写这一批发出了多少份"),
        (GOOD, {"issued": "很多"}, "请填写整数"),
        (GOOD, {"issued": "-3"}, "不小于 0"),
        (GOOD, {"title": ""}, "请填写"),
        ("unit,q1\n", {}, "文件里没有答卷"),
        ("PK\x03\x04 no workbook", {}, ""),
    ],
)
def test_a_batch_that_cannot_be_stays_on_the_page(office, survey, content, facts, sentence):
    reply = upload(office, survey, content, **facts)
    assert 400 <= reply.status_code < 500
    assert sentence in words(reply)
    assert queries.batches(survey.id) == []


def test_a_preview_of_another_survey_is_refused(office, survey):
    other = making.a_survey(by=(), title="另一份")
    location = upload(office, survey, GOOD).location
    reply = office.get(location.replace(f"/surveys/{survey.id}/", f"/surveys/{other.id}/"))
    assert reply.status_code == 404
    assert "另一份问卷" in words(reply)


def test_a_batch_is_removed_with_a_reason_only(office, survey):
    office.post(upload(office, survey, GOOD).location)
    (kept,) = queries.batches(survey.id)
    version = making.fresh(survey.id).version
    path = at(survey, f"batches/{kept.id}/remove")
    refused = office.post(path, version=version, reason="")
    assert refused.status_code == 422
    assert len(queries.batches(survey.id)) == 1
    assert office.post(path, version=version, reason="录错了").status_code == 303
    assert queries.batches(survey.id) == []


def test_the_workbook_to_fill_in_is_sent(office, survey):
    reply = office.get(at(survey, "batches/template.xlsx"))
    book = load_workbook(io.BytesIO(reply.data))
    assert book.sheetnames == ["答卷", "选项"]


def test_people_are_put_on_the_paper_list_and_taken_off(office, people):
    survey = making.a_survey(by=(), opens_at=clock.now() + timedelta(days=1))
    reply = office.post(at(survey, "paper-list"), numbers="00001\n00002，00003")
    assert reply.status_code == 303
    assert len(paper_list.listed(survey.id)) == 3
    office.post(at(survey, "paper-list/00002/take-back"))
    assert [each.number for each in paper_list.listed(survey.id)] == ["00001", "00003"]


def test_a_wrong_number_puts_nobody_on_the_paper_list(office, people):
    survey = making.a_survey(by=(), opens_at=clock.now() + timedelta(days=1))
    reply = office.post(at(survey, "paper-list"), numbers="00001 99999")
    assert reply.status_code == 422
    assert "没有登记任何人：99999" in words(reply)
    assert "00001 99999" in reply.text
    assert paper_list.listed(survey.id) == []


def test_on_paper_one_reads_that_the_phone_is_not_needed(app, office, survey, people):
    paper_list.give(survey.id, ["00001"], making.ACTOR)
    phone = Visitor(app)
    phone.enter(links.entry_url(people[0], number_of(people[0]), 0))
    assert "您用纸质问卷作答" in words(phone.get(f"/s/{survey.public_id}"))


def test_a_letters_link_leads_past_the_door_to_the_survey(app, office, survey, people):
    url = next(each.url for each in letters.asked(survey)).removeprefix("http://localhost")
    phone = Visitor(app)
    reply = phone.post(url)
    assert reply.location == f"/s/{survey.public_id}"
    assert survey.title in words(phone.get(reply.location))
