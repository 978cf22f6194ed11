// One screen, one task: shows a step, its foot, and moves the reader's focus to its heading.

/** The element of a part inside a holder: `data-part="name"`. */
export function part(holder, name) {
  return holder.querySelector(`[data-part="${name}"]`);
}

/** Sets a text without touching an element that already says so (a live region stays silent). */
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

/** Shows one step, with the foot of its name or another, and hides the others; gives its element. */
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
