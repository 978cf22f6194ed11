"""The manifest: its bytes, its hash, and how long a sealed ballot is."""

import dataclasses
import hashlib
import json

import pytest
from hypothesis import given, strategies as st

from tests.services.ballots.voters import SCALE, a_contest, an_election
from voting.ballots import canonical
from voting.ballots.contest_documents import plaintext_size
from voting.ballots.manifest import (
    Manifest,
    b64url,
    from_b64url,
    hash_from_hex,
)
from voting.ballots.refusals import Malformed
from voting.ballots.rules import Blank, Option, Selections, selections_to_json

ELECTION = an_election(a_contest(), a_contest(id="c2", write_ins=0), groups=2)
MANIFEST = ELECTION.manifest


def test_a_manifest_has_the_members_of_the_format():
    document = json.loads(MANIFEST.encoded)
    assert document["format"] == "voting-manifest/1"
    assert document["meeting"] == {
        "name": "第五届第三次会员代表大会",
        "organisation": "实验小学",
    }
    assert document["contests"][0] == {
        "id": "c1",
        "limits": {"approve": 3},
        "options": [
            {"id": f"o{i}", "name": name, "note": ""}
            for i, name in enumerate(["丁一", "王二", "文三", "欧阳四", "林五"])
        ],
        "scale": list(SCALE),
        "title": "工会委员会委员",
        "unmarked": "abstain",
        "write_in_mark": "approve",
        "write_in_needs": "oppose",
        "write_ins": 2,
    }
    group = document["groups"][1]
    assert (group["id"], group["electors"]) == ("g1", ["00001"])
    assert group["issuing_key"] == {"e": 65537, "n": b64url(MANIFEST.groups[1].modulus)}
    assert set(document) == {
        *("contests", "format", "groups", "kind", "meeting", "plaintext_size", "poll"),
        *("receipt_key", "rules", "sealing_key", "title", "transport"),
    }


def test_the_hash_is_that_of_the_canonical_bytes():
    assert canonical.encode(json.loads(MANIFEST.encoded)) == MANIFEST.encoded
    assert hashlib.sha256(MANIFEST.encoded).digest() == MANIFEST.hash
    assert hash_from_hex(MANIFEST.hash.hex()) == MANIFEST.hash


def test_a_manifest_read_back_is_the_same():
    assert Manifest.decode(MANIFEST.encoded) == MANIFEST


def test_a_contest_that_rejects_blank_sheets_says_so_in_the_manifest():
    strict = an_election(a_contest(blank=Blank.REJECTED)).manifest
    assert json.loads(strict.encoded)["contests"][0]["blank"] == "rejected"
    assert Manifest.decode(strict.encoded) == strict


def changed(**members):
    return canonical.encode(json.loads(MANIFEST.encoded) | members)


NOT_MANIFESTS = {
    "nothing": b"",
    "a list": b"[]",
    "no member": b"{}",
    "a space more": MANIFEST.encoded + b" ",
    "spaced": json.dumps(json.loads(MANIFEST.encoded), ensure_ascii=False).encode(),
    "another format": changed(format="voting-manifest/2"),
    "another transport": changed(transport="ftp"),
    "no contest": changed(contests=[]),
    "no group": changed(groups=[]),
    "a group of nothing": changed(groups=[{}]),
    "a meeting of nothing": changed(meeting={}),
    "too small": changed(plaintext_size=256),
    "a size that is no number": changed(plaintext_size=True),
    "a short key": changed(sealing_key="AAAA"),
    "a key in another alphabet": changed(receipt_key="+" * 43),
    "half a contest": changed(contests=[{"id": "c1"}]),
    "a member more": changed(extra=1),
}


@pytest.mark.parametrize("which", NOT_MANIFESTS)
def test_bytes_that_are_not_a_manifest_are_malformed(which):
    with pytest.raises(Malformed):
        Manifest.decode(NOT_MANIFESTS[which])


@pytest.mark.parametrize(
    "change",
    [
        {"contests": ()},
        {"contests": (a_contest(), a_contest())},
        {"groups": ()},
        {"sealing_key": bytes(31)},
        {"plaintext_size": 256},
        {"transport": "carrier pigeon"},
    ],
)
def test_a_manifest_that_contradicts_itself_cannot_be_made(change):
    with pytest.raises(ValueError, match=r"poll|bytes|sheet|transport"):
        dataclasses.replace(MANIFEST, **change)


def test_an_elector_belongs_to_one_group_or_to_none():
    assert MANIFEST.group_of("00000") == 0
    assert MANIFEST.group_of("00001") == 1
    assert MANIFEST.group_of("00002") is None


def test_the_committee_ballot_of_the_specification_has_1024_bytes():
    contest = a_contest(
        options=tuple(Option(f"o{i}", "丁一") for i in range(1, 12)), write_ins=9, seats=9
    )
    assert plaintext_size((contest,)) == 1024


@given(st.integers(1, 8), st.integers(0, 9))
def test_the_longest_sheet_fits_and_no_step_is_wasted(candidates, write_ins):
    contest = a_contest(candidates=candidates, seats=candidates, write_ins=write_ins)
    longest = Selections(
        {"c1": {option.id: "approve" for option in contest.options}},
        {"c1": ["\U0002f800" * 20] * write_ins},
    )
    size = plaintext_size((contest,))
    needed = len(canonical.encode(selections_to_json((contest,), longest)))
    assert size % 256 == 0
    assert needed <= size < needed + 256 + 20 * write_ins


@given(st.binary(max_size=80))
def test_base64url_has_no_padding_and_reads_back(data):
    assert "=" not in b64url(data)
    assert from_b64url(b64url(data)) == data


@pytest.mark.parametrize("text", ["AA==", "A", "+w", "/w", "AB", "AA\n", "不"])
def test_base64url_has_one_spelling(text):
    with pytest.raises(Malformed):
        from_b64url(text)


@pytest.mark.parametrize("text", ["", "ab", "AB" * 32, "0" * 63, "0" * 65, "g" * 64, "٠" * 64])
def test_a_manifest_hash_has_64_lower_case_digits(text):
    with pytest.raises(Malformed):
        hash_from_hex(text)
