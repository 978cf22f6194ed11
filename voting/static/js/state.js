// Follows a meeting's state document: a small file, asked for again and again with its ETag, at
// moments spread by chance so that a hall of phones does not knock together.

const EVERY = 3000;
const EVERY_HIDDEN = 20000;
const LONGEST = 30000;
const PATIENCE = 10000;

async function read(url, etag) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const headers = etag ? { "If-None-Match": etag } : {};
    const response = await fetch(url, { credentials: "omit", cache: "no-store", headers, signal: patience.signal });
    if (response.status === 304) return { etag, state: null };
    if (!response.ok) throw new Error(String(response.status));
    return { etag: response.headers.get("ETag") || "", state: await response.json() };
  } finally {
    clearTimeout(timer);
  }
}

/** Calls `listener` with the state whenever it has changed; `onReach(bool)` tells of the network. */
export function follow(url, listener, onReach = () => {}) {
  let etag = "";
  let failures = 0;
  let timer = 0;

  async function look() {
    clearTimeout(timer);
    try {
      const answer = await read(url, etag);
      failures = 0;
      etag = answer.etag;
      onReach(true);
      if (answer.state) listener(answer.state);
    } catch (error) {
      failures += 1;
      onReach(false);
    }
    const length = Math.min(LONGEST, (document.hidden ? EVERY_HIDDEN : EVERY) * 1.6 ** failures);
    timer = setTimeout(look, length * (2 / 3 + (Math.random() * 2) / 3));
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    clearTimeout(timer);
    timer = setTimeout(look, Math.random() * 400);
  });
  look();
}
