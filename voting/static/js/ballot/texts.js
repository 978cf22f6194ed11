// What is written beside the grades: 优点, 不足, a reason. The fields of a card are made when its
// voter opens them; typing is kept after a short rest, or at once when the page is left.

import { lengthOf, missing, totalOf, written } from "./grading.js";
import { copyOf, markLabel, part, say, write } from "./stage.js";

const REST = 300;
let waiting = null;

function soon(act) {
  if (waiting) clearTimeout(waiting.timer);
  waiting = { act, timer: setTimeout(flush, REST) };
}

/** Keeps what was typed last, now. */
export function flush() {
  if (!waiting) return;
  const { act, timer } = waiting;
  waiting = null;
  clearTimeout(timer);
  act();
}

window.addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", flush);

const places = (subject) => [].concat(...subject.contests.map((contest) => (
  (contest.texts || []).map((slot) => ({ contest, slot })))));
const fieldId = (at, contest, slot) => ["t" + at, contest.id, slot.id].join("-");

/** What the button that opens the texts of a subject says; "" where there are none. */
export function invitation(subject) {
  const titles = new Set(places(subject).map(({ slot }) => slot.title));
  return titles.size ? say("write", { titles: Array.from(titles).join("、") }) : "";
}

/** Shows the fields of a card, made at the first time. */
export function openTexts(sheet, card, at) {
  const holder = part(card, "texts");
  part(card, "write").hidden = true;
  if (holder.firstChild) return;
  const subject = sheet.subjects[at];
  const found = places(subject);
  const several = new Set(found.map(({ contest }) => contest)).size > 1;
  for (const { contest, slot } of found) {
    const field = copyOf("text-template");
    const input = part(field, "input");
    input.id = fieldId(at, contest, slot);
    input.value = written(sheet.draft, contest, subject.id, slot);
    part(field, "label").htmlFor = input.id;
    part(field, "title").textContent = (several ? contest.title + " · " : "") + slot.title;
    part(field, "error").id = input.id + "-error";
    input.setAttribute("aria-describedby", input.id + "-error");
    input.addEventListener("input", () => {
      const lines = sheet.draft.texts[contest.id];
      lines[subject.id] = Object.assign(lines[subject.id] || {}, { [slot.id]: input.value });
      refreshField(sheet, field, { contest, slot, subject });
      sheet.settle(card, at);
      soon(sheet.changed);
    });
    holder.append(field);
    refreshField(sheet, field, { contest, slot, subject });
  }
}

/** Opens the texts of a card where a mark asks for one or something is written; says which are asked for. */
export function refreshTexts(sheet, card, at) {
  const subject = sheet.subjects[at];
  const used = ({ contest, slot }) => isAsked(sheet, contest, slot, subject)
    || written(sheet.draft, contest, subject.id, slot);
  const found = places(subject);
  const holder = part(card, "texts");
  if (!holder.firstChild && found.some(used)) openTexts(sheet, card, at);
  if (!holder.firstChild) return;
  found.forEach((place, i) => refreshField(sheet, holder.children[i], Object.assign({ subject }, place)));
}

function isAsked(sheet, contest, slot, subject) {
  return slot.needed_for.includes(sheet.draft.marks[contest.id][subject.id]);
}

function refreshField(sheet, field, { contest, slot, subject }) {
  const asked = isAsked(sheet, contest, slot, subject);
  const text = written(sheet.draft, contest, subject.id, slot);
  const input = part(field, "input");
  const label = markLabel(contest, sheet.draft.marks[contest.id][subject.id]);
  write(part(field, "asked"), say(asked ? "text-asked" : "text-free", { label }));
  write(part(field, "length"), say("text-length", { n: lengthOf(text), length: slot.length }));
  const problem = textProblem(sheet, contest, slot, text);
  write(part(field, "error"), problem);
  input.setAttribute("aria-invalid", String(problem !== ""));
  input.setAttribute("aria-required", String(asked));
}

function textProblem({ draft }, contest, slot, text) {
  if (lengthOf(text) > slot.length) return say("text-long", { title: slot.title, length: slot.length });
  const total = contest.text_total;
  return text && totalOf(contest, draft) > total ? say("text-total", { total }) : "";
}

/** The first text of a subject that keeps the sheet from being cast: `{sentence, element}`, or undefined. */
export function firstTextProblem(sheet, card, at) {
  const subject = sheet.subjects[at];
  const { draft } = sheet;
  for (const { contest, slot } of places(subject)) {
    const lacks = missing(contest, draft, subject.id).includes(slot);
    const values = { name: subject.name, title: slot.title, label: markLabel(contest, draft.marks[contest.id][subject.id]) };
    const sentence = lacks ? say("text-missing", values)
      : textProblem(sheet, contest, slot, written(draft, contest, subject.id, slot));
    if (!sentence) continue;
    openTexts(sheet, card, at);
    return { sentence, element: document.getElementById(fieldId(at, contest, slot)) };
  }
  return undefined;
}
