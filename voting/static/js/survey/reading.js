// One answer: from what was chosen or typed to its normal form, exactly as the server reads it.
// A normal form is a text, a list of names, or null for no answer.

import { numberOf, textOf } from "./expressions.js";

const MOST_SHORT = 200;
const MOST_LONG = 2000;
const SEVERAL = ["select_multiple", "rank"];
const EDGES = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;
const UNREADABLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u;
const LOOSE_DATE = /^(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})\u65e5?(?:[ T]00:00(?::00)?)?$/;
const LOOSE_TIME = /^(\d{1,2})[:\uff1a](\d{2})(?:[:\uff1a]00)?$/;
const TIME = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/;

/** What stands there is no answer; `sentence` names what the page says, with its values. */
export class Unreadable extends Error {
  constructor(sentence, values = {}) {
    super(sentence);
    this.sentence = sentence;
    this.values = values;
  }
}

/** A text without the space around it. */
export function stripped(text) {
  return text.replace(EDGES, "");
}

/** How many characters a text has, as people count them. */
export function lengthOf(text) {
  return Array.from(text).length;
}

/** How many characters the answer to a text question may have. */
export function mostOf(question) {
  return (question.appearance || "").split(" ").includes("multiline") ? MOST_LONG : MOST_SHORT;
}

/** What was typed, without the characters nobody sees. */
export function visible(text) {
  return text.replace(new RegExp(UNREADABLE.source, "gu"), (sign) => (sign === "\r" ? sign : ""));
}

/** A text in its normal form; throws where it is too long or holds what nobody can read. */
export function readText(raw, most = MOST_SHORT) {
  const text = stripped(raw.replace(/\r\n?/g, "\n").normalize("NFC"));
  if (UNREADABLE.test(text)) throw new Unreadable("bad-signs");
  const n = lengthOf(text);
  if (n > most) throw new Unreadable("bad-long", { most, n });
  return text;
}

function fractionOf(text) {
  const [n, d = "1"] = text.split("/");
  return { n: BigInt(n), d: BigInt(d) };
}

function compare(a, b) {
  return a.n * b.d - b.n * a.d;
}

/** The numbers of a scale as texts. */
export function stepsOf(scale) {
  const [start, end, step] = scale.map(fractionOf);
  const found = [];
  for (let at = start; compare(at, end) <= 0n; at = { n: at.n * step.d + step.n * at.d, d: at.d * step.d }) {
    found.push(textOf(at));
  }
  return found;
}

function onScale(scale, number) {
  const [start, end, step] = scale.map(fractionOf);
  if (compare(number, start) < 0n || compare(number, end) > 0n) return false;
  return (compare(number, start) * step.d) % (number.d * start.d * step.n) === 0n;
}

function number({ question }, raw) {
  const found = numberOf(stripped(raw.normalize("NFKC").replace(/,/g, "")));
  const value = { value: short(raw) };
  if (found === null) throw new Unreadable("bad-number", value);
  if (question.kind === "integer" && found.d !== 1n) throw new Unreadable("bad-integer", value);
  if (question.scale && !onScale(question.scale, found)) {
    const [start, end] = question.scale.map((text) => textOf(fractionOf(text)));
    throw new Unreadable("bad-scale", Object.assign({ start, end }, value));
  }
  return textOf(found);
}

function isDate(text) {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) || text < "0001") return false;
  const day = new Date(text + "T00:00:00Z");
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

function date(_step, raw) {
  const found = LOOSE_DATE.exec(raw.normalize("NFKC"));
  const text = found ? [found[1], found[2].padStart(2, "0"), found[3].padStart(2, "0")].join("-") : raw;
  if (!isDate(text)) throw new Unreadable("bad-date", { value: short(raw) });
  return text;
}

function time(_step, raw) {
  const found = LOOSE_TIME.exec(raw);
  const text = found ? found[1].padStart(2, "0") + ":" + found[2] : raw;
  if (!TIME.test(text)) throw new Unreadable("bad-time", { value: short(raw) });
  return text;
}

function acknowledgement(_step, raw) {
  if (raw.toLowerCase() !== "ok") throw new Unreadable("bad-ok");
  return "OK";
}

function option({ names }, raw) {
  if (!names.has(raw)) throw new Unreadable("bad-option");
  return raw;
}

function options({ names, choices }, chosen) {
  const found = new Set(chosen);
  if (chosen.some((name) => !names.has(name)) || found.size < chosen.length) throw new Unreadable("bad-option");
  return choices.map((choice) => choice.name).filter((name) => found.has(name));
}

function short(raw) {
  return lengthOf(raw) <= MOST_SHORT / 5 ? raw : Array.from(raw).slice(0, MOST_SHORT / 5).join("") + "…";
}

const READERS = {
  select_one: option,
  range: number,
  integer: number,
  decimal: number,
  text: ({ question }, raw) => readText(raw, mostOf(question)),
  date,
  time,
  acknowledge: acknowledgement,
  select_multiple: options,
  rank: (step, names) => {
    options(step, names);
    return names;
  },
};

/** The normal form of an answer; throws `Unreadable`. */
export function read(step, raw) {
  const { kind } = step.question;
  let given = Array.isArray(raw) ? raw.map(stripped).filter(Boolean) : stripped(raw || "");
  if (!given.length) return null;
  if (SEVERAL.includes(kind)) {
    if (!Array.isArray(given)) given = given.split(/\s+/);
  } else if (Array.isArray(given)) throw new Unreadable("bad-option");
  return READERS[kind](step, given);
}
