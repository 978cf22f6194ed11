// After closing: is this ballot on the public board, just as it was cast?

import { b64url, equal, fromB64url } from "./bytes.js";
import { receiptCode } from "./cast.js";
import { fetchJson } from "./wire.js";

/**
 * Looks for a ballot by its public key. Gives `{found: "same", code}`; "other" where the board
 * shows different content than was cast here; "missing". Without a digest the key alone counts.
 */
export async function findOnBoard(url, publicKey, digest, onLoss) {
  const board = await fetchJson(url, onLoss);
  const key = b64url(publicKey);
  const entry = board.entries.find((candidate) => candidate.public_key === key);
  if (!entry) return { found: "missing", code: "" };
  const shown = fromB64url(entry.digest);
  const same = entry.code === receiptCode(shown) && (!digest || equal(shown, digest));
  return { found: same ? "same" : "other", code: entry.code };
}
