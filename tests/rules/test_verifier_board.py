"""Nothing can be slipped onto the board, off it, or exchanged on it."""

import copy

import pytest

import verifier
from tests.services.reports.repacking import (
    changed,
    files_of,
    put_together,
    rerooted,
    unpadded,
)
from tests.services.reports.sample_bundle import failed, finding, the_bundle, the_source
from tests.services.reports.sample_poll import a_source
from voting.ballots.board import receipt_code
from voting.ballots.manifest import b64url
from voting.reports.bundle import bundle_of
from voting.reports.readme import readme


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bundle.zip"


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
