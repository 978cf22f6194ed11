"""What people read of ``voting count`` for an evaluation."""

from tests.rules.count_files import run
from tests.rules.evaluation_files import SCORED, an_evaluation, piles
from tests.rules.test_evaluation_schemes import ABC, ABC_BALLOTS, FIVE, FLAGS, SUMS, summed


def lines(document: dict) -> list[str]:
    result = run(document)
    assert result.exit_code == 0
    return result.stdout.splitlines()


def test_people_read_a_table_with_every_figure_and_its_base():
    text = "\n".join(lines(an_evaluation(ABC_BALLOTS, groups=ABC, scheme=SCORED, title="述职测评")))

    assert "测评：述职测评" in text
    assert "发出 170　收回 170　有效 170（其中空白 0）　无效 0" in text
    assert "回收率 100.0%（收回/发出）　有效率 100.0%（有效/收回）" in text
    assert "计分办法：等次折算分数，取平均。" in text
    assert "比例的基数：有效票" in text
    assert "98（57.6%）" in text
    assert "【A票】" in text


def test_the_weighted_score_stands_beside_the_plain_one():
    row = next(
        line
        for line in lines(an_evaluation(ABC_BALLOTS, groups=ABC, scheme=SCORED))
        if "丁一" in line
    )

    assert row.split()[-3:] == ["90.37", "88.71", "1"]


def test_without_weights_there_is_nothing_beside_the_score():
    row = next(
        line for line in lines(an_evaluation(piles(5, 0, 0, 0), scheme=SCORED)) if "丁一" in line
    )

    assert row.split()[-3:] == ["100.00", "—", "1"]


def test_the_columns_stand_below_each_other():
    shown = lines(an_evaluation(piles(5, 1, 0, 0), scheme=SCORED, unknown="unknown"))
    head = next(line for line in shown if line.startswith("序号"))
    row = next(line for line in shown if "丁一" in line)

    def columns_before(line: str, word: str) -> int:
        return len(line[: line.index(word)].encode("gbk"))

    assert columns_before(head, "得分") == columns_before(row, "96.67")


def test_rejected_sheets_are_told_with_their_reason():
    subjects = [{"id": "s", "name": "丁一"}, {"id": "t", "name": "王二"}]
    ballots = [{"marks": {"s": "excellent", "t": "excellent"}}, {"rejected": True}]
    text = "\n".join(lines(an_evaluation(ballots, subjects=subjects, limits={"excellent": 1})))

    assert "无效票：某一等次的人数超过限额，1 张" in text
    assert "无效票：无法辨认，1 张" in text


def test_flags_are_said_in_words():
    text = "\n".join(lines(an_evaluation(piles(0, 0, 0, 9), scheme=FLAGS)))

    assert "好评得票率没有达到界限；差评得票率超过界限" in text
    assert "提示：提示只表示得票率越过界限，如何处理须经组织考核认定。" in text


def test_dimensions_have_tables_of_their_own():
    shown = lines(summed("good"))
    at = shown.index("【德】")

    assert shown[at + 2].split()[:4] == ["1", "丁一", "6", "6（100.0%）"]
    assert any("89.00（优秀）" in line for line in shown)
    assert any("综合评价与综合得分不相对应" in line for line in shown)
    assert [one["title"] for one in FIVE if f"【{one['title']}】" not in shown] == []
    assert SUMS["overall"] == "overall"


def test_dimensions_with_bands_of_their_own_have_no_sum_by_grade():
    document = summed("good")
    document["dimensions"] = FIVE[:5]
    document["scheme"] = {key: value for key, value in SUMS.items() if key != "overall"}
    del document["ballots"][0]["marks"]["s"]["overall"]
    row = next(line for line in lines(document) if "丁一" in line)

    assert row.split()[:7] == ["1", "丁一", "6", "—", "—", "—", "—"]


def test_withheld_figures_are_said_to_be_withheld():
    ballots = piles(2, 0, 0, 0, group="A") + piles(9, 0, 0, 0, group="B")
    groups = {"A": {"title": "A票"}, "B": {"title": "B票"}}
    text = "\n".join(lines(an_evaluation(ballots, groups=groups)))

    assert text.count("不单列") == 3  # a line in each group, and the sentence below


def test_an_invalid_vote_and_a_missed_quorum_have_no_table():
    invalid = "\n".join(lines(an_evaluation(piles(5, 0, 0, 0), issued=4)))
    missed = "\n".join(
        lines(an_evaluation(piles(5, 0, 0, 0), quorum="2/3", eligible=10, attended=5))
    )

    assert "测评有效：否" in invalid
    assert "到会人数达到要求：否" in missed
    assert "序号" not in invalid + missed
