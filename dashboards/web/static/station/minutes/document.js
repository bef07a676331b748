// Minutes as a person edits them: turns, every change of which is an answer, and the way back. Knows of no page.

import { between } from "./places.js";
import { Steps } from "./steps.js";
import { clean, clipped, outside, retyped, spliced, timeAt } from "./texts.js";

const sent = ({ place, speaker, start_ms, text }) => JSON.stringify({ place, speaker, start_ms, text });

export class Minutes {
  #turns = new Map();
  #order = null;
  #typing = null;
  #steps = new Steps();

  /** turns: {id, place, speaker, start_ms, text, times, doubts}. answer: called with a turn's id and what became of it
   * ("" where it is taken away). longest: characters of a turn; what would make one longer is not done. draw: gives the
   * id of a new turn. */
  constructor(turns, answer, longest, draw = () => `n${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`) {
    Object.assign(this, { answer, longest, draw });
    for (const turn of turns) this.#turns.set(turn.id, turn);
  }

  // --- What stands there -----------------------------------------------------------------------------------------------

  get list() {
    this.#order ??= [...this.#turns.values()].sort((one, other) =>
      one.place === other.place ? (one.id < other.id ? -1 : 1) : one.place < other.place ? -1 : 1,
    );
    return this.#order;
  }

  get(id) {
    return this.#turns.get(id) ?? null;
  }

  beside(id, step) {
    const place = this.list.findIndex((turn) => turn.id === id);
    return place < 0 ? null : (this.list[place + step] ?? null);
  }

  /** Speakers with how many turns they have, in the order in which they begin. */
  get speakers() {
    const found = new Map();
    for (const { speaker } of this.list) found.set(speaker, (found.get(speaker) ?? 0) + 1);
    return found;
  }

  find(what) {
    if (!what) return [];
    const found = [];
    for (const { id, text } of this.list) {
      for (let from = text.indexOf(what); from >= 0; from = text.indexOf(what, from + what.length)) {
        found.push({ id, from, to: from + what.length });
      }
    }
    return found;
  }

  /** Where the sound is: the turn and word that began last. */
  heardAt(seconds) {
    let best = null;
    for (const turn of this.list) {
      const words = turn.times.length ? turn.times : [[0, turn.start_ms / 1000]];
      words.forEach(([from, at], number) => {
        if (at > seconds || (best && at < best.at)) return;
        best = { id: turn.id, at, from, to: words[number + 1]?.[0] ?? turn.text.length };
      });
    }
    return best;
  }

  /** SHA-256 of the whole, as evaluators/meetings/edited.py computes it, and how many turns there are. */
  async whole() {
    const lines = this.list.map((turn) => [turn.id, turn.place, turn.start_ms, turn.speaker, turn.text].join("\t"));
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines.join("\n")));
    const digest = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return { turns: lines.length, digest };
  }

  // --- Changes ---------------------------------------------------------------------------------------------------------

  /** Text as it is typed; it becomes an answer when somebody commits it, or with the next change. */
  type(id, typed) {
    const turn = this.get(id);
    const text = clean(typed);
    if (!turn || turn.text === text) return;
    if (this.#typing?.id !== id) this.commit();
    this.#typing ??= { id, before: turn };
    this.#set(id, retyped(turn, text));
  }

  commit() {
    if (!this.#typing) return;
    const { id, before } = this.#typing;
    this.#typing = null;
    const now = this.get(id);
    if (now.text === before.text) return;
    this.answer(id, sent(now));
    this.#steps.add([[id, before, now]]);
  }

  /** Cut a turn in two; the id of the second part. start_ms: when that begins, else it is known from its words. */
  split(id, wanted, start_ms = null) {
    const turn = this.get(id);
    const at = outside(turn.text, wanted);
    const size = turn.text.length;
    const rest = {
      ...turn,
      id: this.draw(),
      place: between(turn.place, this.beside(id, 1)?.place ?? null),
      start_ms: start_ms ?? Math.round(timeAt(turn, at) * 1000),
      text: turn.text.slice(at),
      times: turn.times.filter(([place]) => place >= at).map(([place, seconds]) => [place - at, seconds]),
      doubts: clipped(turn.doubts, at, size, -at),
    };
    this.#change([spliced(turn, at, size, ""), rest]);
    return rest.id;
  }

  /** Add a turn to the one before it; that one's id and where the two meet, or null for the first. */
  merge(id) {
    const turn = this.get(id);
    const before = this.beside(id, -1);
    if (!before) return null;
    const at = before.text.length;
    const own = turn.times.length || !turn.text ? turn.times : [[0, turn.start_ms / 1000]];
    const moved = (place) => place + at;
    this.#change(
      [{
        ...before,
        text: before.text + turn.text,
        times: [...before.times, ...own.map(([place, seconds]) => [moved(place), seconds])],
        doubts: [...before.doubts, ...turn.doubts.map((span) => span.map(moved))],
      }],
      [id],
    );
    return { id: before.id, at };
  }

  /** A new turn behind another one, or at the very end; its id. */
  insert(after, start_ms) {
    const before = after ? this.get(after) : (this.list.at(-1) ?? null);
    const next = before ? this.beside(before.id, 1) : null;
    const place = between(before?.place ?? "", next?.place ?? null);
    const turn = { id: this.draw(), place, speaker: "", start_ms, text: "", times: [], doubts: [] };
    this.#change([turn]);
    return turn.id;
  }

  remove(id) {
    this.#change([], [id]);
  }

  name(id, speaker) {
    this.#change([{ ...this.get(id), speaker: clean(speaker) }]);
  }

  /** Call a speaker otherwise in every turn; how many. */
  nameEverywhere(from, to) {
    return this.#change(this.list.filter((turn) => turn.speaker === from).map((turn) => ({ ...turn, speaker: clean(to) })));
  }

  begin(id, start_ms) {
    this.#change([{ ...this.get(id), start_ms }]);
  }

  /** Put a text in the place of another wherever it stands; how often it stood there. */
  replace(what, put) {
    this.commit();
    const found = this.find(what);
    const turns = new Map(found.map(({ id }) => [id, this.get(id)]));
    for (const { id, from, to } of found.reverse()) turns.set(id, spliced(turns.get(id), from, to, clean(put)));
    this.#change([...turns.values()]);
    return found.length;
  }

  // --- The way back ----------------------------------------------------------------------------------------------------

  get canUndo() {
    return this.#steps.canUndo || this.#typing !== null;
  }

  get canRedo() {
    return this.#steps.canRedo;
  }

  /** Take the last change back; the ids of its turns. */
  undo() {
    this.commit();
    return this.#go(this.#steps.undo());
  }

  redo() {
    this.commit();
    return this.#go(this.#steps.redo());
  }

  #go(turns) {
    for (const [id, turn] of turns) {
      this.#set(id, turn);
      this.answer(id, turn ? sent(turn) : "");
    }
    return turns.map(([id]) => id);
  }

  /** What an earlier life of the page has left: it is known already, and no answer. */
  adopt(id, text) {
    const old = this.get(id) ?? { id, text: "", times: [], doubts: [] };
    if (!text) this.#set(id, null);
    else {
      const { text: own, ...rest } = JSON.parse(text);
      this.#set(id, { ...retyped(old, own), ...rest });
    }
  }

  #change(turns, removed = []) {
    this.commit();
    if (turns.some(({ text }) => text.length > this.longest)) return 0;
    const step = [];
    for (const [id, after] of [...turns.map((turn) => [turn.id, turn]), ...removed.map((id) => [id, null])]) {
      const before = this.get(id);
      if (before && after && sent(before) === sent(after)) continue;
      this.#set(id, after);
      this.answer(id, after ? sent(after) : "");
      step.push([id, before, after]);
    }
    if (step.length) this.#steps.add(step);
    return step.length;
  }

  #set(id, turn) {
    const before = this.get(id);
    if (turn) this.#turns.set(id, turn);
    else this.#turns.delete(id);
    if (turn && turn.place === before?.place && this.#order) this.#order[this.#order.indexOf(before)] = turn;
    else this.#order = null;
  }
}
