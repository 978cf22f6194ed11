// The ballot as it is filled in. It is drawn once; a tap changes only what the tap is about.

import { excess, nameProblem, names, room, roomForName, slots, unmarked, carried } from "./rules.js";
import { copyOf, markLabel, part, say, spaced, write } from "./stage.js";

const YES = ["approve", "agree"];
const NO = ["oppose", "incompetent"];
const NEITHER = ["abstain", "unknown"];

/** The look of a mark: yes, no, neither, or plain for a grade in between. */
export function toneOf(mark) {
  if (YES.includes(mark)) return "yes";
  if (NO.includes(mark)) return "no";
  return NEITHER.includes(mark) ? "neither" : "grade";
}

function unit(manifest) {
  return say(manifest.kind === "resolution" ? "unit-items" : "unit-people");
}

/** Draws the sheet into `holder`; `changed()` after each change, `blocked(sentence)` for a tap that cannot be. */
export function drawSheet(holder, manifest, draft, changed, blocked) {
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
  for (const mark of sheet.contest.scale) {
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

function fullSentence({ contest, manifest }, mark, option) {
  const values = { label: markLabel(contest, mark), limit: contest.limits[mark], unit: unit(manifest) };
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
  const { contest, draft, manifest } = sheet;
  const slot = field.dataset.slot;
  const input = part(field, "input");
  // Free names come one after another: the next empty line shows when the last is written.
  field.hidden = !isOpen || (slot.startsWith("+") && Number(slot) > written);
  const full = !input.value.trim() && !roomForName(contest, draft);
  input.disabled = full;
  const problem = nameProblem(contest, draft, slot);
  const label = markLabel(contest, contest.write_in_mark);
  const limit = Math.min(contest.write_ins, (contest.limits || {})[contest.write_in_mark] || Infinity);
  const told = full ? say("no-room-for-name", { label, limit, unit: unit(manifest) }) : "";
  const error = part(field, "name-error");
  error.classList.toggle("hint", full);
  error.classList.toggle("error", !full);
  write(error, problem ? say("name-" + problem) : told);
  input.setAttribute("aria-invalid", String(problem !== null));
}

function refreshTally({ contest, draft, manifest }, section) {
  const limited = contest.scale.filter((mark) => contest.limits && contest.limits[mark] !== undefined);
  const total = contest.options.length;
  const left = unmarked(contest, draft);
  const mark = limited[0];
  const values = { unit: unit(manifest), limit: mark ? contest.limits[mark] : total };
  const counted = mark ? carried(contest, draft, mark) : total - left;
  const counting = manifest.kind === "election" ? "counted" : "counted-grade";
  part(section, "count-label").textContent = mark ? say(counting, { label: markLabel(contest, mark) }) : say("counted-any");
  part(section, "count-n").textContent = counted;
  const base = mark ? (manifest.kind === "election" ? "of-seats" : "of-most") : "of-all";
  part(section, "count-of").textContent = say(base, values);
  write(part(section, "left"), left ? say("left", { n: left, unit: values.unit }) : say("none-left"));
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
      return { sentence: say("over", { label, limit, unit: unit(manifest) }), element: heading };
    }
    for (const slot of slots(contest, draft)) {
      const problem = nameProblem(contest, draft, slot);
      const element = document.getElementById("name-" + contest.id + "-" + slot);
      if (problem) return { sentence: say("name-" + problem), element };
    }
  }
  return null;
}
