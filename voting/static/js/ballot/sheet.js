// The ballot as it is filled in, and its review. The sheet is drawn once; a tap changes only what the
// tap is about.

import {
  carried, excess, isBlank, lacking, nameProblem, names, room, roomForName, slots, tidy, unmarked,
} from "./rules.js";
import { copyOf, markLabel, part, say, spaced, write } from "./stage.js";

export { selections } from "./rules.js";

const TONES = { approve: "yes", agree: "yes", oppose: "no", abstain: "neither" };

// The look of a mark: yes, no, neither, or plain for another.
function toneOf(mark) {
  return TONES[mark] || "grade";
}

// What can be tapped: to recommend nobody is to leave a line of an award as it is.
function marksOf({ manifest, contest }) {
  return contest.scale.filter((mark) => manifest.kind !== "award" || mark !== contest.unmarked);
}

/** What is said above the sheet. */
export function hint({ contests: [contest] }) {
  return say("hint", { label: markLabel(contest, contest.unmarked) });
}

/** Draws the sheet into `holder`; `changed()` after each change, `blocked(sentence)` for a tap that cannot be. */
export function drawSheet(holder, { manifest }, draft, changed, blocked) {
  holder.textContent = "";
  for (const contest of manifest.contests) {
    holder.append(drawContest({ manifest, contest, draft, changed, blocked }));
  }
}

function drawContest(sheet) {
  const { contest, manifest } = sheet;
  const section = copyOf("contest-template");
  const title = part(section, "title");
  title.textContent = contest.title;
  title.id = "contest-" + contest.id;
  section.setAttribute("aria-labelledby", title.id);
  title.hidden = manifest.contests.length === 1;
  const cards = new Map();
  const refresh = () => refreshContest(sheet, section, cards);
  for (const option of contest.options) {
    const card = drawOption(sheet, option, refresh);
    cards.set(option.id, card);
    part(section, "options").append(card);
  }
  if (contest.write_ins && !contest.write_in_needs) drawFreeNames(sheet, section, cards, refresh);
  refresh();
  return section;
}

function drawOption(sheet, option, refresh) {
  const card = copyOf("option-template");
  const name = part(card, "name");
  name.textContent = spaced(option.name);
  name.id = "option-" + sheet.contest.id + "-" + option.id;
  card.setAttribute("aria-labelledby", name.id);
  write(part(card, "note"), option.note || "");
  for (const mark of marksOf(sheet)) {
    part(card, "marks").append(drawMark(sheet, option, mark, refresh));
  }
  if (sheet.contest.write_ins && sheet.contest.write_in_needs) {
    card.append(drawName(sheet, option.id, say("write-in-under", { name: option.name }), refresh));
  }
  return card;
}

function drawMark(sheet, option, mark, refresh) {
  const button = copyOf("mark-template");
  button.dataset.mark = mark;
  button.classList.add(toneOf(mark));
  part(button, "label").textContent = markLabel(sheet.contest, mark);
  button.addEventListener("click", () => {
    press(sheet, option, mark);
    refresh();
  });
  return button;
}

function press(sheet, option, mark) {
  const { contest, draft } = sheet;
  const marks = draft.marks[contest.id];
  if (marks[option.id] === mark) delete marks[option.id];
  else if (room(contest, draft, mark) <= 0) return sheet.blocked(fullSentence(sheet, mark, option));
  else marks[option.id] = mark;
  return sheet.changed();
}

function fullSentence({ contest }, mark, option) {
  const values = { label: markLabel(contest, mark), limit: contest.limits[mark], unit: say("unit") };
  return say("full", Object.assign(values, { name: option.name }));
}

function drawName(sheet, slot, label, refresh) {
  const field = copyOf("name-template");
  const input = part(field, "input");
  field.dataset.slot = slot;
  input.id = "name-" + sheet.contest.id + "-" + slot;
  part(field, "name-label").htmlFor = input.id;
  part(field, "name-label").textContent = label;
  part(field, "name-error").id = input.id + "-error";
  input.setAttribute("aria-describedby", input.id + "-error");
  input.value = sheet.draft.names[sheet.contest.id][slot] || "";
  input.addEventListener("input", () => {
    sheet.draft.names[sheet.contest.id][slot] = input.value;
    sheet.changed();
    refresh();
  });
  return field;
}

function drawFreeNames(sheet, section, cards, refresh) {
  const free = part(section, "free");
  free.hidden = false;
  for (const slot of slots(sheet.contest, sheet.draft)) {
    const field = drawName(sheet, slot, say("write-in-free", { n: Number(slot) + 1 }), refresh);
    cards.set(slot, field);
    free.append(field);
  }
}

function refreshContest(sheet, section, cards) {
  const { contest, draft } = sheet;
  const open = slots(contest, draft);
  const written = names(contest, draft).length;
  for (const [id, card] of cards) {
    for (const button of card.querySelectorAll(".mark")) {
      button.setAttribute("aria-pressed", String(draft.marks[contest.id][id] === button.dataset.mark));
    }
    const field = card.dataset.slot ? card : card.querySelector("[data-slot]");
    if (field) refreshName(sheet, field, open.includes(id), written);
  }
  refreshTally(sheet, section);
}

function refreshName(sheet, field, isOpen, written) {
  const { contest, draft } = sheet;
  const slot = field.dataset.slot;
  const input = part(field, "input");
  // Free names come one after another: the next empty line shows when the last is written.
  field.hidden = !isOpen || (slot.startsWith("+") && Number(slot) > written);
  const full = !input.value.trim() && !roomForName(contest, draft);
  input.disabled = full;
  const problem = nameProblem(contest, draft, slot);
  const label = markLabel(contest, contest.write_in_mark);
  const limit = Math.min(contest.write_ins, (contest.limits || {})[contest.write_in_mark] || Infinity);
  const told = full ? say("no-room-for-name", { label, limit, unit: say("unit") }) : "";
  const error = part(field, "name-error");
  error.classList.toggle("hint", full);
  error.classList.toggle("error", !full);
  write(error, problem ? say("name-" + problem) : told);
  input.setAttribute("aria-invalid", String(problem !== null));
}

function refreshTally({ contest, draft }, section) {
  const mark = contest.scale.find((candidate) => (contest.limits || {})[candidate] !== undefined);
  const total = contest.options.length;
  const left = unmarked(contest, draft);
  const values = { unit: say("unit"), limit: mark ? contest.limits[mark] : total, n: left };
  const counted = mark ? carried(contest, draft, mark) : total - left;
  part(section, "count-label").textContent = mark ? say("counted", { label: markLabel(contest, mark) }) : say("counted-any");
  part(section, "count-n").textContent = counted;
  part(section, "count-of").textContent = say(mark ? "of-limit" : "of-all", values);
  const exact = contest.least && contest.least[mark];
  write(part(section, "left"), say(exact ? "exactly" : left ? "left" : "none-left", values));
  section.classList.toggle("full", Boolean(mark) && counted === contest.limits[mark]);
}

/** The first thing that keeps the sheet from being cast: its sentence and the element to go to. */
export function firstProblem(manifest, draft) {
  for (const contest of manifest.contests) {
    const over = excess(contest, draft);
    const heading = document.getElementById("contest-" + contest.id);
    if (over) {
      const limit = over.mark ? contest.limits[over.mark] : contest.write_ins;
      const label = over.mark ? markLabel(contest, over.mark) : say("write-in");
      return { sentence: say("over", { label, limit, unit: say("unit") }), element: heading };
    }
    const few = lacking(contest, draft);
    if (few) {
      const values = { n: carried(contest, draft, few), limit: contest.least[few], label: markLabel(contest, few) };
      return { sentence: say("under", Object.assign(values, { unit: say("unit") })), element: heading };
    }
    for (const slot of slots(contest, draft)) {
      const problem = nameProblem(contest, draft, slot);
      const element = document.getElementById("name-" + contest.id + "-" + slot);
      if (problem) return { sentence: say("name-" + problem), element };
    }
  }
  return null;
}

// The review: every option once more, with what was chosen.

function summary(holder, contest, draft, unitName) {
  const marked = (mark) => contest.options.filter((option) => draft.marks[contest.id][option.id] === mark).length;
  const unmarked = contest.options.length - contest.scale.reduce((sum, mark) => sum + marked(mark), 0);
  const count = (mark) => marked(mark) + (mark === contest.unmarked ? unmarked : 0);
  const parts = contest.scale.map((mark) => say("summary", { label: markLabel(contest, mark), n: count(mark), unit: unitName }));
  const written = names(contest, draft).length;
  if (written) parts.push(say("summary", { label: say("write-in"), n: written, unit: unitName }));
  for (const text of parts) {
    const item = document.createElement("span");
    item.textContent = text;
    holder.append(item, " ");
  }
}

function choiceRow(name, mark, contest, written) {
  const item = copyOf("choice-template");
  part(item, "name").textContent = spaced(name);
  const tag = part(item, "mark");
  const real = mark || contest.unmarked;
  tag.textContent = mark ? markLabel(contest, mark) : say("unmarked", { label: markLabel(contest, real) });
  tag.classList.add(toneOf(real));
  write(part(item, "written"), written ? say("written", { name: spaced(written) }) : "");
  return item;
}

function reviewContest(manifest, contest, draft) {
  const section = copyOf("review-template");
  const people = say("unit");
  write(part(section, "title"), manifest.contests.length > 1 ? contest.title : "");
  summary(part(section, "summary"), contest, draft, people);
  const open = slots(contest, draft);
  const nameIn = (slot) => (open.includes(slot) ? tidy(draft.names[contest.id][slot]) : "");
  const list = part(section, "choices");
  for (const option of contest.options) {
    list.append(choiceRow(option.name, draft.marks[contest.id][option.id], contest, nameIn(option.id)));
  }
  for (const slot of open.filter((name) => name.startsWith("+") && nameIn(name))) {
    list.append(choiceRow(nameIn(slot), contest.write_in_mark, contest, ""));
  }
  write(part(section, "remark"), remark(manifest, contest, draft, people));
  return section;
}

/** What the voter should know of a contest that is filled in less than it could be. */
function remark(manifest, contest, draft, people) {
  if (isBlank(contest, draft)) {
    return say(contest.blank === "rejected" ? "blank-rejected" : "blank", { label: markLabel(contest, contest.unmarked) });
  }
  const limit = contest.limits && contest.limits.approve;
  if (manifest.kind !== "election" || limit === undefined) return "";
  const n = carried(contest, draft, "approve");
  return n < limit ? say("fewer", { n, limit, unit: people }) : "";
}

/** Lists every choice into `holder`. */
export function drawReview(holder, { manifest }, draft) {
  holder.textContent = "";
  for (const contest of manifest.contests) holder.append(reviewContest(manifest, contest, draft));
}
