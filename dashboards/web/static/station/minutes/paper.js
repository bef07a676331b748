// All turns on the page, as the minutes have them.

import { retyped } from "./texts.js";
import { TurnRow } from "./turn_row.js";

export class Paper {
  #rows = new Map();
  #heard = null;
  #found = new Map();

  /** list: the element that holds the turns. toHear: stretches of which the recogniser was not sure. */
  constructor(list, minutes, toHear) {
    Object.assign(this, { list, minutes, what: "", current: null });
    this.lost = toHear.filter(({ text }) => !text.trim());
  }

  row(id) {
    return this.#rows.get(id) ?? null;
  }

  holding(element) {
    return this.row(element?.closest?.(".turn")?.dataset.turn);
  }

  /** Bring the page to what the minutes are. */
  show() {
    const turns = this.minutes.list;
    const there = new Set(turns.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (there.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    let before = null;
    for (const turn of turns) {
      const row = this.#rows.get(turn.id) ?? new TurnRow(turn);
      this.#rows.set(turn.id, row);
      const following = before ? before.element.nextElementSibling : this.list.firstElementChild;
      if (following !== row.element) this.list.insertBefore(row.element, following);
      before = row;
    }
    this.#showLost(turns);
    this.paint();
  }

  #showLost(turns) {
    for (const [number, turn] of turns.entries()) {
      const from = number ? turn.start_ms / 1000 : 0;
      const next = turns[number + 1];
      const to = next ? next.start_ms / 1000 : Infinity;
      this.row(turn.id).showLost(this.lost.filter(({ start }) => from <= start && start < to));
    }
  }

  /** Mark all places of a text. */
  search(what) {
    this.what = what;
    this.paint();
  }

  paint() {
    this.#found.clear();
    for (const { id, from, to } of this.minutes.find(this.what)) {
      this.#found.set(id, [...(this.#found.get(id) ?? []), [from, to]]);
    }
    for (const { id } of this.minutes.list) this.paintTurn(id);
  }

  paintTurn(id) {
    const row = this.row(id);
    const turn = this.minutes.get(id);
    if (!row || !turn) return;
    // While the input method converts, the text is ahead of the minutes.
    const { doubts } = row.composing ? retyped(turn, row.area.value) : turn;
    const heard = this.#heard?.id === id ? [[this.#heard.from, this.#heard.to]] : [];
    row.show(turn, [["doubtful", doubts], ["heard", heard], ["found", this.#found.get(id) ?? []]]);
  }

  /** Mark the word that is heard; null while nothing is. */
  hear(word) {
    if (word?.id === this.#heard?.id && word?.at === this.#heard?.at) return;
    const before = this.#heard;
    this.#heard = word;
    for (const { id } of [before, word].filter(Boolean)) this.paintTurn(id);
  }

  mark(row) {
    this.current?.element.classList.remove("current");
    this.current = row;
    row?.element.classList.add("current");
  }
}
