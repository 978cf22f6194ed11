"""The sheets of real votes on documents agree with the box, on phones and on paper."""

import io
import zipfile

import pytest

from tests.cast import ACTOR, a_hall, queries_poll, version, vote
from tests.services.reports.counted_election import Held, Pile, in_box, opened_and_counted
from tests.services.reports.reading import column, figures, sentences, tables
from tests.services.reports.repacking import files_of
from tests.services.resolutions.drafting import a_draft, add, hold, seal
from voting.ballots.rules import Selections
from voting.errors import NotFound
from voting.polls import lifecycle
from voting.reports import documents
from voting.reports.sheet import SheetName


@pytest.fixture
def hall(app):
    return a_hall(6)


@pytest.fixture
def poll_id(app, hall):
    """A vote of 6 on two documents, need 4: the first is carried by 4, the second has 3."""
    made = a_draft(hall)
    one, two = add(made, "分配方案"), add(made, "考核办法")
    votes = [{one: "agree", two: "agree"}] * 3 + [{one: "agree", two: "oppose"}, {}]
    hold(app, hall, made, votes)
    return made


def sheet(poll_id, name):
    return documents.sheet_of(queries_poll(poll_id), name)[0]


def test_the_report_tells_the_real_figures_of_every_document(app, poll_id):
    report = sheet(poll_id, SheetName.RESOLUTION)
    table = tables(report)[0]
    assert figures(report)["应到"] == 6
    assert figures(report)["收回选票"] == 5
    assert column(table, "议题") == ["分配方案", "考核办法"]
    assert column(table, "同意") == [4, 3]
    assert column(table, "不同意") == [0, 1]
    assert column(table, "弃权") == [1, 1]
    assert column(table, "未投") == [1, 1]
    assert column(table, "结果") == ["通过", "未通过"]
    assert any("须 4 票同意" in one for one in sentences(report))


def test_the_checklist_holds_every_demand_of_the_rules(app, poll_id):
    table = tables(sheet(poll_id, SheetName.LEGALITY))[0]
    assert column(table, "核对事项") == [
        "到会人数",
        "计算基数",
        "通过比例",
        "投票方式",
        "会议文件",
    ]
    assert column(table, "核对结果")[:4] == ["符合"] * 4


def test_phones_and_paper_are_told_apart_and_together(app, hall):
    poll_id = a_draft(hall)
    option = f"d{add(poll_id, '分配方案')}"
    seal(app, poll_id)
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    for person_id in hall.delegates[:3]:
        agreed = Selections({"c1": {option: "agree"}}, {})
        vote(app, hall, poll_id, person_id, agreed)
    ballots = [{"c1": {option: "agree"}}, {"c1": {option: "void"}}]
    box = Pile("流动票箱一", 3, ballots, rejected=1)
    in_box(poll_id, box, hall.delegates[3:], hall)
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    opened_and_counted(app, Held(hall, poll_id, []))
    report = sheet(poll_id, SheetName.RESOLUTION)
    documents_table, boxes = tables(report)
    assert column(documents_table, "同意") == [4]
    assert column(documents_table, "本项作废") == [1]
    assert [row[:6] for row in boxes.rows] == [
        ("手机票", 3, 3, 3, 0, 0),
        ("流动票箱一", 3, 3, 2, 1, 0),
        ("合计", 6, 6, 5, 1, 0),
    ]


def test_spreadsheet_and_archive_are_byte_identical_at_every_export_case_133(app, poll_id):
    poll = queries_poll(poll_id)
    with app.test_request_context():
        first = documents.archive_of_poll(poll)
        assert documents.archive_of_poll(poll) == first
        assert documents.workbook_of(poll) == documents.workbook_of(poll)
    inside = files_of(first)
    assert set(inside) == {"bundle.zip", "result.xlsx", "sheets.html"}
    assert zipfile.is_zipfile(io.BytesIO(inside["result.xlsx"]))
    for title in ("表决结果报告单", "会议合法性核对表"):
        assert title in inside["sheets.html"].decode()


def test_a_sheet_of_another_kind_is_not_found(app, poll_id):
    for name in (SheetName.COUNT, SheetName.SUMMARY, "voters"):
        with pytest.raises(NotFound, match="没有这种报告单"):
            documents.sheet_of(queries_poll(poll_id), name)
