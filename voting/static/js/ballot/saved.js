// The 凭证: the seed as twelve characters and as a QR code, drawn on the phone that made it.

import { qrText, toCharacters } from "./seed.js";
import { part } from "./steps.js";

const SVG = "http://www.w3.org/2000/svg";

function drawing(size, rows) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  const squares = rows.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join("");
  path.setAttribute("d", squares);
  svg.append(path);
  return svg;
}

async function drawCode(holder, text) {
  const { encode } = await import("../../vendor/qr.js");
  const { size, data } = encode(text, { ecc: "M", border: 4 });
  holder.textContent = "";
  holder.append(drawing(size, data));
}

/** Shows a seed inside a step: the characters at once, the QR code as soon as it can be drawn. */
export function showSaved(step, seed, hash) {
  const list = part(step, "characters");
  list.textContent = "";
  for (const character of toCharacters(seed)) {
    const item = document.createElement("li");
    item.textContent = character;
    list.append(item);
  }
  const holder = part(step, "qr");
  // The characters alone suffice where the drawing cannot be loaded.
  drawCode(holder, qrText(seed, hash)).catch(() => {
    holder.hidden = true;
  });
}
