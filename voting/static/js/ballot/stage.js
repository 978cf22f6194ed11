// What stands on the screen: the page's sentences (never a script's), its templates, its steps.

let sentences = null;

function sentence(name) {
  if (!sentences) {
    sentences = new Map();
    for (const template of document.querySelectorAll("#sentences, [data-sentences]")) {
      for (const found of template.content.querySelectorAll("[data-say]")) {
        sentences.set(found.dataset.say, found.textContent.trim());
      }
    }
  }
  return sentences.get(name);
}

/** Whether the page has a sentence of this name. */
export function knows(name) {
  return sentence(name) !== undefined;
}

/** The sentence of this name with `{values}` filled in. */
export function say(name, values = {}) {
  if (!knows(name)) throw new Error("no sentence " + name);
  return sentence(name).replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
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

/** The element of a part inside a holder: `data-part="name"`. */
export function part(holder, name) {
  return holder.querySelector(`[data-part="${name}"]`);
}

/** Sets a text, unless it is there already: a live region stays silent. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = text === "";
}

/** The first element of a copy of a `<template>`. */
export function copyOf(templateId) {
  return document.getElementById(templateId).content.cloneNode(true).firstElementChild;
}

/** The step being shown. */
export function shown() {
  const step = document.querySelector("[data-step]:not([hidden])");
  return step ? step.dataset.step : "";
}

/** Shows one step and one foot, hides the others; gives the step. */
export function show(name, foot = name) {
  const before = shown();
  let found = null;
  for (const step of document.querySelectorAll("[data-step]")) {
    step.hidden = step.dataset.step !== name;
    if (!step.hidden) found = step;
  }
  showFoot(foot);
  if (before !== name) arrive(found);
  return found;
}

function showFoot(name) {
  let used = false;
  for (const foot of document.querySelectorAll("[data-foot]")) {
    foot.hidden = foot.dataset.foot !== name;
    used = used || !foot.hidden;
  }
  document.querySelector(".foot").classList.toggle("used", used);
}

function arrive(step) {
  window.scrollTo(0, 0);
  const heading = step.querySelector("h2");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
