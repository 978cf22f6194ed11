"""Sheets and result pages of every kind of poll, and who may see which figures."""

import io
import re

import openpyxl
import pytest

from tests.cast import ACTOR, a_hall, queries_poll, version
from tests.services.access.house import make_officer
from tests.services.awards import making as awards
from tests.services.congress.school import number_of
from tests.services.evaluations import making as evaluations
from tests.services.reports.counted_election import Held, certified, name_of
from tests.services.resolutions import drafting as resolutions
from tests.web.access.visiting import Visitor
from voting.access import links
from voting.access.rules import Office
from voting.evaluations.visibility import Visibility
from voting.polls import counting, kinds


@pytest.fixture
def secretary(app):
    make_officer("secretary", "李敏", Office.SECRETARY)
    visitor = Visitor(app)
    visitor.sign_in("secretary")
    return visitor


@pytest.fixture
def stranger(app):
    return Visitor(app)


@pytest.fixture
def hall(app):
    return a_hall(8)


def delegate(app, hall):
    """Return the phone of a delegate who came in by their personal link."""
    visitor = Visitor(app)
    person_id = hall.delegates[6]
    visitor.enter(links.entry_url(person_id, number_of(person_id), 0))
    return visitor


def an_evaluation(app, hall, visibility=Visibility.LEADERS):
    poll_id = evaluations.a_draft(hall, [hall.outsider])
    evaluations.show_to(poll_id, visibility)
    (option,) = evaluations.options(poll_id).values()
    sheets = {person_id: {option: evaluations.E} for person_id in hall.delegates[:6]}
    texts = {hall.delegates[0]: {"all": {option: {"strengths": "<b>讲课好</b>"}}}}
    evaluations.hold(app, hall, poll_id, sheets, texts)
    return Held(hall, poll_id, [])


def a_resolution(app, hall):
    poll_id = resolutions.a_draft(hall)
    item = resolutions.add(poll_id, "分配方案")
    resolutions.hold(app, hall, poll_id, [{item: "agree"}] * 6)
    return Held(hall, poll_id, [])


def an_award(app, hall):
    poll_id = awards.a_draft(hall)
    awards.of_groups(poll_id, ["语文组", "数学组"])
    awards.hold(app, hall, poll_id, [{"先进集体": ["语文组"]}] * 6)
    return Held(hall, poll_id, [])


MAKERS = {"evaluation": an_evaluation, "resolution": a_resolution, "award": an_award}


def published(held):
    counting.publish(certified(held).poll_id, version(held.poll_id), ACTOR)
    return held


def base(held) -> str:
    return f"/meetings/{held.hall.meeting_id}/polls/{held.poll_id}"


def page_of(held) -> str:
    return f"/results/{queries_poll(held.poll_id).manifest_hash}"


def words(reply) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", reply.text).split())


@pytest.mark.parametrize("kind", MAKERS)
def test_every_sheet_the_poll_page_leads_to_is_there_under_its_title(app, hall, secretary, kind):
    held = MAKERS[kind](app, hall)
    for name, title in kinds.registered()[kind].sheets:
        reply = secretary.get(f"{base(held)}/sheets/{name}")
        assert reply.status_code == 200
        assert str(title) in words(reply)
        assert "style=" not in reply.text
        assert reply.text.count("<h1") == 1


@pytest.mark.parametrize("kind", MAKERS)
def test_the_spreadsheet_holds_all_sheets_and_downloads_never_differ_case_133(
    app, hall, secretary, kind
):
    held = MAKERS[kind](app, hall)
    for path in ("result.xlsx", "archive.zip"):
        first = secretary.get(f"{base(held)}/{path}").data
        assert secretary.get(f"{base(held)}/{path}").data == first
    book = openpyxl.load_workbook(io.BytesIO(secretary.get(f"{base(held)}/result.xlsx").data))
    titles = " ".join(book.sheetnames)
    assert all(str(title) in titles for _name, title in kinds.registered()[kind].sheets)


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("path", ["result.xlsx", "archive.zip", "bundle.zip"])
def test_documents_are_for_officers_alone(app, hall, stranger, kind, path):
    held = published(MAKERS[kind](app, hall))
    for visitor in (stranger, delegate(app, hall)):
        reply = visitor.get(f"{base(held)}/{path}")
        assert reply.status_code in {302, 401, 403}
        assert b"PK" not in reply.data


@pytest.mark.parametrize("kind", ["resolution", "award"])
def test_a_published_result_is_everybodys_and_so_is_its_bundle(app, hall, stranger, kind):
    held = published(MAKERS[kind](app, hall))
    shown = words(stranger.get(page_of(held)))
    assert {"resolution": "同意 6 · 不同意 0", "award": "得票 6"}[kind] in shown
    assert stranger.get(f"{page_of(held)}/bundle.zip").data.startswith(b"PK")


def test_remarks_on_a_sheet_are_text_and_never_markup(app, hall, secretary):
    held = an_evaluation(app, hall)
    text = secretary.get(f"{base(held)}/sheets/comments").text
    assert "&lt;b&gt;讲课好&lt;/b&gt;" in text
    assert "<b>讲课好" not in text


# --- Whose a result is ------------------------------------------------------------------------

FIGURES = "优秀 6"


@pytest.mark.parametrize(
    ("visibility", "open_to_delegates", "open_to_strangers"),
    [
        (Visibility.LEADERS, False, False),
        (Visibility.BODIES, False, False),
        (Visibility.MEETING, True, False),
        (Visibility.PUBLIC, True, True),
    ],
)
def test_a_published_evaluation_shows_figures_to_its_audience_alone(
    app, hall, secretary, stranger, visibility, open_to_delegates, open_to_strangers
):
    held = published(an_evaluation(app, hall, visibility))
    assert FIGURES in words(secretary.get(page_of(held)))
    phone = words(delegate(app, hall).get(page_of(held)))
    assert (FIGURES in phone) is open_to_delegates
    assert (FIGURES in words(stranger.get(page_of(held)))) is open_to_strangers


@pytest.mark.parametrize("visibility", [Visibility.LEADERS, Visibility.MEETING])
def test_strangers_see_only_the_number_of_ballots_board_and_proofs(app, hall, stranger, visibility):
    held = published(an_evaluation(app, hall, visibility))
    reply = stranger.get(page_of(held))
    shown = words(reply)
    assert "不向社会公布" in shown
    assert re.search(r"发出选票 6 收回选票 6 有效票 6", shown)
    assert "查公告板" in shown
    assert "公告板根" in shown
    assert "bundle.zip" not in reply.text
    assert name_of(hall.outsider) not in shown


@pytest.mark.parametrize("visibility", [Visibility.LEADERS, Visibility.MEETING])
def test_a_bundle_with_all_counts_is_refused_to_whoever_may_not_see_them(
    app, hall, stranger, secretary, visibility
):
    held = published(an_evaluation(app, hall, visibility))
    for visitor in (stranger, delegate(app, hall), secretary):
        reply = visitor.get(f"{page_of(held)}/bundle.zip")
        assert reply.status_code == 403
        assert "公布包里有全部票数，不能下载" in words(reply)
    assert secretary.get(f"{base(held)}/bundle.zip").data.startswith(b"PK")


def test_before_it_is_published_a_declared_result_for_leaders_is_theirs_alone(
    app, hall, secretary, stranger
):
    held = an_evaluation(app, hall, Visibility.LEADERS)
    assert FIGURES in words(secretary.get(page_of(held)))
    for visitor in (stranger, delegate(app, hall)):
        shown = words(visitor.get(page_of(held)))
        assert FIGURES not in shown
        assert "结果已经在会上宣布" in shown


def test_a_receipt_can_be_looked_up_whoever_the_result_is_for(app, hall, stranger):
    held = published(an_evaluation(app, hall, Visibility.LEADERS))
    reply = stranger.client.post(f"{page_of(held)}/receipt", data={"code": "A" * 10})
    assert "公告板上没有这个回执码" in reply.text
