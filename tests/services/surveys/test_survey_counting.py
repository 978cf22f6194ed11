"""Opening and counting: what cannot count, frozen tables, destroyed keys, torn-off comments."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import text

from tests.conftest import SECRET
from tests.rules.survey_forms import imported
from tests.services.surveys.making import (
    ACTOR,
    a_device,
    a_survey,
    all_answer,
    answer,
    cast,
    closed,
    fresh,
    paper_of,
    sealed_bytes,
    sheet,
)
from voting import clock
from voting.audit.models import AuditEntry
from voting.ballots import board
from voting.ballots.refusals import BoxDamaged
from voting.db import box_engine, db, unit_of_work
from voting.errors import NotReady, StaleEdit
from voting.surveys import content, opening, queries
from voting.surveys.models import Comment, Invalidation, ResponseBatch, SurveyKey
from voting.surveys.rules import Mode, State
from voting.surveys.service import counting, judging

WISH = "希望食堂多开两个窗口"


def counted(survey_id: int):
    found = closed(survey_id)
    return counting.count(found.id, found.version, ACTOR, SECRET)


def results(survey) -> dict:
    return json.loads(survey.results)


def a_batch(survey, sheets, *, returned: int | None = None, issued: int | None = 20) -> int:
    """Put a batch of paper there, as an import leaves it."""
    pairs = [[[name, value] for name, value in each.items()] for each in sheets]
    with unit_of_work() as session:
        batch = ResponseBatch(
            survey_id=survey.id,
            title="纸质",
            issued=issued,
            returned=returned or len(sheets),
            valid=len(sheets),
            content=json.dumps(pairs, ensure_ascii=False).encode(),
            imported_at=clock.now(),
        )
        session.add(batch)
        session.flush()
        return batch.id


def test_what_was_answered_is_what_is_counted(survey, people):
    all_answer(survey, people)
    found = counted(survey.id)
    rates = results(found)["rates"]
    assert (rates["issued"], rates["returned"], rates["valid"]) == (12, 12, 12)
    [unit] = [table for table in results(found)["tables"] if table["name"] == "unit"]
    assert [option["count"] for option in unit["options"][:2]] == [6, 6]
    assert found.state == State.COUNTED


GARBLED = {
    "nothing": b"",
    "no JSON": b"\xff\xfe",
    "another document": b'{"votes": 1}',
    "a list": b"[]",
    "deep": b"[" * 5000,
    "a number for an answer": b'{"answers":[["q1",5]],"hurried":false,"language":""}',
    "a doubled question": b'{"answers":[["q1","5"],["q1","4"]],"hurried":false,"language":""}',
    "a float": b'{"answers":[],"hurried":1.5,"language":""}',
    "half a pair": b'{"answers":[["q1","\\ud800"]],"hurried":false,"language":""}',
    "a long language": b'{"answers":[],"hurried":false,"language":"' + b"x" * 70 + b'"}',
    "an object": b'{"answers":{"q1":"5"},"hurried":false,"language":""}',
}


def test_a_garbled_content_comes_back_and_does_not_count(people):
    survey = a_survey(mode=Mode.OPEN)
    for plain in GARBLED.values():
        cast(survey, sealed_bytes(survey, None, plain))
    for n in range(6):
        answer(survey, None, sheet(n))
    found = closed(survey.id)
    judged = judging.judged(found, SECRET)
    assert (judged.returned, judged.valid) == (len(GARBLED) + 6, 6)
    assert {each.unfit for each in judged.unfit} == {"内容无法读取"}
    done = counting.count(found.id, found.version, ACTOR, SECRET)
    assert results(done)["invalid"] == [["内容无法读取", len(GARBLED)]]
    assert results(done)["rates"]["valid"] == 6


UNFIT = {
    "nothing answered": ({}, "有必答题没有回答"),
    "a required one left out": ({"q1": "5"}, "有必答题没有回答"),
    "an unknown option": (sheet(q1="6"), "有的答案无法识别"),
    "several for one": (sheet(q1=["5", "4"]), "有的答案无法识别"),
    "too long": (sheet(wish="长" * 2001), "有的答案无法识别"),
    "hidden characters": (sheet(wish="好\u202e评"), "有的答案无法识别"),
    "an option twice": (sheet(wants=["a", "a"]), "有的答案无法识别"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_an_answer_the_phone_would_not_send_cannot_count(survey, people, case):
    answers, reason = UNFIT[case]
    answer(survey, people[0], answers)
    answer(survey, people[1], sheet())
    judged = judging.judged(closed(survey.id), SECRET)
    assert (judged.returned, judged.valid) == (2, 1)
    assert [each.unfit for each in judged.unfit] == [reason]


def test_answers_to_unknown_questions_are_passed_over(survey, people):
    answer(survey, people[0], sheet(__proto__="x", 身份证="1", wish=WISH))
    [response] = opening.responses(closed(survey.id), SECRET)
    assert not response.unfit
    assert set(response.checked.answers) == {"unit", *(f"q{n}" for n in range(1, 7)), "wish"}


def test_nobodys_words_stand_in_a_reason(people):
    """Readers of results see reasons: whoever forges answers must not be able to print there."""
    survey = a_survey(mode=Mode.OPEN)
    for _ in range(6):
        answer(survey, None, sheet(q1="校长下台"))
        answer(survey, None, sheet(_ + 1))
    found = counted(survey.id)
    assert results(found)["invalid"] == [["有的答案无法识别", 6]]
    assert "校长" not in found.results.decode()


def test_a_constraint_that_does_not_hold_makes_unfit(people):
    form = imported(
        """
        | type | name | label | constraint |
        | integer | years | 教龄 | . <= 50 |
        """
    ).form
    survey = a_survey(form, by=())
    answer(survey, people[0], {"years": "51"})
    answer(survey, people[1], {"years": "50"})
    judged = judging.judged(closed(survey.id), SECRET)
    assert (judged.valid, [each.unfit for each in judged.unfit]) == (1, ["有的答案不符合题目要求"])


def test_an_answer_is_good_if_it_was_on_the_day_it_was_given(people):
    form = imported(
        """
        | type | name | label | constraint |
        | date | day | 今天 | . = today() |
        """
    ).form
    survey = a_survey(form, by=())
    begin = clock.now()
    for days, person_id in zip((0, 2, 4), people, strict=False):
        with time_machine.travel(begin + timedelta(days=days), tick=False):
            answer(survey, person_id, {"day": clock.today().isoformat()})
    answer(survey, people[4], {"day": "2020-01-01"})
    with time_machine.travel(begin + timedelta(days=5), tick=False):
        judged = judging.judged(closed(survey.id), SECRET)
        assert (judged.returned, judged.valid) == (4, 3)


def test_an_answer_to_what_was_asked_on_its_day_only_is_not_dropped(people):
    first = clock.today().isoformat()
    form = imported(
        f"""
        | type | name | label | relevant |
        | text | wish | 意见 | today() <= date('{first}') |
        | select_one 是否 | fine | 好吗 | |
        """
    ).form
    survey = a_survey(form, by=())
    answer(survey, people[0], {"wish": "早来的", "fine": "yes"})
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        answer(survey, people[1], {"fine": "yes"})
        found = closed(survey.id)
        kept = [each.checked.answers.get("wish") for each in opening.responses(found, SECRET)]
    assert sorted(kept, key=str) == [None, "早来的"]


def test_a_box_that_was_tampered_with_is_not_opened(survey, people):
    all_answer(survey, people[:3])
    found = closed(survey.id)
    with box_engine().begin() as connection:
        connection.execute(text("DELETE FROM sealed_ballot WHERE 1 = 1"))
    with pytest.raises(BoxDamaged):
        list(opening.responses(found, SECRET))
    with pytest.raises(BoxDamaged):
        counting.count(found.id, found.version, ACTOR, SECRET)
    assert fresh(survey.id).state == State.CLOSED
    assert db.session.get(SurveyKey, survey.id) is not None


def test_where_a_signature_is_not_good_no_content_is_opened(survey, people, monkeypatch):
    all_answer(survey, people[:3])
    found = closed(survey.id)
    # Whoever can write to the box can write the root too; signatures still tell.
    with box_engine().begin() as connection:
        connection.execute(
            text("UPDATE sealed_ballot SET signature = (SELECT max(signature) FROM sealed_ballot)")
        )
    monkeypatch.setattr(opening, "_opened", lambda *_: pytest.fail("a content was opened"))
    with pytest.raises(BoxDamaged):
        list(opening.responses(found, SECRET))


def test_nothing_is_opened_while_the_survey_is_under_way(survey, people):
    all_answer(survey, people[:3])
    with pytest.raises(NotReady, match="任何人都不能查看"):
        judging.judged(survey, SECRET)


def test_counting_destroys_the_keys_for_good(survey, people):
    all_answer(survey, people)
    batch = a_batch(survey, [sheet(), sheet(1)])
    found = counted(survey.id)
    assert db.session.get(SurveyKey, survey.id) is None
    assert db.session.get(ResponseBatch, batch).content is None
    with pytest.raises(NotReady, match="已经统计完毕"):
        judging.judged(found, SECRET)
    with pytest.raises(NotReady, match="开封钥匙已销毁，任何人都不能再打开答卷"):
        list(opening.responses(found, SECRET))


def test_whoever_asks_for_a_paper_after_counting_gets_none(survey, people):
    all_answer(survey, people[:6])
    found = counted(survey.id)
    with pytest.raises(Exception, match="已经截止"):
        paper_of(found, people[7], a_device(found))


def test_a_batch_is_counted_with_the_phones_and_by_its_own_numbers(survey, people):
    all_answer(survey, people)
    a_batch(survey, [sheet(n) for n in range(5)], returned=7)
    found = counted(survey.id)
    assert results(found)["sources"] == [
        {"title": "手机", "issued": 12, "returned": 12, "valid": 12},
        {"title": "纸质", "issued": 20, "returned": 7, "valid": 5},
    ]
    rates = results(found)["rates"]
    assert (rates["issued"], rates["returned"], rates["valid"]) == (32, 19, 17)


def test_a_batch_that_comes_while_it_is_counted_stops_the_count(survey, people, monkeypatch):
    all_answer(survey, people)
    found = closed(survey.id)
    freeze = counting.freezing.freeze

    def slow(*facts):
        a_batch(survey, [sheet()])
        return freeze(*facts)

    monkeypatch.setattr(counting.freezing, "freeze", slow)
    with pytest.raises(StaleEdit, match="统计时有人导入"):
        counting.count(found.id, found.version, ACTOR, SECRET)
    assert fresh(survey.id).state == State.CLOSED
    assert db.session.get(SurveyKey, survey.id) is not None


def test_a_judgement_that_comes_while_it_is_counted_stops_the_count(survey, people, monkeypatch):
    all_answer(survey, people)
    answered = closed(survey.id)
    freeze = counting.freezing.freeze

    def slow(*facts):
        with unit_of_work():
            fresh(survey.id).version += 1
        return freeze(*facts)

    monkeypatch.setattr(counting.freezing, "freeze", slow)
    with pytest.raises(StaleEdit):
        counting.count(answered.id, answered.version, ACTOR, SECRET)
    assert fresh(survey.id).results is None


def test_a_judgement_on_a_batch_that_is_gone_counts_nowhere(survey, people):
    all_answer(survey, people)
    with unit_of_work() as session:
        session.add_all(
            Invalidation(survey_id=survey.id, response=f"batch:9:{n}", reason="重复", actor="王芳")
            for n in range(6)
        )
    assert results(counted(survey.id))["invalid"] == []


def test_comments_are_torn_off_where_enough_people_wrote(people):
    survey = a_survey(comment_least=5)
    for n, person_id in enumerate(people):
        others = {"wish": f"第{n}条意见"}
        if n < 4:
            others |= {"wants": ["other"], "wants_other": f"其他{n}"}
        answer(survey, person_id, sheet(n, **others))
    found = counted(survey.id)
    kept = queries.comments(found.id)
    assert {each.question for each in kept} == {"wish"}
    assert sorted(each.text for each in kept) == sorted(f"第{n}条意见" for n in range(12))
    assert [each.position for each in kept] == list(range(1, 13))
    assert "意见" not in json.dumps(results(found)["comments"], ensure_ascii=False)


def test_comments_are_shuffled_for_each_question_anew(people, monkeypatch):
    form = imported(
        """
        | type | name | label |
        | text | one | 甲 |
        | text | two | 乙 |
        """
    ).form
    survey = a_survey(form, by=(), comment_least=5)
    for n, person_id in enumerate(people):
        answer(survey, person_id, {"one": f"甲{n:02}", "two": f"乙{n:02}"})
    counted(survey.id)
    rows = {"one": [], "two": []}
    for each in queries.comments(survey.id):
        rows[each.question].append(each.text[1:])
    assert sorted(rows["one"]) == sorted(rows["two"])
    # One shuffle in 12! leaves them as they were.
    assert rows["one"] != rows["two"]
    assert rows["one"] != sorted(rows["one"])


def test_too_few_comments_are_kept_nowhere(people, tmp_path):
    survey = a_survey(comment_least=10)
    for n, person_id in enumerate(people):
        answer(survey, person_id, sheet(n, **({"wish": f"{WISH}{n}号"} if n < 9 else {})))
    key = db.session.get(SurveyKey, survey.id).sealing
    found = counted(survey.id)
    assert queries.comments(found.id) == []
    assert db.session.query(Comment).count() == 0
    if db.engine.dialect.name == "sqlite":
        left = b"".join(path.read_bytes() for path in files_of(tmp_path))
        assert WISH.encode() not in left
        assert key not in left
        assert found.manifest_hash.encode() in left


def files_of(folder: Path) -> list[Path]:
    """The files of both databases, with their write-ahead logs."""
    return sorted(folder.glob("*.sqlite*"))


def test_the_wrapped_key_lies_in_the_files_until_it_is_destroyed(survey, people, tmp_path):
    """The search above finds what is there."""
    if db.engine.dialect.name == "sqlite":
        key = db.session.get(SurveyKey, survey.id).sealing
        assert key in b"".join(path.read_bytes() for path in files_of(tmp_path))


def test_a_receipt_tells_nobody_which_response_it_is(survey, people):
    """An officer who demands a receipt's code finds no response by it."""
    receipt = answer(survey, people[0], sheet(), hurried=True)
    found = closed(survey.id)
    [response] = judging.judged(found, SECRET).flagged
    assert receipt.code != response.id
    assert board.receipt_code(receipt.digest) not in response.id
    assert receipt.digest.hex()[:8] not in response.id


def test_a_survey_nobody_answered_can_be_counted(survey):
    rates = results(counted(survey.id))["rates"]
    assert (rates["issued"], rates["returned"], rates["valid"]) == (12, 0, 0)


def test_the_log_holds_the_digest_of_the_frozen_tables(survey, people):
    all_answer(survey, people)
    found = counted(survey.id)
    entry = db.session.query(AuditEntry).filter_by(event="survey:counted").one()
    details = json.loads(entry.details)
    assert details["digest"] == hashlib.sha256(found.results).hexdigest()
    assert (details["returned"], details["valid"]) == (12, 12)


def test_the_encoded_answers_of_the_longest_sheet_fit(survey, people):
    """Whatever the questionnaire allows fits into the one size of its responses."""
    longest = sheet(wish="\\\n" * 999 + "😀", wants=["a", "b", "c", "other"], wants_other='"' * 200)
    plain = content.encoded(longest, language="x" * 64)
    assert len(plain) <= queries.manifest_of(survey).plaintext_size
    answer(survey, people[0], longest)
    [response] = opening.responses(closed(survey.id), SECRET)
    assert not response.unfit
