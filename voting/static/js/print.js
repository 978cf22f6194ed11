// The toolbar's button opens the browser's print window. Without this module it stays hidden and the menu does it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
