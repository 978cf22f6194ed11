// The survey's page from the first look to the receipt. Each screen is a step; the record on the
// phone says which one comes next, so that a reload goes on where the respondent was.

import { knows, part, say, show, shown, write } from "../ballot/stage.js";
import { fingerprint } from "../ballot/seed.js";
import { Stopped } from "../ballot/poll.js";
import { Broken } from "../ballot/voter.js";
import { hurry, Refused } from "../ballot/wire.js";
import { Sheet } from "./form.js";
import { Program } from "./program.js";
import { loadSurvey, Onlooker, previewed, Respondent } from "./respondent.js";
import { drawReview } from "./review.js";

const page = document.getElementById("survey");
const place = page.dataset;
const alertLine = document.getElementById("alert");
const isPreview = place.phase === "preview";
let respondent = null;
let program = null;
let sheet = null;

const stepOf = (name) => document.querySelector(`[data-step="${name}"]`);
const alarm = (sentence) => write(alertLine, sentence);
const notice = (step, sentence) => write(part(step, "notice"), sentence);
const on = (name, act) => document.querySelectorAll(`[data-act="${name}"]`).forEach((button) => {
  button.addEventListener("click", act);
});

function enter(name, foot = name) {
  alarm("");
  return show(name, foot);
}

/** Goes to the step that the record on this phone calls for. */
function resume() {
  const { receipt, spent, confirmed, seed, draft } = respondent.record;
  if (receipt) return showDone();
  if (spent) return showRefused(new Refused("already_cast", spent), "stopped");
  if (confirmed) return send();
  if (place.phase === "after") return enter("over");
  if (place.issued === "yes" && !seed) return enter("elsewhere");
  return seed && draft ? begin() : showStart();
}

async function showStart() {
  const step = enter("start");
  showLanguages();
  part(step, "unkept").hidden = isPreview || (await respondent.kept);
}

// Languages

function showLanguages() {
  for (const holder of document.querySelectorAll('[data-part="languages"]')) {
    holder.hidden = program.languages.length < 2;
    holder.textContent = "";
    for (const language of program.languages) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "language";
      button.textContent = language.replace(/ *\(.*\)$/, "");
      button.setAttribute("aria-pressed", String((respondent.draft.language || program.languages[0]) === language));
      button.addEventListener("click", () => speak(language));
      holder.append(button);
    }
  }
}

function speak(language) {
  respondent.draft.language = language;
  if (shown() === "fill") {
    respondent.keepDraft();
    sheet.draw();
  }
  showLanguages();
  const pressed = stepOf(shown()).querySelector('.language[aria-pressed="true"]');
  if (pressed) pressed.focus();
}

// Filling in

function begin() {
  // Another window may have begun meanwhile: one phone, one paper.
  if (respondent.isOvertaken()) return location.reload();
  if (!respondent.record.seed) respondent.start(program, respondent.draft.language);
  respondent.looked = Date.now();
  sheet = new Sheet(program, respondent, stepOf("fill"), () => alarm(""));
  if (place.mode !== "named") respondent.obtain(() => {}).catch(refusePaper);
  return showFill();
}

function showFill() {
  enter("fill");
  showLanguages();
  sheet.draw();
  showFoot();
}

function showFoot() {
  document.querySelectorAll('[data-act="previous"]').forEach((button) => {
    button.hidden = sheet.beside(-1) === undefined;
  });
  document.querySelectorAll('[data-act="next"]').forEach((button) => {
    button.textContent = say(sheet.beside(1) === undefined ? "to-review" : "next");
  });
}

function next() {
  const n = sheet.passes();
  if (n) return alarm(say("wrong-here", { n }));
  alarm("");
  const at = sheet.beside(1);
  if (at === undefined) return showReview();
  sheet.turn(at);
  return showFoot();
}

function previous() {
  alarm("");
  const at = sheet.beside(-1);
  if (at !== undefined) sheet.turn(at);
  showFoot();
}

function edit(name) {
  enter("fill");
  sheet.visit(name);
  showFoot();
}

function showReview() {
  respondent.tick();
  respondent.keepDraft();
  sheet.refresh();
  drawReview(sheet, enter("review"), edit);
}

// Sending

function confirm() {
  if (isPreview) return alarm(say("preview-end"));
  sheet.refresh();
  const [wrong] = sheet.wrong();
  if (wrong) {
    edit(wrong);
    return alarm(say("wrong-left"));
  }
  if (!sheet.found.pairs.length) return alarm(say("blank"));
  if (sheet.room() < 0) return alarm(say("too-long"));
  return send();
}

async function send() {
  if (place.mode !== "named" && respondent.isOvertaken()) return location.reload();
  const step = enter("sending");
  part(step, "lost").hidden = true;
  const onLoss = () => {
    part(step, "lost").hidden = false;
  };
  try {
    if (place.mode === "named") await respondent.answer(sheet.content(), onLoss);
    else await cast(onLoss);
    return showDone();
  } catch (error) {
    return refuse(error);
  }
}

async function cast(onLoss) {
  if (!respondent.record.confirmed) {
    const content = sheet.content();
    await respondent.obtain(onLoss);
    respondent.seal(content);
  }
  await respondent.cast(onLoss);
  respondent.forget();
}

function refusePaper(error) {
  if (error instanceof Refused || error instanceof Broken) return showRefused(error, "refused");
  throw error;
}

// What the box says, it says of ballots: here it is said of answers.
function sentenceFor(error) {
  const own = "cast-" + error.code;
  if (place.mode !== "named" && knows(own)) return say(own);
  return error instanceof Refused && error.sentence ? error.sentence : say(error.sentence || "refused");
}

function refuse(error) {
  if (error.code === "already_cast" && place.mode !== "named") {
    respondent.spend(say("cast-already_cast"));
    return showRefused(error, "stopped");
  }
  if (error instanceof Refused && respondent.record.confirmed) respondent.unseal();
  return refusePaper(error);
}

function showRefused(error, foot) {
  const heading = ["start", "fill", "review"].includes(shown()) ? "refused-paper" : "refused-cast";
  const step = enter("refused", foot);
  part(step, "heading").textContent = say(heading);
  part(step, "sentence").textContent = sentenceFor(error);
}

// Afterwards

const grouped = (code) => code.replace(/(.{4})(?=.)/g, "$1 ");

function showDone() {
  const step = enter("done");
  const { code } = respondent.record.receipt;
  part(step, "receipt").hidden = !code;
  part(step, "code").textContent = grouped(code);
  part(step, "check").hidden = !code || place.phase !== "after" || place.board !== "yes";
}

async function checkBoard() {
  const step = stepOf("done");
  notice(step, say("board-looking"));
  try {
    const { found, code } = await respondent.check(() => notice(step, say("board-lost")));
    notice(step, say("board-" + found, { code: grouped(code) }));
    part(step, "notice").className = found === "same" ? "note ok" : "note bad";
  } catch (error) {
    notice(step, error.sentence || say("board-lost"));
  }
}

function bind() {
  on("start", begin);
  on("next", next);
  on("previous", previous);
  on("fill", showFill);
  on("send", confirm);
  on("hurry", hurry);
  on("resume", resume);
  on("check", checkBoard);
  on("again", () => {
    respondent.makeRoom();
    location.reload();
  });
  respondent.onOvertaken(() => {
    respondent.standBack();
    location.reload();
  });
  window.addEventListener("pagehide", () => respondent.flush());
  document.addEventListener("visibilitychange", () => {
    respondent.flush();
    respondent.looked = Date.now();
  });
}

const labelOfOther = (language) => say(/en/i.test(language) ? "other-in-english" : "other");

async function open(onLoss) {
  if (isPreview) {
    const source = document.getElementById("previewed").content.textContent;
    return new Onlooker(place, previewed(source, place.mode), "", { revision: 0 });
  }
  return Respondent.open(place, await loadSurvey(place, onLoss));
}

async function start() {
  const step = enter("loading");
  try {
    respondent = await open(() => notice(step, say("loading-lost")));
  } catch (error) {
    if (!(error instanceof Stopped || error instanceof Refused)) throw error;
    part(enter("stopped"), "sentence").textContent = error instanceof Stopped ? say(error.sentence) : error.sentence || say("refused");
    return;
  }
  program = new Program(JSON.parse(respondent.poll.manifest.form), labelOfOther);
  if (!isPreview) part(page, "fingerprint").textContent = fingerprint(respondent.poll.hash);
  part(page, "fingerprint").parentElement.hidden = isPreview;
  bind();
  resume();
}

start();
