// Keeps 应到/实到 on officers' pages up to date from a small JSON document.
//
// <div data-figures="…/attendance.json">       where the figures come from
//   data-figure="present"                        a figure or a sentence of the document
//   data-figure-bar                              a <progress> of present in expected
//   data-quorum-box                              gets the class ok with a quorum
// data-cut-off                                 shown while the network is away
// The event "voting:checked-in" on the document asks for the figures at once.

const EVERY = 4000;
const EVERY_HIDDEN = 30000;

const root = document.querySelector("[data-figures]");
const all = (selector) => document.querySelectorAll(selector);
let timer = 0;

function show(figures) {
  for (const element of all("[data-figure]")) {
    const text = String(figures[element.dataset.figure]);
    if (element.textContent !== text) element.textContent = text;
  }
  for (const bar of all("[data-figure-bar]")) {
    bar.max = figures.expected || 1;
    bar.value = figures.present;
    bar.classList.toggle("ok", figures.quorum);
  }
  for (const box of all("[data-quorum-box]")) box.classList.toggle("ok", figures.quorum);
}

function showReach(reached) {
  for (const element of all("[data-cut-off]")) element.hidden = reached;
}

async function look() {
  clearTimeout(timer);
  try {
    const response = await fetch(root.dataset.figures, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    show(await response.json());
    showReach(true);
  } catch (error) {
    showReach(false);
  }
  timer = setTimeout(look, document.hidden ? EVERY_HIDDEN : EVERY);
}

if (root) {
  document.addEventListener("voting:checked-in", look);
  timer = setTimeout(look, EVERY);
}
