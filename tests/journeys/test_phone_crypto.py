"""The phone's cryptography against published vectors and, byte for byte, against the server's."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.journeys.phone.bench import SEED, workbench
from tests.journeys.phone.hall import Hall
from tests.journeys.phone.sealed import Keys, committee, manifest_of
from voting.ballots import canonical, hkdf
from voting.ballots.device import Device
from voting.ballots.manifest import b64url, from_b64url
from voting.ballots.rules import Selections

VECTORS = Path(__file__).parent / "phone" / "vectors.json"
SELECTIONS = Selections(
    {"c1": {"o1": "approve", "o2": "oppose", "o4": "abstain", "o11": "approve"}},
    {"c1": ["欧阳娜娜·古丽"]},
)


@pytest.fixture(scope="module")
def bench(browser):
    with workbench(browser) as found:
        yield found


@pytest.fixture(scope="module")
def sealed_poll() -> Hall:
    keys = Keys.generate()
    return Hall(keys, manifest_of(keys, (committee(),)))


@pytest.fixture(scope="module")
def vectors() -> dict[str, dict[str, str]]:
    return json.loads(VECTORS.read_text(encoding="utf-8"))


# Published vectors


def test_the_phone_blinds_and_unblinds_as_rfc_9474_says(bench, vectors):
    vector = vectors["RSABSSA-SHA384-PSS-Deterministic"]
    body = """
      const [x, n] = [v[0], b.toInteger(b.fromHex(v[0].n))];
      const key = f.issuingKey({ n: b.b64url(b.fromHex(x.n)), e: parseInt(x.e, 16) });
      const factor = BigInt(v[1]);
      const [message, salt] = [b.fromHex(x.msg), b.fromHex(x.salt)];
      const paper = f.unblind(key, message, salt, factor, b.fromHex(x.blind_sig));
      const blinded = f.blind(key, message, salt, factor);
      return [b.hex(blinded), b.hex(paper), f.verify(key, message, paper)];
    """
    factor = pow(int(vector["inv"], 16), -1, int(vector["n"], 16))
    answer = bench.calls(["paper"], body, vector, str(factor))
    assert answer == [vector["blinded_msg"], vector["sig"], True]


def test_the_phone_seals_as_rfc_9180_says(bench, vectors):
    vector = vectors["RFC 9180 A.2.1"]
    body = """
      const [x, hex] = [v[0], b.fromHex];
      const pair = f.deriveKeyPair(hex(x.ikmE));
      const sealed = f.seal(hex(x.pkRm), hex(x.info), hex(x.aad), hex(x.pt), hex(x.ikmE));
      return [b.hex(pair.secret), b.hex(pair.publicKey), b.hex(sealed)];
    """
    answer = bench.calls(["hpke"], body, vector)
    assert answer == [vector["skEm"], vector["enc"], vector["enc"] + vector["ct"]]


@pytest.mark.parametrize("byte", [0, 100, 255])
def test_the_phone_refuses_a_paper_with_a_changed_byte(bench, sealed_poll, byte):
    device = Device(SEED, sealed_poll.manifest)
    signature = bytearray(sealed_poll.keys.issuing.blind_sign(device.blinded))
    signature[byte] ^= 1
    body = """
      const { publicKey } = f.ballotKey(seed, p.hash);
      const factor = f.blindingFactor(seed, p.hash, p.issuing);
      try {
        f.unblind(p.issuing, publicKey, f.paperSalt(seed, p.hash), factor, b.fromHex(v[3]));
        return "taken";
      } catch (error) { return error.message; }
    """
    answer = bench.votes(sealed_poll.manifest, body, signature.hex())
    assert answer in {"paper does not verify", "answer out of range"}


# Byte for byte with the server's own device


def test_phone_and_server_derive_the_same_blinded_message(bench, sealed_poll):
    body = """
      const factor = f.blindingFactor(seed, p.hash, p.issuing);
      const { publicKey } = f.ballotKey(seed, p.hash);
      return b.hex(f.blind(p.issuing, publicKey, f.paperSalt(seed, p.hash), factor));
    """
    device = Device(SEED, sealed_poll.manifest)
    assert bench.votes(sealed_poll.manifest, body) == device.blinded.hex()


def test_phone_and_server_cast_the_same_bytes(bench, sealed_poll):
    device = Device(SEED, sealed_poll.manifest)
    paper = device.paper(sealed_poll.keys.issuing.blind_sign(device.blinded))
    ballot = device.fill_in(SELECTIONS, paper)
    body = """
      const cast = f.castBody(seed, p.hash, p.manifest, 0, b.fromHex(v[3]), v[4]);
      const digest = f.digestOf(cast, p.manifest);
      return [b.hex(cast), b.hex(digest), f.receiptCode(digest)];
    """
    selections = {"marks": SELECTIONS.marks, "write_ins": SELECTIONS.write_ins}
    answer = bench.votes(sealed_poll.manifest, body, paper.hex(), selections)
    assert answer == [ballot.body.hex(), ballot.digest.hex(), ballot.entry.code]


def test_another_content_has_another_ephemeral_key(bench, sealed_poll):
    body = """
      const blank = { marks: { c1: {} }, write_ins: { c1: [] } };
      return [v[3], blank].map((s) => b.hex(f.sealed(seed, p.hash, p.manifest, s).slice(0, 32)));
    """
    selections = {"marks": SELECTIONS.marks, "write_ins": SELECTIONS.write_ins}
    one, other = bench.votes(sealed_poll.manifest, body, selections)
    assert one != other


def test_the_phone_believes_a_receipt_only_with_the_boxs_signature(bench, sealed_poll):
    digest = hashlib.sha256(b"a ballot").digest()
    good = b64url(sealed_poll.keys.receipt.sign(sealed_poll.hash, digest))
    other = b64url(sealed_poll.keys.receipt.sign(bytes(32), digest))
    body = """
      const digest = b.fromHex(v[3]);
      const holds = (code, signature) =>
        f.receiptHolds(p.hash, p.manifest, digest, { code, signature });
      const code = f.receiptCode(digest);
      return [holds(code, v[4]), holds(code, v[5]), holds(code, ""), holds("AAAAAAAAAA", v[4])];
    """
    answer = bench.votes(sealed_poll.manifest, body, digest.hex(), good, other)
    assert answer == [True, False, False, False]


def test_the_servers_sealing_key_opens_what_the_phone_sealed(bench, sealed_poll):
    body = "return b.hex(f.sealed(seed, p.hash, p.manifest, v[3]));"
    selections = {"marks": SELECTIONS.marks, "write_ins": SELECTIONS.write_ins}
    sealed = bytes.fromhex(str(bench.votes(sealed_poll.manifest, body, selections)))
    public_key = Device(SEED, sealed_poll.manifest).public_key
    opened = sealed_poll.keys.sealing.open(sealed_poll.hash, public_key, sealed)
    assert json.loads(opened) == selections
    assert len(sealed) == sealed_poll.manifest.sealed_size


def test_labels_keep_the_derived_keys_apart(bench, sealed_poll):
    body = """
      const labels = ["ballot-key", "salt", "blind/0", "blind/1"];
      return labels.map((label) => b.hex(f.derive(seed, p.hash, label, 48)));
    """
    derived = bench.votes(sealed_poll.manifest, body)
    labels = (b"ballot-key", b"salt", b"blind/0", b"blind/1")
    root = hkdf.extract(sealed_poll.hash, SEED)
    assert derived == [hkdf.expand(root, b"voting/v1/" + name, 48).hex() for name in labels]
    assert len(set(derived)) == len(labels)


# The shapes everything is written in


@pytest.mark.parametrize(
    "value",
    [
        {"b": [1, '王\u0007\u2028"\\/'], "a": {"z": True, "y": None}},
        {"marks": {"c2": {}, "c1": {"o2": "x", "o10": "y"}}, "write_ins": {"c1": ["丁 一"]}},
        "\U0001f600 e\u0301 \u202e",
        [],
    ],
)
def test_phone_and_server_write_the_same_canonical_json(bench, value):
    assert bench.calls(["bytes"], "return b.canonical(v[0]);", value) == (
        canonical.encode(value).decode()
    )


def test_a_float_has_no_canonical_form(bench):
    body = "try { return b.canonical([0.5]); } catch (error) { return error.message; }"
    assert bench.calls(["bytes"], body) == "not canonical JSON"


def test_bytes_survive_the_ways_the_protocol_writes_them(bench):
    data = bytes(range(256))
    body = """
      const bytes = b.fromHex(v[0]);
      const integer = b.fromInteger(b.toInteger(bytes), 256);
      return [b.b64url(bytes), b.hex(b.fromB64url(v[1])), b.hex(integer)];
    """
    answer = bench.calls(["bytes"], body, data.hex(), b64url(data))
    assert answer == [b64url(data), from_b64url(b64url(data)).hex(), data.hex()]
