// The review before sending: every answer that will be sent, each with the way back to it.

import { copyOf, part, say, write } from "../ballot/stage.js";
import { chosen } from "./answers.js";
import { isAnswered, otherName } from "./program.js";
import { sentenceOf } from "./questions.js";

const OTHER = "other";

function labelOf(sheet, step, name) {
  const choice = step.choices.find((each) => each.name === name);
  return choice ? sheet.said(choice.label) : name;
}

/** An answer in words. */
function wordsOf(sheet, step) {
  const { question } = step;
  const { answers } = sheet.found;
  const given = chosen(answers[question.name]);
  if (question.kind === "acknowledge") return say("tick");
  if (!step.choices.length) return given[0];
  const labels = given.map((name) => {
    const written = name === OTHER && question.other ? answers[otherName(question)] : "";
    return labelOf(sheet, step, name) + (written ? say("written", { text: written }) : "");
  });
  return labels.map((label, i) => (question.kind === "rank" ? i + 1 + ". " + label : label)).join(question.kind === "rank" ? "\n" : say("comma"));
}

function line(sheet, name, matrix, edit) {
  const step = sheet.program.steps[name];
  const row = copyOf("line-template");
  const fault = sheet.found.faults[name];
  const isThere = name in sheet.found.answers;
  const title = sheet.said(step.question.label) || name;
  part(row, "title").textContent = matrix && matrix.label ? sheet.said(matrix.label) + say("dash") + title : title;
  part(row, "answer").textContent = isThere ? wordsOf(sheet, step) : say("unanswered");
  row.classList.toggle("open", !isThere);
  row.classList.toggle("bad", Boolean(fault));
  write(part(row, "fault"), fault ? sentenceOf(fault) : "");
  part(row, "edit").setAttribute("aria-label", say("edit-label", { title }));
  part(row, "edit").addEventListener("click", () => edit(name));
  return row;
}

/** Lists all answers into a step; `edit(name)` goes back to a question. */
export function drawReview(sheet, step, edit) {
  const holder = part(step, "lines");
  holder.textContent = "";
  for (const page of sheet.shownPages()) {
    const block = copyOf("block-template");
    write(part(block, "title"), sheet.said(page.section.label));
    for (const { item, names } of page.items) {
      const matrix = item.kind === "matrix" ? item : null;
      const asked = names.filter((name) => sheet.found.asked.has(name) && isAnswered(sheet.program.steps[name].question));
      part(block, "list").append(...asked.map((name) => line(sheet, name, matrix, edit)));
    }
    if (part(block, "list").firstChild) holder.append(block);
  }
}
