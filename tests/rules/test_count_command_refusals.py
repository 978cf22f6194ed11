"""``voting count`` refuses a wrong file with every wrong field, and writes nothing."""

import pytest
from click.testing import CliRunner

from tests.rules.count_files import a_file, answered, places, refused, run
from voting.cli import COUNTERS, count
from voting.polls.count_command import Answer


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


@pytest.mark.parametrize("kind", ["motion", "raffle", None, 5])
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
