// The screen of minutes: turns beside the recording, by keyboard and pedal, and a log of what happens.

import { Desk } from "../desk.js";
import { Minutes } from "./document.js";
import { Editing } from "./editing.js";
import { Keys } from "./keys.js";
import { Paper } from "./paper.js";
import { Pedal } from "./pedal.js";
import { Player } from "./player.js";
import { Replacing, Speakers, listToHear } from "./side.js";
import { Sound } from "./sound.js";
import { clean } from "./texts.js";

const SAVE_AFTER_MS = 1500;

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const screen = byId("screen");
const dialogs = [...document.querySelectorAll("dialog")];
let saving = 0;

const desk = new Desk(screen, "minutes", { save, away: () => sound.stop(), back: (id) => enterTurn(id) });
const minutes = new Minutes(data.turns, (id, text) => desk.log.answer(id, text, "value"), data.longest.text);
const paper = new Paper(byId("turns"), minutes, data.toHear);
const pedal = new Pedal();
const speakers = new Speakers(byId("speakers"), byId("people"), data.people, (from, to) => {
  minutes.nameEverywhere(from, to);
  changed();
});
const replacing = new Replacing(byId("replace"), minutes, {
  show: (what) => paper.search(what),
  go({ id, from, to }) {
    paper.row(id).focus(from);
    paper.row(id).area.setSelectionRange(from, to);
  },
  replace(what, put) {
    const count = minutes.replace(what, put);
    changed();
    return count;
  },
});
const sound = new Sound(byId("sound"), filesOf(0), data.start, data.end, () => player.show(), () => desk.log.event("listen", desk.place));
const page = { minutes, paper, sound, pedal };
const player = new Player(page);
const editing = new Editing(page, { save, changed, enter: enterTurn, follow: (id) => desk.pausing || enterTurn(id) });
const keys = new Keys(page, { moves: player.moves, shortcuts: shortcuts(), use: (tool) => editing.use(tool) });

// --- What is shown, and the end ------------------------------------------------------------------------------------

function save() {
  clearTimeout(saving);
  if (!paper.current?.composing) minutes.commit();
  showTools();
}

function changed() {
  paper.show();
  speakers.show(minutes.speakers);
  showTools();
}

function showTools() {
  document.querySelector("[data-tool=undo]").disabled = !minutes.canUndo;
  document.querySelector("[data-tool=redo]").disabled = !minutes.canRedo;
}

function enterTurn(id, at = null) {
  (paper.row(id) ?? paper.row(minutes.list[0]?.id))?.focus(at);
}

async function submit() {
  if (desk.submitted || byId("finish").returnValue !== "yes") return;
  save();
  sound.stop();
  for (const part of [".paper", ".side", ".player"]) document.querySelector(part).inert = true;
  byId("submit").disabled = true;
  desk.log.answer("document", JSON.stringify(await minutes.whole()), "value");
  desk.submit();
}

function ask() {
  if (desk.submitted || dialogs.some(({ open }) => open)) return;
  byId("finish").returnValue = "";
  byId("finish").showModal();
}

/** The files of a microphone, by the number of its first, in their order: where each is, and when it begins. */
function filesOf(first) {
  const own = data.sounds.map((sound, number) => ({ ...sound, number, address: `/work/${desk.number}/sounds/${number}` }));
  return own.filter(({ number, follows }) => number === first || follows === first);
}

// --- Keys ------------------------------------------------------------------------------------------------------------

function shortcuts() {
  const using = (tool) => () => editing.use(tool);
  return {
    "ctrl+Enter": ask,
    "alt+Enter": using("cursor"),
    "alt+KeyP": () => desk.pause(),
    "alt+KeyL": () => player.loop(),
    "alt+KeyN": using("insert"),
    "alt+KeyT": using("begin"),
    "alt+Delete": using("remove"),
    "alt+ArrowUp": () => step(-1),
    "alt+ArrowDown": () => step(1),
    "alt+Comma": () => player.speed(-1),
    "alt+Period": () => player.speed(1),
    "ctrl+KeyZ": using("undo"),
    "ctrl+KeyY": using("redo"),
    "ctrl+shift+KeyZ": using("redo"),
    "ctrl+KeyH": search,
  };
}

function pressed(event) {
  desk.count(event);
  if (!desk.submitted && !dialogs.some(({ open }) => open)) keys.pressed(event);
}

function step(by) {
  const next = paper.current && minutes.beside(paper.current.id, by);
  if (next) enterTurn(next.id);
}

function search() {
  const { current } = paper;
  const chosen = current ? current.area.value.slice(current.area.selectionStart, current.area.selectionEnd) : "";
  if (chosen) replacing.what.value = chosen;
  replacing.what.focus();
  replacing.what.select();
  replacing.what.dispatchEvent(new Event("input"));
}

// --- All together ----------------------------------------------------------------------------------------------------

function typed(row) {
  const text = clean(row.area.value);
  if (text !== row.area.value) row.area.value = text;
  minutes.type(row.id, text);
  clearTimeout(saving);
  saving = setTimeout(save, SAVE_AFTER_MS);
  paper.paintTurn(row.id);
  showTools();
}

function listenToTurns(list) {
  list.addEventListener("focusin", ({ target }) => {
    const row = paper.holding(target);
    if (row && desk.enter(row.id)) paper.mark(row);
  });
  list.addEventListener("focusout", ({ relatedTarget }) => {
    if (!paper.holding(relatedTarget) && !desk.pausing) desk.leave();
  });
  list.addEventListener("compositionstart", ({ target }) => (paper.holding(target).composing = true));
  list.addEventListener("compositionend", ({ target }) => {
    const row = paper.holding(target);
    row.composing = false;
    desk.log.event("input", row.id);
    if (target === row.area) typed(row);
  });
  list.addEventListener("input", (event) => {
    const row = paper.holding(event.target);
    if (event.inputType === "insertFromPaste") desk.log.event("input", row.id);
    if (event.target !== row.area) return;
    if (event.isComposing) paper.paintTurn(row.id);
    else typed(row);
  });
  list.addEventListener("change", ({ target }) => {
    const row = paper.holding(target);
    if (target !== row.speaker) return;
    minutes.name(row.id, target.value.trim());
    changed();
  });
  list.addEventListener("click", ({ target }) => {
    const row = paper.holding(target);
    if (target === row?.begins) sound.play(minutes.get(row.id).start_ms / 1000);
    else if (target.dataset.at) sound.play(Number(target.dataset.at));
  });
}

function listen() {
  listenToTurns(byId("turns"));
  player.listen(filesOf);
  document.addEventListener("keydown", pressed);
  byId("hear")?.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-at]");
    if (!button) return;
    const at = Number(button.dataset.at);
    const heard = minutes.heardAt(at);
    if (heard) enterTurn(heard.id, heard.from);
    sound.play(at);
  });
  for (const tool of document.querySelectorAll("[data-tool]")) {
    tool.addEventListener("mousedown", (event) => event.preventDefault()); // the cursor stays where it is
    tool.addEventListener("click", () => editing.use(tool.dataset.tool));
  }
  byId("submit").addEventListener("click", ask);
  byId("finish").addEventListener("close", submit);
}

/** What an earlier life of this page had logged and not sent stands in the minutes again. */
function recover() {
  for (const { queue } of desk.log.leftOver()) {
    for (const { field, text } of queue.answers) if (field !== "document") minutes.adopt(field, text);
  }
}

recover();
await desk.open();
if (byId("hear")) listToHear(byId("hear"), data.toHear);
listen();
changed();
player.show();
screen.dataset.ready = "yes";
enterTurn(desk.lastPlace, 0);
