// The controls of the recording: what they show, and what they do.

import { clock } from "./turn_row.js";

const SKIP = 3;

const byId = (id) => document.getElementById(id);

export class Player {
  /** What a pedal does. */
  moves = {
    toggle: () => this.sound.toggle(),
    back: () => this.sound.skip(-SKIP),
    forward: () => this.sound.skip(SKIP),
  };

  constructor({ minutes, paper, sound, pedal }) {
    Object.assign(this, { minutes, paper, sound, pedal });
  }

  show() {
    const { sound } = this;
    const toggle = byId("toggle");
    byId("time").textContent = clock(sound.position);
    byId("position").value = sound.position;
    byId("position").setAttribute("aria-valuetext", clock(sound.position));
    const label = sound.playing ? toggle.dataset.stop : toggle.dataset.play;
    if (toggle.firstElementChild.textContent !== label) toggle.firstElementChild.textContent = label;
    byId("loop").setAttribute("aria-pressed", String(sound.loop !== null));
    byId("broken").hidden = !sound.broken;
    for (const told of document.querySelectorAll("[data-gone]")) {
      told.hidden = sound.broken || !sound.gone.has(Number(told.dataset.gone));
    }
    this.paper.hear(sound.playing ? this.minutes.heardAt(sound.position) : null);
  }

  /** Play the turn at hand over and over, or no longer. */
  loop() {
    const { sound } = this;
    const turn = this.minutes.get(this.paper.current?.id);
    if (sound.loop || !turn) sound.loop = null;
    else {
      const from = turn.start_ms / 1000;
      const to = this.minutes.list.map(({ start_ms }) => start_ms / 1000).filter((start) => start > from);
      sound.loop = [from, Math.min(...to, sound.to)];
      sound.play(from);
    }
    this.show();
  }

  /** Take the speed that is chosen, or one that is so many steps from it. */
  speed(step) {
    const select = byId("speed");
    select.selectedIndex = Math.min(Math.max(select.selectedIndex + step, 0), select.length - 1);
    this.sound.speed = Number(select.value);
  }

  /** filesOf: the files of a microphone, by the number of its first. */
  listen(filesOf) {
    for (const [id, move] of Object.entries(this.moves)) byId(id).addEventListener("click", move);
    byId("loop").addEventListener("click", () => this.loop());
    byId("position").addEventListener("input", ({ target }) => this.sound.seek(Number(target.value)));
    byId("speed").addEventListener("change", () => this.speed(0));
    byId("microphone")?.addEventListener("change", ({ target }) => this.sound.load(filesOf(Number(target.value))));
    byId("keys").addEventListener("click", () => byId("pedal").showModal());
    this.pedal.listen(byId("pedal"), byId("refused"));
  }
}
