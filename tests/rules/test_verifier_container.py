"""What is not a bundle is refused before it is unpacked; any flipped byte is noticed."""

import json
import os
import zipfile
from functools import cache

import pytest
from hypothesis import example, given, strategies as st

import verifier
from tests.services.reports.repacking import files_of, put_together
from tests.services.reports.sample_poll import a_source
from verifier import canonical, container, fingerprint, merkle
from voting.ballots import board, words
from voting.reports.bundle import bundle_of
from voting.reports.readme import readme


@cache
def the_bundle() -> bytes:
    source = a_source()
    return bundle_of(source, readme(source))


def noticed(data: bytes, path) -> bool:
    path.write_bytes(data)
    try:
        return not verifier.verify(path).ok
    except verifier.NotABundle:
        return True


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("flipped") / "bundle.zip"


@given(st.integers(0, 10**9), st.integers(1, 255))
@example(0, 1)
@example(-1, 128)
def test_flipping_any_byte_of_the_zip_is_noticed(scratch, place, mask):
    data = bytearray(the_bundle())
    data[place % len(data)] ^= mask
    assert noticed(bytes(data), scratch)


@given(
    st.sampled_from((*container.DOCUMENTS, "issuing-key-0.pem")),
    st.integers(0, 10**9),
    st.integers(1, 255),
)
def test_flipping_any_byte_of_any_file_is_noticed(scratch, name, place, mask):
    files = files_of(the_bundle())
    data = bytearray(files[name])
    data[place % len(data)] ^= mask
    assert noticed(container.packed(files | {name: bytes(data)}), scratch)


@given(
    st.sampled_from(("board.json", "manifest.json", "records.json", "result.json")),
    st.integers(0, 10**9),
    st.integers(1, 255),
)
def test_flipping_a_byte_and_renewing_the_checksums_is_noticed(scratch, name, place, mask):
    files = files_of(the_bundle())
    data = bytearray(files[name])
    data[place % len(data)] ^= mask
    put_together(files | {name: bytes(data)}, scratch)
    assert noticed(scratch.read_bytes(), scratch)


def test_the_verifier_packs_byte_for_byte_as_the_service_does():
    files = files_of(the_bundle())
    assert container.packed(files) == the_bundle()
    assert container.checksums(files) == files["SHA256SUMS"]


def test_two_exports_of_one_poll_are_byte_identical():
    source = a_source()
    assert bundle_of(source, readme(source)) == bundle_of(source, readme(source))


def refusal(path) -> str:
    with pytest.raises(verifier.NotABundle) as refused:
        verifier.verify(path)
    return str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "无法读取" in refusal(tmp_path / "none.zip")


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all", os.urandom(2000)], ids=range(4))
def test_a_file_that_is_not_a_zip_is_refused(tmp_path, data):
    path = tmp_path / "bundle.zip"
    path.write_bytes(data)
    assert "zip" in refusal(path)


def test_a_truncated_bundle_is_refused(tmp_path):
    path = tmp_path / "bundle.zip"
    path.write_bytes(the_bundle()[:-500])
    assert "zip" in refusal(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in files_of(the_bundle()):
            archive.writestr(name, bytes(20_000_000))
    assert path.stat().st_size < 1_000_000
    assert "压缩" in refusal(path)


def test_a_huge_file_is_refused_by_its_size(tmp_path, monkeypatch):
    path = tmp_path / "bundle.zip"
    monkeypatch.setattr(container, "LARGEST", len(the_bundle()) - 1)
    path.write_bytes(the_bundle())
    assert "超过" in refusal(path)


def test_a_bundle_with_a_file_missing_is_refused(tmp_path):
    files = files_of(the_bundle())
    del files["records.json"]
    assert "records.json" in refusal(put_together(files, tmp_path / "bundle.zip"))


@pytest.mark.parametrize("name", ["more.txt", "../evil.json", "issuing-key-00.pem", "/etc/passwd"])
def test_a_bundle_with_a_foreign_file_is_refused(tmp_path, name):
    files = files_of(the_bundle()) | {name: b"x"}
    assert "不属于" in refusal(put_together(files, tmp_path / "bundle.zip"))


def test_a_file_twice_in_the_zip_is_refused(tmp_path):
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files_of(the_bundle()).items():
            archive.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("result.json", b"{}")
    assert "同名" in refusal(path)


def test_a_bundle_packed_anew_by_another_program_fails_its_form_only(tmp_path):
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files_of(the_bundle()).items():
            archive.writestr(name, data)
    assert verifier.verify(path).failed == ("form",)


def test_bytes_hidden_behind_the_zip_fail_its_form(tmp_path):
    path = tmp_path / "bundle.zip"
    path.write_bytes(b"hidden" + the_bundle())
    assert "form" in verifier.verify(path).failed


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":NaN}',
        b'{"a":"\\u4e2d"}',
        b'{"a":"\\ud800"}',
        b"\xff",
        b"[" * 100_000,
        b"1" * 5000,
        b'{"a":1}\n',
    ],
    ids=lambda data: repr(data[:20]),
)
def test_json_that_is_not_canonical_is_malformed(data):
    with pytest.raises(canonical.Malformed, match=r"^x\.json："):
        canonical.decoded("x.json", data)


@given(st.binary(min_size=32, max_size=32))
def test_fingerprints_are_those_of_the_service(digest):
    assert fingerprint.fingerprint(digest) == words.fingerprint(digest)


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=40))
def test_merkle_roots_are_those_of_the_service(leaves):
    assert merkle.root(leaves) == board.tree_hash(leaves)


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    status = verifier.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_the_command_says_what_it_found_and_leaves_with_0(tmp_path, capsys):
    path = tmp_path / "bundle.zip"
    path.write_bytes(the_bundle())
    status, out, err = run(capsys, path)
    assert (status, err) == (0, "")
    assert "复核通过" in out
    assert "✗" not in out
    assert "✓ 得票复算" in out


def test_the_command_leaves_with_1_when_a_check_failed(tmp_path, capsys):
    files = files_of(the_bundle())
    files["counts.json"] = files["counts.json"].replace(b'"blank":1', b'"blank":0')
    status, out, _err = run(capsys, put_together(files, tmp_path / "bundle.zip"))
    assert status == 1
    assert "✗ 选票判定" in out
    assert "复核未通过" in out


def test_the_command_leaves_with_2_and_one_line_when_it_is_not_a_bundle(tmp_path, capsys):
    path = tmp_path / "bundle.zip"
    path.write_bytes(b"no")
    status, out, err = run(capsys, path, "--json")
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_the_command_prints_one_json_document(tmp_path, capsys):
    path = tmp_path / "bundle.zip"
    path.write_bytes(the_bundle())
    status, out, _err = run(capsys, path, "--json")
    said = json.loads(out)
    assert status == 0
    assert said["ok"] is True
    assert {check["name"] for check in said["checks"]} >= {"papers", "root", "tally", "outcome"}
    assert len(said["facts"]["清单哈希"]) == 64


def test_a_receipt_is_found_however_it_is_typed(tmp_path, capsys):
    path = tmp_path / "bundle.zip"
    path.write_bytes(the_bundle())
    code = json.loads(files_of(the_bundle())["board.json"])["entries"][4]["code"]
    grouped = f"{code[:4]} {code[4:8]} {code[8:]}"
    for typed in (code, code.lower(), grouped, f" {code[:5]}-{code[5:]}"):
        status, out, _err = run(capsys, path, "--receipt", typed)
        assert status == 0
        assert "第 5 条" in out


@pytest.mark.parametrize(
    ("code", "word"), [("AAAAAAAAAA", "不在公告板上"), ("ABC", "10 个"), ("0189!?0189", "10 个")]
)
def test_a_receipt_that_is_not_on_the_board_is_told(tmp_path, capsys, code, word):
    path = tmp_path / "bundle.zip"
    path.write_bytes(the_bundle())
    status, out, _err = run(capsys, path, "--receipt", code)
    assert status == 1
    assert word in out
