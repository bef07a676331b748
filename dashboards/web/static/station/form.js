// The screen of a form: fields beside the scan, by keyboard alone if wanted, and a log of what happens.

import { drawCrop } from "./crop.js";
import { Desk } from "./desk.js";
import { rowOf } from "./rows.js";

const SAVE_AFTER_MS = 1500;
const CHECK_AFTER_MS = 350;
const COMPOSING = 229;

const screen = document.getElementById("screen");
const paper = { width: Number(screen.dataset.width), height: Number(screen.dataset.height) };
const canvas = document.getElementById("crop");
const submitButton = document.getElementById("submit");
const rows = [...document.querySelectorAll(".field")].map(rowOf);
let current = null;

const desk = new Desk(screen, "events", { save: () => current && save(current), left, back: goTo });
const { log } = desk;

// --- Where one is ----------------------------------------------------------------------------------------------------

const holder = (element) => rows.find((row) => row.element.contains(element)) ?? null;

function show(row) {
  for (const sheet of document.querySelectorAll(".sheet")) sheet.hidden = sheet.dataset.page !== row.page;
  for (const box of document.querySelectorAll(".sheet rect")) {
    box.classList.toggle("current", box.dataset.field === row.field);
  }
  canvas.setAttribute("aria-label", row.label);
  const image = document.querySelector(`.sheet img[data-page="${row.page}"]`);
  document.getElementById("lost").hidden = !(image.complete && !image.naturalWidth);
  drawCrop(canvas, image, paper, row.box);
}

function enter(row) {
  if (!desk.enter(row.field)) return;
  current = row;
  row.element.classList.add("current");
  show(row);
}

function left() {
  current?.element.classList.remove("current");
  current = null;
}

function goTo(field) {
  (rows.find((row) => row.field === field) ?? rows[0])?.focus();
}

function move(row, step) {
  const next = rows[rows.indexOf(row) + step];
  if (next) next.focus();
  else if (step > 0) submitButton.focus();
}

// --- What is entered -------------------------------------------------------------------------------------------------

/** Log an answer if it is another one than before. */
function save(row) {
  clearTimeout(row.saving);
  const entry = row.entry();
  if (row.composing || JSON.stringify(entry) === row.known) return;
  row.known = JSON.stringify(entry);
  log.answer(row.field, entry.text, entry.outcome);
}

function changed(row) {
  clearTimeout(row.saving);
  row.saving = setTimeout(() => save(row), SAVE_AFTER_MS);
  clearTimeout(row.checking);
  row.checking = setTimeout(() => check(row), CHECK_AFTER_MS);
}

async function check(row) {
  if (desk.submitted) return; // it may be closed already
  const { text } = row.entry();
  const headers = { "content-type": "application/json", accept: "application/json", "x-kouka-token": log.token };
  try {
    const body = JSON.stringify({ field: row.field, text });
    const answer = await fetch(`/work/${desk.number}/check`, { method: "POST", headers, body });
    if (!answer.ok || row.entry().text !== text) return;
    const { problem } = await answer.json();
    if (problem && problem !== row.says()) log.event("check", row.field);
    row.say(problem);
  } catch {
    // Without a connection nothing is checked, and nothing is lost.
  }
}

function choose(row, text) {
  row.set(text);
  log.event("input", row.field);
  changed(row);
}

function mark(row, outcome) {
  row.mark(row.outcome === outcome ? "value" : outcome);
  log.event("input", row.field);
  save(row);
}

function submit() {
  if (desk.submitted) return;
  desk.leave();
  rows.forEach(save);
  desk.submit();
  submitButton.disabled = true;
  document.getElementById("fields").inert = true;
}

// --- Keys ------------------------------------------------------------------------------------------------------------

function pressed(event) {
  desk.count(event);
  // The Enter that ends a conversion is the input method's, not ours.
  if (event.isComposing || event.keyCode === COMPOSING || desk.pausing) return;
  if (acts(event, holder(document.activeElement))) event.preventDefault();
}

/** Do what a key is for; whether it was for something. */
function acts(event, row) {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (event.key === "Enter" && event.ctrlKey) {
    if (!event.repeat) submit();
    return true;
  }
  if (event.altKey && event.code === "KeyP") {
    desk.pause();
    return true;
  }
  if (!row || event.ctrlKey || event.metaKey) return false;
  if (event.key === "Enter") {
    if (!event.repeat) move(row, event.shiftKey ? -1 : 1);
    return true;
  }
  if (event.key === "F2" || event.key === "F4") {
    mark(row, event.key === "F2" ? "unreadable" : "ask");
    return true;
  }
  if (digit && (event.altKey || row.marks)) {
    const text = row.pick(Number(digit) - 1);
    if (text !== null) choose(row, text);
    return true;
  }
  return false;
}

// --- All together ----------------------------------------------------------------------------------------------------

function listen() {
  const form = document.getElementById("fields");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", (event) => holder(event.target) && enter(holder(event.target)));
  form.addEventListener("focusout", (event) => !holder(event.relatedTarget) && !desk.pausing && desk.leave());
  form.addEventListener("compositionstart", (event) => (holder(event.target).composing = true));
  form.addEventListener("compositionend", (event) => {
    holder(event.target).composing = false;
    log.event("input", holder(event.target).field);
    changed(holder(event.target));
  });
  form.addEventListener("input", (event) => {
    const row = holder(event.target);
    if (row.marks || event.inputType === "insertFromPaste") log.event("input", row.field);
    if (!event.isComposing) changed(row);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const row = holder(button);
    if (button.dataset.outcome) mark(row, button.dataset.outcome);
    else choose(row, button.dataset.text);
    row.focus();
  });
  document.addEventListener("keydown", pressed);
  for (const box of document.querySelectorAll(".sheet rect")) {
    box.addEventListener("click", () => rows.find((row) => row.field === box.dataset.field).focus());
  }
  for (const image of document.querySelectorAll(".sheet img")) {
    for (const kind of ["load", "error"]) image.addEventListener(kind, () => current && show(current));
  }
  submitButton.addEventListener("click", submit);
  window.addEventListener("resize", () => current && show(current));
}

/** What an earlier life of this page had logged and not sent stands in the fields again. */
function recover() {
  for (const { queue } of log.leftOver()) {
    for (const answer of queue.answers) {
      const row = rows.find((each) => each.field === answer.field);
      row?.set(answer.text);
      row?.mark(answer.outcome);
      if (row) row.known = JSON.stringify(row.entry());
    }
  }
}

recover();
await desk.open();
listen();
screen.dataset.ready = "yes";
goTo(desk.lastPlace);
