// One voter on this phone: the seed and what came of it, kept at every step before the next begins.

import { b64url, fromB64url } from "./bytes.js";
import { castBody, digestOf, receiptHolds } from "./cast.js";
import { ballotKey, blindingFactor, paperSalt } from "./keys.js";
import { blind, unblind } from "./paper.js";
import { findOnBoard } from "./poll.js";
import { makeSeed } from "./seed.js";
import { load, peek, recordKey, save, watch } from "./store.js";
import { requestCast, requestPaper } from "./wire.js";

// What can say how somebody voted, or vote for them; the receipt and the digest behind it cannot.
const SECRETS = { seed: null, paper: null, draft: null, confirmed: null };

/** The server's answer is not what the protocol promises; `sentence` names what the page says. */
export class Broken extends Error {
  constructor(sentence) {
    super(sentence);
    this.sentence = sentence;
  }
}

export class Voter {
  constructor(place, poll, key, record) {
    this.place = place;
    this.poll = poll;
    this.key = key;
    this.record = record || { revision: 0 };
    this.kept = Promise.resolve(true);
  }

  /** The voter of a page, with what this phone kept from earlier. */
  static async open(place, poll) {
    const key = recordKey(place.hash, place.elector);
    return new Voter(place, poll, key, await load(key));
  }

  /** Keeps changes; what was kept before stays. */
  keep(changes) {
    const saved = save(this.key, this.record, changes);
    this.record = saved.record;
    this.kept = saved.kept;
  }

  /** The seed as bytes, or null. */
  get seed() {
    return this.record.seed ? fromB64url(this.record.seed) : null;
  }

  /** The draft as it stands; an empty one at first. */
  get draft() {
    if (!this.record.draft) {
      this.record.draft = { marks: {}, names: {} };
      for (const { id } of this.poll.manifest.contests) {
        for (const kept of Object.values(this.record.draft)) kept[id] = {};
      }
    }
    return this.record.draft;
  }

  /** Makes a seed and keeps it, unless another window just did; the server is asked for nothing yet. */
  begin() {
    const other = peek(this.key);
    if (other && other.seed) this.record = other;
    else this.keep({ seed: b64url(makeSeed()) });
  }

  /** Whether another window of this phone has gone further. */
  isOvertaken(other = peek(this.key)) {
    if (!other || other.revision <= this.record.revision) return false;
    const differs = (name) => JSON.stringify(other[name] || null) !== JSON.stringify(this.record[name] || null);
    return ["seed", "paper", "confirmed", "receipt", "spent"].some(differs);
  }

  /** Calls back when another window has gone its own way. */
  onOvertaken(listener) {
    watch(this.key, (other) => {
      if (this.isOvertaken(other)) listener();
    });
  }

  /** Asks for the signature on a paper. */
  ask(blinded, onLoss) {
    return requestPaper(this.place.paperUrl, this.place.csrf, blinded, onLoss);
  }

  /** Takes the paper for a seed; kept only when it verifies. */
  async takePaper(seed, onLoss) {
    const { hash, issuing } = this.poll;
    const { publicKey } = ballotKey(seed, hash);
    const salt = paperSalt(seed, hash);
    const factor = blindingFactor(seed, hash, issuing);
    const blinded = b64url(blind(issuing, publicKey, salt, factor));
    const answer = await this.ask(blinded, onLoss);
    try {
      const paper = unblind(issuing, publicKey, salt, factor, fromB64url(answer.signature));
      this.keep({ seed: b64url(seed), paper: b64url(paper) });
    } catch (error) {
      throw new Broken("paper-broken");
    }
  }

  /** Seals selections and keeps the very bytes, so that every attempt sends the same. */
  seal(selections) {
    const { hash, manifest, group } = this.poll;
    const paper = fromB64url(this.record.paper);
    const body = castBody(this.seed, hash, manifest, group, paper, selections);
    this.keep({ confirmed: b64url(body) });
  }

  /** Takes the sealed bytes back: the server said they are not in the box. */
  unseal() {
    this.keep({ confirmed: null });
  }

  /** Casts the sealed bytes; the draft goes when the box has signed for them. */
  async cast(onLoss) {
    const { hash, manifest } = this.poll;
    const body = fromB64url(this.record.confirmed);
    const answer = await requestCast(this.place.castUrl, body, onLoss);
    const digest = digestOf(body, manifest);
    if (!receiptHolds(hash, manifest, digest, answer)) throw new Broken("receipt-broken");
    this.keep({
      receipt: { code: answer.code, signature: answer.signature },
      digest: b64url(digest),
      publicKey: b64url(body.slice(1, 33)),
      draft: null,
      confirmed: null,
    });
  }

  /** Keeps that this paper was used elsewhere, with the server's sentence. */
  spend(sentence) {
    this.keep({ spent: sentence, publicKey: b64url(ballotKey(this.seed, this.poll.hash).publicKey) });
  }

  /** Looks for this ballot on the board. */
  check(onLoss) {
    const digest = this.record.digest ? fromB64url(this.record.digest) : null;
    return findOnBoard(this.place.boardUrl, fromB64url(this.record.publicKey), digest, onLoss);
  }

  /** Forgets everything but the receipt: the result is declared, or the phone was only lent. */
  forget() {
    if (this.record.seed || this.record.draft) this.keep(SECRETS);
  }
}
