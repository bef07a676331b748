// Beside the minutes: what concerns all of them: speakers, a term everywhere, what to hear again.

import { clock } from "./turn_row.js";

/** Speakers, each to be called otherwise in all turns. changed: called with what was and what is to be. */
export class Speakers {
  constructor(list, offered, people, changed) {
    Object.assign(this, { list, offered, people, changed });
    list.addEventListener("change", ({ target }) => changed(target.dataset.speaker, target.value.trim()));
  }

  show(speakers) {
    const key = JSON.stringify([...speakers]);
    if (key === this.shown) return;
    this.shown = key;
    const rows = [...speakers].filter(([name]) => name).map(([name, count]) => {
      const row = document.getElementById("speaker-row").content.firstElementChild.cloneNode(true);
      const input = row.querySelector("input");
      input.value = name;
      input.dataset.speaker = name;
      row.querySelector(".count").textContent = `×${count}`;
      return row;
    });
    this.list.replaceChildren(...rows);
    const names = new Set([...speakers.keys(), ...this.people].filter(Boolean));
    this.offered.replaceChildren(...[...names].map((name) => new Option(name, name)));
  }
}

/** Search and replace. show: called with what is searched. go: called with a place. replace: puts a text in, how often. */
export class Replacing {
  #at = -1;

  constructor(form, minutes, { show, go, replace }) {
    const [what, put, found] = ["what", "put", "found"].map((id) => form.querySelector(`#${id}`));
    Object.assign(this, { what, put, found, minutes, replace });
    form.addEventListener("submit", (event) => event.preventDefault());
    what.addEventListener("input", (event) => event.isComposing || this.look(show));
    what.addEventListener("compositionend", () => this.look(show));
    form.querySelector("#following").addEventListener("click", () => this.following(go));
    form.querySelector("#everywhere").addEventListener("click", () => this.everywhere(show));
    what.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) this.following(go);
    });
  }

  say(text, n) {
    this.found.textContent = this.found.dataset[text].replace("{n}", n);
  }

  look(show) {
    this.#at = -1;
    const { length } = this.minutes.find(this.what.value);
    if (this.what.value) this.say(length ? "found" : "none", length);
    else this.found.textContent = "";
    show(this.what.value);
  }

  following(go) {
    const places = this.minutes.find(this.what.value);
    if (!places.length) return;
    this.#at = (this.#at + 1) % places.length;
    go(places[this.#at]);
  }

  everywhere(show) {
    if (!this.what.value) return;
    this.say("replaced", this.replace(this.what.value, this.put.value));
    show(this.what.value);
  }
}

/** What to hear again, as buttons that play it. */
export function listToHear(list, toHear) {
  const items = toHear.map(({ start, end, why, text }) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const reason = document.createElement("small");
    button.type = "button";
    button.dataset.at = start;
    button.append(`▶ ${clock(start)}–${clock(end)} ${text}`);
    reason.textContent = why.join("、");
    button.append(reason);
    item.append(button);
    return item;
  });
  if (items.length) list.replaceChildren(...items);
}
