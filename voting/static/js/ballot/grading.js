// What may stand on the sheet of an evaluation, so that nobody seals one which the count rejects.
// A draft: {marks: {contest: {option: mark}}, texts: {contest: {option: {slot: text}}}, typed: …};
// `typed` keeps what was typed and is no mark yet. Marks like "86.5" are compared as numbers:
// with two decimals at most, that is exact.

// White space as the count sees it: the phone's own \s differs by a few signs.
const SPACE = /[\t-\r\x1c-\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
// Controls and signs nobody sees; characters younger than the phone stay, as in names.
const UNSEEN = /(?![\u{20000}-\u{3ffff}])\p{C}/gu;
const DECIMAL = /^0*(\d+)(?:\.(\d*?)0*)?$/;

/** A written text as it is sealed. */
export function readable(text) {
  const shown = text.normalize("NFC").replace(SPACE, " ").replace(UNSEEN, "");
  return shown.replace(/ +/g, " ").trim();
}

/** How many characters a text has when sealed. */
export function lengthOf(text) {
  return Array.from(readable(text)).length;
}

/** The voter's own line in a contest, or undefined. */
export function ownLine({ own }, contest) {
  return contest.own && contest.options.find((option) => option.id === own);
}

/** Makes a draft ready: room for texts, and the voter's own lines marked as such. */
export function prepare(poll, draft) {
  for (const part of ["texts", "typed"]) draft[part] = draft[part] || {};
  for (const contest of poll.manifest.contests) {
    for (const part of ["texts", "typed"]) draft[part][contest.id] = draft[part][contest.id] || {};
    const own = ownLine(poll, contest);
    if (own) draft.marks[contest.id][own.id] = contest.own;
  }
}

/** Whom the voter judges: `{id, name, note, contests}` in the order of the sheet. */
export function subjectsOf(poll) {
  const found = new Map();
  for (const contest of poll.manifest.contests) {
    for (const { id, name, note } of contest.options) {
      if (ownLine(poll, contest) && id === poll.own) continue;
      const key = id + "/" + name;
      if (!found.has(key)) found.set(key, { id, name, note, contests: [] });
      found.get(key).contests.push(contest);
    }
  }
  return Array.from(found.values());
}

/** The grade a mark belongs to: itself, or the band of a number. */
export function gradeOf(contest, mark) {
  if (!contest.numbers || !/^\d/.test(mark)) return mark;
  const reached = contest.numbers.bands.filter((band) => Number(band.least) <= Number(mark));
  const best = reached.sort((one, other) => Number(other.least) - Number(one.least))[0];
  return best ? best.id : mark;
}

/** How many lines of a contest carry a grade, not counting that of `except`. */
export function given(contest, draft, grade, except) {
  const marks = draft.marks[contest.id];
  return Object.keys(marks).filter((id) => id !== except && gradeOf(contest, marks[id]) === grade).length;
}

/** Whether a mark still fits the limits, on the line of `option`. */
export function fits(contest, draft, option, mark) {
  const grade = gradeOf(contest, mark);
  const most = contest.limits[grade];
  return most === undefined || given(contest, draft, grade, option) < most;
}

/** What was typed as a number: `{mark}`, `{problem}` ("strange" or "range"), or {} for nothing. */
export function readNumber(typed, { most, places }) {
  const text = typed.normalize("NFKC").replace(/\s/g, "").replace("。", ".");
  if (!text) return {};
  const [whole, digits, fraction = ""] = DECIMAL.exec(text) || [];
  if (whole === undefined) return { problem: "strange" };
  const mark = fraction ? digits + "." + fraction : digits;
  return fraction.length > places || Number(mark) > most ? { problem: "range" } : { mark };
}

/** What stands in a slot beside a line, as typed. */
export function written(draft, contest, option, slot) {
  return (draft.texts[contest.id][option] || {})[slot.id] || "";
}

/** The slots of a contest which the mark of a line asks for and which are empty. */
export function missing(contest, draft, option) {
  const mark = draft.marks[contest.id][option];
  const asked = (contest.texts || []).filter((slot) => slot.needed_for.includes(mark));
  return asked.filter((slot) => !readable(written(draft, contest, option, slot)));
}

/** Whether a subject needs nothing more: every dimension marked, every reason given. */
export function isDone(subject, draft) {
  return subject.contests.every((contest) => isMarked(contest, draft, subject.id) && !missing(contest, draft, subject.id).length);
}

/** Whether a line of a contest is marked. */
export function isMarked(contest, draft, option) {
  return draft.marks[contest.id][option] !== undefined;
}

function isUniform(contest, draft) {
  const marks = contest.options.map((option) => draft.marks[contest.id][option.id]);
  const others = marks.filter((mark) => !contest.own || mark !== contest.own);
  return others.length > 1 && others[0] !== undefined && new Set(others).size === 1;
}

/** Whether the sheet says the same of everybody where that is not allowed. */
export function saysTheSame({ contests }, draft) {
  const judged = contests.filter((contest) => contest.uniform === "rejected");
  return judged.length > 0 && judged.every((contest) => isUniform(contest, draft));
}

/** A limit of a contest that is broken: `{grade, n, limit, over}`, or undefined. */
export function brokenLimit(contest, draft) {
  const checked = (limits, over) => Object.keys(limits || {}).map((grade) => (
    { grade, n: given(contest, draft, grade), limit: limits[grade], over }));
  const over = checked(contest.limits, true).find(({ n, limit }) => n > limit);
  const marked = Object.values(draft.marks[contest.id]).some((mark) => mark !== contest.own);
  return over || (marked && checked(contest.least, false).find(({ n, limit }) => n < limit)) || undefined;
}

/** The characters of all texts of a contest together. */
export function totalOf(contest, draft) {
  const texts = Object.values(draft.texts[contest.id]).map((slots) => Object.values(slots));
  return [].concat(...texts).reduce((sum, text) => sum + lengthOf(text), 0);
}

function textsOf(contest, draft) {
  const kept = {};
  for (const { id } of contest.options) {
    for (const slot of contest.texts || []) {
      const text = readable(written(draft, contest, id, slot));
      if (text) kept[id] = Object.assign(kept[id] || {}, { [slot.id]: text });
    }
  }
  return kept;
}

/** The selections as they are sealed: every contest in each part, what is empty left out. */
export function selections({ contests }, draft) {
  const each = (made) => Object.assign({}, ...contests.map((contest) => ({ [contest.id]: made(contest) })));
  const sealed = { marks: each((contest) => draft.marks[contest.id]), write_ins: each(() => []) };
  if (contests.some((contest) => contest.texts)) sealed.texts = each((contest) => textsOf(contest, draft));
  return sealed;
}
