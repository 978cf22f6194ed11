"""A changed result, ruling or signature is found, and the verifier says which."""

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
from voting.ballots import canonical


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bundle.zip"


FORGERIES = {
    "more approvals": ("tally", lambda result: result["tally"][0].update(approve=9)),
    "passed without the votes": ("tally", lambda result: result["tally"][2].update(passed=True)),
    "another name": ("tally", lambda result: result["tally"][0].update(name="丁二")),
    "another order": ("tally", lambda result: result["tally"].reverse()),
    "a candidate left out": ("tally", lambda result: result["tally"].pop()),
    "one more elected": ("outcome", lambda result: result["elected"].append("o3")),
    "another elected": ("outcome", lambda result: result.update(elected=["o1", "o3"])),
    "a seat left empty": ("outcome", lambda result: result.update(vacant=1)),
    "another next step": ("outcome", lambda result: result.update(next=["reballot"])),
    "a run-off for nothing": (
        "outcome",
        lambda result: result.update(runoff={"seats": 1, "between": ["o2", "o3"]}),
    ),
    "a lower threshold": ("threshold", lambda result: result["threshold"].update(need=6)),
    "another base": (
        "threshold",
        lambda result: result["threshold"].update(base="valid", of=10),
    ),
    "no quorum": ("validity", lambda result: result.update(quorum=False)),
    "not valid": ("validity", lambda result: result.update(valid_election=False)),
    "more votes written in": (
        "write_ins",
        lambda result: result["write_ins"][0].update(approve=3),
    ),
    "written in and passed": (
        "write_ins",
        lambda result: result["write_ins"][0].update(passed=True),
    ),
    "a written name left out": ("write_ins", lambda result: result["write_ins"].pop(0)),
    "another kind": ("counts", lambda result: result.update(kind="resolution")),
    "another count": ("counts", lambda result: result["counts"].update(valid=11)),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_changed_result_is_found_even_when_it_is_signed_anew(path, forgery):
    named, change = FORGERIES[forgery]
    files = files_of(the_bundle())
    result = json.loads(files["result.json"])
    change(result)
    files["result.json"] = canonical.encode(result)
    resigned(files)
    put_together(files, path)
    assert failed(path) == {named}


def test_a_signature_under_another_result_is_found(path):
    def change(signatures):
        signatures["sign_offs"][0]["result_hash"] = "ab" * 32

    changed(the_bundle(), "signatures.json", change, path)
    assert failed(path) == {"signatures"}


def test_a_result_nobody_signed_is_told(path):
    changed(the_bundle(), "signatures.json", lambda signed: signed["sign_offs"].clear(), path)
    assert failed(path) == {"signatures"}
    assert "没有任何" in finding(path, "signatures")


def test_a_name_ruled_another_person_is_found(path):
    def change(rulings):
        rulings["contests"][CONTEST][0]["name"] = "李四"

    changed(the_bundle(), "rulings.json", change, path)
    assert failed(path) == {"write_ins"}


def test_a_name_without_a_ruling_is_found(path):
    changed(
        the_bundle(), "rulings.json", lambda rulings: rulings["contests"][CONTEST].clear(), path
    )
    assert "rulings" in failed(path)


def test_an_added_written_in_name_is_found(path):
    def change(records):
        records["contests"][CONTEST]["write_ins"].append("王五")

    changed(the_bundle(), "records.json", change, path)
    assert failed(path) == {"write_ins"}


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [("at", "yesterday", "协调世界时"), ("office", "king", "职务")],
)
def test_a_signature_of_no_office_or_time_is_named(path, field, value, word):
    def change(signatures):
        signatures["sign_offs"][0][field] = value

    changed(the_bundle(), "signatures.json", change, path)
    assert failed(path) == {"signatures"}
    assert word in finding(path, "signatures")


def test_the_same_signature_twice_is_named(path):
    def double(signatures):
        signatures["sign_offs"].append(signatures["sign_offs"][0])

    changed(the_bundle(), "signatures.json", double, path)
    assert "两次" in finding(path, "signatures")


def test_a_reason_without_a_void_ruling_is_named(path):
    def change(rulings):
        rulings["contests"][CONTEST][0]["reason"] = "不知道"

    changed(the_bundle(), "rulings.json", change, path)
    assert "rulings" in failed(path)


def test_a_written_in_person_moved_to_another_unit_is_named(path):
    def change(rulings):
        rulings["contests"][CONTEST][0]["unit"] = "后勤处"

    changed(the_bundle(), "rulings.json", change, path)
    assert failed(path) == {"write_ins"}
