// Putting options in order: a tap puts the next one at the end; the arrows move it.

import { copyOf, part, say, write } from "../ballot/stage.js";
import { chosen, offered } from "./answers.js";
import { shuffled } from "./choices.js";

/** Draws the list that is being put in order, and what is left. */
export function drawRanking(sheet, step) {
  const element = copyOf("ranking-template");
  const { question } = step;
  const labels = new Map(step.choices.map((choice) => [choice.name, sheet.said(choice.label)]));
  const ranked = () => chosen(sheet.raw(question.name));

  const put = (names, name, focused) => {
    sheet.set(question.name, names.length ? names : null);
    const at = names.indexOf(name);
    const values = { label: labels.get(name), n: at + 1 };
    write(part(element, "said"), say(at < 0 ? "rank-out" : "rank-at", values));
    focus(name, focused);
  };

  // The list is drawn anew after each move: the finger and the keyboard stay with what they moved.
  const focus = (name, act) => {
    if (act === "next") name = (part(element, "left").firstChild || { dataset: { name } }).dataset.name;
    const row = Array.from(element.querySelectorAll("[data-name]")).find((each) => each.dataset.name === name);
    const button = row && (row.querySelector(`[data-move="${act}"]:not(:disabled)`) || row.querySelector("button:not(:disabled)"));
    const next = button || part(element, "left").querySelector("button") || part(element, "ranked").querySelector("button");
    next.focus({ preventScroll: true });
  };

  const move = (name, by) => {
    const names = ranked();
    const at = names.indexOf(name);
    names.splice(at, 1);
    if (by) names.splice(at + by, 0, name);
    put(names, name, by < 0 ? "up" : "down");
  };

  const rankedRow = (name, at, all) => {
    const row = copyOf("ranked-template");
    row.dataset.name = name;
    part(row, "label").textContent = labels.get(name);
    for (const [act, by, stops] of [["up", -1, at === 0], ["down", 1, at === all - 1], ["out", 0, false]]) {
      const button = row.querySelector(`[data-move="${act}"]`);
      button.setAttribute("aria-label", say("rank-" + act + "-label", { label: labels.get(name) }));
      button.disabled = stops;
      button.addEventListener("click", () => move(name, by));
    }
    return row;
  };

  const leftRow = (name) => {
    const row = copyOf("unranked-template");
    const button = row.querySelector("button");
    row.dataset.name = name;
    button.textContent = labels.get(name);
    button.addEventListener("click", () => put(ranked().concat(name), name, "next"));
    return row;
  };

  let drawn = null;
  const refresh = (found) => {
    const names = ranked();
    const open = new Set(offered(sheet.program, step, found).map(({ name }) => name));
    const left = shuffled(sheet, step).map(({ name }) => name).filter((name) => open.has(name) && !names.includes(name));
    const state = JSON.stringify([names, left]);
    if (state === drawn) return;
    drawn = state;
    for (const [list, rows] of [["ranked", names.map((name, at) => rankedRow(name, at, names.length))], ["left", left.map(leftRow)]]) {
      part(element, list).textContent = "";
      part(element, list).append(...rows);
      part(element, list).hidden = !rows.length;
    }
    const told = !names.length ? "rank-begin" : left.length ? "rank-next" : "rank-done";
    write(part(element, "told"), say(told, { n: names.length + 1 }));
  };
  return { element, refresh, focus: () => element.querySelector("button").focus() };
}
