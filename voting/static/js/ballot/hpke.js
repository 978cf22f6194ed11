// HPKE of RFC 9180, base mode, one message: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
// ChaCha20-Poly1305. The ephemeral key comes from the caller's material, so sealing the same
// content twice gives the same bytes.

import { chacha20poly1305, expand, extract, sha256, x25519 } from "../../vendor/noble.js";
import { concat, utf8 } from "./bytes.js";

const NONE = new Uint8Array(0);
const KEM = concat(utf8("KEM"), Uint8Array.of(0, 0x20));
const SUITE = concat(utf8("HPKE"), Uint8Array.of(0, 0x20, 0, 0x01, 0, 0x03));
const VERSION = utf8("HPKE-v1");

function labeledExtract(suite, salt, label, material) {
  return extract(sha256, concat(VERSION, suite, utf8(label), material), salt);
}

function labeledExpand(suite, key, label, info, length) {
  const size = Uint8Array.of(length >> 8, length & 0xff);
  return expand(sha256, key, concat(size, VERSION, suite, utf8(label), info), length);
}

/** DeriveKeyPair of RFC 9180, 7.1.3: secret and public key from 32 bytes or more of material. */
export function deriveKeyPair(material) {
  const secret = labeledExpand(KEM, labeledExtract(KEM, NONE, "dkp_prk", material), "sk", NONE, 32);
  return { secret, publicKey: x25519.getPublicKey(secret) };
}

function encapsulate(recipient, material) {
  const ephemeral = deriveKeyPair(material);
  const shared = x25519.getSharedSecret(ephemeral.secret, recipient);
  const context = concat(ephemeral.publicKey, recipient);
  const key = labeledExtract(KEM, NONE, "eae_prk", shared);
  return {
    encapsulated: ephemeral.publicKey,
    secret: labeledExpand(KEM, key, "shared_secret", context, 32),
  };
}

/** Seals `plaintext` to `recipient`: the encapsulated key (32 bytes), then the ciphertext. */
export function seal(recipient, info, associated, plaintext, material) {
  const { encapsulated, secret } = encapsulate(recipient, material);
  const context = concat(
    Uint8Array.of(0),
    labeledExtract(SUITE, NONE, "psk_id_hash", NONE),
    labeledExtract(SUITE, NONE, "info_hash", info),
  );
  const root = labeledExtract(SUITE, secret, "secret", NONE);
  const key = labeledExpand(SUITE, root, "key", context, 32);
  const nonce = labeledExpand(SUITE, root, "base_nonce", context, 12);
  return concat(encapsulated, chacha20poly1305(key, nonce, associated).encrypt(plaintext));
}
