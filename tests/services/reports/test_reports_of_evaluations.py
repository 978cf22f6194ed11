"""The sheets of real evaluations: figures, groups, remarks, each subject's own."""

import pytest

from tests.cast import ACTOR, a_hall, queries_poll, version
from tests.services.evaluations.making import (
    B,
    C,
    E,
    a_draft,
    group,
    hold,
    options,
    score_by,
    show_to,
)
from tests.services.reports.reading import boxes, column, sentences, tables, under
from tests.services.reports.repacking import files_of
from voting.db import db
from voting.evaluations import queries, service
from voting.evaluations.visibility import Visibility
from voting.people.models import Person
from voting.reports import documents
from voting.reports.sheet import SheetName

STRENGTHS = ("讲课好", "守时", "肯帮人")


@pytest.fixture
def hall(app):
    return a_hall(8)


def sheet(poll_id, name):
    return documents.sheet_of(queries_poll(poll_id), name)[0]


def held(app, hall, **shown):
    """Two outsiders to the vote judged by six; three write a strength of the first."""
    poll_id = a_draft(hall, [hall.outsider, hall.delegates[0]])
    show_to(poll_id, Visibility.LEADERS, **shown)
    first, second = subjects(hall, poll_id)
    sheets = {person_id: {first: E, second: C} for person_id in hall.delegates[1:5]}
    sheets |= {
        hall.delegates[0]: {first: B, second: "own"},
        hall.delegates[5]: {first: C, second: C},
    }
    texts = {
        person_id: {"all": {first: {"strengths": text}}}
        for person_id, text in zip(hall.delegates[1:], STRENGTHS, strict=False)
    }
    hold(app, hall, poll_id, sheets, texts)
    return poll_id


def subjects(hall, poll_id):
    """Return the options of the outsider and of the first delegate."""
    known = options(poll_id)
    people = (hall.outsider, hall.delegates[0])
    return [known[db.session.get(Person, person_id).name] for person_id in people]


def row_of(table, person_id):
    name = db.session.get(Person, person_id).name
    return column(table, "姓名").index(name)


def test_the_summary_tells_the_real_figures_and_each_subjects_own_n(app, hall):
    poll_id = held(app, hall)
    table = tables(sheet(poll_id, SheetName.SUMMARY))[0]
    outsider, delegate = row_of(table, hall.outsider), row_of(table, hall.delegates[0])
    assert under(table, "选票", "有效 N")[outsider] == 6
    assert under(table, "优秀", "票")[outsider] == 4
    assert under(table, "优秀", "%")[outsider] == "66.7"
    # A delegate who is judged does not judge themselves.
    assert under(table, "选票", "有效 N")[delegate] == 5


def test_remarks_stand_in_an_order_of_their_own_and_only_where_the_plan_hands_them_over(app, hall):
    poll_id = held(app, hall)
    shown = [row[2] for row in tables(sheet(poll_id, SheetName.COMMENTS))[0].rows]
    assert sorted(shown) == sorted(STRENGTHS)
    own = documents.sheet_of(queries_poll(poll_id), SheetName.SUBJECTS)
    assert len(own) == 2
    assert all(boxes(each)["优点"].value == "" for each in own)


def test_remarks_stand_on_a_subjects_own_sheet_where_the_setting_says_so(app, hall):
    poll_id = held(app, hall, comments_shown=True)
    own = documents.sheet_of(queries_poll(poll_id), SheetName.SUBJECTS)
    name = db.session.get(Person, hall.outsider).name
    value = next(boxes(each)["优点"].value for each in own if each.about == name)
    assert all(text in value for text in STRENGTHS)


def test_scores_of_groups_stand_weighted_and_pooled_and_a_small_group_shows_dashes(app):
    hall = a_hall(12)
    poll_id = a_draft(hall, [hall.outsider])
    score_by(poll_id, 100, 80, 60, 40)
    group(poll_id, ("A票", "0.4"), ("B票", "0.6"), min_group=3)
    leaders = [db.session.get(Person, each).number for each in hall.delegates[:2]]
    first = queries.group_rows(poll_id)[0].id
    service.assign(poll_id, version(poll_id), first, leaders, ACTOR)
    (option,) = options(poll_id).values()
    marks = {each: {option: C} for each in hall.delegates[2:]}
    marks |= {each: {option: E} for each in hall.delegates[:2]}
    hold(app, hall, poll_id, marks)
    summary, groups, split = tables(sheet(poll_id, SheetName.SUMMARY))
    assert under(summary, "得分", "加权") == ["88.00"]
    assert under(summary, "得分", "合并") == ["83.33"]
    assert column(groups, "有效") == [2, 10]
    # What is left of the whole would tell the small group, so the other is withheld as well.
    assert column(split, "票别") == ["A票", "B票"]
    assert set(split.rows[0][3:]) == set(split.rows[1][3:]) == {"—"}


def test_dimensions_have_a_sheet_and_how_scores_come_about_is_said(app, hall):
    rows = [{"id": "d1", "title": "德"}, {"id": "d2", "title": "能"}]
    poll_id = a_draft(hall, [hall.outsider], dimensions=rows)
    score_by(poll_id, 100, 80, 60, 40)
    (option,) = options(poll_id).values()
    marks = {"d1": {option: E}, "d2": {option: C}}
    hold(app, hall, poll_id, dict.fromkeys(hall.delegates[:6], marks))
    table = tables(sheet(poll_id, SheetName.DIMENSIONS))[0]
    assert column(table, "测评项目") == ["德", "能"]
    assert under(table, "优秀", "票") == [6, 0]
    assert column(table, "得分") == ["100.00", "80.00"]
    summary = sheet(poll_id, SheetName.SUMMARY)
    assert column(tables(summary)[0], "得分") == ["90.00"]
    assert any("100" in one and "优秀" in one for one in sentences(summary))


def test_spreadsheet_and_archive_are_byte_identical_at_every_export_case_133(app, hall):
    poll = queries_poll(held(app, hall, comments_shown=True))
    with app.test_request_context():
        first = documents.archive_of_poll(poll)
        assert documents.archive_of_poll(poll) == first
        assert documents.workbook_of(poll) == documents.workbook_of(poll)
    page = files_of(first)["sheets.html"].decode()
    for title in ("民主测评汇总表", "分项统计表", "意见建议汇总", "个人测评结果"):
        assert title in page
