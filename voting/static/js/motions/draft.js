// Keeps a motion while it is being written: on the server every few seconds while it is a draft, and in
// this browser until the server has it, so that neither a dead network nor a closed page loses a word.
//
// <form id="draft" data-draft="12" data-autosave="…/autosave" data-similar="…">   no address: kept here alone
//   [data-counted="60"] with an input and a [data-counter]     how much room is left
//   [data-likes] with a [data-likes-list]                      similar motions
// [data-restore] …-time …-yes …-no                             offers what an earlier visit left here
// [data-save-state]                                            says how safe the text is

import { say, write } from "../ballot/stage.js";

const PAUSE = 2500;
const RETRY = 8000;
const NAMES = ["title", "cause", "analysis", "advice", "category", "wanted_unit", "hides_movers"];

const form = document.getElementById("draft");
const key = "voting-draft-" + form.dataset.draft;
const field = (name) => form.elements.namedItem(name);
const stateLine = document.querySelector("[data-save-state]");

let timer = 0;
let busy = false;
let stopped = !form.dataset.autosave;
let leaving = null;
// What the server has: what came with the page, not what was typed before this module was there.
// What it just refused it does not have.
let sent = "unsaved" in form.dataset ? "" : JSON.stringify(NAMES.map(servedOf));

function valueOf(name) {
  const found = field(name);
  return found.type === "checkbox" ? (found.checked ? "y" : "") : found.value;
}

function servedOf(name) {
  const found = field(name);
  if (found.type === "checkbox") return found.defaultChecked ? "y" : "";
  if (found.tagName !== "SELECT") return found.defaultValue;
  const chosen = Array.from(found.options).find((option) => option.defaultSelected) || found.options[0];
  return chosen.value;
}

function snapshot() {
  return JSON.stringify(NAMES.map(valueOf));
}

function tell(sentence, bad = false) {
  write(stateLine, sentence);
  stateLine.classList.toggle("bad", bad);
}

// --- In this browser -----------------------------------------------------------------------------

function remember() {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: NAMES.map(valueOf) }));
    return true;
  } catch (error) {
    return false;
  }
}

function recall() {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch (error) {
    return null;
  }
}

function forget() {
  try {
    localStorage.removeItem(key);
  } catch (error) {
    // Nothing is kept where nothing can be.
  }
}

function put(values) {
  NAMES.forEach((name, place) => {
    const found = field(name);
    if (found.type === "checkbox") found.checked = values[place] === "y";
    else found.value = values[place];
  });
  countAll();
}

function offer() {
  if (!sent) return;
  const left = recall();
  if (!left || !Array.isArray(left.values) || JSON.stringify(left.values) === sent) {
    if (left) forget();
    return;
  }
  const box = document.querySelector("[data-restore]");
  write(box.querySelector("[data-restore-time]"), new Date(left.at).toLocaleString("zh-CN"));
  box.hidden = false;
  box.querySelector("[data-restore-yes]").addEventListener("click", () => {
    put(left.values);
    box.hidden = true;
    changed();
  });
  box.querySelector("[data-restore-no]").addEventListener("click", () => {
    forget();
    box.hidden = true;
  });
}

// --- On the server -------------------------------------------------------------------------------

function body() {
  const data = new URLSearchParams();
  data.set("version", field("version").value);
  for (const name of NAMES) if (name !== "hides_movers" || valueOf(name)) data.set(name, valueOf(name));
  return data;
}

async function answerOf(response) {
  try {
    return await response.json();
  } catch (error) {
    return {};
  }
}

async function save() {
  if (busy || stopped) return;
  const now = snapshot();
  if (now === sent) return;
  busy = true;
  try {
    const response = await fetch(form.dataset.autosave, {
      method: "POST",
      body: body(),
      headers: { Accept: "application/json", "X-CSRF-Token": field("csrf_token").value },
    });
    await settle(response, now);
  } catch (error) {
    tell(say(remember() ? "offline" : "no-room"), true);
    later(RETRY);
  } finally {
    busy = false;
    if (leaving) leaving.click();
  }
}

async function settle(response, now) {
  const answer = await answerOf(response);
  if (response.ok) {
    field("version").value = answer.version;
    sent = now;
    if (snapshot() === sent) forget();
    else later(PAUSE);
    tell(say("saved", { at: answer.at }));
    return;
  }
  remember();
  if (response.status >= 500 || response.status === 429) {
    tell(say("offline"), true);
    later(RETRY);
    return;
  }
  // Whatever else is refused would be refused again: what was typed stays, the server's reason is told.
  if (response.status !== 422) stopped = true;
  tell(response.status === 401 ? say("signed-out") : answer.message || say("kept"), true);
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

function changed() {
  countAll();
  const safe = remember();
  if (stopped) {
    if (!stateLine.classList.contains("bad")) tell(say(safe ? "kept" : "no-room"), !safe);
    return;
  }
  if (!stateLine.classList.contains("bad")) tell(say("typing"));
  later(PAUSE);
}

// --- What is said while writing ------------------------------------------------------------------

function countAll() {
  for (const box of form.querySelectorAll("[data-counted]")) {
    const most = Number(box.dataset.counted);
    const length = Array.from(box.querySelector("input, textarea").value).length;
    const counter = box.querySelector("[data-counter]");
    write(counter, say("counter", { n: length, most }));
    counter.classList.toggle("over", length > most);
  }
}

let asked = "";
let likesTimer = 0;

async function findLikes() {
  const title = field("title").value.trim();
  if (title === asked || title.length < 4) return;
  asked = title;
  try {
    const response = await fetch(form.dataset.similar + "&title=" + encodeURIComponent(title), {
      headers: { Accept: "application/json" },
    });
    if (response.ok) showLikes((await response.json()).likes);
  } catch (error) {
    asked = "";
  }
}

function lineOf(like) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = like.url;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = like.title + "（" + like.note + "）";
  line.append(link);
  return line;
}

function showLikes(likes) {
  const list = form.querySelector("[data-likes-list]");
  list.textContent = "";
  list.append(...likes.map(lineOf));
  form.querySelector("[data-likes]").hidden = likes.length === 0;
}

form.addEventListener("input", (event) => {
  if (event.target.type === "file") return;
  changed();
  if (event.target.name === "title") {
    clearTimeout(likesTimer);
    likesTimer = setTimeout(findLikes, 800);
  }
});
form.addEventListener("submit", (event) => {
  if (busy && event.submitter) {
    // What is on its way now changes the version this form would be refused for.
    event.preventDefault();
    leaving = event.submitter;
    return;
  }
  leaving = null;
  // The page that comes back shows what was kept; until then this browser has it too.
  stopped = true;
  clearTimeout(timer);
  if (snapshot() !== sent) remember();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) stopped = !form.dataset.autosave;
});
window.addEventListener("online", () => later(0));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) save();
});
countAll();
offer();
if (sent && snapshot() !== sent) {
  changed();
  likesTimer = setTimeout(findLikes, 800);
}
