// One question with everything around it: what is asked, the hint, the answer, what is wrong.

import { copyOf, part, say, write } from "../ballot/stage.js";
import { drawChoices, drawList, hasButtons } from "./choices.js";
import { drawField, drawTick } from "./fields.js";
import { looks } from "./program.js";
import { drawRanking } from "./ranking.js";

const MOST_COLUMNS = 7;

function controlOf(sheet, step) {
  const { question } = step;
  const { kind } = question;
  if (kind === "rank") return drawRanking(sheet, step);
  if (kind === "acknowledge") return drawTick(sheet, step);
  if (kind === "select_one" && looks(question, "minimal")) return drawList(sheet, step);
  const chooses = kind === "select_one" || kind === "select_multiple" || (kind === "range" && hasButtons(question));
  return chooses ? drawChoices(sheet, step) : drawField(sheet, step);
}

/** The sentence of a fault. */
export function sentenceOf(fault) {
  return fault.sentence ? say("fault-" + fault.sentence, fault.values) : fault.values.told;
}

function nameAll(element, control, target, question) {
  const id = "q-" + question.name;
  for (const name of ["label", "hint", "error", "mind"]) {
    const found = part(element, name);
    if (found) found.id = id + "-" + name;
  }
  target.setAttribute("aria-describedby", ["hint", "mind", "error"].map((name) => id + "-" + name).join(" "));
  if (!control) return;
  control.id = id;
  if (part(element, "label").tagName === "LABEL") part(element, "label").htmlFor = id;
  control.setAttribute("aria-required", String(Boolean(question.required)));
}

function label(sheet, element, question) {
  part(element, "text").textContent = sheet.said(question.label) || question.name;
  part(element, "needed").hidden = !question.required;
  write(part(element, "hint"), sheet.said(question.hint));
}

function drawNote(sheet, step) {
  const element = copyOf("note-template");
  part(element, "text").textContent = sheet.said(step.question.label);
  write(part(element, "hint"), sheet.said(step.question.hint));
  return { step, element, refresh: () => {}, fault: () => {}, focus: () => {} };
}

function finished(step, element, control, target) {
  const error = part(element, "error");
  return {
    step,
    element,
    refresh: control.refresh,
    focus: () => {
      control.focus();
      element.scrollIntoView({ block: "nearest" });
    },
    fault: (sentence) => {
      write(error, sentence);
      element.classList.toggle("bad", sentence !== "");
      target.setAttribute("aria-invalid", String(sentence !== ""));
    },
  };
}

/** Draws a question: its element, and how it is refreshed, told what is wrong, and gone to. */
export function drawQuestion(sheet, step) {
  const { question } = step;
  if (question.kind === "note") return drawNote(sheet, step);
  const control = controlOf(sheet, step);
  const element = copyOf(control.control ? "field-template" : "group-template");
  label(sheet, element, question);
  part(element, "control").append(control.element);
  const target = control.control || element.querySelector("fieldset");
  nameAll(element, control.control, target, question);
  return finished(step, element, control, target);
}

function drawRow(sheet, step) {
  const { question } = step;
  const element = copyOf("row-template");
  const control = drawChoices(sheet, step, true);
  label(sheet, element, question);
  part(element, "control").append(control.element);
  element.setAttribute("role", question.kind === "select_multiple" ? "group" : "radiogroup");
  nameAll(element, null, element, question);
  element.setAttribute("aria-labelledby", "q-" + question.name + "-label");
  return finished(step, element, control, element);
}

/** Draws a table of questions: a card a row on a phone, a line a row where there is room. */
export function drawMatrix(sheet, matrix, steps) {
  const element = copyOf("matrix-template");
  const title = part(element, "label");
  title.id = "m-" + matrix.name;
  element.setAttribute("aria-labelledby", title.id);
  write(title, sheet.said(matrix.label));
  const rows = steps.map((step) => drawRow(sheet, step));
  const columns = rows.length ? Array.from(rows[0].element.querySelectorAll('[data-part="label"].words'), (each) => each.textContent) : [];
  const isTable = columns.length > 0 && columns.length <= MOST_COLUMNS && steps.every((step) => !step.trees.choice_filter && !step.question.other);
  element.classList.toggle("as-table", isTable);
  element.style.setProperty("--n", columns.length);
  for (const text of isTable ? columns : []) {
    const cell = document.createElement("span");
    cell.textContent = text;
    part(element, "columns").append(cell);
  }
  part(element, "rows").append(...rows.map((row) => row.element));
  return { element, rows };
}
