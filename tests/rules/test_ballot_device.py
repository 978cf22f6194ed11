"""The voter's device: the same again from the same seed, and nothing accepted unverified."""

import hashlib

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings, strategies as st

from tests.services.ballots.voters import an_election, issuing_key, sheet
from voting.ballots import canonical, hpke
from voting.ballots.ballot import admit, parse
from voting.ballots.blinding import BadSignature, blind, unblind
from voting.ballots.refusals import WrongPaper, WrongSignature, WrongSize
from voting.ballots.rules import selections_from_json, selections_to_json

ELECTION = an_election(groups=2)
POLL = ELECTION.poll
SEED = bytes(range(16))


def derived(label, length):
    return HKDF(hashes.SHA256(), length, ELECTION.hash, b"voting/v1/" + label).derive(SEED)


def a_ballot():
    device = ELECTION.device(seed=SEED)
    return device.fill_in(sheet("aon"), ELECTION.paper(device))


def test_a_second_device_with_the_same_seed_repeats_every_byte():
    first, second = ELECTION.device(seed=SEED), ELECTION.device(seed=SEED)
    assert first.blinded == second.blinded
    paper = ELECTION.paper(first)
    assert first.fill_in(sheet("ao"), paper) == second.fill_in(sheet("ao"), paper)


def test_keys_follow_from_seed_and_manifest_as_the_format_says():
    device = ELECTION.device(seed=SEED)
    key = Ed25519PrivateKey.from_private_bytes(derived(b"ballot-key", 32))
    assert device.public_key == key.public_key().public_bytes_raw()
    n = int.from_bytes(issuing_key().public.n)
    assert device._factor == int.from_bytes(derived(b"blind/0", 272)) % n
    plain = canonical.encode(selections_to_json(ELECTION.manifest.contests, sheet("ao")))
    padded = plain + b" " * (ELECTION.manifest.plaintext_size - len(plain))
    ephemeral = hpke.derive_key_pair(derived(b"ephemeral/" + hashlib.sha256(padded).digest(), 32))
    ballot = device.fill_in(sheet("ao"), ELECTION.paper(device))
    assert ballot.sealed[:32] == ephemeral.public_key().public_bytes_raw()


def test_another_manifest_gives_another_key_for_the_same_seed():
    assert an_election().device(seed=SEED).public_key != ELECTION.device(seed=SEED).public_key


def test_two_sheets_of_one_device_never_share_a_key_stream():
    device = ELECTION.device(seed=SEED)
    paper = ELECTION.paper(device)
    one, other = device.fill_in(sheet("ao"), paper), device.fill_in(sheet("oa"), paper)
    assert one.sealed[:32] != other.sealed[:32]


def test_every_ballot_of_a_poll_has_one_length():
    device = ELECTION.device()
    paper = ELECTION.paper(device)
    bodies = [
        device.fill_in(selections, paper).body
        for selections in (sheet(), sheet("aaaaa", "王" * 20, "𠮷" * 20))
    ]
    assert {len(body) for body in bodies} == {POLL.body_size}
    assert POLL.body_size == 1 + 32 + 256 + 64 + 32 + ELECTION.manifest.plaintext_size + 16


def test_a_sheet_longer_than_any_may_be_is_not_sealed():
    device = ELECTION.device()
    with pytest.raises(ValueError, match="longer"):
        device.seal(b"x" * (ELECTION.manifest.plaintext_size + 1), b"")


def test_an_answer_that_is_no_signature_over_this_key_is_not_accepted():
    device, other = ELECTION.device(), ELECTION.device()
    answer = issuing_key().blind_sign(device.blinded)
    with pytest.raises(BadSignature):
        other.paper(answer)
    with pytest.raises(BadSignature):
        device.paper(answer[:-1] + bytes([answer[-1] ^ 1]))
    with pytest.raises(BadSignature):
        device.paper(answer[:-1])
    assert ELECTION.poll.paper_keys[0].verifies(device.public_key, device.paper(answer))


def test_a_receipt_is_accepted_for_this_ballot_of_this_poll_alone():
    ballot, other = ELECTION.ballot(), ELECTION.ballot()
    device = ELECTION.device()
    signature = ELECTION.receipt_key.sign(ELECTION.hash, ballot.digest)
    assert device.accepts(ballot, signature)
    assert not device.accepts(other, signature)
    assert not device.accepts(ballot, ELECTION.receipt_key.sign(bytes(32), ballot.digest))
    assert not device.accepts(ballot, bytes(64))


@settings(max_examples=30)
@given(
    st.text(st.sampled_from("aon."), max_size=5),
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=2),
)
def test_what_is_sealed_opens_to_the_same_sheet(marks, names):
    device = ELECTION.device()
    filled = sheet(marks, *names)
    ballot = device.fill_in(filled, bytes(256))
    opened = ELECTION.sealing_key.open(ELECTION.hash, ballot.public_key, ballot.sealed)
    contests = ELECTION.manifest.contests
    assert selections_to_json(
        contests, selections_from_json(canonical.parse(opened))
    ) == selections_to_json(contests, filled)


def test_a_ballot_of_this_poll_is_admitted_as_it_was_sent():
    ballot = a_ballot()
    assert admit(POLL, ballot.body) == ballot == parse(ballot.body, 256)


@settings(max_examples=60)
@given(st.data())
def test_a_changed_byte_is_noticed_before_the_ballot_is_admitted(data):
    body = bytearray(a_ballot().body)
    place = data.draw(st.integers(0, len(body) - 1))
    body[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises((WrongPaper, WrongSignature)) as refused:
        admit(POLL, bytes(body))
    assert "没有投入票箱" in str(refused.value)


@pytest.mark.parametrize("change", [-1, 1, -1000])
def test_a_body_of_another_length_is_refused(change):
    body = a_ballot().body
    wrong = body[:change] if change < 0 else body + bytes(change)
    with pytest.raises(WrongSize, match="长度不对"):
        admit(POLL, wrong)


def test_a_ballot_of_another_poll_is_refused():
    other = an_election(groups=2)
    device = other.device()
    ballot = device.fill_in(sheet("ao"), other.paper(device))
    # The paper office is the same here, so the paper itself would pass; the signature does not.
    with pytest.raises(WrongSignature, match="改动"):
        admit(POLL, ballot.body)


def test_a_paper_of_another_group_is_refused():
    device = ELECTION.device(group=0)
    ballot = device.fill_in(sheet("ao"), ELECTION.paper(device))
    with pytest.raises(WrongPaper, match="不是本次投票"):
        admit(POLL, b"\x01" + ballot.body[1:])
    with pytest.raises(WrongPaper):
        admit(POLL, b"\x02" + ballot.body[1:])


def test_a_paper_over_a_key_that_nobody_holds_casts_nothing():
    # A paper can be had for any 32 bytes; a signature by them cannot.
    public_key, modulus = b"\xff" * 32, issuing_key().public.modulus
    blinded = blind(public_key, modulus, bytes(48), 3)
    paper = unblind(issuing_key().blind_sign(blinded), modulus, 3)
    body = b"\x00" + public_key + paper + bytes(64) + bytes(POLL.sealed_size)
    with pytest.raises(WrongSignature):
        admit(POLL, body)
