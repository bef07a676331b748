// The screen of minutes: turns beside the recording, by keyboard and pedal, and a log of what happens.

import { Desk } from "../desk.js";
import { Minutes, clean, timeAt } from "./document.js";
import { Paper } from "./paper.js";
import { Pedal } from "./pedal.js";
import { Replacing, Speakers, listToHear } from "./side.js";
import { Sound } from "./sound.js";
import { clock } from "./turn_row.js";

const SAVE_AFTER_MS = 1500;
const COMPOSING = 229;
const SKIP = 3;

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
const sound = new Sound(byId("sound"), data.start, data.end, showSound, () => desk.log.event("listen", desk.place));

// --- What is shown ---------------------------------------------------------------------------------------------------

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

function showSound() {
  const toggle = byId("toggle");
  byId("time").textContent = clock(sound.position);
  byId("position").value = sound.position;
  byId("position").setAttribute("aria-valuetext", clock(sound.position));
  const label = sound.playing ? toggle.dataset.stop : toggle.dataset.play;
  if (toggle.firstElementChild.textContent !== label) toggle.firstElementChild.textContent = label;
  byId("loop").setAttribute("aria-pressed", String(sound.loop !== null));
  byId("broken").hidden = !sound.broken;
  paper.hear(sound.playing ? minutes.heardAt(sound.position) : null);
}

function enterTurn(id, at = null) {
  (paper.row(id) ?? paper.row(minutes.list[0]?.id))?.focus(at);
}

// --- What is done with turns -----------------------------------------------------------------------------------------

const heardMs = () => Math.round(sound.position * 1000);

const TOOLS = {
  cursor: (row) => sound.play(timeAt(minutes.get(row.id), row.cursor)),
  split(row) {
    const turn = minutes.get(row.id);
    const atEnd = row.cursor === turn.text.length;
    const now = atEnd ? Math.max(heardMs(), turn.start_ms) : null;
    const id = minutes.split(row.id, row.cursor, now);
    changed();
    enterTurn(id, 0);
  },
  merge(row) {
    const joined = minutes.merge(row.id);
    changed();
    if (joined) enterTurn(joined.id, joined.at);
  },
  insert(row) {
    const id = minutes.insert(row?.id ?? null, heardMs());
    changed();
    enterTurn(id, 0);
  },
  remove(row) {
    const next = minutes.beside(row.id, 1) ?? minutes.beside(row.id, -1);
    minutes.remove(row.id);
    changed();
    enterTurn(next?.id);
  },
  begin(row) {
    minutes.begin(row.id, heardMs());
    changed();
  },
  undo: () => back(minutes.undo()),
  redo: () => back(minutes.redo()),
};
const NEED_NO_TURN = ["insert", "undo", "redo"];

function back(ids) {
  changed();
  const id = ids.find((each) => minutes.get(each));
  if (id && !desk.pausing) enterTurn(id);
}

function use(tool) {
  const { current } = paper;
  const there = current && minutes.get(current.id) ? current : null;
  if (!there && !NEED_NO_TURN.includes(tool)) return;
  save();
  TOOLS[tool](there);
}

function loop() {
  const turn = minutes.get(paper.current?.id);
  if (sound.loop || !turn) sound.loop = null;
  else {
    const from = turn.start_ms / 1000;
    const to = minutes.list.map(({ start_ms }) => start_ms / 1000).filter((start) => start > from);
    sound.loop = [from, Math.min(...to, sound.to)];
    sound.play(from);
  }
  showSound();
}

function speed(step) {
  const select = byId("speed");
  select.selectedIndex = Math.min(Math.max(select.selectedIndex + step, 0), select.length - 1);
  sound.speed = Number(select.value);
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

// --- Keys ------------------------------------------------------------------------------------------------------------

const PEDAL = {
  toggle: () => sound.toggle(),
  back: () => sound.skip(-SKIP),
  forward: () => sound.skip(SKIP),
};

function pressed(event) {
  desk.count(event);
  if (dialogs.some(({ open }) => open) || desk.submitted) return;
  if (moves(event) || (!event.isComposing && event.keyCode !== COMPOSING && acts(event))) event.preventDefault();
}

/** Pedals work while the input method converts, too. */
function moves(event) {
  const what = event.ctrlKey && event.code === "Space" ? "toggle" : pedal.does(event);
  if (!what) return false;
  if (!event.repeat || what !== "toggle") PEDAL[what]();
  return true;
}

const SHORTCUTS = {
  "ctrl+Enter": ask,
  "alt+Enter": () => use("cursor"),
  "alt+KeyP": () => desk.pause(),
  "alt+KeyL": loop,
  "alt+KeyN": () => use("insert"),
  "alt+KeyT": () => use("begin"),
  "alt+Delete": () => use("remove"),
  "alt+ArrowUp": () => step(-1),
  "alt+ArrowDown": () => step(1),
  "alt+Comma": () => speed(-1),
  "alt+Period": () => speed(1),
  "ctrl+KeyZ": () => use("undo"),
  "ctrl+KeyY": () => use("redo"),
  "ctrl+shift+KeyZ": () => use("redo"),
  "ctrl+KeyH": search,
};

/** Do what a key is for; whether it was for something. */
function acts(event) {
  const held = ["ctrl", "alt", "shift"].filter((name) => event[`${name}Key`]).join("+");
  const code = event.code === "NumpadEnter" ? "Enter" : event.code;
  const shortcut = SHORTCUTS[held ? `${held}+${code}` : code];
  // In the fields beside the minutes the browser's own way back is the right one.
  if (shortcut && !(code === "KeyZ" || code === "KeyY" ? event.target.closest(".side") : false)) {
    shortcut();
    return true;
  }
  const row = paper.holding(event.target);
  if (!row || held || event.target !== row.area) return false;
  if (event.key === "Enter") {
    if (!event.repeat) use("split");
    return true;
  }
  if (event.key === "Backspace" && row.area.selectionEnd === 0) {
    if (!event.repeat) use("merge");
    return true;
  }
  return false;
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

function listenToSound() {
  byId("toggle").addEventListener("click", PEDAL.toggle);
  byId("back").addEventListener("click", PEDAL.back);
  byId("forward").addEventListener("click", PEDAL.forward);
  byId("loop").addEventListener("click", loop);
  byId("position").addEventListener("input", ({ target }) => sound.seek(Number(target.value)));
  byId("speed").addEventListener("change", () => speed(0));
  byId("microphone")?.addEventListener("change", ({ target }) => {
    sound.load(`/work/${desk.number}/sounds/${target.value}`);
  });
  byId("keys").addEventListener("click", () => byId("pedal").showModal());
  pedal.listen(byId("pedal"), byId("refused"));
}

function listen() {
  listenToTurns(byId("turns"));
  listenToSound();
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
    tool.addEventListener("click", () => use(tool.dataset.tool));
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
showSound();
screen.dataset.ready = "yes";
enterTurn(desk.lastPlace, 0);
