"""Every way to tamper with a bundle is found, and the verifier says which."""

import copy
import json
from functools import cache

import pytest
from hypothesis import given, strategies as st

import verifier
from tests.services.reports.repacking import (
    changed,
    files_of,
    put_together,
    rerooted,
    resigned,
    unpadded,
)
from tests.services.reports.sample_poll import CONTEST, SHEETS, a_source
from verifier import container, verification
from voting.ballots import canonical
from voting.ballots.board import receipt_code
from voting.ballots.manifest import b64url
from voting.reports.bundle import BundleSource, bundle_of, packed
from voting.reports.readme import readme


@cache
def the_source() -> BundleSource:
    return a_source()


@cache
def the_bundle() -> bytes:
    return bundle_of(the_source(), readme(the_source()))


BUNDLED = tuple(name for name in container.DOCUMENTS if name.endswith(".json"))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("strange") / "bundle.zip"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bundle.zip"


def failed(path):
    return set(verifier.verify(path).failed)


def finding(path, name):
    return next(check.finding for check in verifier.verify(path).checks if check.name == name)


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


def test_a_dropped_entry_is_found(path):
    def drop(board):
        del board["entries"][3]
        rerooted(board)

    changed(the_bundle(), "board.json", drop, path)
    assert failed(path) == {"bounds", "verdicts"}
    assert "收回 11 张" in finding(path, "bounds")


def test_a_dropped_entry_under_the_old_root_is_found(path):
    changed(the_bundle(), "board.json", lambda board: board["entries"].pop(), path)
    assert {"root", "bounds", "verdicts"} <= failed(path)


def test_a_doubled_entry_is_found(path):
    def double(board):
        board["entries"].insert(1, copy.deepcopy(board["entries"][0]))
        rerooted(board)

    changed(the_bundle(), "board.json", double, path)
    assert {"board_order", "bounds"} <= failed(path)
    assert "重复" in finding(path, "board_order")


def test_a_forged_paper_is_found_although_everything_else_fits(path):
    def forge(board):
        entry = board["entries"][0]
        paper = bytearray(unpadded(entry["paper"]))
        paper[100] ^= 1
        entry["paper"] = b64url(bytes(paper))
        rerooted(board)

    changed(the_bundle(), "board.json", forge, path)
    assert failed(path) == {"papers"}
    assert "第 1 条" in finding(path, "papers")


def test_a_paper_moved_to_another_ballot_is_found(path):
    def swap(board):
        first, second = board["entries"][:2]
        first["paper"], second["paper"] = second["paper"], first["paper"]
        rerooted(board)

    changed(the_bundle(), "board.json", swap, path)
    assert failed(path) == {"papers"}


def test_a_paper_of_a_group_that_does_not_exist_is_found(path):
    def move(board):
        board["entries"][0]["group"] = 1
        rerooted(board)

    changed(the_bundle(), "board.json", move, path)
    assert failed(path) == {"papers"}


def test_a_swapped_content_is_found_by_its_code(path):
    def swap(board):
        entry = board["entries"][0]
        entry["digest"] = b64url(bytes(32))
        rerooted(board)

    changed(the_bundle(), "board.json", swap, path)
    assert failed(path) == {"codes"}


def test_a_swapped_content_with_its_own_code_changes_the_root(path):
    def swap(board):
        entry = board["entries"][0]
        entry["digest"], entry["code"] = b64url(bytes(32)), receipt_code(bytes(32))

    changed(the_bundle(), "board.json", swap, path)
    assert failed(path) == {"root"}


def test_a_reordered_board_is_found(path):
    def reorder(board):
        board["entries"].reverse()
        rerooted(board)

    changed(the_bundle(), "board.json", reorder, path)
    assert failed(path) == {"board_order"}


def test_a_changed_root_is_found(path):
    def change(board):
        board["root"] = "0" * 64

    changed(the_bundle(), "board.json", change, path)
    assert failed(path) == {"root"}


def test_a_swapped_manifest_is_found(path):
    def change(manifest):
        manifest["title"] = "另一次选举"

    changed(the_bundle(), "manifest.json", change, path)
    assert failed(path) == {"manifest"}


def test_a_manifest_with_other_keys_fails_every_paper(path):
    other = a_source(title="另一次选举")
    files = files_of(the_bundle())
    files["manifest.json"] = other.manifest
    put_together(files, path)
    assert "manifest" in failed(path)


def test_a_whole_other_poll_is_told_by_the_fingerprint_from_the_screen(path):
    source = a_source(title="另一次选举")
    path.write_bytes(bundle_of(source, readme(source)))
    shown = the_source().decoded.fingerprint
    report = verifier.verify(path, verifier.Expected(fingerprint=shown))
    assert report.failed == ("screen_fingerprint",)


def test_the_screen_is_compared_however_it_was_noted(path):
    path.write_bytes(the_bundle())
    source = the_source()
    for noted in (
        source.decoded.fingerprint,
        source.decoded.fingerprint.replace(" · ", "").lower(),
        source.manifest_hash.upper(),
    ):
        expected = verifier.Expected(fingerprint=noted, root=source.root.upper())
        assert verifier.verify(path, expected).ok


def test_another_root_than_on_the_screen_is_told(path):
    path.write_bytes(the_bundle())
    report = verifier.verify(path, verifier.Expected(root="ab" * 32))
    assert report.failed == ("screen_root",)


def test_a_key_file_that_is_not_the_manifests_is_found(path):
    files = files_of(the_bundle())
    files["issuing-key-0.pem"] = files["issuing-key-0.pem"].replace(b"A", b"B", 1)
    put_together(files, path)
    assert failed(path) == {"issuing_keys"}


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


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 300) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=3),
    max_leaves=4,
)


@given(st.sampled_from(BUNDLED), st.lists(st.integers(0, 50), max_size=6), ANYTHING)
def test_no_document_however_strange_stops_the_verifier(scratch, name, way, value):
    files = files_of(the_bundle())
    files[name] = canonical.encode(replaced(json.loads(files[name]), way, value))
    report = verifier.verify(put_together(files, scratch))
    assert len(report.checks) == len(verification.CHECKS) + 1
    assert json.dumps(report.as_json())


def replaced(document, way, value):
    """Put a value somewhere into a document: ``way`` says which child to follow at each step."""
    if not way or not isinstance(document, dict | list) or not document:
        return value
    keys = list(document) if isinstance(document, dict) else list(range(len(document)))
    key = keys[way[0] % len(keys)]
    document[key] = replaced(document[key], way[1:], value)
    return document
