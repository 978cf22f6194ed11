// What stands around the cards of an evaluation: the hint above; the line that stays on top and says
// how far the sheet is; the review, where each line is the way back to its card.

import { given, isDone, isMarked, readable, subjectsOf, written } from "./grading.js";
import { copyOf, markLabel, part, say, spaced, write } from "./stage.js";

const MOST_GRADES = 6;
const MOST_NAMES = 9;

// What the sheet counts: people, or the items of the only subject.
const unitOf = (subjects) => say(subjects.length === 1 ? "unit-items" : "unit");

/** What is said above the sheet. */
export function hint({ contests }) {
  const [{ numbers, unmarked }] = contests;
  const how = !contests.some((contest) => contest.numbers) ? say("hint") : isMixed(contests) ? say("hint-each") : range(numbers);
  const same = contests.some((contest) => contest.uniform === "rejected") ? say("hint-uniform") : "";
  return how + say("hint-rest", { label: markLabel(contests[0], unmarked) }) + same;
}

/** Whether dimensions have maxima of their own, or grades beside numbers. */
export function isMixed(contests) {
  return new Set(contests.map(({ numbers }) => numbers && numbers.most)).size > 1;
}

/** What may be typed as a number. */
export function range(numbers) {
  return say(numbers.places ? "number" : "whole", numbers);
}

/** A mark's word; with the dimension where the sheet has several. */
export function fullLabel({ contests }, contest, mark) {
  const values = { title: contest.title, label: markLabel(contest, mark) };
  return contests.length > 1 ? say("of-contest", values) : values.label;
}

/** Adds the counters of all limits to the line. Those alike share their words: 优秀最多 3 人：德 1 能 0 … */
export function drawQuotas({ poll, bar, quotas }) {
  const { contests } = poll.manifest;
  const groups = {};
  for (const member of ["limits", "least"]) {
    for (const contest of contests) {
      for (const grade of Object.keys(contest[member] || {})) {
        const limit = contest[member][grade];
        const label = markLabel(contest, grade);
        const head = contests.length > 1 ? say("quota-" + member, { label, limit, unit: say("unit") }) : "";
        const group = groups[head || label + member] = groups[head || label + member] || copyOf("quota-template");
        const count = copyOf("count-template");
        write(part(group, "head"), head);
        group.append(" ", count);
        part(bar, "quotas").append(group);
        const [before, after] = head ? [contest.title, ""] : [label, " / " + (member === "least" ? say("at-least") + " " : "") + limit];
        quotas.push({ contest, grade, limit, count, before, after });
      }
    }
  }
}

/** Writes the line anew; what did not change is left alone. */
export function refreshBar({ bar, subjects, cards, quotas, draft }) {
  const alone = subjects.length === 1 && subjects[0];
  const isOpen = (card) => !card.classList.contains("done");
  const open = cards.filter(isOpen).length;
  const all = alone ? alone.contests.length : subjects.length;
  const n = alone ? alone.contests.filter((contest) => isMarked(contest, draft, alone.id)).length : all - open;
  write(part(bar, "n"), String(n));
  write(part(bar, "all"), all + " " + unitOf(subjects));
  part(bar, "meter").value = all ? n / all : 1;
  part(bar, "next").hidden = open === 0 || cards.length === 1;
  bar.classList.toggle("full", open === 0);
  for (const { contest, grade, limit, count, before, after } of quotas) {
    const used = given(contest, draft, grade);
    write(count, before + " " + used + after);
    count.classList.toggle("reached", used >= limit);
  }
}

/** The number of the next card that needs something, after the one last touched; then from the first on. */
export function nextOpen({ cards, at }) {
  const open = cards.map((card, i) => i).filter((i) => !cards[i].classList.contains("done"));
  return open.find((i) => i > at) || open[0];
}

/** What is scrolled to stops below the line, however many rows that has. */
export function keepClear(bar) {
  if (!window.ResizeObserver) return;
  const clear = () => {
    // While another step is shown it has no height.
    if (bar.offsetHeight) document.documentElement.style.scrollPaddingTop = bar.offsetHeight + 12 + "px";
  };
  new ResizeObserver(clear).observe(bar);
}

/** Lists the sheet into `holder`; `edit(at)` goes back to a subject's card. */
export function drawReview(holder, poll, draft, edit) {
  const subjects = subjectsOf(poll);
  const section = copyOf("overview-template");
  const list = part(section, "lines");
  const [alone] = subjects.length === 1 ? subjects : [];
  if (alone) for (const contest of alone.contests) list.append(line({ id: alone.id, name: contest.title, contests: [contest] }, draft, () => edit(0)));
  else subjects.forEach((subject, at) => list.append(line(subject, draft, () => edit(at))));
  tellOpen(section, subjects, draft, edit);
  holder.textContent = "";
  holder.append(section);
}

function tellOpen(section, subjects, draft, edit) {
  const all = [].concat(...subjects.map(({ id, contests }) => contests.map((contest) => ({ id, contest }))));
  const left = all.filter(({ id, contest }) => !isMarked(contest, draft, id)).length;
  part(section, "open").hidden = left === 0;
  if (left === 0) return;
  const [{ contest }] = all;
  const open = subjects.map((subject, at) => ({ subject, at })).filter(({ subject }) => !isDone(subject, draft));
  const n = subjects.length === 1 ? left : open.length;
  const blank = contest.blank === "rejected" ? "blank-rejected" : "blank";
  const sentence = left === all.length ? blank : "left-open";
  part(section, "told").textContent = say(sentence, { n, unit: unitOf(subjects), label: markLabel(contest, contest.unmarked) });
  for (const { subject, at } of left === all.length ? [] : open.slice(0, MOST_NAMES)) {
    const button = copyOf("again-template");
    button.textContent = spaced(subject.name);
    button.addEventListener("click", () => edit(at));
    part(section, "names").append(button);
  }
}

function line(subject, draft, edit) {
  const row = copyOf("line-template");
  part(row, "name").textContent = spaced(subject.name);
  part(row, "back").addEventListener("click", edit);
  for (const text of gradesOf(subject, draft)) {
    const cell = document.createElement("span");
    cell.textContent = text;
    part(row, "grades").append(cell, " ");
  }
  row.classList.toggle("open", !isDone(subject, draft));
  write(part(row, "said"), saidOf(subject, draft));
  return row;
}

// The word of one grade; of several "德优 能称", or where that is too long how often each was given.
function gradesOf({ id, contests }, draft) {
  const words = contests.map((contest) => wordOf(contest, draft.marks[contest.id][id]));
  if (words.length === 1 || !contests.some((contest) => isMarked(contest, draft, id))) return [words[0].label];
  const brief = words.length <= MOST_GRADES && contests.every((contest) => contest.title.length <= 2);
  if (brief) return words.map(({ short }, i) => contests[i].title + short);
  const times = (label) => words.filter((word) => word.label === label).length;
  return Array.from(new Set(words.map((word) => word.label)), (label) => label + " " + times(label));
}

function wordOf(contest, mark) {
  const label = mark === undefined ? say("not-judged") : markLabel(contest, mark);
  if (!contest.scale.includes(mark)) return { label, short: mark === undefined ? "—" : " " + mark };
  // One character says it, unless another grade begins alike (不认同、不了解).
  const alike = contest.scale.filter((other) => markLabel(contest, other)[0] === label[0]);
  return { label, short: alike.length > 1 ? label : label[0] };
}

function saidOf({ id, contests }, draft) {
  const said = [];
  for (const contest of contests) {
    for (const slot of contest.texts || []) {
      const text = readable(written(draft, contest, id, slot));
      if (text) said.push(say("spoken", { title: slot.title, text }));
    }
  }
  return said.join(" ");
}
