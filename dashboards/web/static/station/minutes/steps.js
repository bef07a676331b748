// What was done, step by step, and the way back.

export class Steps {
  #done = [];
  #undone = [];

  /** step: [[id, before, after], …], a turn each; null where there is none. */
  add(step) {
    this.#done.push(step);
    this.#undone = [];
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /** Turns as they were before the last step, by id; none where nothing was done. */
  undo() {
    return this.#move(this.#done, this.#undone).map(([id, before]) => [id, before]);
  }

  /** Turns as they were before the way back. */
  redo() {
    return this.#move(this.#undone, this.#done).map(([id, , after]) => [id, after]);
  }

  #move(from, to) {
    const step = from.pop();
    if (step) to.push(step);
    return step ?? [];
  }
}
