// Keeps a reply while it is being written: on the server some seconds after each change, without a line of history.
//
// <form data-keep="…/keep"> with a hidden input "seen"     what the writer began from; the server's answer renews it
//   [data-kept]                                            says how safe the text is
//
// An attachment is never sent from here: it goes with the form itself.

import { say, write } from "../ballot/stage.js";

const PAUSE = 3000;
const RETRY = 10000;

const form = document.querySelector("[data-keep]");
const line = form.querySelector("[data-kept]");
const seen = form.elements.namedItem("seen");

let timer = 0;
let busy = false;
let stopped = false;
let sending = false;
let leaving = null;
let kept = snapshot();

function body() {
  const data = new URLSearchParams(new FormData(form));
  data.delete("file");
  return data;
}

function snapshot() {
  const data = body();
  data.delete("seen");
  return data.toString();
}

function tell(sentence, bad = false) {
  write(line, sentence);
  line.classList.toggle("error", bad);
  line.classList.toggle("hint", !bad);
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(keep, pause);
}

async function keep() {
  const now = snapshot();
  // Without a class the server has no place for the draft yet.
  if (busy || stopped || now === kept || !body().get("reply_class")) return;
  busy = true;
  try {
    const response = await fetch(form.dataset.keep, {
      method: "POST",
      body: body(),
      headers: { Accept: "application/json" },
    });
    await settle(response, now);
  } catch (error) {
    // The network or the server is away for a moment.
    tell(say("offline"), true);
    later(RETRY);
  } finally {
    busy = false;
    if (leaving) leaving.click();
  }
}

async function settle(response, now) {
  if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
  const answer = await response.json();
  if (response.ok) {
    seen.value = answer.seen;
    kept = now;
    tell(say("saved", { at: answer.at }));
    if (snapshot() !== kept) later(PAUSE);
    return;
  }
  // What another has changed meanwhile is not overwritten; what is malformed may be mended by going on.
  stopped = response.status !== 422;
  tell(answer.message, true);
}

form.addEventListener("input", () => later(PAUSE));
form.addEventListener("submit", (event) => {
  if (busy && event.submitter) {
    // What is on its way changes the draft that this form would be compared with.
    event.preventDefault();
    leaving = event.submitter;
    return;
  }
  leaving = null;
  sending = stopped = true;
  clearTimeout(timer);
});
window.addEventListener("online", () => later(0));
window.addEventListener("beforeunload", (event) => {
  if (!leaving && !sending && snapshot() !== kept) event.preventDefault();
});
