// The hall's code on the projector: a new one is fetched well before the old one is refused.

const root = document.querySelector("[data-hall-code]");

async function renew() {
  try {
    const response = await fetch(root.dataset.hallCode, { headers: { "X-Fragment": "code" } });
    if (!response.ok) throw new Error(String(response.status));
    const drawn = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("svg");
    const shown = root.querySelector("svg");
    if (drawn && shown) shown.replaceWith(drawn);
    for (const element of document.querySelectorAll("[data-cut-off]")) element.hidden = true;
  } catch (error) {
    for (const element of document.querySelectorAll("[data-cut-off]")) element.hidden = false;
  }
}

if (root) setInterval(renew, Number(root.dataset.seconds) * 1000);
