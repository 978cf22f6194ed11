// Bytes, text and numbers in the shapes the protocol writes them.

const encoder = new TextEncoder();

/** The UTF-8 bytes of a text. */
export function utf8(text) {
  return encoder.encode(text);
}

/** The text of UTF-8 bytes; throws where they are not UTF-8. */
export function textOf(bytes) {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

/** Several byte strings as one. */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two byte strings are the same. */
export function equal(one, other) {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let i = 0; i < one.length; i += 1) difference |= one[i] ^ other[i];
  return difference === 0;
}

/** Lower-case hex digits. */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bytes from hex digits. */
export function fromHex(digits) {
  if (!/^([0-9a-f]{2})*$/.test(digits)) throw new Error("not lower-case hex");
  return Uint8Array.from(digits.match(/../g) || [], (pair) => parseInt(pair, 16));
}

/** base64url without padding. */
export function b64url(bytes) {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Bytes from base64url without padding; throws on anything else. */
export function fromB64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Error("not base64url");
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** A big-endian integer. */
export function toInteger(bytes) {
  return BigInt("0x" + (hex(bytes) || "0"));
}

/** An integer as `length` big-endian bytes; throws where it does not fit. */
export function fromInteger(value, length) {
  const digits = value.toString(16).padStart(length * 2, "0");
  if (value < 0n || digits.length > length * 2) throw new Error("integer out of range");
  return fromHex(digits);
}

/** Canonical JSON: keys sorted, no white space, no floats. */
export function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value !== null && typeof value === "object") {
    const pairs = Object.keys(value).sort().map((key) => JSON.stringify(key) + ":" + canonical(value[key]));
    return "{" + pairs.join(",") + "}";
  }
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (value === null || Number.isSafeInteger(value)) return String(value);
  throw new Error("not canonical JSON");
}
