"""``voting count``: what it answers, and that a wrong file is refused with every wrong field."""

import json

import pytest
from click.testing import CliRunner, Result

from voting.elections.cli import COUNTERS, Answer, count


def a_file(**changes) -> dict:
    """Return the election of the commands' description, with real ballots."""
    return {
        "kind": "election",
        "rules": "union_election_2016",
        "eligible": 120,
        "attended": 96,
        "issued": 96,
        "returned": 95,
        "seats": 3,
        "members": 150,
        "candidates": [
            {"id": "a", "name": "李明", "unit": "数学教研组"},
            {"id": "b", "name": "王芳", "unit": "语文教研组"},
            {"id": "c", "name": "丁一", "unit": "英语教研组"},
            {"id": "d", "name": "欧阳四"},
        ],
        "roster": [
            {"name": "王五", "unit": "体育教研组", "barred": False},
            {"name": "赵六", "barred": True},
        ],
        "ballots": [
            {"marks": {"a": "approve", "b": "oppose"}, "write_ins": ["王五"], "count": 12},
            {"marks": {"a": "approve", "c": "approve", "d": "approve"}, "count": 62},
            {"marks": {"b": "approve", "d": "oppose"}, "write_ins": ["赵 六"], "count": 18},
            {"marks": {}, "count": 2},
            {"marks": dict.fromkeys("abcd", "approve")},
        ],
    } | changes


def run(document: object, *options: str) -> Result:
    text = document if isinstance(document, str | bytes) else json.dumps(document)
    return CliRunner().invoke(count, ["-", *options], input=text)


def answered(document: object) -> dict:
    result = run(document, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def refused(document: object) -> list[str]:
    """Return the lines of a refusal; nothing else was written."""
    result = run(document, "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr.splitlines()


def places(document: object) -> list[str]:
    return [line.partition("：")[0] for line in refused(document)]


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


def test_a_file_that_does_not_exist_is_refused(tmp_path):
    result = CliRunner().invoke(count, [str(tmp_path / "none.json")])

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "无法读取这个文件" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "第 1 行第 1 列"),
        ("{", "不是正确的 JSON"),
        ('{"kind": "election",\n "seats": }', "第 2 行第 11 列"),
        (b"\xff\xfe{}", "不是 UTF-8"),
        ("[1]", "应为一个 JSON 对象"),
        ('{"kind": "election", "seats": NaN}', "NaN 不是数字"),
        ('{"kind": "election", "seats": 3, "seats": 4}', "seats：同一个对象里写了两次"),
        ('{"kind": "election", "seats": ' + "9" * 5000 + "}", "数字太大"),
        ("[" * 100_000, "嵌套太深"),
    ],
)
def test_what_is_not_a_json_document_is_refused_in_one_line(data, said):
    lines = refused(data)

    assert len(lines) == 1
    assert said in lines[0]


@pytest.mark.parametrize("kind", ["resolution", "raffle", None, 5])
def test_a_kind_nobody_can_count_is_refused_and_the_known_ones_are_named(kind):
    lines = refused(a_file(kind=kind))

    assert len(lines) == 1
    assert lines[0].startswith("kind：")
    assert "election" in lines[0]


def test_a_missing_kind_is_refused():
    document = a_file()
    del document["kind"]

    assert places(document) == ["kind"]


def test_another_slice_can_add_its_kind(monkeypatch):
    def count_resolution(document: object) -> Answer:
        return Answer({"kind": "resolution", "items": document["items"]}, "表决")

    monkeypatch.setitem(COUNTERS, "resolution", count_resolution)

    assert answered({"kind": "resolution", "items": []}) == {"kind": "resolution", "items": []}
    assert run({"kind": "resolution", "items": []}).stdout == "表决\n"


@pytest.mark.parametrize("key", ["rules", "eligible", "seats", "candidates", "ballots"])
def test_a_missing_field_is_told(key):
    document = a_file()
    del document[key]

    assert key in places(document)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"eligible": 0}, "eligible"),
        ({"eligible": "120"}, "eligible"),
        ({"eligible": 120.0}, "eligible"),
        ({"eligible": True}, "eligible"),
        ({"eligible": None}, "eligible"),
        ({"eligible": 10**12}, "eligible"),
        ({"attended": -1}, "attended"),
        ({"attended": 121}, "attended"),
        ({"issued": "96"}, "issued"),
        ({"returned": 94}, "ballots"),
        ({"returned": 96}, "ballots"),
        ({"eligible": 90, "attended": 90}, "ballots"),
        ({"seats": 0}, "seats"),
        ({"members": 0}, "members"),
        ({"seat": 3}, "seat"),
        ({"rules": "no_such"}, "rules"),
        ({"rules": {"extends": "union_election_2016", "elect": {"base": "x"}}}, "rules.elect.base"),
        ({"candidates": {}}, "candidates"),
        ({"candidates": []}, "candidates"),
        ({"candidates": ["李明"]}, "candidates[0]"),
        ({"candidates": [{"id": "a"}]}, "candidates[0].name"),
        ({"candidates": [{"id": 1, "name": "李明"}]}, "candidates[0].id"),
        ({"candidates": [{"id": "a", "name": " "}]}, "candidates[0].name"),
        ({"candidates": [{"id": "a", "name": "李\u202e明"}]}, "candidates[0].name"),
        ({"candidates": [{"id": "a", "name": "李明", "age": 40}]}, "candidates[0].age"),
        ({"roster": {}}, "roster"),
        ({"roster": [{}]}, "roster[0].name"),
        ({"roster": [{"name": "王五", "barred": "no"}]}, "roster[0].barred"),
        ({"ballots": {}}, "ballots"),
        ({"ballots": [5]}, "ballots[0]"),
        ({"ballots": [{"marks": []}]}, "ballots[0].marks"),
        ({"ballots": [{"marks": {"z": "approve"}}]}, "ballots[0].marks.z"),
        ({"ballots": [{"marks": {"a": "yes"}}]}, "ballots[0].marks.a"),
        ({"ballots": [{"marks": {"a": None}}]}, "ballots[0].marks.a"),
        ({"ballots": [{"marks": {}, "count": 0}]}, "ballots[0].count"),
        ({"ballots": [{"marks": {}, "count": 1.5}]}, "ballots[0].count"),
        ({"ballots": [{"marks": {}, "number": 2}]}, "ballots[0].number"),
        ({"ballots": [{"write_ins": "王五"}]}, "ballots[0].write_ins"),
        ({"ballots": [{"write_ins": [""]}]}, "ballots[0].write_ins[0]"),
        ({"ballots": [{"write_ins": [7]}]}, "ballots[0].write_ins[0]"),
        ({"ballots": [{"write_ins": ["王" * 21]}]}, "ballots[0].write_ins[0]"),
        ({"ballots": [{"write_ins": ["\ud800"]}]}, "ballots[0].write_ins[0]"),
    ],
)
def test_a_wrong_field_is_told_with_its_place(changes, place):
    assert place in places(a_file(**changes))


def test_a_candidates_id_is_used_once():
    twice = [{"id": "a", "name": "李明"}, {"id": "a", "name": "王芳"}]

    assert "candidates[1].id" in places(a_file(candidates=twice))


def test_all_wrong_fields_are_told_at_once_one_line_each():
    document = a_file(seats=0, eligible="x", rules="none", ballots=[{"count": -1}, {"marks": 1}])

    assert places(document) == [
        "rules",
        "ballots[0].count",
        "ballots[1].marks",
        "eligible",
        "seats",
    ]


def test_a_key_with_a_line_break_stays_on_one_line():
    assert len(refused(a_file(**{"a\nb": 1}))) == 1


def test_more_papers_than_people_are_pointed_out():
    assert "多于参加选举人数" in answered(a_file(issued=97))["warnings"][0]


def test_fewer_candidates_than_seats_are_pointed_out():
    assert "少于应选名额" in answered(a_file(seats=5))["warnings"][0]


def test_seats_that_do_not_fit_the_members_are_pointed_out():
    assert "名额不符" in answered(a_file(members=5000))["warnings"][0]


def test_rules_that_leave_the_norm_are_pointed_out():
    assert "4/5" in answered(a_file(rules="quorum_four_fifths"))["warnings"][0]
