// From the marks on the sheet to the bytes in the box, and the box's answer checked.

import { ed25519, sha256 } from "../../vendor/noble.js";
import { canonical, concat, fromB64url, utf8 } from "./bytes.js";
import { seal } from "./hpke.js";
import { ballotKey, ephemeralMaterial } from "./keys.js";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CODE_LETTERS = 10;

/** The selections as bytes, padded with spaces to the manifest's size; throws where too long. */
export function plaintext(selections, size) {
  const bytes = utf8(canonical(selections));
  if (bytes.length > size) throw new Error("selections longer than the envelope");
  const padded = new Uint8Array(size).fill(0x20);
  padded.set(bytes);
  return padded;
}

/** The selections sealed to the poll's key, bound to this poll and this ballot key. */
export function sealed(seed, hash, manifest, selections) {
  const content = plaintext(selections, manifest.plaintext_size);
  const info = concat(utf8("voting/v1/seal"), hash, ballotKey(seed, hash).publicKey);
  const material = ephemeralMaterial(seed, hash, content);
  return seal(fromB64url(manifest.sealing_key), info, new Uint8Array(0), content, material);
}

/** The body of the cast request: group, public key, paper, signature, envelope. */
export function castBody(seed, hash, manifest, group, paper, selections) {
  const key = ballotKey(seed, hash);
  const envelope = sealed(seed, hash, manifest, selections);
  const index = Uint8Array.of(group);
  const signed = concat(utf8("voting/v1/cast"), hash, index, envelope);
  return concat(index, key.publicKey, paper, ed25519.sign(signed, key.secret), envelope);
}

/** What the board shows of a ballot: SHA-256 of public key and envelope. */
export function digestOf(body, manifest) {
  const envelope = body.length - (32 + manifest.plaintext_size + 16);
  return sha256(concat(body.slice(1, 33), body.slice(envelope)));
}

/** The receipt code of a digest: ten letters. */
export function receiptCode(digest) {
  let bits = 0n;
  for (const byte of digest.slice(0, 7)) bits = (bits << 8n) | BigInt(byte);
  bits >>= 6n;
  let letters = "";
  for (let i = 0; i < CODE_LETTERS; i += 1) {
    letters = BASE32[Number(bits & 31n)] + letters;
    bits >>= 5n;
  }
  return letters;
}

/** Whether the box has signed for this very ballot. */
export function receiptHolds(hash, manifest, digest, receipt) {
  if (receipt.code !== receiptCode(digest)) return false;
  const signed = concat(utf8("voting/v1/receipt"), hash, digest);
  try {
    const key = fromB64url(manifest.receipt_key);
    return ed25519.verify(fromB64url(receipt.signature), signed, key, { zip215: false });
  } catch (error) {
    return false;
  }
}
