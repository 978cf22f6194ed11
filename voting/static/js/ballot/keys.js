// Everything a phone ever needs for one poll, drawn from its seed and the manifest's hash alone:
// whoever repeats the derivation repeats every byte.

import { ed25519, hkdf, sha256 } from "../../vendor/noble.js";
import { concat, toInteger, utf8 } from "./bytes.js";

const PREFIX = "voting/v1/";

function gcd(a, b) {
  while (b) [a, b] = [b, a % b];
  return a;
}

/** `length` bytes for one purpose; `context` is appended to the label as it is. */
export function derive(seed, hash, label, length, context = new Uint8Array(0)) {
  return hkdf(sha256, seed, hash, concat(utf8(PREFIX + label), context), length);
}

/** The one-time key that signs the ballot: its secret seed and its public key, 32 bytes each. */
export function ballotKey(seed, hash) {
  const secret = derive(seed, hash, "ballot-key", 32);
  return { secret, publicKey: ed25519.getPublicKey(secret) };
}

/** The PSS salt of the paper, 48 bytes. */
export function paperSalt(seed, hash) {
  return derive(seed, hash, "salt", 48);
}

/** The first blinding factor that can be undone modulo the issuing key. */
export function blindingFactor(seed, hash, issuingKey) {
  for (let i = 0; ; i += 1) {
    const drawn = toInteger(derive(seed, hash, "blind/" + i, issuingKey.length + 16)) % issuingKey.n;
    if (drawn > 1n && gcd(drawn, issuingKey.n) === 1n) return drawn;
  }
}

/** Key material of the envelope's ephemeral key: differs whenever the content differs. */
export function ephemeralMaterial(seed, hash, plaintext) {
  return derive(seed, hash, "ephemeral/", 32, sha256(plaintext));
}
