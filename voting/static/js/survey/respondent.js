// One respondent on this phone: the paper, and the answers as they stand, kept at every change.

import { sha256 } from "../../vendor/noble.js";
import { canonical, concat, equal, fromHex, hex, textOf, utf8 } from "../ballot/bytes.js";
import { issuingKey } from "../ballot/paper.js";
import { Stopped } from "../ballot/poll.js";
import { load, peek, recordKey } from "../ballot/store.js";
import { Voter } from "../ballot/voter.js";
import { fetchBytes, postJson, requestPaper } from "../ballot/wire.js";
import { isAnswered, table } from "./program.js";

const REST = 400;
const LONGEST_THOUGHT = 120000;
const FEWEST_QUESTIONS = 5;
const LEAST_TIME = 2000;

/** Fetches what was published and refuses anything else. */
export async function loadSurvey(place, onLoss) {
  const bytes = await fetchBytes(place.manifestUrl, onLoss);
  if (!equal(sha256(bytes), fromHex(place.hash))) throw new Stopped("wrong-manifest");
  const manifest = JSON.parse(textOf(bytes));
  if (manifest.format !== "voting-survey/1") throw new Stopped("wrong-manifest");
  const key = manifest.issuing_key;
  return { manifest, hash: fromHex(place.hash), group: 0, issuing: key && issuingKey(key) };
}

/** What an officer looks at before publication: nothing of it is kept or sent. */
export function previewed(source, mode) {
  const manifest = { form: source, mode, plaintext_size: 16384 };
  return { manifest, hash: new Uint8Array(32), group: 0, issuing: null };
}

export class Respondent extends Voter {
  constructor(place, survey, key, record) {
    super(place, survey, key, record);
    this.paper = null;
    this.waiting = null;
    this.looked = Date.now();
  }

  /** The respondent of a page, with what this phone kept from earlier. */
  static async open(place, survey) {
    const key = recordKey(place.hash, place.elector);
    return new Respondent(place, survey, key, await load(key));
  }

  /** The answers as they stand, the page and the time so far; empty at first. */
  get draft() {
    const { record } = this;
    if (!record.draft) record.draft = { answers: {}, page: 0, language: "", time: 0 };
    if (Object.getPrototypeOf(record.draft.answers)) record.draft.answers = Object.assign(table(), record.draft.answers);
    return record.draft;
  }

  /** Begins in a language, with the answers that the form gives beforehand. */
  start(program, language) {
    this.record.draft = null;
    this.begin();
    // Another window may have begun just now.
    if (this.record.draft) return;
    for (const name of program.names) {
      const { question } = program.steps[name];
      if (question.default && isAnswered(question)) this.draft.answers[name] = question.default;
    }
    this.draft.language = language || program.languages[0];
    this.keepDraft();
  }

  /** Leaves the answers to another window. */
  standBack() {
    clearTimeout(this.waiting);
    this.waiting = null;
  }

  /** Counts the time since the last act; a phone laid down meanwhile is no reading. */
  tick() {
    const now = Date.now();
    this.draft.time += Math.min(LONGEST_THOUGHT, Math.max(0, now - this.looked));
    this.looked = now;
  }

  /** Keeps the draft now. */
  keepDraft() {
    clearTimeout(this.waiting);
    this.waiting = null;
    if (this.record.draft && !this.record.confirmed) this.keep({ draft: this.draft });
  }

  /** Keeps the draft after a short rest. */
  keepSoon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.keepDraft(), REST);
  }

  /** Keeps at once what still waits. */
  flush() {
    if (this.waiting) this.keepDraft();
  }

  /** Whether another window has gone further, or holds other answers. */
  isOvertaken(other = peek(this.key)) {
    if (super.isOvertaken(other)) return true;
    // Whoever is writing here is the one who goes on.
    if (this.waiting || !other || other.revision <= this.record.revision) return false;
    return JSON.stringify(other.draft || null) !== JSON.stringify(this.record.draft || null);
  }

  ask(blinded, onLoss) {
    const { paperUrl, csrf } = this.place;
    return requestPaper(paperUrl, csrf, blinded, onLoss, csrf ? "same-origin" : "omit");
  }

  /** Takes the paper, once: while somebody answers, or at the latest before sending. */
  obtain(onLoss) {
    if (this.record.paper) return Promise.resolve();
    this.lost = onLoss;
    if (!this.paper) {
      this.paper = this.takePaper(this.seed, () => this.lost());
      this.paper.catch(() => {
        this.paper = null;
      });
    }
    return this.paper;
  }

  /** Sends a signed answer, to be kept with the name. */
  async answer(content, onLoss) {
    await postJson(this.place.answerUrl, this.place.csrf, content, onLoss);
    this.keep({ receipt: { code: "" }, draft: null, seed: null });
  }

  /** Whether the questionnaire was gone through faster than it can be read. */
  isHurried(program, sheet) {
    const n = program.names.filter((name) => sheet.asked.has(name) && isAnswered(program.steps[name].question)).length;
    return n >= FEWEST_QUESTIONS && this.draft.time < n * LEAST_TIME;
  }

  /** How many bytes are left in the envelope. */
  room(content) {
    return this.poll.manifest.plaintext_size - utf8(canonical(content)).length;
  }

  /** A number by which an option is placed: another on each phone, always the same on this one. */
  lot(text) {
    return hex(sha256(concat(this.seed || new Uint8Array(1), utf8(text))));
  }

  /** Makes room for the next person, where one device serves several. */
  makeRoom() {
    this.keep({ seed: null, paper: null, draft: null, confirmed: null, receipt: null, digest: null, publicKey: null, spent: null });
  }
}

/** Answers without keeping or sending anything. */
export class Onlooker extends Respondent {
  keep(changes) {
    Object.assign(this.record, changes);
  }

  isOvertaken() {
    return false;
  }

  obtain() {
    return Promise.resolve();
  }
}
