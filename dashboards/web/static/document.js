// A document: what a box holds is shown beside it, keys lead from error to error, the scan grows and shrinks.
const view = document.querySelector(".document");
const sheets = view.querySelector(".sheets");
const about = document.querySelector(".about");
const boxes = [...view.querySelectorAll(".box[data-field]")];
const wrong = boxes.filter((box) => "wrong" in box.dataset);
const ZOOMS = [0.75, 1, 1.5, 2, 3];
let zoom = 1;
let here = null;

function show(box) {
  here = box;
  const rows = document.getElementById("field-" + box.dataset.field);
  for (const other of view.querySelectorAll(".shown")) other.classList.remove("shown");
  box.classList.add("shown");
  rows.classList.add("shown");
  const table = document.createElement("table");
  const copy = rows.cloneNode(true);
  copy.removeAttribute("id");
  table.append(copy);
  about.replaceChildren(table);
  about.hidden = false;
  const place = box.getBoundingClientRect();
  const size = about.getBoundingClientRect();
  const below = place.bottom + 8 + size.height < innerHeight;
  about.style.left = Math.max(8, Math.min(place.left, innerWidth - size.width - 8)) + "px";
  about.style.top = Math.max(8, below ? place.bottom + 8 : place.top - size.height - 8) + "px";
}

function hide() {
  about.hidden = true;
}

function go(box) {
  box.scrollIntoView({ block: "center", inline: "center" });
  const rows = document.getElementById("field-" + box.dataset.field);
  const pane = view.querySelector(".fields");
  pane.scrollTop = rows.offsetTop - pane.offsetTop - 40;
  box.focus({ preventScroll: true });
  show(box);
}

function follow(name) {
  const link = document.querySelector(`[data-way="${name}"]`);
  if (link) location.assign(link.href);
  return Boolean(link);
}

function error(step) {
  const from = here ? boxes.indexOf(here) : step > 0 ? -1 : boxes.length;
  const next = step > 0 ? wrong.find((box) => boxes.indexOf(box) > from) : wrong.findLast((box) => boxes.indexOf(box) < from);
  if (next) go(next);
  else follow(step > 0 ? "error_behind" : "error_before");
}

function enlarge(step) {
  zoom = Math.max(0, Math.min(ZOOMS.length - 1, zoom + step));
  sheets.style.setProperty("--zoom", ZOOMS[zoom]);
  document.querySelector(".zoom output").textContent = Math.round(ZOOMS[zoom] * 100) + "%";
  hide();
}

for (const box of boxes) {
  box.addEventListener("mouseenter", () => show(box));
  box.addEventListener("mouseleave", hide);
  box.addEventListener("focus", () => show(box));
  box.addEventListener("blur", hide);
  box.addEventListener("click", (event) => {
    event.preventDefault();
    go(box);
  });
}
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => enlarge(Number(button.dataset.zoom)));
}
const KEYS = { n: () => error(1), p: () => error(-1), j: () => follow("behind"), k: () => follow("before"), "+": () => enlarge(1), ";": () => enlarge(1), "-": () => enlarge(-1), Escape: hide };
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (typing || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});
const at = view.dataset.at || location.hash.slice(1).replace(/^field-/, "");
const start = at === "first" ? wrong[0] : at === "last" ? wrong.at(-1) : boxes.find((box) => box.dataset.field === at);
// A browser that follows the fragment of an address takes the focus away, and has done so when all is loaded.
if (start) addEventListener("load", () => go(start));
