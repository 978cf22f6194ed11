// The page's sentences: they stand in the page, in the reader's language, never in a script.

function sentences() {
  const holder = document.getElementById("sentences");
  return holder ? holder.content : document.createDocumentFragment();
}

/** Whether the page has a sentence of this name. */
export function knows(name) {
  return sentences().querySelector(`[data-say="${name}"]`) !== null;
}

/** The sentence of this name with `{values}` filled in. */
export function say(name, values = {}) {
  const found = sentences().querySelector(`[data-say="${name}"]`);
  if (!found) throw new Error("no sentence " + name);
  return found.textContent.trim().replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

/** What a mark is called in a contest: the contest's own word, or the usual one. */
export function markLabel(contest, mark) {
  if (contest.labels && contest.labels[mark]) return contest.labels[mark];
  // 不赞成 for a person, 不同意 for a document: the scale tells which.
  const name = contest.scale.includes("agree") ? "mark-agree-" + mark : "mark-" + mark;
  if (knows(name)) return say(name);
  return knows("mark-" + mark) ? say("mark-" + mark) : mark;
}

/** A name of two characters set wide, as on every official list. */
export function spaced(name) {
  return /^\p{Script=Han}{2}$/u.test(name) ? Array.from(name).join("\u3000") : name;
}
