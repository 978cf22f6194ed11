// The ballot page from the first look to the receipt. Each screen is a step; the record on the
// phone says which one comes next, so that a reload goes on where the voter was.

import { follow } from "../state.js";
import { showSaved } from "./saved.js";
import { part, say, show, shown, write } from "./stage.js";
import { fingerprint, readSaved } from "./seed.js";
import { loadPoll, Stopped } from "./poll.js";
import { Broken, Voter } from "./voter.js";
import { fetchBytes, hurry, Refused } from "./wire.js";

const PHASES = {
  sealed: "before", open: "open", closed: "after", opened: "after", counted: "after",
  declared: "declared", certified: "declared", published: "declared", annulled: "annulled",
};
const VOTING_DONE = ["after", "declared", "annulled"];

const page = document.getElementById("ballot");
const place = page.dataset;
const alertLine = document.getElementById("alert");
const phaseLine = document.getElementById("phase");
let poll = null;
let sheet = null; // the modules that draw this kind of ballot
let voter = null;
let phase = PHASES[place.state] || "";
let takeAgain = null;
let begun = false; // the chair opened the poll while this page was being looked at

const on = (name, act) => document.querySelectorAll(`[data-act="${name}"]`).forEach((button) => {
  button.addEventListener("click", act);
});
const alarm = (sentence) => write(alertLine, sentence);
const notice = (step, sentence) => write(part(step, "notice"), sentence);

function enter(name, foot = name) {
  alarm("");
  const step = show(name, foot);
  showPhase();
  return step;
}

/** Goes to the step that the record on this phone calls for. */
function resume() {
  const { receipt, spent, confirmed, paper, seed } = voter.record;
  if (receipt) return showReceipt();
  if (spent) return showSpent();
  if (confirmed) return send();
  if (VOTING_DONE.includes(phase)) return enter("over");
  if (paper) return showFill();
  // A paper was issued: to this seed, and its answer was lost, or to that of another phone.
  if (place.issued === "yes") return seed ? takeFirst() : showRecover(say("recover-first"));
  if (!seed) voter.begin();
  return showKeep("keep");
}

async function showKeep(foot) {
  const step = enter("keep", foot);
  showSaved(step, voter.seed, poll.hash);
  part(step, "other-way").hidden = foot !== "keep";
  part(step, "unkept").hidden = await voter.kept;
}

function showRecover(sentence) {
  const step = enter("recover");
  write(part(step, "problem"), sentence);
  part(step, "input").value = "";
}

function recover(event) {
  event.preventDefault();
  const step = document.querySelector('[data-step="recover"]');
  const { seed, problem } = readSaved(part(step, "input").value, poll.hash);
  write(part(step, "problem"), problem ? say("saved-" + problem) : "");
  if (problem) return part(step, "input").focus();
  return take(seed, () => showRecover(say("saved-wrong")));
}

async function take(seed, onTaken) {
  const step = enter("taking");
  takeAgain = () => take(seed, onTaken);
  notice(step, "");
  try {
    await voter.takePaper(seed, () => notice(step, say("taking-lost")));
    resume();
  } catch (error) {
    if (error instanceof Refused && error.code === "already_issued") return onTaken(error.sentence);
    showRefused(error, "refused-paper");
  }
  return undefined;
}

function takeFirst() {
  // Another window may have made a seed meanwhile: one phone, one seed.
  if (voter.isOvertaken()) return location.reload();
  return take(voter.seed, showRecover);
}

function showRefused(error, foot) {
  if (!(error instanceof Refused) && !(error instanceof Broken)) throw error;
  const step = enter("refused", foot);
  const heading = foot === "refused-paper" ? "refused-paper" : "refused-cast";
  part(step, "heading").textContent = say(heading);
  part(step, "sentence").textContent = error.sentence && error instanceof Refused
    ? error.sentence : say(error.sentence || "refused");
}

function showFill() {
  const step = enter("fill");
  const holder = part(step, "sheet");
  if (!holder.firstChild) {
    const changed = () => {
      alarm("");
      voter.keep({ draft: voter.draft });
    };
    write(part(step, "hint"), sheet.hint(poll.manifest));
    sheet.drawSheet(holder, poll, voter.draft, changed, alarm);
  }
}

function showReview() {
  const problem = sheet.firstProblem(poll.manifest, voter.draft);
  if (problem) {
    alarm(problem.sentence);
    return problem.element && problem.element.focus();
  }
  const step = enter("review");
  return sheet.drawReview(part(step, "contests"), poll, voter.draft, (at) => {
    showFill();
    sheet.visit(at);
  });
}

function confirm() {
  if (phase === "before" || VOTING_DONE.includes(phase)) return alarm(say("phase-" + phase));
  try {
    voter.seal(sheet.selections(poll.manifest, voter.draft));
  } catch (error) {
    return alarm(say("too-long"));
  }
  return send();
}

async function send() {
  const step = enter("sending");
  part(step, "lost").hidden = true;
  try {
    await voter.cast(() => {
      part(step, "lost").hidden = false;
    });
    showReceipt();
  } catch (error) {
    refuseCast(error);
  }
}

function refuseCast(error) {
  if (error.code === "already_cast") {
    voter.spend(error.sentence);
    showSpent();
  } else if (error.code === "poll_not_open") {
    voter.unseal();
    showFill();
    showReview();
    alarm(error.sentence);
  } else {
    showRefused(error, "refused-cast");
  }
}

function backToBallot() {
  voter.unseal();
  showFill();
}

const grouped = (code) => code.replace(/(.{4})(?=.)/g, "$1 ");

function showReceipt() {
  const step = enter("receipt");
  part(step, "code").textContent = grouped(voter.record.receipt.code);
}

function showSpent() {
  const step = enter("spent");
  part(step, "sentence").textContent = voter.record.spent;
}

async function checkBoard() {
  const step = document.querySelector(`[data-step="${shown()}"]`);
  notice(step, say("board-looking"));
  try {
    const { found, code } = await voter.check(() => notice(step, say("board-lost")));
    notice(step, say("board-" + found, { code: grouped(code) }));
    part(step, "notice").className = found === "same" ? "note ok" : "note bad";
  } catch (error) {
    notice(step, error.sentence || say("board-lost"));
  }
}

/** What the poll's phase changes around a step; a ballot being filled in is not redrawn. */
function showPhase() {
  const done = VOTING_DONE.includes(phase);
  const told = ["fill", "review"].includes(shown()) && (phase === "open" ? begun : phase !== "");
  phaseLine.classList.toggle("ok", phase === "open");
  write(phaseLine, told ? say("phase-" + phase) : "");
  part(page, "degraded").hidden = !poll || poll.manifest.transport !== "http" || !["keep", "fill"].includes(shown());
  for (const button of document.querySelectorAll('[data-act="confirm"]')) {
    button.setAttribute("aria-disabled", String(done || phase === "before"));
    button.textContent = say(phase === "before" ? "confirm-later" : "confirm");
  }
  for (const element of document.querySelectorAll("[data-phases]")) {
    element.hidden = !element.dataset.phases.split(" ").includes(phase || "open");
  }
  for (const element of document.querySelectorAll("[data-has-seed]")) {
    element.hidden = !voter || !voter.record.seed;
  }
}

function onState(state) {
  const mine = state.polls.find((candidate) => candidate.hash === place.hash);
  const next = mine ? PHASES[mine.state] || "" : phase;
  if (next === phase) return;
  begun = phase === "before" && next === "open";
  phase = next;
  if (!voter) return;
  if (phase === "declared" || phase === "annulled") voter.forget();
  if (VOTING_DONE.includes(phase) && ["keep", "recover", "taking"].includes(shown())) enter("over");
  showPhase();
}

function bind() {
  on("take", takeFirst);
  on("recover", () => showRecover(""));
  on("keep", resume);
  on("saved", () => showKeep("kept"));
  on("back", resume);
  on("review", showReview);
  on("edit", showFill);
  on("confirm", confirm);
  on("hurry", hurry);
  on("retry-paper", () => takeAgain());
  on("retry-cast", send);
  on("ballot", backToBallot);
  on("check", checkBoard);
  on("forget", () => {
    voter.forget();
    showPhase();
  });
  document.getElementById("recovery").addEventListener("submit", recover);
  voter.onOvertaken(() => location.reload());
}

/** The modules of a kind of ballot. A browser may remember that one was lost: then the page begins anew. */
async function loadSheet(kind, onLoss) {
  const name = kind === "evaluation" ? "./cards.js" : "./sheet.js";
  try {
    return await import(name);
  } catch (error) {
    onLoss();
    await fetchBytes(new URL(name, import.meta.url), onLoss);
    location.reload();
    return new Promise(() => {});
  }
}

async function start() {
  const step = enter("loading");
  const onLoss = () => notice(step, say("loading-lost"));
  try {
    poll = await loadPoll(place, onLoss);
    sheet = await loadSheet(poll.manifest.kind, onLoss);
  } catch (error) {
    const sentence = error instanceof Stopped ? say(error.sentence) : error.sentence || say("refused");
    part(enter("stopped"), "sentence").textContent = sentence;
    return;
  }
  voter = await Voter.open(place, poll);
  part(page, "fingerprint").textContent = fingerprint(poll.hash);
  part(page, "fingerprint").parentElement.hidden = false;
  bind();
  if (phase === "declared" || phase === "annulled") voter.forget();
  resume();
  follow(place.stateUrl, onState);
}

start();
