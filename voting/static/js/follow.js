// The waiting page: follows the meeting by itself. When the chair opens a poll, the way to it
// appears without a reload; what already stands there is changed, never drawn anew.
//
// <div data-follow="…/state.json">
//   <p role="status" data-announce hidden></p>     told when a poll moves on (sentences now-open, now-declared…)
//   <ul data-polls>                                one line a poll, in the order of the meeting:
//     <li data-poll="3">                             the poll's id
//       <b data-text="title"></b>                    a text of the poll: title, fingerprint, issued, returned
//       <p data-when="sealed">…</p>                  shown while the poll is in one of these states
//       <a data-when="open" data-href="url">…</a>    leads to an address of the poll: url, result_url
//   <template id="poll-template"><li>…</li></template>   the line of a poll that was not there yet
//   data-live="attended" | "expected"              figures of the meeting
//   data-empty                                     shown while there is no poll
//   data-cut-off                                   shown while the network is away
// <template id="sentences"><p data-say="now-open">…{title}…</p></template>

import { copyOf, knows, say, write } from "./ballot/stage.js";
import { follow } from "./state.js";

const root = document.querySelector("[data-follow]");
const states = new Map();

const all = (holder, selector) => Array.from(holder.querySelectorAll(selector));

function lineOf(list, poll) {
  const found = list.querySelector(`[data-poll="${poll.id}"]`);
  if (found) return found;
  const made = copyOf("poll-template");
  made.dataset.poll = poll.id;
  list.append(made);
  return made;
}

function showPoll(line, poll) {
  line.dataset.state = poll.state;
  for (const element of all(line, "[data-text]")) {
    const value = poll[element.dataset.text];
    write(element, value === null || value === undefined ? "" : String(value));
  }
  for (const link of all(line, "[data-href]")) link.setAttribute("href", poll[link.dataset.href] || "");
  for (const element of all(line, "[data-when]")) {
    element.hidden = !element.dataset.when.split(" ").includes(poll.state);
  }
}

function announce(poll) {
  const known = states.get(poll.id);
  states.set(poll.id, poll.state);
  if (known === poll.state || !knows("now-" + poll.state)) return;
  for (const element of all(root, "[data-announce]")) write(element, say("now-" + poll.state, { title: poll.title }));
}

function showState(state) {
  for (const element of all(root, "[data-live]")) {
    const value = state[element.dataset.live];
    if (Number.isInteger(value)) write(element, String(value));
  }
  for (const element of all(root, "[data-empty]")) element.hidden = state.polls.length > 0;
  const list = root.querySelector("[data-polls]");
  if (!list) return;
  for (const poll of state.polls) {
    showPoll(lineOf(list, poll), poll);
    announce(poll);
  }
}

function showReach(reached) {
  for (const element of all(root, "[data-cut-off]")) element.hidden = reached;
}

if (root) {
  for (const line of all(root, "[data-poll][data-state]")) states.set(Number(line.dataset.poll), line.dataset.state);
  follow(root.dataset.follow, showState, showReach);
}
