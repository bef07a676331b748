// Asks every other second how the run stands. Screen readers are told no more often than they can say it.
const EVERY_MS = 2000;
const SPOKEN_EVERY_MS = 10000;
const bar = document.getElementById("progress");
const words = document.getElementById("standing");
let spoken = 0;
let state = null;

async function ask() {
  const answer = await fetch("/running", { headers: { accept: "application/json" }, cache: "no-store" });
  if (answer.status === 401) return location.reload();
  if (!answer.ok) return;
  const now = await answer.json();
  if (now.state === null) return location.reload();
  if (now.total === null || now.total === 0) {
    bar.removeAttribute("value");
  } else {
    bar.max = now.total;
    bar.value = now.done;
  }
  const due = now.state !== state || Date.now() - spoken >= SPOKEN_EVERY_MS;
  if (due && words.textContent !== now.words) {
    words.textContent = now.words;
    spoken = Date.now();
  }
  state = now.state;
}

async function again() {
  if (!document.hidden) await ask().catch(() => {});  // the app may be starting anew
  setTimeout(again, EVERY_MS);
}

setTimeout(again, EVERY_MS);
