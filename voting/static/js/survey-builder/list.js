// Moves, copies and removes questions without leaving the place in the list: the server draws it, this puts it in.
// Without this module every button works as a form.
//
// <div id="outline" data-act="…/act">   the list, with the form “build” and its buttons

const outline = document.getElementById("outline");

outline.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.target.id !== "build" || !button) return;
  event.preventDefault();
  if (!outline.classList.contains("busy")) act(event.target, button);
});

async function act(form, button) {
  const value = button.value;
  const place = placeOf(button);
  const body = new URLSearchParams(new FormData(form));
  body.set("act", value);
  outline.classList.add("busy");
  try {
    const reply = await fetch(outline.dataset.act, { method: "POST", body, headers: { "X-Fragment": "1" } });
    if (!reply.ok) throw new Error(String(reply.status));
    const opened = openPages();
    outline.innerHTML = await reply.text();
    openPages(opened);
    stay(value, place);
  } catch (error) {
    // The ordinary way ends on a page that says what was wrong.
    const again = document.createElement("input");
    again.type = "hidden";
    again.name = "act";
    again.value = value;
    form.append(again);
    form.submit();
  } finally {
    outline.classList.remove("busy");
  }
}

// Keeps the lists of things to add open that were.
function openPages(wanted) {
  const found = Array.from(outline.querySelectorAll(".build-page"));
  const add = (page) => page.querySelector(".build-add");
  if (wanted) found.forEach((page) => wanted.has(page.id) && add(page) && (add(page).open = true));
  return new Set(found.filter((page) => add(page) && add(page).open).map((page) => page.id));
}

// Where the pressed button is on the screen, and which line takes its place if its own goes.
function placeOf(button) {
  const line = button.closest(".line") || button.closest(".build-page");
  const beside = line.nextElementSibling || line.previousElementSibling;
  return { button: button.getBoundingClientRect().top, line: line.getBoundingClientRect().top, beside: beside && beside.id };
}

// The pressed button stays under the finger; what was removed leaves its place to the next line.
function stay(value, place) {
  const same = Array.from(outline.querySelectorAll("button.act")).find((each) => each.value === value);
  const beside = place.beside && document.getElementById(place.beside);
  if (same) {
    window.scrollBy(0, same.getBoundingClientRect().top - place.button);
    same.focus({ preventScroll: true });
    return;
  }
  if (beside) window.scrollBy(0, beside.getBoundingClientRect().top - place.line);
  const undo = outline.querySelector("[data-undo] button");
  if (undo) undo.focus({ preventScroll: true });
}
