"""The worked example in docs/bundle-format.md is a real bundle, and its figures are right."""

import hashlib
import json
import re
from pathlib import Path

import pytest

import verifier
from verifier import container
from verifier.documents import Bundle
from verifier.fingerprint import fingerprint

PAGE = (Path(__file__).parents[2] / "docs" / "bundle-format.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def files():
    blocks = re.findall(r"^#### (\S+)\n\n```\w+\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return {
        name: (text.removesuffix("\n") if name.endswith(".json") else text).encode()
        for name, text in blocks
    }


def test_the_example_passes_every_check(files, tmp_path):
    path = tmp_path / "bundle.zip"
    path.write_bytes(container.packed(files))
    report = verifier.verify(path)
    assert report.ok, report.text()


def test_the_page_gives_the_size_and_hash_of_the_zip_file(files):
    data = container.packed(files)
    assert f"{len(data)} bytes with the SHA-256\n`{hashlib.sha256(data).hexdigest()}`" in PAGE


def test_the_page_gives_the_hashes_on_the_way_to_the_root(files):
    bundle = Bundle(files)
    leaves = [hashlib.sha256(b"\x00" + entry.leaf).digest() for entry in bundle.board.entries]
    node = hashlib.sha256(b"\x01" + leaves[0] + leaves[1]).digest()
    root = hashlib.sha256(b"\x01" + node + leaves[2]).digest()
    assert root == bundle.board.root
    for found in (*leaves, node, root, bundle.manifest_hash):
        assert found.hex() in PAGE
    assert fingerprint(bundle.manifest_hash) in PAGE
    assert bundle.board.entries[0].code in PAGE


def test_the_page_names_every_member_of_every_document(files):
    prose = PAGE.split("## Worked example")[0]
    for name, data in files.items():
        assert f"`{name}`" in prose or name.startswith("issuing-key-")
        if name.endswith(".json"):
            for member in json.loads(data):
                assert f"`{member}`" in prose, (name, member)


def test_the_page_gives_the_checksum_of_the_word_list():
    words = (Path(verifier.__file__).parent / "words.txt").read_bytes()
    assert hashlib.sha256(words).hexdigest() in PAGE
