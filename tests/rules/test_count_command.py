"""``voting count``: what it answers to programs and to people."""

import json

from click.testing import CliRunner

from tests.rules.count_files import a_file, answered, run
from voting.cli import count


def test_a_file_is_counted_and_answered_in_the_promised_form():
    assert answered(a_file()) == {
        "kind": "election",
        "valid_election": True,
        "quorum": True,
        "counts": {
            "eligible": 120,
            "attended": 96,
            "issued": 96,
            "returned": 95,
            "valid": 94,
            "rejected": 1,
            "blank": 2,
            "not_returned": 1,
        },
        "threshold": {
            "base": "eligible",
            "of": 120,
            "need": 61,
            "operator": ">",
            "share": "1/2",
        },
        "tally": [
            {"id": "a", "name": "李明", "approve": 74, "oppose": 0, "abstain": 20, "passed": True},
            {"id": "c", "name": "丁一", "approve": 62, "oppose": 0, "abstain": 32, "passed": True},
            {
                "id": "d",
                "name": "欧阳四",
                "approve": 62,
                "oppose": 18,
                "abstain": 14,
                "passed": True,
            },
            {
                "id": "b",
                "name": "王芳",
                "approve": 18,
                "oppose": 12,
                "abstain": 64,
                "passed": False,
            },
        ],
        "write_ins": [
            {"name": "赵六", "approve": 18, "passed": False, "status": "void"},
            {"name": "王五", "approve": 12, "passed": False, "status": "resolved"},
        ],
        "elected": ["a", "c", "d"],
        "runoff": None,
        "vacant": 0,
        "next": [],
        "warnings": [],
    }


def test_a_run_off_is_answered_with_its_seats_and_between_whom():
    ballots = [
        {"marks": {"a": "approve", "c": "approve"}, "count": 62},
        {"marks": {"b": "approve", "d": "approve"}, "count": 33},
    ]
    rules = {"extends": "union_election_2016", "elect": "1/4 > eligible"}
    result = answered(a_file(rules=rules, ballots=ballots))

    assert result["elected"] == ["c", "a"]
    assert result["runoff"] == {"seats": 1, "between": ["b", "d"]}
    assert (result["vacant"], result["next"]) == (0, ["runoff"])


def test_figures_that_are_left_out_or_null_follow_from_the_ballots():
    document = a_file(attended=None, members=None)
    del document["issued"], document["returned"], document["roster"]
    result = answered(document)

    assert result["quorum"] is None
    assert result["counts"]["attended"] is None
    assert result["counts"]["issued"] == result["counts"]["returned"] == 95
    assert {row["status"] for row in result["write_ins"]} == {"resolved"}


def test_rules_may_be_overridden_in_the_file():
    rules = {"extends": "union_election_2016", "elect": {"share": "2/3", "op": ">="}}

    assert answered(a_file(rules=rules))["threshold"]["need"] == 80


def test_people_read_a_table_with_every_figure_and_its_base():
    result = run(a_file())

    assert result.exit_code == 0
    assert "发出 96　收回 95　未收回 1　有效 94（其中空白 2）　无效 1" in result.stdout
    assert "当选要求：超过应到会人数的 1/2；应到会人数为 120，至少得 61 票" in result.stdout
    assert "61.7%（74/120）" in result.stdout
    assert "无效票：所选人数多于应选名额，1 张" in result.stdout
    assert "当选 3 人：李明、丁一、欧阳四" in result.stdout


def test_the_columns_of_the_table_stand_below_each_other():
    lines = run(a_file()).stdout.splitlines()
    head = next(line for line in lines if line.startswith("序号"))
    row = next(line for line in lines if "李明" in line)

    def columns_before(line: str, word: str) -> int:
        return len(line[: line.index(word)].encode("gbk"))

    assert columns_before(head, "赞成") == columns_before(row, "74")


def test_people_read_what_a_shortage_and_a_tie_lead_to():
    short = run(a_file(ballots=[{"marks": {"a": "approve"}, "count": 95}])).stdout
    assert "缺额 2 人，可以：另行选举、暂缺" in short

    rules = {"extends": "union_election_2016", "elect": "1/4 > eligible"}
    ballots = [
        {"marks": {"a": "approve"}, "count": 47},
        {"marks": {"b": "approve"}, "count": 47},
        {"marks": {}},
    ]
    tie = run(a_file(seats=1, rules=rules, ballots=ballots)).stdout
    assert "票数相等：王芳、李明，就 1 个名额再次投票" in tie


def test_an_invalid_election_is_answered_without_votes_and_is_no_error():
    result = answered(a_file(issued=94))

    assert result["valid_election"] is False
    assert (result["tally"], result["elected"], result["runoff"]) == ([], [], None)
    assert "选举有效：否" in run(a_file(issued=94)).stdout


def test_a_file_is_read_from_disk(tmp_path):
    file = tmp_path / "投票.json"
    file.write_text(json.dumps(a_file(), ensure_ascii=False), "utf-8-sig")
    result = CliRunner().invoke(count, [str(file), "--json"])

    assert json.loads(result.stdout) == answered(a_file())


def test_more_papers_than_people_are_pointed_out():
    assert "多于参加选举人数" in answered(a_file(issued=97))["warnings"][0]


def test_fewer_candidates_than_seats_are_pointed_out():
    assert "少于应选名额" in answered(a_file(seats=5))["warnings"][0]


def test_seats_that_do_not_fit_the_members_are_pointed_out():
    assert "名额不符" in answered(a_file(members=5000))["warnings"][0]


def test_rules_that_leave_the_norm_are_pointed_out():
    assert "4/5" in answered(a_file(rules="quorum_four_fifths"))["warnings"][0]
