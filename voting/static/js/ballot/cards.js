// The sheet of an evaluation: a card a subject, a row a dimension. The cards are copies of one,
// drawn once; a tap touches its own row and card, and the line on top of the sheet.

import {
  brokenLimit, fits, gradeOf, isDone, isMarked, ownLine, prepare, readNumber, saysTheSame, subjectsOf,
} from "./grading.js";
import { drawQuotas, fullLabel, isMixed, keepClear, nextOpen, range, refreshBar } from "./overview.js";
import { firstTextProblem, flush, invitation, openTexts, refreshTexts } from "./texts.js";
import { copyOf, markLabel, part, say, spaced, write } from "./stage.js";

export { selections } from "./grading.js";
export { drawReview, hint } from "./overview.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
let sheet = null;

/** Draws the sheet into `holder`; `changed()` after each change, `blocked(sentence)` for a tap that cannot be. */
export function drawSheet(holder, poll, draft, changed, blocked) {
  prepare(poll, draft);
  const subjects = subjectsOf(poll);
  const bar = copyOf("bar-template");
  sheet = { poll, draft, changed, blocked, subjects, bar, settle, cards: [], quotas: [], at: -1 };
  const own = poll.manifest.contests.map((contest) => ownLine(poll, contest)).find(Boolean);
  const patterns = {};
  subjects.forEach((subject, at) => sheet.cards.push(drawCard(patterns, subject, at)));
  drawQuotas(sheet);
  refreshBar(sheet);
  bar.hidden = subjects.length === 0;
  holder.append(bar);
  if (own) holder.append(copyOf("own-template"));
  if (own) holder.lastChild.textContent = say("own", own);
  holder.append(...sheet.cards);
  holder.addEventListener("click", onClick);
  holder.addEventListener("keydown", onKey);
  holder.addEventListener("input", onInput);
  holder.addEventListener("change", onInput);
  keepClear(bar);
}

function pattern(subject) {
  const card = copyOf("subject-template");
  for (const contest of subject.contests) {
    const row = copyOf(contest.numbers ? "number-template" : "grades-template");
    row.dataset.contest = contest.id;
    const most = contest.numbers && isMixed(subject.contests) ? " 0–" + contest.numbers.most : "";
    part(row, "what").textContent = contest.title + most;
    part(row, "what").hidden = subject.contests.length === 1;
    row.classList.toggle("many", contest.scale.length > 4);
    for (const mark of contest.scale) part(row, "grades").append(drawGrade(contest, mark));
    part(card, "rows").append(row);
  }
  const longest = Math.max(...subject.contests.map((contest) => contest.title.length));
  card.classList.toggle("beside", longest <= 4 && subject.contests.length > 1);
  write(part(card, "write"), invitation(subject));
  return card;
}

function drawGrade(contest, mark) {
  const button = copyOf("grade-template");
  button.dataset.mark = mark;
  button.textContent = markLabel(contest, mark);
  if (mark === "abstain" || mark === "unknown") button.classList.add("neither");
  if (contest.numbers) button.setAttribute("aria-pressed", "false");
  else button.setAttribute("role", "radio");
  return button;
}

function drawCard(patterns, subject, at) {
  const shape = subject.contests.map((contest) => contest.id).join();
  patterns[shape] = patterns[shape] || pattern(subject);
  const card = patterns[shape].cloneNode(true);
  const name = part(card, "name");
  card.dataset.at = at;
  name.textContent = spaced(subject.name);
  name.id = "s" + at;
  card.setAttribute("aria-labelledby", name.id);
  write(part(card, "note"), subject.note || "");
  Array.from(part(card, "rows").children).forEach((row, i) => nameRow(row, subject.contests[i], subject, at));
  refreshTexts(sheet, card, at);
  card.classList.toggle("done", isDone(subject, sheet.draft));
  return card;
}

function nameRow(row, contest, subject, at) {
  const id = "s" + at + "-" + contest.id;
  const [input, error] = [part(row, "input"), part(row, "error")];
  part(row, "what").id = id;
  (input || part(row, "grades")).setAttribute("aria-labelledby", "s" + at + " " + id);
  if (input) {
    error.id = id + "-error";
    input.setAttribute("aria-describedby", error.id);
    input.value = sheet.draft.typed[contest.id][subject.id] || "";
  }
  refreshRow(row, contest, subject);
}

function refreshRow(row, contest, subject) {
  const mark = sheet.draft.marks[contest.id][subject.id];
  const state = contest.numbers ? "aria-pressed" : "aria-checked";
  Array.from(part(row, "grades").children).forEach((button, i) => {
    const chosen = button.dataset.mark === mark;
    button.setAttribute(state, String(chosen));
    if (!contest.numbers) button.tabIndex = chosen || (!mark && i === 0) ? 0 : -1;
  });
  if (contest.numbers) refreshNumber(row, contest, subject, mark);
}

// A number: the field says what was typed; the mark is kept once it can stand.

function refreshNumber(row, contest, subject, mark, leaving = true) {
  const input = part(row, "input");
  const typed = sheet.draft.typed[contest.id][subject.id];
  const isNumber = mark !== undefined && !contest.scale.includes(mark);
  if (leaving && !typed) input.value = isNumber ? mark : "";
  const band = isNumber ? gradeOf(contest, mark) : mark;
  write(part(row, "band"), isNumber && band !== mark ? markLabel(contest, band) : "");
  const problem = typed ? numberProblem(contest, subject, typed, leaving) : "";
  write(part(row, "error"), problem);
  input.setAttribute("aria-invalid", String(problem !== ""));
}

function numberProblem(contest, subject, typed, leaving) {
  const { mark, problem } = readNumber(typed, contest.numbers);
  if (mark) return fullSentence(contest, subject, mark);
  // "86." is no number yet, but may be on its way to one.
  return leaving || problem !== "strange" ? range(contest.numbers) : "";
}

function typeNumber(place, leaving) {
  const { row, contest, subject } = place;
  const { draft } = sheet;
  const typed = part(row, "input").value;
  const { mark, problem } = readNumber(typed, contest.numbers);
  const stands = mark !== undefined && fits(contest, draft, subject.id, mark);
  if (leaving && !typed && contest.scale.includes(draft.marks[contest.id][subject.id])) return;
  delete draft.typed[contest.id][subject.id];
  delete draft.marks[contest.id][subject.id];
  if (stands) draft.marks[contest.id][subject.id] = mark;
  else if (mark !== undefined || problem) draft.typed[contest.id][subject.id] = typed;
  refreshNumber(row, contest, subject, draft.marks[contest.id][subject.id], leaving);
  for (const button of part(row, "grades").children) button.setAttribute("aria-pressed", "false");
  settle(place.card, place.at);
  sheet.changed();
}

// Taps and keys

function placeOf(element) {
  const [card, row] = [element.closest("[data-at]"), element.closest("[data-contest]")];
  const at = Number(card.dataset.at);
  const subject = sheet.subjects[at];
  const contest = row && subject.contests.find((candidate) => candidate.id === row.dataset.contest);
  return { card, row, at, subject, contest };
}

/** Marks a row, or takes its mark back; whether that could be. */
function choose(button) {
  const place = placeOf(button);
  const { row, contest, subject } = place;
  const { mark } = button.dataset;
  const marks = sheet.draft.marks[contest.id];
  if (marks[subject.id] === mark) delete marks[subject.id];
  else if (!fits(contest, sheet.draft, subject.id, mark)) {
    sheet.blocked(fullSentence(contest, subject, mark));
    return false;
  } else marks[subject.id] = mark;
  delete sheet.draft.typed[contest.id][subject.id];
  refreshRow(row, contest, subject);
  refreshTexts(sheet, place.card, place.at);
  settle(place.card, place.at);
  sheet.changed();
  return true;
}

function fullSentence(contest, subject, mark) {
  const grade = gradeOf(contest, mark);
  const label = fullLabel(sheet.poll.manifest, contest, grade);
  const values = { label, limit: contest.limits[grade], unit: say("unit"), name: subject.name };
  return say(contest.numbers ? "full-number" : "full", values);
}

function settle(card, at) {
  sheet.at = at;
  card.classList.toggle("done", isDone(sheet.subjects[at], sheet.draft));
  refreshBar(sheet);
}

function onClick(event) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.part === "next") visit(nextOpen(sheet));
  else if (button.dataset.part === "write") beginText(placeOf(button));
  else tap(button, event.detail);
}

function beginText({ card, at }) {
  openTexts(sheet, card, at);
  part(card, "texts").querySelector("textarea").focus();
}

function tap(button, taps) {
  const { card, at } = placeOf(button);
  const was = card.classList.contains("done");
  // A nervous second tap does not take back what the first one chose.
  if (taps > 1 && isChosen(button)) return;
  if (choose(button) && taps && !was && card.classList.contains("done")) lead(sheet.cards[at + 1]);
}

const isChosen = (button) => button.matches('[aria-checked="true"], [aria-pressed="true"]');

function onInput(event) {
  if (event.target.matches(".number")) typeNumber(placeOf(event.target), event.type === "change");
  else if (event.type === "change") flush();
}

function onKey(event) {
  const { target, key } = event;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (key === "Enter" && target.matches(".number")) goOn(target);
  if (target.getAttribute("role") !== "radio") return;
  const radios = Array.from(target.parentElement.children);
  const step = STEPS[key];
  const wanted = step ? radios[(radios.indexOf(target) + step + radios.length) % radios.length] : radios[Number(key) - 1];
  if (!wanted) return;
  event.preventDefault();
  if (step) wanted.focus();
  if ((isChosen(wanted) || choose(wanted)) && !step) goOn(target);
}

/** The focus goes to the next row, of this card or the next. */
function goOn(element) {
  const { row, at } = placeOf(element);
  const next = row.nextElementSibling || (sheet.cards[at + 1] && part(sheet.cards[at + 1], "rows").firstElementChild);
  if (next) stopOf(next).focus();
}

const stopOf = (row) => part(row, "input") || row.querySelector('[tabindex="0"]');

// Moving along the sheet

function glide(card) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  card.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

/** Brings the card after a finished one into sight, unless it is there or needs nothing. */
function lead(card) {
  if (!card || card.classList.contains("done")) return;
  const box = card.getBoundingClientRect();
  const foot = document.querySelector(".foot").getBoundingClientRect().top;
  if (box.top < sheet.bar.getBoundingClientRect().bottom || box.bottom > foot) glide(card);
}

/** Goes to a subject's card, to the first row that is not marked. */
export function visit(at) {
  sheet.at = at;
  const rows = Array.from(part(sheet.cards[at], "rows").children);
  const open = rows.find((row) => !isMarked({ id: row.dataset.contest }, sheet.draft, sheet.subjects[at].id));
  stopOf(open || rows[0]).focus({ preventScroll: true });
  glide(sheet.cards[at]);
}

/** The first thing that keeps the sheet from being cast: its sentence and the element to go to. */
export function firstProblem(manifest, draft) {
  flush();
  for (let at = 0; at < sheet.cards.length; at += 1) {
    const wrong = firstNumberProblem(at) || firstTextProblem(sheet, sheet.cards[at], at);
    if (wrong) {
      wrong.element.scrollIntoView({ block: "center" });
      return wrong;
    }
  }
  for (const contest of manifest.contests) {
    const broken = brokenLimit(contest, draft);
    if (broken) return { sentence: limitSentence(manifest, contest, broken) };
  }
  return saysTheSame(manifest, draft) ? { sentence: say("uniform") } : null;
}

function firstNumberProblem(at) {
  for (const input of sheet.cards[at].querySelectorAll('.number[aria-invalid="true"]')) {
    // Room may have been made meanwhile.
    const place = placeOf(input);
    typeNumber(place, true);
    const sentence = part(place.row, "error").textContent;
    if (sentence) return { sentence, element: input };
  }
  return null;
}

function limitSentence(manifest, contest, { grade, n, limit, over }) {
  const values = { label: fullLabel(manifest, contest, grade), unit: say("unit"), n, limit };
  return say(over ? "over" : "under", values);
}
