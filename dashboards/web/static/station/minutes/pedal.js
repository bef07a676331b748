// The keys of a foot pedal: three keys that play, go back and go on; each browser keeps its own.

const STORED = "kouka:pedal";
const USUAL = { back: "F2", toggle: "F3", forward: "F4" }; // F6 to F10 belong to the input method
const ALLOWED = /^(F([1-4]|[6-9]|10|1[3-9]|2[0-4])|Media\w+)$/;

export class Pedal {
  keys = { ...USUAL };

  constructor() {
    try {
      Object.assign(this.keys, JSON.parse(localStorage.getItem(STORED) ?? "{}"));
    } catch {
      // What is stored there is none of ours.
    }
  }

  /** What a key is for: back, toggle, forward or nothing. */
  does(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return null;
    return Object.keys(this.keys).find((what) => this.keys[what] === event.code) ?? null;
  }

  /** Take another key; false where it is not one that a pedal should send, or it has another use. */
  set(what, code) {
    const taken = Object.entries(this.keys).some(([other, key]) => other !== what && key === code);
    if (!ALLOWED.test(code) || taken) return false;
    this.keys[what] = code;
    try {
      localStorage.setItem(STORED, JSON.stringify(this.keys));
    } catch {
      // Storage is full or forbidden: the key holds until the page is left.
    }
    return true;
  }

  /** Show the keys wherever they stand, and take others in the dialog for that. */
  listen(dialog, refused) {
    const show = () => {
      for (const each of document.querySelectorAll("[data-pedal]")) {
        if (each instanceof HTMLInputElement) each.value = this.keys[each.dataset.pedal];
        else each.textContent = this.keys[each.dataset.pedal];
      }
    };
    dialog.addEventListener("keydown", (event) => {
      const input = event.target.closest("input[data-pedal]");
      if (!input || ["Tab", "Escape", "Enter"].includes(event.key)) return;
      event.preventDefault();
      refused.hidden = this.set(input.dataset.pedal, event.code);
      show();
    });
    show();
  }
}
