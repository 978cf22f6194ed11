// The paper: RSABSSA-SHA384-PSS-Deterministic of RFC 9474, the voter's half. The service signs
// without seeing what it signs; the signature, once unblinded, stands over the ballot's public key.

import { sha384 } from "../../vendor/noble.js";
import { concat, equal, fromB64url, fromInteger, toInteger } from "./bytes.js";

const HASH_BYTES = 48;
const SALT_BYTES = 48;

function power(base, exponent, modulus) {
  let result = 1n;
  for (let square = base % modulus; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function inverse(value, modulus) {
  let [previous, current, a, b] = [0n, 1n, modulus, value % modulus];
  while (b) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [previous, current] = [current, previous - quotient * current];
  }
  if (a !== 1n) throw new Error("not invertible");
  return previous < 0n ? previous + modulus : previous;
}

function mask(seed, length) {
  const blocks = [];
  for (let i = 0; i * HASH_BYTES < length; i += 1) {
    blocks.push(sha384(concat(seed, fromInteger(BigInt(i), 4))));
  }
  return concat(...blocks).slice(0, length);
}

/** EMSA-PSS-ENCODE (RFC 8017, 9.1.1) with SHA-384 and MGF1-SHA384 for `bits` bits. */
export function encodePss(message, salt, bits) {
  const length = Math.ceil(bits / 8);
  if (length < HASH_BYTES + salt.length + 2) throw new Error("key too short");
  const digest = sha384(concat(new Uint8Array(8), sha384(message), salt));
  const padding = new Uint8Array(length - salt.length - HASH_BYTES - 2);
  const data = concat(padding, Uint8Array.of(1), salt);
  const masked = mask(digest, data.length).map((byte, i) => byte ^ data[i]);
  masked[0] &= 0xff >> (8 * length - bits);
  return concat(masked, digest, Uint8Array.of(0xbc));
}

/** An issuing key as the manifest writes it, ready for sums: modulus, exponent, length in bytes. */
export function issuingKey({ n, e }) {
  const modulus = toInteger(fromB64url(n));
  const bits = modulus.toString(2).length;
  return { n: modulus, e: BigInt(e), bits, length: Math.ceil(bits / 8) };
}

/** The blinded message the service signs. */
export function blind(key, message, salt, factor) {
  const encoded = toInteger(encodePss(message, salt, key.bits - 1));
  return fromInteger((encoded * power(factor, key.e, key.n)) % key.n, key.length);
}

/** The paper out of the service's answer; throws unless it verifies. */
export function unblind(key, message, salt, factor, answer) {
  if (answer.length !== key.length) throw new Error("answer of wrong length");
  const blinded = toInteger(answer);
  if (blinded >= key.n) throw new Error("answer out of range");
  const paper = fromInteger((blinded * inverse(factor, key.n)) % key.n, key.length);
  if (!verify(key, message, paper)) throw new Error("paper does not verify");
  return paper;
}

/** Whether a paper is the issuing key's signature over a message (RFC 8017, 8.1.2). */
export function verify(key, message, paper) {
  if (paper.length !== key.length || toInteger(paper) >= key.n) return false;
  const length = Math.ceil((key.bits - 1) / 8);
  const opened = power(toInteger(paper), key.e, key.n);
  if (opened >> BigInt(8 * length)) return false;
  const encoded = fromInteger(opened, length);
  const digest = encoded.slice(length - HASH_BYTES - 1, length - 1);
  const masked = encoded.slice(0, length - HASH_BYTES - 1);
  const data = mask(digest, masked.length).map((byte, i) => byte ^ masked[i]);
  // Encoding again with the salt found there compares padding, digest and trailer at once.
  return equal(encodePss(message, data.slice(-SALT_BYTES), key.bits - 1), encoded);
}
