"""Honest bundles pass; what is odd as a whole is found, and nothing stops the verifier."""

import json

import pytest
from hypothesis import given, strategies as st

import verifier
from tests.services.reports.repacking import (
    ANYTHING,
    changed,
    files_of,
    put_together,
    replaced,
    resigned,
)
from tests.services.reports.sample_bundle import failed, finding, the_bundle, the_source
from tests.services.reports.sample_poll import SHEETS, a_source
from verifier import container, verification
from voting.ballots import canonical
from voting.reports.bundle import bundle_of, packed
from voting.reports.readme import readme


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("strange") / "bundle.zip"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bundle.zip"


BUNDLED = tuple(name for name in container.DOCUMENTS if name.endswith(".json"))


def test_an_honest_bundle_passes_every_check(path):
    path.write_bytes(the_bundle())
    report = verifier.verify(path)
    assert report.ok, report.text()
    assert len(report.checks) > 20


@pytest.mark.parametrize(
    ("sheets", "electors", "issued"),
    [
        ([({"o1": "approve", "o2": "approve"}, [])] * 6 + [({"o3": "approve"}, [])] * 4, 12, 11),
        ([({"o1": "approve"}, [])] * 4 + [({"o2": "approve"}, [])] * 3, 12, 8),
        ([({"o3": "oppose", "o2": "oppose"}, ["王五", "赵六"])] * 8, 12, 10),
        ([({}, [])], 1, 1),
        ([], 3, 2),
    ],
    ids=["nobody passes twice", "too few", "two written in are elected", "one blank", "empty box"],
)
def test_an_honest_bundle_passes_whatever_the_outcome(path, sheets, electors, issued):
    source = a_source(sheets, electors=electors, attended=electors, issued=issued)
    path.write_bytes(bundle_of(source, readme(source)))
    report = verifier.verify(path)
    assert report.ok, report.text()


def test_a_tie_at_the_cut_is_recounted_as_a_run_off(path):
    first, last = {"o1": "approve", "o2": "approve"}, {"o2": "approve", "o3": "approve"}
    sheets = [(first, [])] * 5 + [({"o1": "approve", "o3": "approve"}, [])] * 5 + [(last, [])] * 2
    source = a_source(sheets, electors=13, attended=13, issued=12)
    path.write_bytes(bundle_of(source, readme(source)))
    assert json.loads(source.result)["runoff"] == {"seats": 1, "between": ["o2", "o3"]}
    assert verifier.verify(path).ok


def test_a_tie_decided_by_the_service_is_found(path):
    sheets = [({"o1": "approve", "o2": "approve"}, [])] * 4
    sheets += [
        ({"o1": "approve", "o3": "approve"}, []),
        ({"o2": "approve", "o3": "approve"}, []),
    ] * 4
    source = a_source(sheets, electors=13, attended=13, issued=12)
    files = files_of(bundle_of(source, readme(source)))
    result = json.loads(files["result.json"])
    result.update(elected=["o1", "o2"], runoff=None, next=[])
    files["result.json"] = canonical.encode(result)
    resigned(files)
    put_together(files, path)
    assert failed(path) == {"outcome"}


def test_rules_loosened_in_the_manifest_change_its_hash(path):
    def loosen(manifest):
        manifest["rules"]["elect"]["share"] = "1/3"

    changed(the_bundle(), "manifest.json", loosen, path)
    assert {"manifest", "threshold"} <= failed(path)


def test_a_file_changed_without_its_checksum_is_named(path):
    files = files_of(the_bundle())
    files["README.txt"] += b"x"
    path.write_bytes(packed(files))
    assert failed(path) == {"checksums"}
    assert "README.txt" in finding(path, "checksums")


def test_a_document_of_another_shape_is_named_not_a_crash(path):
    files = files_of(the_bundle())
    for name in ("board.json", "counts.json", "records.json", "result.json", "rulings.json"):
        for other in (b"[]", b"{}", b'{"entries":1}', b'"x"', b"3", b"null", b"", b"\xff", b"1.5"):
            put_together(files | {name: other}, path)
            assert failed(path), (name, other)


def test_more_than_one_contest_in_an_election_is_said_to_be_beyond_the_recount(path):
    def add(manifest):
        manifest["contests"].append({**manifest["contests"][0], "id": "c2"})

    changed(the_bundle(), "manifest.json", add, path)
    assert {"manifest", "marks", "tally", "outcome"} <= failed(path)


def test_the_sample_holds_what_the_checks_are_about():
    result = json.loads(the_source().result)
    assert len(the_source().entries) == len(SHEETS)
    assert result["elected"] == ["o1", "o2"]
    assert [row["name"] for row in result["write_ins"]] == ["王五", "其他"]
    assert result["counts"]["rejected"] == result["counts"]["blank"] == 1


@given(st.sampled_from(BUNDLED), st.lists(st.integers(0, 50), max_size=6), ANYTHING)
def test_no_document_however_strange_stops_the_verifier(scratch, name, way, value):
    files = files_of(the_bundle())
    files[name] = canonical.encode(replaced(json.loads(files[name]), way, value))
    report = verifier.verify(put_together(files, scratch))
    recounted = len(verification.RECOUNTS["election"])
    assert len(report.checks) - len(verification.CHECKS) - 1 in {1, recounted}
    assert json.dumps(report.as_json())
