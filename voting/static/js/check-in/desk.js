// The desk: sends what was typed, scanned by a hand scanner or seen by the camera, and shows the
// answer without leaving the page. Without this module the form does the same, page by page.

const form = document.querySelector("[data-desk]");
const field = form.elements.given;
const result = document.querySelector("[data-result]");
const trouble = form.querySelector("[data-trouble]");
const viewer = document.querySelector("[data-viewer]");
const button = form.querySelector("[data-camera]");

const SAME_AGAIN = 4000;
const LOOK_EVERY = 250;
let busy = false;

async function send() {
  if (busy || !field.value.trim()) return;
  busy = true;
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Fragment": "reception", Accept: "text/html" },
    });
    if (!response.ok) throw new Error(String(response.status));
    result.innerHTML = await response.text();
    trouble.hidden = true;
    field.value = "";
    document.dispatchEvent(new Event("voting:checked-in"));
  } catch (error) {
    trouble.hidden = false;
  }
  busy = false;
  if (viewer.hidden) field.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});

async function startCamera() {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const video = viewer.querySelector("video");
  viewer.hidden = false;
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    await video.play();
  } catch (error) {
    viewer.querySelector("[data-camera-refused]").hidden = false;
    return;
  }
  button.hidden = true;
  let last = { text: "", at: 0 };
  setInterval(async () => {
    if (busy || document.hidden) return;
    const seen = await detector.detect(video).catch(() => []);
    if (!seen.length) return;
    const text = seen[0].rawValue;
    if (text === last.text && Date.now() - last.at < SAME_AGAIN) return;
    last = { text, at: Date.now() };
    field.value = text;
    send();
  }, LOOK_EVERY);
}

async function offerCamera() {
  const able = "BarcodeDetector" in window && navigator.mediaDevices;
  if (!able || !(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) return;
  document.querySelector("[data-no-decoder]").hidden = true;
  button.hidden = false;
  button.addEventListener("click", startCamera);
}

offerCamera();
