// Follows a job: [data-job="…/state.json"] holds a <progress> and its figures. When the job has ended the page comes anew.
const PAUSE = 1500;
const LONGEST = 20000;
const box = document.querySelector("[data-job]");
const bar = box.querySelector("progress");
const figures = box.querySelector("b");
let pause = PAUSE;

async function look() {
  try {
    const reply = await fetch(box.dataset.job, { headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(String(reply.status));
    const job = await reply.json();
    if (job.state !== "waiting" && job.state !== "running") {
      location.reload();
      return;
    }
    bar.max = job.total || 1;
    bar.value = job.done;
    figures.textContent = job.done + " / " + job.total;
    pause = PAUSE;
  } catch (error) {
    // The network or the server is away: ask less often, and go on when it is back.
    pause = Math.min(pause * 2, LONGEST);
  }
  setTimeout(look, pause);
}

setTimeout(look, PAUSE);
