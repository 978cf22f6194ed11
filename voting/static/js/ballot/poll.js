// The poll as this page serves it, checked against the hash that stands on the big screen.

import { sha256 } from "../../vendor/noble.js";
import { hex, fromHex, textOf } from "./bytes.js";
import { issuingKey } from "./paper.js";
import { fetchBytes } from "./wire.js";

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
  return { manifest, hash: fromHex(place.hash), group, issuing: issuingKey(manifest.groups[group].issuing_key) };
}
