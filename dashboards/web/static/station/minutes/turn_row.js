// A turn on the page: its time, its speaker, its text. What is marked in the text is painted behind it.

export function clock(seconds) {
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

export class TurnRow {
  composing = false;
  lost = "[]";

  constructor(turn) {
    this.element = document.getElementById("turn").content.firstElementChild.cloneNode(true);
    this.element.dataset.turn = turn.id;
    this.id = turn.id;
    this.area = this.element.querySelector("textarea");
    this.speaker = this.element.querySelector(".speaker");
    this.begins = this.element.querySelector(".begins");
    this.behind = this.element.querySelector(".behind");
  }

  /** Show the turn. layers: [[class, [[from, to], …]], …], those further on over those before. */
  show(turn, layers) {
    if (!this.composing && this.area.value !== turn.text) this.area.value = turn.text;
    if (document.activeElement !== this.speaker) this.speaker.value = turn.speaker;
    this.begins.textContent = `▶ ${clock(turn.start_ms / 1000)}`;
    this.#paint(this.area.value, layers);
  }

  #paint(text, layers) {
    const key = JSON.stringify([text, layers]);
    if (key === this.painted) return;
    this.painted = key;
    const borders = new Set([0, text.length]);
    for (const [, spans] of layers) for (const span of spans) for (const at of span) borders.add(Math.min(at, text.length));
    const ordered = [...borders].sort((one, other) => one - other);
    const parts = ordered.slice(1).map((to, number) => {
      const from = ordered[number];
      const over = layers.filter(([, spans]) => spans.some((span) => span[0] <= from && to <= span[1]));
      const part = document.createElement(over.length ? "mark" : "span");
      part.className = over.map(([name]) => name).join(" ");
      part.textContent = text.slice(from, to);
      return part;
    });
    this.behind.replaceChildren(...parts, "\u200b"); // an empty last line has its height, too
  }

  /** What was said and not understood, with buttons that play it. */
  showLost(lost) {
    const key = JSON.stringify(lost);
    if (key === this.lost) return;
    this.lost = key;
    const buttons = lost.map(({ start, why }) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.at = start;
      button.textContent = `▶ ${clock(start)} ${why.join("、")}`;
      item.append(button);
      return item;
    });
    this.element.querySelector(".lost").replaceChildren(...buttons);
  }

  get cursor() {
    return this.area.selectionStart;
  }

  focus(at = null) {
    this.area.focus({ preventScroll: true });
    if (at !== null) this.area.setSelectionRange(at, at);
    this.element.scrollIntoView({ block: "nearest" });
  }
}
