// What may stand on a ballot, so that nobody seals a sheet which the count would reject.
// A draft: {marks: {contest: {option: mark}}, names: {contest: {slot: name}}}; a slot is the option a
// name is written under, or "+0", "+1"… where names stand by themselves.

const NAME_LENGTH = 20;
// Letters, 〇, characters younger than the phone, dots, spaces, hyphens: no control, no emoji.
const NAME = /^[\p{L}\p{M}〇\u{20000}-\u{3ffff}·•・.．\- ]+$/u;

/** A name as it is sealed: composed, trimmed, one space where there are several. */
export function tidy(name) {
  return (name || "").normalize("NFC").replace(/\s+/g, " ").trim();
}

/** The slots in which a name would count now. */
export function slots(contest, draft) {
  if (!contest.write_ins) return [];
  if (contest.write_in_needs) {
    const marks = draft.marks[contest.id];
    return contest.options.map((option) => option.id).filter((id) => marks[id] === contest.write_in_needs);
  }
  return Array.from({ length: contest.write_ins }, (unused, i) => "+" + i);
}

/** The names that count now, in the order of their slots. */
export function names(contest, draft) {
  return slots(contest, draft).map((slot) => tidy(draft.names[contest.id][slot])).filter(Boolean);
}

/** How many carry a mark, written names included where they count as it. */
export function carried(contest, draft, mark) {
  const marked = contest.options.filter((option) => draft.marks[contest.id][option.id] === mark).length;
  return marked + (contest.write_in_mark === mark ? names(contest, draft).length : 0);
}

/** How many more may carry a mark; Infinity where there is no limit. */
export function room(contest, draft, mark) {
  const limit = contest.limits ? contest.limits[mark] : undefined;
  return limit === undefined ? Infinity : limit - carried(contest, draft, mark);
}

/** How many options carry no mark. */
export function unmarked(contest, draft) {
  return contest.options.filter((option) => !draft.marks[contest.id][option.id]).length;
}

/** Whether one more name may be written. */
export function roomForName(contest, draft) {
  const written = names(contest, draft).length;
  return written < contest.write_ins && room(contest, draft, contest.write_in_mark) > 0;
}

/** What is wrong with a contest as a whole: `{problem, mark}`, or null. */
export function excess(contest, draft) {
  const over = contest.scale.find((mark) => room(contest, draft, mark) < 0);
  if (over) return { problem: "over", mark: over };
  return names(contest, draft).length > contest.write_ins ? { problem: "too_many_names", mark: null } : null;
}

/** A mark that too few options carry, though some are marked; or undefined. */
export function lacking(contest, draft) {
  if (unmarked(contest, draft) === contest.options.length) return undefined;
  const short = (mark) => carried(contest, draft, mark) < contest.least[mark];
  return Object.keys(contest.least || {}).find(short);
}

/** What is wrong with the name in a slot: "long", "strange", "printed", "twice", or null. */
export function nameProblem(contest, draft, slot) {
  const name = tidy(draft.names[contest.id][slot]);
  if (!name) return null;
  if (Array.from(name).length > NAME_LENGTH) return "long";
  if (!NAME.test(name)) return "strange";
  const plain = (text) => text.replace(/\s/g, "");
  if (contest.options.some((option) => plain(option.name) === plain(name))) return "printed";
  const others = slots(contest, draft).filter((other) => other !== slot);
  const same = (other) => plain(tidy(draft.names[contest.id][other])) === plain(name);
  return others.some(same) ? "twice" : null;
}

/** Whether nothing is marked or written in a contest. */
export function isBlank(contest, draft) {
  return unmarked(contest, draft) === contest.options.length && names(contest, draft).length === 0;
}

/** The selections as they are sealed: every contest present, unmarked options left out. */
export function selections(manifest, draft) {
  const sealed = { marks: {}, write_ins: {} };
  for (const contest of manifest.contests) {
    const marks = draft.marks[contest.id];
    sealed.marks[contest.id] = {};
    for (const option of contest.options) {
      if (marks[option.id]) sealed.marks[contest.id][option.id] = marks[option.id];
    }
    sealed.write_ins[contest.id] = names(contest, draft);
  }
  return sealed;
}
