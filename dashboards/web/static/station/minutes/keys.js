// Keys: pedals, shortcuts, and what Enter and Backspace do in the text of a turn.

const COMPOSING = 229;

export class Keys {
  /** moves: what a pedal does. shortcuts: what keys are for, as "ctrl+alt+shift+Code". use: does something with the turn
   * at hand. */
  constructor({ paper, pedal }, { moves, shortcuts, use }) {
    Object.assign(this, { paper, pedal, moves, shortcuts, use });
  }

  /** Do what a key is for. */
  pressed(event) {
    const typed = !event.isComposing && event.keyCode !== COMPOSING;
    if (this.#plays(event) || (typed && this.#acts(event))) event.preventDefault();
  }

  /** Pedals work while the input method converts, too. */
  #plays(event) {
    const what = event.ctrlKey && event.code === "Space" ? "toggle" : this.pedal.does(event);
    if (!what) return false;
    if (!event.repeat || what !== "toggle") this.moves[what]();
    return true;
  }

  /** Whether the key was for something. */
  #acts(event) {
    const held = ["ctrl", "alt", "shift"].filter((name) => event[`${name}Key`]).join("+");
    const code = event.code === "NumpadEnter" ? "Enter" : event.code;
    const shortcut = this.shortcuts[held ? `${held}+${code}` : code];
    // In the fields beside the minutes the browser's own way back is the right one.
    if (shortcut && !(code === "KeyZ" || code === "KeyY" ? event.target.closest(".side") : false)) {
      shortcut();
      return true;
    }
    const row = this.paper.holding(event.target);
    if (!row || held || event.target !== row.area) return false;
    return this.#inText(event, row);
  }

  #inText(event, row) {
    const tool = event.key === "Enter" ? "split" : event.key === "Backspace" && row.area.selectionEnd === 0 ? "merge" : null;
    if (tool && !event.repeat) this.use(tool);
    return tool !== null;
  }
}
