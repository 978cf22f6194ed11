// The seed: sixteen bytes that are the voter's whole secret, as twelve characters people can keep.

import { sha256 } from "../../vendor/noble.js";
import { wordlist } from "../../vendor/words.js";
import { concat, hex } from "./bytes.js";

const SEED_BYTES = 16;
const CHARACTERS = 12;

function bitsOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
}

function charactersOf(bits) {
  return (bits.match(/.{11}/g) || []).map((index) => wordlist[parseInt(index, 2)]).join("");
}

/** A new seed from the device's own randomness. */
export function makeSeed() {
  return crypto.getRandomValues(new Uint8Array(SEED_BYTES));
}

/** The seed as twelve characters: 128 bits and 4 of checksum (BIP-39). */
export function toCharacters(seed) {
  return charactersOf(bitsOf(concat(seed, sha256(seed).slice(0, 1))).slice(0, CHARACTERS * 11));
}

/** The seed of twelve characters, or null where a character or the checksum is wrong. */
export function fromCharacters(characters) {
  const indices = Array.from(characters, (character) => wordlist.indexOf(character));
  if (indices.length !== CHARACTERS || indices.includes(-1)) return null;
  const bits = indices.map((index) => index.toString(2).padStart(11, "0")).join("");
  const seed = Uint8Array.from(bits.slice(0, 128).match(/.{8}/g), (byte) => parseInt(byte, 2));
  return toCharacters(seed) === characters ? seed : null;
}

/** What the saved QR code says: the poll's first digits and the twelve characters. */
export function qrText(seed, hash) {
  return "VOTE1:" + hex(hash).slice(0, 8) + ":" + toCharacters(seed);
}

/**
 * What a person typed or pasted: twelve characters, or the text of the QR code.
 * Gives `{seed}` or `{problem}`: "unreadable" or "other_poll".
 */
export function readSaved(input, hash) {
  const text = input.normalize("NFKC").replace(/[\s·,,.。、]/g, "");
  const parts = /^VOTE1:([0-9a-f]{8}):(.*)$/i.exec(text);
  if (parts && parts[1].toLowerCase() !== hex(hash).slice(0, 8)) return { problem: "other_poll" };
  const seed = fromCharacters(parts ? parts[2] : text);
  return seed ? { seed } : { problem: "unreadable" };
}

/** The manifest's fingerprint as people compare it: four characters, two groups of hex. */
export function fingerprint(hash) {
  const digits = hex(hash).toUpperCase();
  const words = charactersOf(bitsOf(hash).slice(0, 44));
  return words + " · " + digits.slice(12, 16) + " · " + digits.slice(16, 20);
}
