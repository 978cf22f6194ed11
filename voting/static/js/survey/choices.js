// Questions that are answered by choosing: one option, several, or a number on a scale.

import { copyOf, part, say, write } from "../ballot/stage.js";
import { chosen, offered } from "./answers.js";
import { looks, otherName } from "./program.js";
import { lengthOf, stepsOf, visible } from "./reading.js";

const OTHER = "other";
const FEW = 5;
const SHORT = 6;
const MOST_OTHER = 200;
const MOST_STEPS = 11;

/** The options in the order this phone shows them; what is unlike the rest stays last. */
export function shuffled(sheet, { question, choices }) {
  if (!question.randomize) return choices;
  const isLast = (choice) => Boolean(choice.exclusive) || choice.name === OTHER;
  const lots = new Map(choices.map((choice) => [choice, sheet.lot(question.choices + "/" + choice.name)]));
  const order = (a, b) => Number(isLast(a)) - Number(isLast(b)) || (isLast(a) ? 0 : lots.get(a) < lots.get(b) ? -1 : 1);
  return choices.slice().sort(order);
}

/** Whether a scale is short enough for buttons. */
export function hasButtons({ scale }) {
  return stepsOf(scale).length <= MOST_STEPS;
}

function optionsOf(sheet, step) {
  if (step.question.kind !== "range") {
    return shuffled(sheet, step).map((choice) => ({ choice, name: choice.name, label: sheet.said(choice.label) }));
  }
  return stepsOf(step.question.scale).map((text) => ({ choice: null, name: text, label: text }));
}

function layOut(holder, question, options, inTable) {
  const short = options.every(({ label }) => lengthOf(label) <= SHORT);
  const across = inTable || looks(question, "likert") || looks(question, "horizontal");
  holder.style.setProperty("--n", options.length);
  holder.classList.toggle("scale", question.kind === "range");
  holder.classList.toggle("across", across && short && options.length <= FEW);
  holder.classList.toggle("many", options.length > 3);
  holder.classList.toggle("long", options.length > 5);
}

// One more than may be chosen is taken back at once, and said.
function picked(sheet, step, name, on) {
  const { question, choices } = step;
  if (question.kind !== "select_multiple") return name;
  const isAlone = (each) => choices.some((choice) => choice.name === each && choice.exclusive);
  const before = chosen(sheet.raw(question.name)).filter((each) => each !== name);
  if (!on) return before;
  if (isAlone(name)) return [name];
  const kept = before.filter((each) => !isAlone(each));
  return question.most !== undefined && kept.length >= question.most ? null : kept.concat(name);
}

function drawOption(sheet, step, { name, label }) {
  const { question } = step;
  const row = copyOf("option-template");
  const input = row.querySelector("input");
  input.type = question.kind === "select_multiple" ? "checkbox" : "radio";
  input.name = "q-" + question.name;
  input.value = name;
  part(row, "label").textContent = label;
  input.addEventListener("change", () => {
    const value = picked(sheet, step, name, input.checked);
    if (value === null) input.checked = false;
    else sheet.set(question.name, value);
    if (value === null) sheet.tell(step, say("most-reached", { n: question.most }));
  });
  return row;
}

function drawOther(sheet, step) {
  const holder = copyOf("other-template");
  const input = holder.querySelector("input");
  const name = otherName(step.question);
  part(holder, "text").textContent = say("other-text");
  input.value = sheet.raw(name) || "";
  input.addEventListener("input", () => {
    sheet.write(name, visible(input.value));
    write(part(holder, "count"), say("count", { n: lengthOf(input.value), most: MOST_OTHER }));
  });
  return holder;
}

function tellLimits({ question }, given) {
  if (question.kind !== "select_multiple") return "";
  const { fewest, most } = question;
  if (most === undefined && fewest === undefined) return say("several");
  const limits = fewest === undefined ? "at-most" : most === undefined ? "at-least" : fewest === most ? "exactly" : "between";
  return say(limits, { fewest, most }) + say("now", { n: given.length });
}

/** Draws the options of a question; gives the element, what to do after a change, and where to begin. */
export function drawChoices(sheet, step, inTable = false) {
  const element = copyOf("choices-template");
  const holder = part(element, "options");
  const options = optionsOf(sheet, step);
  const { question } = step;
  layOut(holder, question, options, inTable);
  const rows = options.map((option) => drawOption(sheet, step, option));
  holder.append(...rows);
  const other = question.other ? drawOther(sheet, step) : null;
  if (other) element.append(other);
  part(element, "clear").addEventListener("click", () => {
    sheet.set(question.name, null);
    rows[0].querySelector("input").focus();
  });
  part(element, "ends").hidden = !looks(question, "nps");
  write(part(element, "low"), looks(question, "nps") ? say("nps-low") : "");
  write(part(element, "high"), looks(question, "nps") ? say("nps-high") : "");
  const refresh = (found) => {
    const given = chosen(sheet.raw(question.name));
    const shown = step.trees.choice_filter ? offered(sheet.program, step, found).map(({ name }) => name) : null;
    rows.forEach((row, i) => {
      const input = row.querySelector("input");
      input.checked = given.includes(options[i].name);
      row.classList.toggle("chosen", input.checked);
      row.hidden = Boolean(shown) && !shown.includes(options[i].name) && !input.checked;
    });
    write(part(element, "limits"), tellLimits(step, given));
    part(element, "clear").hidden = question.required || question.kind === "select_multiple" || !given.length;
    if (other) other.hidden = !given.includes(OTHER);
  };
  return { element, refresh, focus: () => (holder.querySelector("label:not([hidden]) input:checked") || holder.querySelector("label:not([hidden]) input")).focus() };
}

/** Draws a list to be opened, for a long one. */
export function drawList(sheet, step) {
  const element = copyOf("list-template");
  const select = element.querySelector("select");
  const { question } = step;
  const options = optionsOf(sheet, step).map(({ name, label }) => new Option(label, name));
  const empty = new Option(say("choose"), "");
  const other = question.other ? drawOther(sheet, step) : null;
  if (other) element.append(other);
  select.addEventListener("change", () => sheet.set(question.name, select.value || null));
  const refresh = (found) => {
    const given = sheet.raw(question.name) || "";
    const shown = step.trees.choice_filter ? offered(sheet.program, step, found).map(({ name }) => name) : null;
    const wanted = [empty].concat(options.filter(({ value }) => !shown || shown.includes(value) || value === given));
    if (wanted.length !== select.length || wanted.some((option, i) => select.options[i] !== option)) {
      select.textContent = "";
      select.append(...wanted);
    }
    select.value = given;
    if (other) other.hidden = given !== OTHER;
  };
  return { element, control: select, refresh, focus: () => select.focus() };
}
