// The review: every option once more, with what was chosen, before anything is sealed.

import { carried, isBlank, names, slots, tidy } from "./rules.js";
import { copyOf, markLabel, part, say, spaced, write } from "./stage.js";
import { toneOf } from "./sheet.js";

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

function row(name, mark, contest, written) {
  const item = copyOf("choice-template");
  part(item, "name").textContent = spaced(name);
  const tag = part(item, "mark");
  const real = mark || contest.unmarked;
  tag.textContent = mark ? markLabel(contest, mark) : say("unmarked", { label: markLabel(contest, real) });
  tag.classList.add(toneOf(real));
  write(part(item, "written"), written ? say("written", { name: spaced(written) }) : "");
  return item;
}

function drawContest(manifest, contest, draft) {
  const section = copyOf("review-template");
  const people = say(manifest.kind === "resolution" ? "unit-items" : "unit-people");
  write(part(section, "title"), manifest.contests.length > 1 ? contest.title : "");
  summary(part(section, "summary"), contest, draft, people);
  const open = slots(contest, draft);
  const nameIn = (slot) => (open.includes(slot) ? tidy(draft.names[contest.id][slot]) : "");
  const list = part(section, "choices");
  for (const option of contest.options) {
    list.append(row(option.name, draft.marks[contest.id][option.id], contest, nameIn(option.id)));
  }
  for (const slot of open.filter((name) => name.startsWith("+") && nameIn(name))) {
    list.append(row(nameIn(slot), contest.write_in_mark, contest, ""));
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
export function drawReview(holder, manifest, draft) {
  holder.textContent = "";
  for (const contest of manifest.contests) holder.append(drawContest(manifest, contest, draft));
}
