// Sliders of the what-if. The server computes; the address, the scenario to be saved and the page follow what is set.
const SAID_AFTER_MS = 700;
const root = document.querySelector(".what-if");
const form = document.getElementById("setting");
const keep = document.querySelector(".keep");
const dials = [...form.querySelectorAll("[data-dial]")];
let asking = false;
let asked = null;
let speaking = 0;

const exact = (dial) => form.elements[dial.dataset.dial];

// What is as in the case is left out, as it is in a scenario.
function wanted() {
  const values = new URLSearchParams({ option: form.elements.option.value });
  for (const dial of dials) {
    const { value, dataset } = exact(dial);
    if (value !== "" && value !== dataset.case) values.set(dial.dataset.dial, value);
  }
  return values;
}

function place(bar) {
  root.querySelector(".worth").toggleAttribute("hidden", bar === null);
  if (bar === null) return;
  const range = root.querySelector("[data-bar=range]");
  range.setAttribute("x", bar.low);
  range.setAttribute("width", bar.high - bar.low);
  root.querySelector("[data-bar=point]").setAttribute("x", bar.value - 0.4);
  for (const end of root.querySelectorAll("[data-reach]")) end.textContent = bar.reach;
}

function show(answer) {
  for (const row of root.querySelectorAll("[data-metric]")) {
    const cell = answer.cells[row.dataset.metric];
    row.querySelector("[data-value]").textContent = cell.value;
    row.querySelector("[data-interval]").textContent = cell.interval;
  }
  place(answer.bar);
  // Screen readers are told once the slider rests.
  clearTimeout(speaking);
  speaking = setTimeout(() => { root.querySelector("[data-said]").textContent = answer.said; }, SAID_AFTER_MS);
}

// Figures must never be taken for those of a setting that they are not of.
function unanswered(so) {
  root.querySelector("[data-unanswered]").hidden = !so;
}

// One question at a time: of those that come meanwhile only the last is asked.
async function ask() {
  const values = wanted().toString();
  asked = values;
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(`${root.dataset.answer}?${values}`, { headers: { accept: "application/json" } });
    if (answer.status === 401 || answer.status === 202) return location.reload();
    unanswered(!answer.ok);
    if (answer.ok) {
      show(await answer.json());
      history.replaceState(null, "", `${location.pathname}?${values}`);
    }
  } catch {
    unanswered(true);
  } finally {
    asking = false;
    if (asked !== values) ask();
  }
}

function follow(dial, value) {
  dial.setAttribute("aria-valuetext", `${value} ${exact(dial).nextElementSibling.textContent}`);
  if (keep) keep.elements[dial.dataset.dial].value = value;
}

for (const dial of dials) {
  dial.hidden = false;
  follow(dial, exact(dial).value);
  dial.addEventListener("input", () => {
    exact(dial).value = dial.value;
    follow(dial, dial.value);
    ask();
  });
  exact(dial).addEventListener("input", () => {
    if (exact(dial).value === "" || !exact(dial).checkValidity()) return unanswered(true);
    dial.value = exact(dial).value;
    follow(dial, exact(dial).value);
    ask();
  });
}
form.elements.option.addEventListener("change", () => { location.search = wanted(); });
document.getElementById("compute").hidden = true;
