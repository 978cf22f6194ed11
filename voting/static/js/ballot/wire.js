// Requests that a weak network may swallow. A loss is retried by itself, with growing pauses and
// jitter; a refusal is the server's own word and is handed on.

const FIRST_PAUSE = 800;
const LONGEST_PAUSE = 15000;
const PATIENCE = 15000;
const PASSING = [408, 425, 429];

/** The server's no: its code, its sentence for people, its HTTP status. */
export class Refused extends Error {
  constructor(code, sentence, status) {
    super(sentence || code);
    this.code = code;
    this.sentence = sentence;
    this.status = status;
  }
}

class Lost extends Error {}

async function answered(response) {
  if (response.status >= 500 || PASSING.includes(response.status)) throw new Lost(String(response.status));
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  // A 200 that is not ours comes from some box in between, not from the service.
  if (response.ok) throw new Lost("not the service's answer");
  const said = body || {};
  throw new Refused(said.error || "refused", said.message || "", response.status);
}

async function once(url, options, read) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const given = { redirect: "error", referrerPolicy: "no-referrer", signal: patience.signal };
    return await read(await fetch(url, Object.assign(given, options)));
  } catch (error) {
    throw error instanceof Refused ? error : new Lost(error.message);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits, until the network comes back, the page is looked at, or `hurry` is called. */
function pause(length) {
  return new Promise((resolve) => {
    const timer = setTimeout(done, length);
    function done() {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      window.removeEventListener("hurry", done);
      document.removeEventListener("visibilitychange", seen);
      resolve();
    }
    function seen() {
      if (!document.hidden) done();
    }
    window.addEventListener("online", done);
    window.addEventListener("hurry", done);
    document.addEventListener("visibilitychange", seen);
  });
}

/** Ends the pause before the next attempt, since somebody pressed the button. */
export function hurry() {
  window.dispatchEvent(new Event("hurry"));
}

async function persist(url, options, read, onLoss) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await once(url, options, read);
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      onLoss(attempt + 1);
      const length = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 1.7 ** attempt);
      await pause(length * (0.5 + Math.random()));
    }
  }
}

async function bytesOf(response) {
  if (!response.ok) return answered(response);
  return new Uint8Array(await response.arrayBuffer());
}

/** A public document as bytes. */
export function fetchBytes(url, onLoss) {
  return persist(url, { credentials: "omit" }, bytesOf, onLoss);
}

/** A public document as JSON. */
export function fetchJson(url, onLoss) {
  return persist(url, { credentials: "omit" }, answered, onLoss);
}

/** Posts JSON, and says with which credentials. */
function posted(credentials, csrf, document) {
  return {
    method: "POST",
    credentials,
    cache: "no-store",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-Token": csrf },
    body: JSON.stringify(document),
  };
}

/** Takes a paper: the only request that says who asks; where nobody is to be known, it omits that too. */
export function requestPaper(url, csrf, blinded, onLoss, credentials = "same-origin") {
  return persist(url, posted(credentials, csrf, { blinded }), answered, onLoss);
}

/** Posts a signed document, by whoever is signed in. */
export function postJson(url, csrf, document, onLoss) {
  return persist(url, posted("same-origin", csrf, document), answered, onLoss);
}

/** Casts: no cookie, no referrer, no account, nothing but the ballot's bytes. */
export function requestCast(url, body, onLoss) {
  const options = {
    method: "POST",
    credentials: "omit",
    cache: "no-store",
    headers: { "Content-Type": "application/octet-stream" },
    body,
  };
  return persist(url, options, answered, onLoss);
}
