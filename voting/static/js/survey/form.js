// The pages of the questionnaire. A page is drawn when it is entered; after each change everything is
// checked anew, and questions come and go where they stand, so that finger and focus stay.

import { part, say, write } from "../ballot/stage.js";
import { check, contentOf } from "./answers.js";
import { isAnswered } from "./program.js";
import { drawMatrix, drawQuestion, sentenceOf } from "./questions.js";

const SCARCE = 900;
const PER_SIGN = 3;
const GROWING = ["rank", "select_multiple"];

/** The day on this phone, as expressions know it. */
export function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
}

export class Sheet {
  /** `mended()` is called after a choice that leaves nothing told on the page. */
  constructor(program, respondent, step, mended) {
    Object.assign(this, { program, respondent, step, settled: mended, drawn: [], matrices: [], touched: new Set(), isNamed: respondent.poll.manifest.mode === "named" });
    this.found = this.checked();
  }

  get language() {
    return this.respondent.draft.language;
  }

  checked() {
    return check(this.program, this.respondent.draft.answers, today(), this.language);
  }

  /** A text of the form in the language that is read. */
  said(words) {
    return this.program.said(words, this.language);
  }

  lot(text) {
    return this.respondent.lot(text);
  }

  /** What stands in the draft for a name. */
  raw(name) {
    return this.respondent.draft.answers[name];
  }

  put(name, value) {
    const { answers } = this.respondent.draft;
    if (value === null || value === "" || (Array.isArray(value) && !value.length)) delete answers[name];
    else answers[name] = value;
    this.respondent.tick();
  }

  /** A choice was made: kept at once. What is still being put together is not judged yet. */
  set(name, value) {
    this.put(name, value);
    if (!GROWING.includes(this.program.steps[name].question.kind)) this.touched.add(name);
    this.respondent.keepDraft();
    this.refresh();
    this.mended();
  }

  /** Something is being typed: kept after a short rest. */
  write(name, value) {
    this.put(name, value);
    this.respondent.keepSoon();
    this.refresh();
  }

  /** Says at a question what could not be. */
  tell(step, sentence) {
    const drawn = this.drawn.find((each) => each.step === step);
    drawn.fault(sentence);
  }

  /** Whether something of a page is asked now. */
  isShown(page) {
    return page.names.some((name) => this.found.asked.has(name) && this.program.steps[name].question.kind !== "calculate");
  }

  shownPages() {
    return this.program.pages.filter((page) => this.isShown(page));
  }

  get page() {
    return this.program.pages[this.respondent.draft.page];
  }

  /** The page after (or before) this one, or undefined. */
  beside(by) {
    const { pages } = this.program;
    for (let at = this.respondent.draft.page + by; at >= 0 && at < pages.length; at += by) {
      if (this.isShown(pages[at])) return at;
    }
    return undefined;
  }

  /** Shows a page. */
  turn(at) {
    this.respondent.draft.page = at;
    this.respondent.tick();
    this.respondent.keepDraft();
    this.draw();
    window.scrollTo(0, 0);
    part(this.step, "title").focus({ preventScroll: true });
  }

  /** Draws the page at hand. */
  draw() {
    if (!this.page || !this.isShown(this.page)) {
      const first = this.program.pages.findIndex((page) => this.isShown(page));
      this.respondent.draft.page = Math.max(0, first);
    }
    const { page } = this;
    const holder = part(this.step, "questions");
    holder.textContent = "";
    this.drawn = [];
    this.matrices = [];
    for (const { item, names } of page ? page.items : []) {
      const steps = names.map((name) => this.program.steps[name]).filter(({ question }) => question.kind !== "calculate");
      if (!steps.length) continue;
      if (item.kind === "matrix") this.matrices.push(drawMatrix(this, item, steps));
      const drawn = item.kind === "matrix" ? this.matrices[this.matrices.length - 1] : drawQuestion(this, steps[0]);
      this.drawn.push(...(drawn.rows || [drawn]));
      holder.append(drawn.element);
    }
    const title = page ? this.said(page.section.label) : "";
    part(this.step, "title").textContent = title || say("questions");
    part(this.step, "title").classList.toggle("aside", !title);
    this.refresh();
    this.tellPlace();
  }

  tellPlace() {
    const shown = this.shownPages();
    write(part(this.step, "where"), shown.length > 1 ? say("where", { n: shown.indexOf(this.page) + 1, all: shown.length }) : "");
  }

  /** Checks everything anew and shows what changed. */
  refresh() {
    this.found = this.checked();
    const { asked, faults } = this.found;
    for (const drawn of this.drawn) {
      const { name } = drawn.step.question;
      drawn.element.hidden = !asked.has(name);
      drawn.refresh(this.found);
      const fault = faults[name];
      const tells = fault && this.touched.has(name);
      drawn.fault(tells ? sentenceOf(fault) : "");
    }
    for (const { element, rows } of this.matrices) element.hidden = rows.every((row) => row.element.hidden);
    this.measure();
  }

  measure() {
    const questions = this.program.names.filter((name) => this.found.asked.has(name) && isAnswered(this.program.steps[name].question));
    const n = questions.filter((name) => name in this.found.answers).length;
    write(part(this.step, "answered"), say("answered", { n, all: questions.length }));
    part(this.step, "meter").max = questions.length || 1;
    part(this.step, "meter").value = n;
    const room = this.room();
    const left = Math.floor(Math.abs(room) / PER_SIGN);
    write(part(this.step, "room"), room < 0 ? say("room-over", { n: left + 1 }) : room < SCARCE ? say("room-left", { n: left }) : "");
    part(this.step, "room").classList.toggle("bad", room < 0);
  }

  /** How many bytes the envelope still takes. */
  room() {
    return this.respondent.room(this.content());
  }

  /** What would be sent now. */
  content() {
    return contentOf(this.found, this.respondent.isHurried(this.program, this.found), this.language);
  }

  mended() {
    if (!this.drawn.some(({ step: { question: { name } } }) => this.touched.has(name) && this.found.faults[name])) this.settled();
  }

  /** Tells what is wrong on this page and goes there; true where nothing is. */
  passes() {
    for (const { step } of this.drawn) this.touched.add(step.question.name);
    this.refresh();
    const wrong = this.drawn.filter(({ step }) => this.found.faults[step.question.name]);
    if (wrong.length) wrong[0].focus();
    return wrong.length;
  }

  /** Goes to a question, wherever it stands. */
  visit(name) {
    this.touched.add(name);
    this.turn(this.program.pages.findIndex((page) => page.names.includes(name)));
    const drawn = this.drawn.find(({ step }) => step.question.name === name);
    if (!drawn) return;
    drawn.focus();
    drawn.element.scrollIntoView({ block: "center" });
  }

  /** All questions with a fault, in the form's order. */
  wrong() {
    return this.program.names.filter((name) => this.found.faults[name]);
  }
}
