// What is done with turns, by a button or a key: always with the one at hand.

import { timeAt } from "./texts.js";

const NEED_NO_TURN = ["insert", "undo", "redo"];

export class Editing {
  /** save: keeps what is typed. changed: called when turns are others than before. enter: goes to a turn, and to a place
   * in it. follow: goes to what was undone. */
  constructor({ minutes, paper, sound }, { save, changed, enter, follow }) {
    Object.assign(this, { minutes, paper, sound, save, changed, enter, follow });
  }

  use(tool) {
    const { current } = this.paper;
    const row = current && this.minutes.get(current.id) ? current : null;
    if (!row && !NEED_NO_TURN.includes(tool)) return;
    this.save();
    this[tool](row);
  }

  get #heardMs() {
    return Math.round(this.sound.position * 1000);
  }

  cursor(row) {
    this.sound.play(timeAt(this.minutes.get(row.id), row.cursor));
  }

  split(row) {
    const turn = this.minutes.get(row.id);
    const atEnd = row.cursor === turn.text.length;
    const now = atEnd ? Math.max(this.#heardMs, turn.start_ms) : null;
    const id = this.minutes.split(row.id, row.cursor, now);
    this.changed();
    this.enter(id, 0);
  }

  merge(row) {
    const joined = this.minutes.merge(row.id);
    this.changed();
    if (joined) this.enter(joined.id, joined.at);
  }

  insert(row) {
    const id = this.minutes.insert(row?.id ?? null, this.#heardMs);
    this.changed();
    this.enter(id, 0);
  }

  remove(row) {
    const next = this.minutes.beside(row.id, 1) ?? this.minutes.beside(row.id, -1);
    this.minutes.remove(row.id);
    this.changed();
    this.enter(next?.id);
  }

  begin(row) {
    this.minutes.begin(row.id, this.#heardMs);
    this.changed();
  }

  undo() {
    this.#back(this.minutes.undo());
  }

  redo() {
    this.#back(this.minutes.redo());
  }

  #back(ids) {
    this.changed();
    const id = ids.find((each) => this.minutes.get(each));
    if (id) this.follow(id);
  }
}
