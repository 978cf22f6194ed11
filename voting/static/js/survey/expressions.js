// Computes the checked expressions of a questionnaire exactly as the server does.
// A tree: ["value", type, value], ["answer", type, name], ["own", type], ["column", name],
// ["call", name, ...trees]. Numbers are exact fractions {n, d}; dates and times are texts; null is
// no answer. An answer: a text, a list of names, or null.

const PLACES = 10;
const MOST_TEXT = 4000;
const LONGEST_TEXT = 2000;
const LARGEST = 10n ** 60n;
const DECIMAL = /^[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?$/;
const patterns = new Map();

function absolute(n) {
  return n < 0n ? -n : n;
}

function divisor(a, b) {
  while (b) [a, b] = [b, a % b];
  return a;
}

function fraction(n, d = 1n) {
  const sign = d < 0n ? -1n : 1n;
  const common = divisor(absolute(n), absolute(d)) || 1n;
  return { n: (sign * n) / common, d: (sign * d) / common };
}

/** A decimal number read from a text; null where the text is none. */
export function numberOf(text) {
  const trimmed = text.replace(/^ +| +$/g, "");
  if (!DECIMAL.test(trimmed)) return null;
  const [whole, part = ""] = trimmed.split(".");
  return fraction(BigInt(whole.replace("+", "") + part), 10n ** BigInt(part.length));
}

function rounded(a, places) {
  const scale = 10n ** BigInt(places);
  const whole = (2n * absolute(a.n) * scale + a.d) / (2n * a.d);
  return fraction(a.n < 0n ? -whole : whole, scale);
}

/** A number written without needless zeros; what never ends is rounded half up. */
export function textOf(a) {
  const whole = rounded({ n: absolute(a.n), d: a.d }, PLACES);
  const digits = String((whole.n * 10n ** BigInt(PLACES)) / whole.d).padStart(PLACES + 1, "0");
  const text = (digits.slice(0, -PLACES) + "." + digits.slice(-PLACES)).replace(/0+$/, "").replace(/\.$/, "");
  return a.n < 0n && text !== "0" ? "-" + text : text;
}

function isNumber(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function isBlank(value) {
  return value === null || value === "" || (Array.isArray(value) && !value.length);
}

function shown(value) {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (isNumber(value)) return textOf(value);
  return Array.isArray(value) ? value.join(" ") : value;
}

function equal(a, b) {
  if (isBlank(a) || isBlank(b)) return isBlank(a) && isBlank(b);
  return isNumber(a) && isNumber(b) ? a.n === b.n && a.d === b.d : a === b;
}

function difference(a, b) {
  if (isNumber(a)) return a.n * b.d - b.n * a.d;
  return a === b ? 0n : a < b ? -1n : 1n;
}

function inOrder(compare) {
  return (a, b) => !isBlank(a) && !isBlank(b) && compare(difference(a, b));
}

function arithmetic(compute) {
  return (...numbers) => (numbers.includes(null) ? null : compute(...numbers));
}

function held(compute) {
  return arithmetic((a, b) => {
    const found = compute(a, b);
    return found && (absolute(found.n) > LARGEST || found.d > LARGEST) ? null : found;
  });
}

function texts(compute) {
  return (...values) => compute(...values.map((value) => value || ""));
}

function extreme(sign) {
  return arithmetic((...all) => all.reduce((a, b) => (sign * difference(b, a) > 0n ? b : a)));
}

function truncated(a) {
  return fraction(a.n / a.d);
}

function floor(a) {
  const whole = a.n / a.d;
  return fraction(a.n < 0n && a.n % a.d ? whole - 1n : whole);
}

function minus(a, b) {
  return fraction(a.n * b.d - b.n * a.d, a.d * b.d);
}

function times(a, b) {
  return fraction(a.n * b.n, a.d * b.d);
}

function divided(a, b) {
  return b.n ? fraction(a.n * b.d, a.d * b.n) : null;
}

function remainder(a, b) {
  return b.n ? minus(a, times(b, truncated(divided(a, b)))) : null;
}

function negative(a) {
  return fraction(-a.n, a.d);
}

function length(text) {
  return [...text].length;
}

function cut(text) {
  return length(text) > MOST_TEXT ? [...text].slice(0, MOST_TEXT).join("") : text;
}

function matches(text, pattern) {
  if (!patterns.has(pattern)) patterns.set(pattern, new RegExp("^(?:" + pattern + ")$", "u"));
  return length(text) <= LONGEST_TEXT && patterns.get(pattern).test(text);
}

function selected(value, name) {
  return !isBlank(name) && (Array.isArray(value) ? value : [value]).includes(name);
}

const COMPUTE = {
  "+": held((a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d)),
  "-": held(minus),
  "*": held(times),
  div: held(divided),
  mod: held(remainder),
  negative: arithmetic(negative),
  and: (a, b) => a === true && b === true,
  or: (a, b) => a === true || b === true,
  not: (a) => a !== true,
  true: () => true,
  false: () => false,
  "=": equal,
  "!=": (a, b) => !equal(a, b),
  "<": inOrder((order) => order < 0n),
  "<=": inOrder((order) => order <= 0n),
  ">": inOrder((order) => order > 0n),
  ">=": inOrder((order) => order >= 0n),
  blank: isBlank,
  if: (truth, yes, no) => (truth === true ? yes : no),
  coalesce: (...values) => values.find((value) => !isBlank(value)) ?? null,
  concat: (...values) => cut(values.map(shown).join("")),
  string: shown,
  number: (value) => numberOf(shown(value)),
  round: (a, places) => (a === null ? null : rounded(a, places ? Number(places.n) : 0)),
  int: arithmetic(truncated),
  floor: arithmetic(floor),
  ceiling: arithmetic((a) => negative(floor(negative(a)))),
  abs: arithmetic((a) => fraction(absolute(a.n), a.d)),
  min: extreme(-1n),
  max: extreme(1n),
  contains: texts((a, b) => a.includes(b)),
  "starts-with": texts((a, b) => a.startsWith(b)),
  "ends-with": texts((a, b) => a.endsWith(b)),
  "string-length": texts((a) => fraction(BigInt(length(a)))),
  selected,
  "count-selected": (value) => fraction(BigInt((value || []).length)),
  regex: texts(matches),
};

function typed(given, type) {
  if (given === null || given === undefined) return null;
  if (type === "choices") return Array.isArray(given) ? given : [given];
  const text = Array.isArray(given) ? given.join(" ") : given;
  if (type === "number") return numberOf(text);
  return type === "truth" ? text === "true" : text;
}

/** The value of a tree; around: {answers: {name: answer}, today, own, columns: {name: text}}. */
export function evaluate(tree, around) {
  const [what, ...rest] = tree;
  if (what === "value") return rest[0] === "number" ? numberOf(rest[1]) : rest[1];
  if (what === "answer") return typed(own(around.answers, rest[1]), rest[0]);
  if (what === "own") return typed(around.own, rest[0]);
  if (what === "column") return own(around.columns || {}, rest[0]) ?? "";
  if (rest[0] === "today") return around.today;
  return COMPUTE[rest[0]](...rest.slice(1).map((each) => evaluate(each, around)));
}

function own(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name) ? object[name] : null;
}

/** Whether a condition is fulfilled. */
export function holds(tree, around) {
  return evaluate(tree, around) === true;
}

/** A computed value as the answer it is kept as. */
export function kept(value) {
  return isBlank(value) ? null : Array.isArray(value) ? value : shown(value);
}
