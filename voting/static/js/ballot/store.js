// What this phone keeps of one poll and one elector: in localStorage and in IndexedDB, since web
// views lose one or the other. The newer of the two is believed.

const DATABASE = "voting";
const TABLE = "ballots";
const PATIENCE = 1500;

function openDatabase() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    setTimeout(() => reject(new Error("database does not answer")), PATIENCE);
  });
}

async function inDatabase(mode, act) {
  const database = await openDatabase();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(TABLE, mode);
      const asked = act(transaction.objectStore(TABLE));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function readLocal(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch (error) {
    return null;
  }
}

function writeLocal(key, record) {
  try {
    localStorage.setItem(key, JSON.stringify(record));
    return true;
  } catch (error) {
    return false;
  }
}

async function readDatabase(key) {
  try {
    return (await inDatabase("readonly", (table) => table.get(key))) || null;
  } catch (error) {
    return null;
  }
}

async function writeDatabase(key, record) {
  try {
    await inDatabase("readwrite", (table) => table.put(record, key));
    return true;
  } catch (error) {
    return false;
  }
}

/** The record's name: one poll, one elector, so that a lent phone keeps two voters apart. */
export function recordKey(hash, elector) {
  return "voting/" + hash + "/" + elector;
}

/** What is kept, or null. */
export async function load(key) {
  const local = readLocal(key);
  const other = await readDatabase(key);
  if (!local || !other) return local || other;
  return other.revision > local.revision ? other : local;
}

/** What is kept at this moment in localStorage, which other windows share; or null. */
export function peek(key) {
  return readLocal(key);
}

let lastWrite = Promise.resolve();

/**
 * Keeps `record` with `changes`, on top of what another window may have kept meanwhile: the new
 * record, and a promise whether either store took it.
 */
export function save(key, record, changes) {
  const stored = readLocal(key);
  const newest = stored && stored.revision > (record.revision || 0) ? stored : record;
  const next = Object.assign({}, newest, changes, { revision: (newest.revision || 0) + 1 });
  const local = writeLocal(key, next);
  lastWrite = lastWrite.then(() => writeDatabase(key, next));
  return { record: next, kept: lastWrite.then((other) => local || other) };
}

/** Calls back with the new record whenever another window of this phone changes it. */
export function watch(key, listener) {
  window.addEventListener("storage", (event) => {
    if (event.key === key && event.newValue) listener(JSON.parse(event.newValue));
  });
}
