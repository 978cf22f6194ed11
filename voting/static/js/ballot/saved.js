// The 凭证: the seed as twelve characters and as a QR code, drawn on the phone that made it.

import { utf8 } from "./bytes.js";
import { qrRows } from "./qr.js";
import { qrText, toCharacters } from "./seed.js";
import { part } from "./stage.js";

const SVG = "http://www.w3.org/2000/svg";
const BORDER = 4;

function drawing(rows) {
  const svg = document.createElementNS(SVG, "svg");
  const size = rows.length + 2 * BORDER;
  svg.setAttribute("viewBox", `${-BORDER} ${-BORDER} ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  const squares = rows.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join("");
  path.setAttribute("d", squares);
  svg.append(path);
  return svg;
}

/** Shows a seed inside a step: as characters to copy and as a QR code to photograph. */
export function showSaved(step, seed, hash) {
  const list = part(step, "characters");
  list.textContent = "";
  for (const character of toCharacters(seed)) {
    const item = document.createElement("li");
    item.textContent = character;
    list.append(item);
  }
  const holder = part(step, "qr");
  holder.textContent = "";
  holder.append(drawing(qrRows(utf8(qrText(seed, hash)))));
}
