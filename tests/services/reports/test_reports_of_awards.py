"""The sheets of real awards: votes, and the list with what was decided afterwards."""

import pytest

from tests.cast import ACTOR, a_hall, queries_poll
from tests.services.awards.making import a_draft, ballots, hold, of_groups, of_people, sections
from tests.services.elections.making import rename
from tests.services.reports.reading import column, figures, sentences, tables
from tests.services.reports.repacking import files_of
from voting.awards import service
from voting.polls import counting
from voting.reports import documents
from voting.reports.sheet import SheetName

NAMES = ("丁一", "王二", "文三", "李四", "张五", "赵六")


@pytest.fixture
def hall(app):
    made = a_hall(6)
    for person_id, name in zip(made.delegates, NAMES, strict=True):
        rename(person_id, name)
    return made


def sheet(poll_id, name):
    return documents.sheet_of(queries_poll(poll_id), name)[0]


def a_tie(app, hall, *, declare=True):
    """An award of one place for which 丁一 and 王二 have three votes each."""
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:3])
    votes = ballots("先进个人", ("丁一", 3), ("王二", 3), of=6)
    hold(app, hall, poll_id, votes, declare=declare)
    return poll_id


def test_the_report_tells_the_real_votes_of_every_section(app, hall):
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:3], quota=2)
    of_groups(poll_id, ["语文组", "数学组"])
    votes = [{"先进个人": ["王二", "丁一"], "先进集体": ["数学组"]}] * 3 + [{"先进个人": ["王二"]}]
    hold(app, hall, poll_id, votes)
    report = sheet(poll_id, SheetName.AWARD)
    persons, groups = tables(report)
    assert figures(report)["收回选票"] == 4
    assert column(persons, "候选对象") == ["王二", "丁一", "文三"]
    assert column(persons, "得票") == [4, 3, 0]
    assert column(persons, "结果") == ["获奖", "获奖", "无票"]
    assert column(groups, "候选对象")[0] == "数学组"
    listed = tables(sheet(poll_id, SheetName.WINNERS))
    assert [column(one, "获奖者") for one in listed] == [["丁一", "王二"], ["数学组"]]


@pytest.mark.parametrize("declare", [False, True])
def test_equal_ones_stay_open_on_the_list_before_and_after_it_is_declared(app, hall, declare):
    poll_id = a_tie(app, hall, declare=declare)
    assert column(tables(sheet(poll_id, SheetName.AWARD))[0], "结果")[:2] == ["并列待定"] * 2
    listed = sheet(poll_id, SheetName.WINNERS)
    assert tables(listed)[0].rows == ()
    assert "丁一、王二票数或得分相等，须再次投票或由会议决定。" in sentences(listed)


def test_whom_the_meeting_decided_on_stands_on_the_list_as_such(app, hall):
    poll_id = a_tie(app, hall)
    (section,) = sections(poll_id)
    found = counting.result_of(poll_id)[0]["sections"][0]
    chosen = next(row["id"] for row in found["nominees"] if row["name"] == "王二")
    facts = service.DecisionFacts(chosen=(chosen,), body="主席团", note="按业绩决定")
    service.decide(poll_id, section.id, facts, ACTOR)
    table = tables(sheet(poll_id, SheetName.WINNERS))[0]
    assert table.rows == ((1, "王二", "语文教研组", "会议决定"),)


def test_spreadsheet_and_archive_are_byte_identical_at_every_export_case_133(app, hall):
    poll = queries_poll(a_tie(app, hall))
    with app.test_request_context():
        first = documents.archive_of_poll(poll)
        assert documents.archive_of_poll(poll) == first
        assert documents.workbook_of(poll) == documents.workbook_of(poll)
    page = files_of(first)["sheets.html"].decode()
    for title in ("评选结果报告单", "获奖名单"):
        assert title in page
