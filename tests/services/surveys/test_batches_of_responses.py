"""Answers on paper: files with the phone's checks, kept as batches, and who may take a paper."""

import csv
import io
import json
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.conftest import SECRET
from tests.services.ballots.voters import at_once
from tests.services.surveys import making
from tests.services.surveys.making import ACTOR, a_survey, answer, at, closed, fresh, sheet
from voting import clock
from voting.audit.models import AuditEntry
from voting.ballots import canonical
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, NotFound, NotReady, Refusal, StaleEdit, WrongInput
from voting.polls.reading import WrongDocument
from voting.surveys import batch_template, content, opening, progress, queries
from voting.surveys.models import Invalidation, Invitation, ResponseBatch
from voting.surveys.responses import EXPLANATION
from voting.surveys.rules import Mode
from voting.surveys.service import batching, counting, issuing, paper_list, responding
from voting.surveys.service.batching import BatchFacts

COLUMNS = ("unit", "q1", "q2", "wish")
GOOD = (("math", "5", "4", "多些书"), ("art", "3", "3", ""), ("math", "1", "2", "少开会"))
FACTS = BatchFacts("东校区纸质问卷", 10)


def a_file(*rows, columns=COLUMNS) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue().encode()


def imported(survey, *rows, facts=FACTS) -> ResponseBatch:
    batch = batching.read(survey, a_file(*(rows or GOOD)), "纸质.csv")
    return batching.keep(survey.id, facts, batch, ACTOR)


def numbers(person_ids) -> list[str]:
    return [f"{person_id:05d}" for person_id in person_ids]


def before_opening(**facts):
    return a_survey(opens_at=clock.now() + timedelta(days=1), **facts)


def events(name: str) -> list[AuditEntry]:
    wanted = select(AuditEntry).where(AuditEntry.event == name).order_by(AuditEntry.number)
    return list(db.session.execute(wanted).scalars())


def test_a_batch_is_kept_with_its_figures(app, survey):
    made = imported(survey, *GOOD, ("", "", "", "没写部门"))
    assert (made.issued, made.returned, made.valid) == (10, 4, 3)
    assert batching.invalid_rows(made)[0][0] == 5
    (entry,) = events("survey:batch-imported")
    assert json.loads(entry.details)["returned"] == 4


def test_the_order_of_the_sheets_is_lost(app, survey):
    first = imported(survey)
    second = imported(survey, *reversed(GOOD), facts=BatchFacts("倒过来的", 10))
    assert first.content == second.content


def test_batches_are_counted_with_the_phones(app, people, survey):
    for n, person_id in enumerate(people[:6]):
        answer(survey, person_id, sheet(n))
    imported(survey)
    closed(survey.id)
    opened = list(opening.responses(fresh(survey.id), SECRET))
    assert len(opened) == 9
    assert {each.unfit for each in opened} == {""}
    done = counting.count(survey.id, fresh(survey.id).version, ACTOR, SECRET)
    rates = json.loads(done.results)["rates"]
    assert (rates["issued"], rates["returned"], rates["valid"]) == (22, 9, 9)
    assert queries.batches(survey.id)[0].content is None


def test_wrong_rows_are_told_all_at_once_and_nothing_is_kept(app, survey):
    rows = (("math", "9", "4", ""), ("physics", "5", "4", ""))
    with pytest.raises(WrongDocument) as refused:
        imported(survey, *rows)
    assert [each.place for each in refused.value.problems] == [
        "答卷第 2 行“q1”",
        "答卷第 3 行“unit”",
    ]
    assert queries.batches(survey.id) == []


def test_an_empty_file_is_refused(app, survey):
    with pytest.raises(WrongInput, match="没有答卷"):
        batching.read(survey, a_file(), "空.csv")
    with pytest.raises(WrongInput, match="空的"):
        batching.read(survey, b"", "../..")


def test_more_returned_than_given_out_is_refused(app, survey):
    with pytest.raises(WrongInput, match="3 份答卷，比发出的 2 份还多"):
        imported(survey, facts=BatchFacts("东校区", 2))
    assert queries.batches(survey.id) == []


def test_how_many_were_given_out_must_be_said_but_by_an_open_link(app, survey):
    with pytest.raises(WrongInput, match="回收率"):
        imported(survey, facts=BatchFacts("东校区", None))
    by_link = a_survey(mode=Mode.OPEN)
    assert imported(by_link, facts=BatchFacts("东校区", None)).issued is None


def test_the_same_title_and_the_same_answers_are_refused(app, survey):
    rows = [("math", str(1 + n % 5), "3", f"意见{n}") for n in range(6)]
    imported(survey, *rows)
    with pytest.raises(WrongInput, match="已经有一批"):
        imported(survey)
    with pytest.raises(WrongInput, match="已经导入过"):
        imported(survey, *rows, facts=BatchFacts("又一次", 10))
    assert len(queries.batches(survey.id)) == 1


def test_drafts_and_counted_surveys_take_no_batches(app, people, survey):
    draft = making.a_draft()
    with pytest.raises(NotReady, match="还没有发布"):
        batching.read(draft, a_file(*GOOD), "纸质.csv")
    batch = batching.read(survey, a_file(*GOOD), "纸质.csv")
    closed(survey.id)
    counting.count(survey.id, fresh(survey.id).version, ACTOR, SECRET)
    with pytest.raises(NotReady, match="已经统计"):
        batching.keep(survey.id, FACTS, batch, ACTOR)


def test_a_batch_is_removed_with_a_reason_and_what_was_judged_of_it(app, survey):
    made = imported(survey)
    closed(survey.id)
    with unit_of_work() as session:
        for response in (f"batch:{made.id}:1", f"batch:{made.id}1:1"):
            session.add(
                Invalidation(survey_id=survey.id, response=response, reason="重复", actor=ACTOR)
            )
    version = fresh(survey.id).version
    batching.remove(survey.id, made.id, version, "录错了", ACTOR)
    assert queries.batches(survey.id) == []
    assert set(queries.invalidations(survey.id)) == {f"batch:{made.id}1:1"}
    (entry,) = events("survey:batch-removed")
    assert json.loads(entry.details)["reason"] == "录错了"
    with pytest.raises(StaleEdit):
        batching.remove(survey.id, made.id, version, "录错了", ACTOR)
    with pytest.raises(NotFound, match="刚被移除"):
        batching.remove(survey.id, made.id, fresh(survey.id).version, "录错了", ACTOR)


def test_after_counting_a_batch_stays(app, survey):
    made = imported(survey)
    closed(survey.id)
    counting.count(survey.id, fresh(survey.id).version, ACTOR, SECRET)
    with pytest.raises(NotReady, match="已经统计"):
        batching.remove(survey.id, made.id, fresh(survey.id).version, "录错了", ACTOR)


def test_the_workbook_to_fill_in_can_be_read_back(app, survey):
    made = batch_template.workbook(queries.manifest_of(survey).program)
    book = load_workbook(io.BytesIO(made))
    filled, options = book.worksheets
    headings = [cell.value for cell in filled[1]]
    assert headings[:3] == ["序号", "unit", "q1"]
    assert "wants_other" in headings
    assert filled.cell(2, 1).value == EXPLANATION
    assert "您的部门" in filled.cell(2, 2).value
    assert ["unit", "您的部门", "math", "数学组"] in [
        [cell.value for cell in row] for row in options.rows
    ]
    filled.cell(3, 1, "1")
    filled.cell(3, 2, "math")
    filled.cell(3, 3, "5")
    kept = io.BytesIO()
    book.save(kept)
    batch = batching.read(survey, kept.getvalue(), "录入表.xlsx")
    ((row, checked),) = batch.valid
    assert row == 3
    assert checked.answers == {"unit": "math", "q1": "5"}
    assert batch.invalid == []


def test_whoever_is_on_the_list_gets_no_paper_on_the_phone(app, people):
    survey = before_opening()
    assert paper_list.give(survey.id, numbers(people[:3]), ACTOR) == 3
    survey = at(survey, opens_at=None)
    with pytest.raises(NotAllowed, match="纸质问卷"):
        answer(survey, people[0], sheet())
    answer(survey, people[3], sheet())
    assert queries.on_paper(survey.id) == 3


def test_those_on_paper_count_as_taken_and_not_among_the_phones(app, people):
    survey = before_opening()
    paper_list.give(survey.id, numbers(people[:2]), ACTOR)
    shown = progress.progress(fresh(survey.id))
    assert (shown.invited, shown.on_paper, shown.taken) == (12, 2, 2)
    imported(survey, facts=BatchFacts("纸质", 3))
    at(survey, opens_at=None)
    closed(survey.id)
    done = counting.count(survey.id, fresh(survey.id).version, ACTOR, SECRET)
    assert json.loads(done.results)["rates"]["issued"] == 13


def test_before_the_opening_somebody_can_be_taken_off_the_list(app, people):
    survey = before_opening()
    paper_list.give(survey.id, numbers(people[:2]), ACTOR)
    paper_list.take_back(survey.id, numbers(people)[0], ACTOR)
    assert [each.id for each in paper_list.listed(survey.id)] == [people[1]]
    at(survey, opens_at=None)
    with pytest.raises(NotReady, match="不能再改"):
        paper_list.take_back(survey.id, numbers(people)[1], ACTOR)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ([], "请填写工号"),
        (["00001", "99999"], "不在邀请名单上.*99999"),
        (["00001", "00001"], "写了两次"),
    ],
)
def test_a_list_with_anything_wrong_puts_nobody_on_it(app, people, typed, told):
    survey = before_opening()
    with pytest.raises(WrongInput, match=told):
        paper_list.give(survey.id, typed, ACTOR)
    assert queries.on_paper(survey.id) == 0


def test_nobody_is_put_on_the_list_twice(app, people):
    survey = before_opening()
    paper_list.give(survey.id, numbers(people[:1]), ACTOR)
    with pytest.raises(WrongInput, match="已经登记过"):
        paper_list.give(survey.id, numbers(people[:2]), ACTOR)
    assert queries.on_paper(survey.id) == 1


def test_once_it_is_open_people_are_put_on_the_list_one_by_one(app, people, survey):
    with pytest.raises(NotReady, match="一位一位"):
        paper_list.give(survey.id, numbers(people[:2]), ACTOR)
    assert paper_list.give(survey.id, numbers(people[:1]), ACTOR) == 1


def test_whoever_took_a_paper_on_the_phone_gets_none_and_the_log_keeps_the_try(app, people, survey):
    answer(survey, people[0], sheet())
    with pytest.raises(NotReady, match="已经在手机上领过"):
        paper_list.give(survey.id, numbers(people[:1]), ACTOR)
    assert queries.on_paper(survey.id) == 0
    (entry,) = events("survey:paper-refused")
    assert json.loads(entry.details) == {"numbers": ["00001"]}


def test_of_phone_and_paper_at_once_one_is_given(app, people, survey):
    device, public_id, survey_id = making.a_device(survey), survey.public_id, survey.id
    db.session.rollback()

    def asked(way):
        with app.app_context():
            if way == "paper":
                return paper_list.give(survey_id, numbers(people[:1]), ACTOR)
            return len(issuing.take_paper(public_id, people[0], device.blinded, SECRET))

    done = at_once(asked, ["paper", "phone"])
    assert sum(isinstance(each, Refusal) for each in done) == 1
    mine = queries.invitation(survey_id, people[0])
    assert mine.on_paper is (mine.signature is None)


def test_an_open_link_and_a_closed_survey_have_no_list(app, people, survey):
    with pytest.raises(NotReady, match="公开链接"):
        paper_list.give(a_survey(mode=Mode.OPEN).id, numbers(people[:1]), ACTOR)
    closed(survey.id)
    with pytest.raises(NotReady, match="作答期间"):
        paper_list.give(survey.id, numbers(people[:1]), ACTOR)


def test_signed_surveys_take_one_answer_each_too(app, people):
    survey = a_survey(mode=Mode.NAMED)
    sent = canonical.parse(content.encoded(sheet()))
    paper_list.give(survey.id, numbers(people[:1]), ACTOR)
    with pytest.raises(NotAllowed, match="纸质问卷"):
        responding.answer_named(survey.public_id, people[0], sent)
    responding.answer_named(survey.public_id, people[1], sent)
    with pytest.raises(NotReady, match="已经在手机上领过"):
        paper_list.give(survey.id, numbers(people[1:2]), ACTOR)


def test_the_database_itself_keeps_phone_and_paper_apart(app, people, survey):
    answer(survey, people[0], sheet())
    with pytest.raises(Exception, match="phone_or_paper"), unit_of_work() as session:
        session.get_one(Invitation, (survey.id, people[0])).on_paper = True
    db.session.rollback()


def test_a_survey_of_others_is_not_touched(app, people, survey):
    other = a_survey(title="另一份")
    made = imported(other)
    with pytest.raises(NotFound):
        batching.remove(survey.id, made.id, fresh(survey.id).version, "录错了", ACTOR)
    assert len(queries.batches(other.id)) == 1
