"""Who is judged: persons of the roster and bodies, their reports, their order on the sheet."""

import io

import pytest
from werkzeug.datastructures import FileStorage

from tests.cast import ACTOR, a_hall, queries_poll, version
from tests.services.congress.school import number_of
from tests.services.elections.making import move_to, rename
from tests.services.evaluations.making import (
    a_draft,
    all_issues,
    blocking,
    open_up,
    score_by,
    seal,
    the_evaluation,
)
from voting.audit import queries as audit
from voting.errors import NotFound, NotReady, StaleEdit, WrongInput
from voting.evaluations import queries, service
from voting.evaluations.kind import EvaluationKind
from voting.evaluations.service import NumberLine, SubjectFacts
from voting.evaluations.visibility import OrderRule
from voting.polls.reading import WrongDocument

KIND = EvaluationKind()
NAMES = ("丁一", "王二", "文三", "林四", "欧阳五", "赵六")


@pytest.fixture
def hall(app):
    made = a_hall(6)
    for person_id, name in zip(
        made.delegates, ("丁一", "王二", "文三", "林四", "欧阳五"), strict=False
    ):
        rename(person_id, name)
    return made


def shown(poll_id: int) -> list[str]:
    return [row.shown for row in queries.sheet_rows(the_evaluation(poll_id))]


def pdf(content: bytes = b"%PDF-1.7 report") -> FileStorage:
    return FileStorage(io.BytesIO(content), "述职报告.pdf")


def a_subject(poll_id: int):
    the_evaluation(poll_id)
    return queries.subjects(poll_id)[0]


def test_persons_and_bodies_stand_in_the_order_of_strokes_bodies_first(hall):
    one, two, three, four, five = hall.delegates[:5]
    poll_id = a_draft(hall, [five, three, one, four, two], bodies=["校领导班子"])

    assert shown(poll_id) == ["校领导班子", "丁一", "王二", "文三", "林四", "欧阳五"]
    assert KIND.candidate_people(queries_poll(poll_id)) == {one, two, three, four, five}


def test_a_person_comes_with_the_post_of_the_roster(hall):
    rename(hall.delegates[0], "丁一", post="教务主任")
    poll_id = a_draft(hall, hall.delegates[:1])
    option = KIND.contests(queries_poll(poll_id))[0].options[0]

    assert (option.name, option.note) == ("丁一", "教务主任")
    assert option.id == a_subject(poll_id).option_id


def test_several_are_added_by_their_numbers_with_post_and_note(hall):
    poll_id = a_draft(hall)
    lines = [
        NumberLine(number_of(hall.delegates[0]), "副校长", "1980年5月，原任教务主任"),
        NumberLine(number_of(hall.delegates[1])),
    ]
    service.add_subjects(poll_id, version(poll_id), lines, ACTOR)

    assert shown(poll_id) == ["丁一", "王二"]
    assert a_subject(poll_id).line == "副校长 · 1980年5月，原任教务主任"


def test_one_unknown_number_and_nobody_is_added(hall):
    poll_id = a_draft(hall)
    lines = [NumberLine(number_of(hall.delegates[0])), NumberLine("99999")]
    with pytest.raises(WrongInput, match="没有这些工号：99999"):
        service.add_subjects(poll_id, version(poll_id), lines, ACTOR)
    assert shown(poll_id) == []
    with pytest.raises(WrongInput, match="每行填写一个工号"):
        service.add_subjects(poll_id, version(poll_id), [], ACTOR)


def test_nobody_stands_on_a_sheet_twice(hall):
    poll_id = a_draft(hall, hall.delegates[:1], bodies=["校领导班子"])
    with pytest.raises(WrongInput, match="丁一已在名单中"):
        service.add_subject(poll_id, version(poll_id), hall.delegates[0], ACTOR)
    with pytest.raises(WrongInput, match="已在名单中"):
        service.add_body(poll_id, version(poll_id), "校领导班子", "", ACTOR)
    assert len(shown(poll_id)) == 2


def test_a_sheet_holds_only_so_many_subjects(hall, monkeypatch):
    monkeypatch.setattr("voting.evaluations.service.subjects.MOST_SUBJECTS", 2)
    poll_id = a_draft(hall, hall.delegates[:1], bodies=["校领导班子"])
    with pytest.raises(WrongInput, match="最多 2 个对象"):
        service.add_subject(poll_id, version(poll_id), hall.delegates[1], ACTOR)
    assert [one.position for one in queries.subjects(poll_id)] == [1, 2]


def test_a_stranger_to_the_roster_is_refused(hall):
    poll_id = a_draft(hall)
    with pytest.raises(NotFound, match="花名册里没有这个人"):
        service.add_subject(poll_id, version(poll_id), 999_999, ACTOR)


def test_namesakes_are_told_apart_by_their_units_or_cannot_be_sealed(hall):
    rename(hall.delegates[1], "丁一")
    poll_id = a_draft(hall, hall.delegates[:2])
    assert blocking(poll_id) == ["namesakes"]

    move_to(hall.delegates[1], "数学教研组")
    assert sorted(shown(poll_id)) == ["丁一（数学教研组）", "丁一（语文教研组）"]
    assert blocking(poll_id) == []


def test_what_the_sheet_says_of_a_subject_may_be_changed(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    facts = SubjectFacts(post="副校长", note="分管教学")
    service.change_subject(poll_id, version(poll_id), a_subject(poll_id).id, facts, ACTOR)

    assert a_subject(poll_id).line == "副校长 · 分管教学"


def test_a_body_may_be_renamed_and_a_person_may_not(hall):
    poll_id = a_draft(hall, hall.delegates[:1], bodies=["校班子"])
    for one in queries.subjects(poll_id):
        facts = SubjectFacts(name="校领导班子")
        service.change_subject(poll_id, version(poll_id), one.id, facts, ACTOR)

    assert shown(poll_id) == ["校领导班子", "丁一"]


def test_extra_points_say_who_decided_them_and_why(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    score_by(poll_id, 100, 80, 60, 40)
    one = a_subject(poll_id)
    with pytest.raises(WrongInput, match="三项缺一不可"):
        service.change_subject(poll_id, version(poll_id), one.id, SubjectFacts(extra="1.5"), ACTOR)
    facts = SubjectFacts(extra="1.5", extra_by="校务会", extra_reason="获市级先进")
    service.change_subject(poll_id, version(poll_id), one.id, facts, ACTOR)

    added = queries.plan_of(the_evaluation(poll_id)).extra
    assert [(each.subject, str(each.points), each.by) for each in added] == [
        (one.option_id, "3/2", "校务会")
    ]


def test_extra_points_that_are_no_number_are_refused(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    facts = SubjectFacts(extra="许多", extra_by="校务会", extra_reason="获奖")
    with pytest.raises(WrongDocument, match="应为数字"):
        service.change_subject(poll_id, version(poll_id), a_subject(poll_id).id, facts, ACTOR)
    assert a_subject(poll_id).extra == ""


def test_a_subject_is_taken_off_the_sheet_and_the_log_says_so(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    service.remove_subject(poll_id, version(poll_id), a_subject(poll_id).id, ACTOR)

    assert shown(poll_id) == ["王二"]
    assert "subject:removed" in [entry.event for entry in audit.entries().rows]


def test_a_subject_of_another_evaluation_is_not_there(hall):
    other = a_subject(a_draft(hall, hall.delegates[:1]))
    poll_id = a_draft(hall, hall.delegates[:1], title="另一项测评")
    with pytest.raises(NotFound, match="没有这个测评对象"):
        service.remove_subject(poll_id, version(poll_id), other.id, ACTOR)


# --- Case 87: while the poll is open the list stands ------------------------------------------


def test_while_an_evaluation_is_open_its_subjects_cannot_be_edited(app, hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    open_up(app, poll_id)
    one = a_subject(poll_id)
    acts = [
        lambda: service.add_subject(poll_id, version(poll_id), hall.delegates[2], ACTOR),
        lambda: service.add_body(poll_id, version(poll_id), "班子", "", ACTOR),
        lambda: service.change_subject(
            poll_id, version(poll_id), one.id, SubjectFacts(post="校长"), ACTOR
        ),
        lambda: service.remove_subject(poll_id, version(poll_id), one.id, ACTOR),
        lambda: service.order_by(poll_id, version(poll_id), OrderRule.POSTS, [one.id], "", ACTOR),
    ]
    for act in acts:
        with pytest.raises(NotReady, match="已经封存，不能再修改"):
            act()
    assert shown(poll_id) == ["丁一", "王二"]
    with pytest.raises(NotReady, match="投票已经开始"):
        service.attach_report(poll_id, one.id, pdf(), ACTOR)


# --- Reports ----------------------------------------------------------------------------------


def test_a_report_is_attached_replaced_and_taken_back_until_the_voting_begins(app, hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    one = a_subject(poll_id)
    assert "no_report" in [issue.code for issue in all_issues(poll_id)]

    service.attach_report(poll_id, one.id, pdf(), ACTOR)
    kept = a_subject(poll_id)
    first = kept.report_sha256
    assert (kept.report_name, kept.report_mime) == ("述职报告.pdf", "application/pdf")
    assert "no_report" not in [issue.code for issue in all_issues(poll_id)]
    assert [poll.id for poll in queries.with_reports(hall.meeting_id)] == [poll_id]

    seal(app, poll_id)
    service.attach_report(poll_id, one.id, pdf(b"%PDF-1.7 again"), ACTOR)
    assert a_subject(poll_id).report_sha256 not in {first, None}
    service.remove_report(poll_id, one.id, ACTOR)
    assert a_subject(poll_id).report_sha256 is None
    with pytest.raises(NotFound, match="没有述职报告"):
        service.remove_report(poll_id, one.id, ACTOR)


def test_what_is_no_document_is_refused_as_a_report(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    with pytest.raises(WrongInput, match="不支持这种文件"):
        service.attach_report(poll_id, a_subject(poll_id).id, pdf(b"MZ program"), ACTOR)
    assert a_subject(poll_id).report_sha256 is None


# --- Order ------------------------------------------------------------------------------------


def test_subjects_stand_by_their_posts_as_they_were_numbered(hall):
    poll_id = a_draft(hall, hall.delegates[:3])
    ids = [one.id for one in queries.subjects(poll_id)]
    service.order_by(poll_id, version(poll_id), OrderRule.POSTS, ids[::-1], "", ACTOR)
    assert shown(poll_id) == ["文三", "王二", "丁一"]

    service.order_by(poll_id, version(poll_id), OrderRule.STROKES, [], "", ACTOR)
    assert shown(poll_id) == ["丁一", "王二", "文三"]


def test_any_other_order_needs_a_reason_which_the_list_tells(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    ids = [one.id for one in queries.subjects(poll_id)][::-1]
    with pytest.raises(WrongInput, match="须写明理由"):
        service.order_by(poll_id, version(poll_id), OrderRule.MANUAL, ids, "", ACTOR)
    service.order_by(poll_id, version(poll_id), OrderRule.MANUAL, ids, "按述职先后", ACTOR)

    assert shown(poll_id) == ["王二", "丁一"]
    assert "manual_order" in [issue.code for issue in all_issues(poll_id)]


def test_an_order_of_an_older_list_is_refused(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    ids = [one.id for one in queries.subjects(poll_id)]
    with pytest.raises(StaleEdit, match="名单刚有变化"):
        service.order_by(poll_id, version(poll_id), OrderRule.POSTS, ids[:1], "", ACTOR)
