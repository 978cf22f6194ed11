// Checking the answers on the phone exactly as the server does: first what is asked at all, then
// whether each answer can be read, then whether required ones are there, limits and constraints hold.

import { evaluate, holds, kept } from "./expressions.js";
import { isAnswered, otherName, table } from "./program.js";
import { read, readText, Unreadable } from "./reading.js";

const OTHER = "other";

/** The chosen names of an answer. */
export function chosen(given) {
  if (given === null || given === undefined) return [];
  return Array.isArray(given) ? given : [given];
}

function fault(sheet, name, trouble, sentence, values = {}) {
  if (!sheet.faults[name]) sheet.faults[name] = { question: name, trouble, sentence, values };
}

function takeOther(name, sheet) {
  const raw = sheet.raw[name];
  const text = typeof raw === "string" ? readText(raw) : "";
  if (text) sheet.known[name] = sheet.answers[name] = text;
}

function takeAnswer(step, sheet) {
  const { question } = step;
  try {
    const given = read(step, sheet.raw[question.name]);
    if (given !== null) sheet.known[question.name] = sheet.answers[question.name] = given;
    if (question.other && chosen(given).includes(OTHER)) takeOther(otherName(question), sheet);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    fault(sheet, question.name, "unreadable", error.sentence, error.values);
  }
}

function take(step, sheet) {
  const { question, trees } = step;
  const around = { answers: sheet.known, today: sheet.today, own: null };
  if (!(trees.relevant || []).every((tree) => holds(tree, around))) return;
  sheet.asked.add(question.name);
  if (trees.calculation) {
    const value = kept(evaluate(trees.calculation, around));
    if (value !== null) sheet.known[question.name] = value;
  } else if (isAnswered(question)) takeAnswer(step, sheet);
}

/** The options a question offers now. */
export function offered(program, step, sheet) {
  const tree = step.trees.choice_filter;
  if (!tree) return step.choices;
  return step.choices.filter((choice) => {
    if (choice.name === OTHER && step.question.other) return true;
    const columns = Object.assign({}, choice.columns, { name: choice.name, label: program.said(choice.label) });
    return holds(tree, { answers: sheet.known, today: sheet.today, own: null, columns });
  });
}

function limit(program, { question, choices, trees }, given, language) {
  const n = chosen(given).length;
  if (question.kind === "rank" && n < choices.length && !trees.choice_filter) {
    return ["rank-all", { n: choices.length }];
  }
  if (question.kind !== "select_multiple") return null;
  const alone = choices.find((choice) => choice.exclusive && given.includes(choice.name));
  if (alone && n > 1) return ["alone", { label: program.said(alone.label, language) }];
  if (question.fewest !== undefined && n < question.fewest && !alone) {
    return ["fewest", { n: question.fewest, now: n }];
  }
  if (question.most !== undefined && n > question.most) return ["most", { n: question.most, now: n }];
  return null;
}

function judge(program, step, sheet, language) {
  const { question, trees } = step;
  const { name } = question;
  const given = name in sheet.answers ? sheet.answers[name] : null;
  if (given === null) {
    if (!question.required || !isAnswered(question)) return;
    const told = program.said(question.required_message, language);
    fault(sheet, name, "required", told ? "" : "required", { told });
    return;
  }
  if (trees.choice_filter) {
    const names = offered(program, step, sheet).map((choice) => choice.name);
    if (chosen(given).some((each) => !names.includes(each))) fault(sheet, name, "not_offered", "not-offered");
  }
  const broken = limit(program, step, given, language);
  if (broken) fault(sheet, name, "limit", ...broken);
  if (trees.constraint && !holds(trees.constraint, { answers: sheet.known, today: sheet.today, own: given })) {
    const told = program.said(question.constraint_message, language);
    fault(sheet, name, "constraint", told ? "" : "constraint", { told });
  }
}

/**
 * Checks what the phone holds: `{answers, known, asked, faults}`. `answers` is what may be sent, in the
 * form's order; faults by question have a `sentence` of the page, or the form's own as `values.told`.
 */
export function check(program, held, today, language) {
  const raw = Object.assign(table(), held);
  const sheet = { raw, today, known: table(), answers: table(), asked: new Set(), faults: table() };
  for (const name of program.order) take(program.steps[name], sheet);
  for (const name of program.names) {
    if (sheet.asked.has(name) && !sheet.faults[name]) judge(program, program.steps[name], sheet, language);
  }
  const pairs = [];
  for (const name of program.names) {
    const { question } = program.steps[name];
    for (const each of question.other ? [name, otherName(question)] : [name]) {
      if (each in sheet.answers) pairs.push([each, sheet.answers[each]]);
    }
  }
  return Object.assign(sheet, { pairs });
}

/** The first question with a fault among some, or undefined. */
export function firstFault(sheet, names) {
  return names.find((name) => sheet.faults[name]);
}

/** What is sealed in a response. */
export function contentOf(sheet, hurried, language) {
  return { answers: sheet.pairs, hurried, language };
}
