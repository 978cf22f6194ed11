// What is published of a poll: its manifest, checked against the hash on the big screen, and later
// the board of its ballots.

import { sha256 } from "../../vendor/noble.js";
import { b64url, equal, fromB64url, fromHex, hex, textOf } from "./bytes.js";
import { receiptCode } from "./cast.js";
import { issuingKey } from "./paper.js";
import { fetchBytes, fetchJson } from "./wire.js";

/** Why voting cannot go on here; `sentence` is the name of what the page says. */
export class Stopped extends Error {
  constructor(sentence) {
    super(sentence);
    this.sentence = sentence;
  }
}

function groupOf(manifest, elector) {
  const group = manifest.groups.findIndex((candidate) => candidate.electors.includes(elector));
  if (group < 0) throw new Stopped("not-on-roll");
  return group;
}

/** Fetches the manifest and refuses one that is not the sealed one. */
export async function loadPoll(place, onLoss) {
  const bytes = await fetchBytes(place.manifestUrl, onLoss);
  if (hex(sha256(bytes)) !== place.hash) throw new Stopped("wrong-manifest");
  const manifest = JSON.parse(textOf(bytes));
  if (manifest.format !== "voting-manifest/1") throw new Stopped("wrong-manifest");
  const group = groupOf(manifest, place.elector);
  return {
    manifest,
    hash: fromHex(place.hash),
    group,
    issuing: issuingKey(manifest.groups[group].issuing_key),
    own: (manifest.rules.own_rows || {})[place.elector], // the line of the voter, where they are judged too
  };
}

/**
 * Looks for a ballot by its public key. Gives `{found: "same", code}`; "other" where the board
 * shows different content than was cast here; "missing". Without a digest the key alone counts.
 */
export async function findOnBoard(url, publicKey, digest, onLoss) {
  const board = await fetchJson(url, onLoss);
  const key = b64url(publicKey);
  const entry = board.entries.find((candidate) => candidate.public_key === key);
  if (!entry) return { found: "missing", code: "" };
  const shown = fromB64url(entry.digest);
  const same = entry.code === receiptCode(shown) && (!digest || equal(shown, digest));
  return { found: same ? "same" : "other", code: entry.code };
}
