// Questions that are answered by typing: numbers, dates, times, texts; and the box to tick.

import { copyOf, part, say, write } from "../ballot/stage.js";
import { lengthOf, mostOf, visible } from "./reading.js";

const TYPES = { date: "date", time: "time" };

function fieldOf({ question }) {
  const isLong = question.kind === "text" && mostOf(question) > 200;
  const input = document.createElement(isLong ? "textarea" : "input");
  if (isLong) input.rows = 4;
  else input.type = TYPES[question.kind] || "text";
  if (question.kind === "integer") input.inputMode = "numeric";
  if (question.kind === "decimal" || question.kind === "range") input.inputMode = "decimal";
  input.autocomplete = "off";
  return input;
}

/** Draws one field; typing is kept after a short rest. */
export function drawField(sheet, step) {
  const { question } = step;
  const element = copyOf("entry-template");
  const control = fieldOf(step);
  const isText = question.kind === "text";
  part(element, "control").append(control);
  element.classList.toggle("short", !isText);
  control.value = sheet.raw(question.name) || "";
  const count = () => write(part(element, "count"), isText ? say("count", { n: lengthOf(control.value), most: mostOf(question) }) : "");
  control.addEventListener("input", () => {
    sheet.write(question.name, visible(control.value));
    count();
  });
  control.addEventListener("change", () => sheet.set(question.name, visible(control.value)));
  part(element, "mind").hidden = !isText || sheet.isNamed;
  count();
  return { element, control, refresh: () => {}, focus: () => control.focus() };
}

/** Draws the box that is ticked for "read and understood". */
export function drawTick(sheet, step) {
  const { question } = step;
  const element = copyOf("option-template");
  const input = element.querySelector("input");
  input.type = "checkbox";
  part(element, "label").textContent = say("tick");
  input.addEventListener("change", () => sheet.set(question.name, input.checked ? "OK" : null));
  const refresh = () => {
    input.checked = sheet.raw(question.name) === "OK";
    element.classList.toggle("chosen", input.checked);
  };
  return { element, refresh, focus: () => input.focus() };
}
