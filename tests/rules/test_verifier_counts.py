"""A changed mark or count is found, and the verifier says whose."""

import json

import pytest

from tests.services.reports.repacking import (
    changed,
    files_of,
    put_together,
    resigned,
)
from tests.services.reports.sample_bundle import failed, finding, the_bundle
from tests.services.reports.sample_poll import CONTEST
from verifier import count_checks
from voting.ballots import canonical
from voting.ballots.rules import Reason


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bundle.zip"


def test_one_altered_mark_is_found_by_the_recount(path):
    def alter(records):
        marks = records["contests"][CONTEST]["marks"]["o3"]
        marks.remove("oppose")
        marks.insert(marks.index("oppose"), "approve")

    changed(the_bundle(), "records.json", alter, path)
    assert failed(path) == {"tally"}
    assert "文三" in finding(path, "tally")


def test_a_mark_moved_within_the_bounds_is_still_found(path):
    def move(records):
        marks = records["contests"][CONTEST]["marks"]
        marks["o1"] = sorted([*marks["o1"][1:], "oppose"])

    changed(the_bundle(), "records.json", move, path)
    assert "tally" in failed(path)


def test_a_mark_that_is_not_on_the_scale_is_named(path):
    def alter(records):
        records["contests"][CONTEST]["marks"]["o1"][-1] = "x-large"

    changed(the_bundle(), "records.json", alter, path)
    assert "marks" in failed(path)


def test_a_missing_mark_is_named(path):
    changed(
        the_bundle(),
        "records.json",
        lambda records: records["contests"][CONTEST]["marks"]["o1"].pop(),
        path,
    )
    assert "marks" in failed(path)
    assert "丁一" in finding(path, "marks")


def test_more_approvals_than_all_sheets_could_hold_are_named(path):
    def stuff(records):
        marks = records["contests"][CONTEST]["marks"]
        for option in marks:
            marks[option] = ["abstain"] + ["approve"] * 9

    changed(the_bundle(), "records.json", stuff, path)
    assert "limits" in failed(path)


def test_a_name_written_on_more_ballots_than_there_are_is_told(path):
    def write(times):
        def stuff(records):
            records["contests"][CONTEST]["write_ins"] = ["王五"] * times

        changed(the_bundle(), "records.json", stuff, path)
        return finding(path, "limits")

    assert write(10) == "另选人“王五”有 10 票，多于划过的有效票 9 张"
    assert "多于划过的有效票" not in write(9)


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("eligible", 14, {"bounds", "counts", "threshold"}),
        ("attended", 12, {"counts"}),
        ("issued", 13, {"bounds", "electors", "counts"}),
        ("returned", 10, {"bounds", "counts"}),
        ("valid", 9, {"verdicts", "counts"}),
        ("rejected", 2, {"verdicts", "counts"}),
        ("blank", 0, {"verdicts", "counts"}),
        ("not_returned", 0, {"bounds", "counts"}),
    ],
)
def test_every_changed_count_is_found(path, key, value, named):
    changed(the_bundle(), "counts.json", lambda counts: counts.update({key: value}), path)
    assert named <= failed(path)


def test_a_count_changed_in_both_places_is_found_by_what_it_counts(path):
    files = files_of(the_bundle())
    for name in ("counts.json", "result.json"):
        value = json.loads(files[name])
        (value if name == "counts.json" else value["counts"]).update(returned=12, not_returned=0)
        files[name] = canonical.encode(value)
    resigned(files)
    put_together(files, path)
    assert failed(path) == {"bounds"}


@pytest.mark.parametrize(
    ("papers", "word"),
    [
        (lambda papers: papers[:-1], "不符"),
        (lambda papers: [*papers[:-1], papers[0]], "两次"),
        (lambda papers: [*papers[:-1], "99999"], "名册"),
        (lambda papers: papers[::-1], "排序"),
    ],
    ids=["one missing", "one twice", "a stranger", "out of order"],
)
def test_a_wrong_list_of_who_took_papers_is_found(path, papers, word):
    def change(counts):
        counts["papers"] = papers(counts["papers"])

    changed(the_bundle(), "counts.json", change, path)
    assert failed(path) == {"electors"}
    assert word in finding(path, "electors")


def test_an_unknown_reason_for_rejecting_is_named(path):
    def change(records):
        records["verdicts"]["reasons"] = {"i_did_not_like_it": 1}

    changed(the_bundle(), "records.json", change, path)
    assert failed(path) == {"verdicts"}


def test_the_reasons_are_those_of_the_service_that_a_phones_ballot_can_have():
    assert {
        reason.value for reason in Reason if reason is not Reason.ON_PAPER
    } == count_checks._REASONS
