// Keeps the figures of the projector and of the chair's page up to date, from the meeting's state document.
//
// <body|main data-follow="…/state.json" data-showing="3:open" data-quorum="true" data-needed="67" [data-redraw]>
//   data-live="returned" (data-live-poll="3")   a figure: attended, expected, missing; of a poll: attended, eligible,
//                                               issued, returned
//   data-live-bar="returned/issued" (…-poll)    a <progress>
//   data-clock                                  the time of day
//   data-code-from="…/entry.svg"                holds a QR code that is renewed from there before it runs out
//   data-cut-off                                shown while the network is away
//   data-stale                                  shown when more than figures has changed
// The projector (data-redraw) then draws itself anew; a page with buttons only says so, under nobody's finger.

import { follow } from "./state.js";

const root = document.querySelector("[data-follow]");
const REDRAW_NOT_SOONER = 4000;
const NEW_CODE_EVERY = 20000;
const UNDER_WAY = ["sealed", "open", "closed", "opened", "counted"];
const drawn = Date.now();

const all = (selector) => document.querySelectorAll(selector);

function figuresOf(element, state) {
  const id = Number(element.dataset.livePoll || 0);
  if (id) return state.polls.find((poll) => poll.id === id) || {};
  const missing = Math.max(Number(root.dataset.needed || 0) - state.attended, 0);
  return { attended: state.attended, expected: state.expected, missing };
}

function showFigures(state) {
  for (const element of all("[data-live]")) {
    const value = figuresOf(element, state)[element.dataset.live];
    if (Number.isInteger(value)) element.textContent = String(value);
  }
  for (const bar of all("[data-live-bar]")) {
    const [part, whole] = bar.dataset.liveBar.split("/");
    const figures = figuresOf(bar, state);
    if (!Number.isInteger(figures[part]) || !Number.isInteger(figures[whole])) continue;
    bar.max = figures[whole] || 1;
    bar.value = figures[part];
  }
}

// The poll the hall is at: the first one under way, else the latest that is over; as the server chooses it.
function atHand(polls) {
  return polls.find((poll) => UNDER_WAY.includes(poll.state)) || polls[polls.length - 1];
}

// What the page would be drawn for, in the words the server uses in data-showing.
function showing(state) {
  const shown = root.hasAttribute("data-redraw") ? [atHand(state.polls)] : state.polls;
  return shown
    .filter(Boolean)
    .map((poll) => `${poll.id}:${poll.state}`)
    .join();
}

function isOld(state) {
  return showing(state) !== root.dataset.showing || String(state.quorum) !== root.dataset.quorum;
}

let oldBefore = false;

function onState(state) {
  showFigures(state);
  // The first document may be a second behind the page itself: only a second one makes it old.
  const old = isOld(state) && (oldBefore || root.hasAttribute("data-redraw"));
  oldBefore = isOld(state);
  for (const sign of all("[data-stale]")) sign.hidden = !old;
  if (!old || !root.hasAttribute("data-redraw")) return;
  // The document may be a second behind the page; drawing again at once would turn in circles.
  setTimeout(() => location.reload(), Math.max(0, drawn + REDRAW_NOT_SOONER - Date.now()));
}

function onReach(reached) {
  for (const sign of all("[data-cut-off]")) sign.hidden = reached;
}

function showTime() {
  const now = new Date().toLocaleTimeString("zh-CN", {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone: "Asia/Shanghai",
  });
  for (const clock of all("[data-clock]")) clock.textContent = now;
}

async function renewCode(holder) {
  try {
    const reply = await fetch(holder.dataset.codeFrom, { credentials: "omit", cache: "no-store" });
    if (!reply.ok) throw new Error(String(reply.status));
    const made = document.createElement("template");
    made.innerHTML = await reply.text();
    holder.querySelector("svg").replaceWith(made.content);
    onReach(true);
  } catch (error) {
    onReach(false);
  }
}

if (root) {
  for (const holder of all("[data-code-from]")) setInterval(() => renewCode(holder), NEW_CODE_EVERY);
  follow(root.dataset.follow, onState, onReach);
  if (all("[data-clock]").length) setInterval(showTime, 5000);
}
