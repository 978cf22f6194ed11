"""The phone's cryptography against published vectors and, byte for byte, against the server's."""

import hashlib
import json
from pathlib import Path

import pytest
import segno

from tests.journeys.phone.browser import Voter, chromium, modules_only, phone_of
from tests.journeys.phone.hall import Hall, Keys, committee, manifest_of, serving
from voting.ballots import canonical, hkdf, words
from voting.ballots.device import Device
from voting.ballots.manifest import Manifest, b64url, from_b64url
from voting.ballots.rules import Selections

VECTORS = Path(__file__).parent / "phone" / "vectors.json"
SEED = bytes(range(16))
SELECTIONS = Selections(
    {"c1": {"o1": "approve", "o2": "oppose", "o4": "abstain", "o11": "approve"}},
    {"c1": ["欧阳娜娜·古丽"]},
)

# Loads shipped modules and gives their functions to the body of a test.
LOAD = """async ([modules, body, values]) => {
  const found = {};
  for (const name of modules) {
    Object.assign(found, await import("/static/now/js/ballot/" + name + ".js"));
  }
  const bytes = await import("/static/now/js/ballot/bytes.js");
  return await new Function("f", "b", "v", "return (async () => { " + body + " })()")(
    found, bytes, values);
}"""


@pytest.fixture(scope="module")
def bench():
    """A page in the phone's browser from which the shipped modules can be called."""
    with serving(modules_only()) as url, chromium() as browser:
        context = phone_of(browser)
        yield Voter(context.new_page()).opens(url)
        context.close()


@pytest.fixture(scope="module")
def sealed_poll() -> Hall:
    keys = Keys.generate()
    return Hall(keys, manifest_of(keys, (committee(),)))


@pytest.fixture(scope="module")
def vectors() -> dict[str, dict[str, str]]:
    return json.loads(VECTORS.read_text(encoding="utf-8"))


def calls(bench: Voter, modules: list[str], body: str, *values: object) -> object:
    return bench.run(LOAD, modules, body, list(values))


def on_phone(bench: Voter, manifest: Manifest, body: str, *values: object) -> object:
    """Run a body that finds the poll as ``p`` and the seed as ``seed``."""
    head = """
      const manifest = JSON.parse(v[0]);
      const issuing = f.issuingKey(manifest.groups[0].issuing_key);
      const p = { manifest, issuing, hash: b.fromHex(v[1]) };
      const seed = b.fromHex(v[2]);
    """
    modules = ["keys", "paper", "cast", "seed", "qr"]
    known = (manifest.encoded.decode(), manifest.hash.hex(), SEED.hex())
    return calls(bench, modules, head + body, *known, *values)


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
    answer = calls(bench, ["paper"], body, vector, str(factor))
    assert answer == [vector["blinded_msg"], vector["sig"], True]


def test_the_phone_seals_as_rfc_9180_says(bench, vectors):
    vector = vectors["RFC 9180 A.2.1"]
    body = """
      const [x, hex] = [v[0], b.fromHex];
      const pair = f.deriveKeyPair(hex(x.ikmE));
      const sealed = f.seal(hex(x.pkRm), hex(x.info), hex(x.aad), hex(x.pt), hex(x.ikmE));
      return [b.hex(pair.secret), b.hex(pair.publicKey), b.hex(sealed)];
    """
    answer = calls(bench, ["hpke"], body, vector)
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
    answer = on_phone(bench, sealed_poll.manifest, body, signature.hex())
    assert answer in {"paper does not verify", "answer out of range"}


# Byte for byte with the server's own device


def test_phone_and_server_derive_the_same_blinded_message(bench, sealed_poll):
    body = """
      const factor = f.blindingFactor(seed, p.hash, p.issuing);
      const { publicKey } = f.ballotKey(seed, p.hash);
      return b.hex(f.blind(p.issuing, publicKey, f.paperSalt(seed, p.hash), factor));
    """
    device = Device(SEED, sealed_poll.manifest)
    assert on_phone(bench, sealed_poll.manifest, body) == device.blinded.hex()


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
    answer = on_phone(bench, sealed_poll.manifest, body, paper.hex(), selections)
    assert answer == [ballot.body.hex(), ballot.digest.hex(), ballot.entry.code]


def test_another_content_has_another_ephemeral_key(bench, sealed_poll):
    body = """
      const blank = { marks: { c1: {} }, write_ins: { c1: [] } };
      return [v[3], blank].map((s) => b.hex(f.sealed(seed, p.hash, p.manifest, s).slice(0, 32)));
    """
    selections = {"marks": SELECTIONS.marks, "write_ins": SELECTIONS.write_ins}
    one, other = on_phone(bench, sealed_poll.manifest, body, selections)
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
    answer = on_phone(bench, sealed_poll.manifest, body, digest.hex(), good, other)
    assert answer == [True, False, False, False]


def test_the_servers_sealing_key_opens_what_the_phone_sealed(bench, sealed_poll):
    body = "return b.hex(f.sealed(seed, p.hash, p.manifest, v[3]));"
    selections = {"marks": SELECTIONS.marks, "write_ins": SELECTIONS.write_ins}
    sealed = bytes.fromhex(str(on_phone(bench, sealed_poll.manifest, body, selections)))
    public_key = Device(SEED, sealed_poll.manifest).public_key
    opened = sealed_poll.keys.sealing.open(sealed_poll.hash, public_key, sealed)
    assert json.loads(opened) == selections
    assert len(sealed) == sealed_poll.manifest.sealed_size


def test_labels_keep_the_derived_keys_apart(bench, sealed_poll):
    body = """
      const labels = ["ballot-key", "salt", "blind/0", "blind/1"];
      return labels.map((label) => b.hex(f.derive(seed, p.hash, label, 48)));
    """
    derived = on_phone(bench, sealed_poll.manifest, body)
    labels = (b"ballot-key", b"salt", b"blind/0", b"blind/1")
    root = hkdf.extract(sealed_poll.hash, SEED)
    assert derived == [hkdf.expand(root, b"voting/v1/" + name, 48).hex() for name in labels]
    assert len(set(derived)) == len(labels)


# What people read and keep


def test_phone_and_screen_show_the_same_fingerprint(bench, sealed_poll):
    shown = on_phone(bench, sealed_poll.manifest, "return f.fingerprint(p.hash);")
    assert shown == sealed_poll.manifest.fingerprint


@pytest.mark.parametrize(
    "seed", [bytes(16), b"\xff" * 16, SEED, hashlib.sha256(b"x").digest()[:16]]
)
def test_twelve_characters_bring_the_seed_back(bench, seed):
    body = """
      const characters = f.toCharacters(b.fromHex(v[0]));
      return [characters, b.hex(f.fromCharacters(characters))];
    """
    characters, again = calls(bench, ["seed"], body, seed.hex())
    assert again == seed.hex()
    assert characters == words.seed_to_words(seed)


def test_a_wrong_character_is_noticed(bench):
    characters = words.seed_to_words(SEED)
    swapped = characters[1] + characters[0] + characters[2:]
    wrong = [swapped, characters[:-1], characters + "的", characters[:-1] + "a", ""]
    body = "return v[0].map((text) => f.fromCharacters(text) === null);"
    assert calls(bench, ["seed"], body, wrong) == [True] * len(wrong)


def test_the_saved_text_of_this_poll_is_read_however_it_is_typed(bench, sealed_poll):
    text = words.keepsake(SEED, sealed_poll.hash)
    plain = words.seed_to_words(SEED)
    typed = [
        text,
        text.lower(),
        f" {text}\n",
        plain,
        " ".join(plain),
        plain[:4] + "，\n" + plain[4:],
    ]
    body = "return v[3].map((typed) => b.hex(f.readSaved(typed, p.hash).seed));"
    assert on_phone(bench, sealed_poll.manifest, body, typed) == [SEED.hex()] * len(typed)


def test_the_saved_text_of_another_poll_is_told_apart(bench, sealed_poll):
    text = words.keepsake(SEED, bytes(32))
    body = "return [v[3], '一二三'].map((typed) => f.readSaved(typed, p.hash).problem);"
    answer = on_phone(bench, sealed_poll.manifest, body, text)
    assert answer == ["other_poll", "unreadable"]


def test_the_qr_code_says_what_the_server_says(bench, sealed_poll):
    rows = on_phone(bench, sealed_poll.manifest, "return f.qrRows(b.utf8(f.qrText(seed, p.hash)));")
    assert read_version_4(rows) == words.keepsake(SEED, sealed_poll.hash)


def test_the_qr_code_is_the_one_another_maker_draws(bench):
    # Filled to the last byte, since makers differ in how they fill what is left.
    text = "vote" * 15 + "ok"
    rows = calls(bench, ["qr"], "return f.qrRows(b.utf8(v[0]));", text)
    other = segno.make(
        text, version=4, error="m", mask=mask_of(rows), mode="byte", boost_error=False, micro=False
    )
    assert rows == [list(row) for row in other.matrix]


def test_a_text_that_does_not_fit_the_qr_code_is_refused(bench):
    body = "try { return f.qrRows(b.utf8(v[0])); } catch (error) { return error.message; }"
    assert calls(bench, ["qr"], body, "x" * 63) == "too long for this QR code"


def mask_of(modules: list[list[int]]) -> int:
    """Read the format of a QR code: it must say level M, and says which mask was used."""
    beside = [modules[8][SIZE - 1 - i] for i in range(8)]
    below = [modules[SIZE - 15 + i][8] for i in range(8, 15)]
    said = sum(bit << i for i, bit in enumerate(beside + below)) ^ 0x5412
    level, mask = said >> 13, said >> 10 & 7
    assert level == 0
    return mask


def read_version_4(modules: list[list[int]]) -> str:
    """Read the text of a QR code of version 4, level M, as any scanner does (no error repair)."""
    stream = unmasked(modules, mask_of(modules))
    codewords = [int(bits, 2) for bits in chunks(stream, 8)]
    # Two blocks of 32 data codewords lie interleaved; correction codewords follow them.
    data = codewords[0:64:2] + codewords[1:64:2]
    stream = "".join(f"{codeword:08b}" for codeword in data)
    assert stream[:4] == "0100"  # byte mode
    length = int(stream[4:12], 2)
    return bytes(int(bits, 2) for bits in chunks(stream[12 : 12 + 8 * length], 8)).decode()


def chunks(stream: str, size: int) -> list[str]:
    return [stream[start : start + size] for start in range(0, len(stream) // size * size, size)]


def unmasked(modules: list[list[int]], mask: int) -> str:
    """The data modules in the order of reading: pairs of columns from the right, up and down."""
    flipped = MASKS[mask]
    found = []
    columns = [column for column in range(SIZE - 1, 0, -2) if column > 6]
    columns += [5, 3, 1]
    for turn, right in enumerate(columns):
        rows = range(SIZE) if turn % 2 else range(SIZE - 1, -1, -1)
        for y in rows:
            pair = [x for x in (right, right - 1) if not belongs_to_a_pattern(x, y)]
            found += [str(modules[y][x] ^ flipped(x, y)) for x in pair]
    return "".join(found)


def belongs_to_a_pattern(x: int, y: int) -> bool:
    corners = (x < 9 and y < 9) or (x > SIZE - 9 and y < 9) or (x < 9 and y > SIZE - 9)
    return corners or 6 in (x, y) or (24 <= x <= 28 and 24 <= y <= 28)


SIZE = 33
MASKS = (
    lambda x, y: (x + y) % 2 == 0,
    lambda x, y: y % 2 == 0,
    lambda x, y: x % 3 == 0,
    lambda x, y: (x + y) % 3 == 0,
    lambda x, y: (x // 3 + y // 2) % 2 == 0,
    lambda x, y: x * y % 2 + x * y % 3 == 0,
    lambda x, y: (x * y % 2 + x * y % 3) % 2 == 0,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2 == 0,
)


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
    assert calls(bench, ["bytes"], "return b.canonical(v[0]);", value) == (
        canonical.encode(value).decode()
    )


def test_a_float_has_no_canonical_form(bench):
    body = "try { return b.canonical([0.5]); } catch (error) { return error.message; }"
    assert calls(bench, ["bytes"], body) == "not canonical JSON"


def test_bytes_survive_the_ways_the_protocol_writes_them(bench):
    data = bytes(range(256))
    body = """
      const bytes = b.fromHex(v[0]);
      const integer = b.fromInteger(b.toInteger(bytes), 256);
      return [b.b64url(bytes), b.hex(b.fromB64url(v[1])), b.hex(integer)];
    """
    answer = calls(bench, ["bytes"], body, data.hex(), b64url(data))
    assert answer == [b64url(data), from_b64url(b64url(data)).hex(), data.hex()]
