"""The frozen document: what it holds, and what is never in it."""

import json

from tests.rules.survey_forms import answered, program
from tests.rules.survey_results import FACTS, FORM, frozen, people, released
from voting.ballots import canonical
from voting.surveys.policy import Policy, Whole
from voting.surveys.rates import Returns
from voting.surveys.results.freezing import (
    Source,
    comments_of,
    freeze,
    reasons,
    with_comments,
)
from voting.surveys.results.reading import Results

TEXTS = program("| text | t | 建议 |\n| select_one 字母 or_other | o | 哪个 |")


def written(number: int) -> list:
    return [answered(TEXTS, {"t": f"第{n:02d}条"}) for n in range(number)]


def test_the_document_is_canonical_and_reads_back_the_same():
    made = released()
    assert canonical.parse(canonical.encode(made)) == made
    assert canonical.encode(released()) == canonical.encode(made)


def test_case_112_the_rates_carry_both_their_numbers():
    shares = {each["name"]: each for each in frozen()["rates"]["shares"]}
    assert shares["回收率"] == {
        "name": "回收率",
        "numerator": 1609,
        "denominator": 1664,
        "percent": "96.7%",
    }
    assert (shares["有效率"]["percent"], shares["有效问卷回收率"]["percent"]) == ("89.2%", "86.3%")


def test_where_one_batch_does_not_say_how_many_went_out_there_is_no_rate_of_return():
    made = frozen(sources=[Source("手机", 100, 90, 80), Source("校区", None, 20, 20)])
    assert made["rates"]["issued"] is None
    assert [each["name"] for each in made["rates"]["shares"]] == ["有效率"]


def test_no_text_and_no_single_number_is_in_it_before_comments_are_agreed_on():
    made = json.dumps(frozen(), ensure_ascii=False)
    assert "降价" not in made
    assert "别的味道" not in made
    assert '"min"' not in made
    assert '"median"' not in made


def test_the_order_of_the_responses_changes_nothing():
    given = people()
    assert released(given) == released(given[::-1])


def test_small_cells_are_withheld_over_all_responses_where_the_survey_says_so():
    few = frozen(policy=Policy(whole=Whole.SMALL_CELLS))
    shown = next(each for each in few["tables"] if each["name"] == "o")
    usual = next(each for each in frozen()["tables"] if each["name"] == "o")
    assert [option["count"] for option in usual["options"]] == [47, 1, 0, 12]
    assert [option["count"] for option in shown["options"]][1] == "—"


def test_reasons_few_responses_share_are_told_together_and_never_alone():
    returns = Returns(100, 100, 80)
    assert reasons([("甲", 12), ("乙", 4), ("丙", 4)], returns, 5) == [
        ("甲", 12),
        ("其他原因", 8),
    ]


def test_where_the_rest_of_the_reasons_is_too_small_a_larger_one_goes_with_it():
    returns = Returns(100, 100, 80)
    assert reasons([("甲", 12), ("乙", 6), ("丙", 2)], returns, 5) == [("甲", 12), ("其他原因", 8)]
    assert reasons([("甲", 3)], Returns(9, 9, 6), 5) == []


def test_comments_need_ten_people_and_come_sorted():
    assert comments_of(TEXTS, written(9), 10) == []
    [(name, texts)] = comments_of(TEXTS, written(10)[::-1], 10)
    assert name == "t"
    assert texts == [f"第{n:02d}条" for n in range(10)]


def test_texts_beside_other_are_comments_of_their_own():
    given = [answered(TEXTS, {"o": "other", "o_other": f"别的{n}"}) for n in range(10)]
    [(name, texts)] = comments_of(TEXTS, given, 10)
    assert name == "o_other"
    assert len(texts) == 10


def test_case_120_an_open_text_of_a_withheld_table_gives_no_comments():
    made = frozen(policy=Policy(whole=Whole.SMALL_CELLS))
    shown = with_comments(made, [("o_other", ["别的"] * 12), ("t", ["降价"] * 15)])
    assert [each["question"] for each in shown["comments"]] == ["t"]


def test_comments_are_printed_with_their_question_and_the_words_of_many():
    made = released()
    labels = [each["label"] for each in made["comments"]]
    assert labels == ["最喜欢哪个（其他）", "您的建议"]
    words = {each["question"]: dict(each["words"]) for each in made["words"]}
    assert words["t"]["食堂降价"] == 15
    assert all(n >= 5 for found in words.values() for n in found.values())


def test_a_comment_that_was_left_out_is_nowhere():
    made = with_comments(frozen(), [("t", ["留下的"])])
    assert made["comments"] == [{"question": "t", "label": "您的建议", "texts": ["留下的"]}]
    assert made["words"] == []


def test_a_survey_nobody_answered_validly_can_be_counted():
    made = freeze(FACTS, FORM, [], [Source("手机", 10, 0, 0)], [], ["unit"], Policy())
    results = Results(made)
    assert all(each.is_withheld for each in results.questions)
    assert results.weakest() == []
