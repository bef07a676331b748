// What every screen of work has: the log, keys that are counted, pauses, going away, and the state that people see.

import { Log } from "./log.js";

const KEY_EVERY_MS = 1000;
const SIGN_OUT_WAITS_MS = 3000;

export class Desk {
  place = "";
  submitted = false;
  #signingOut = false;
  #typing = 0;
  #paused = document.getElementById("paused");
  #state = document.getElementById("state");

  /** path: where the screen sends to. save: have what is typed logged. left: called once a field is left. away: what
   * else a pause does. back: called with the field to go to after it. */
  constructor(screen, path, { save, left = () => {}, away = () => {}, back }) {
    Object.assign(this, { screen, save, left, away, back, number: screen.dataset.assignment });
    const token = document.querySelector("meta[name=kouka-token]").content;
    const tell = (what, next) => this.#tell(what, next);
    this.log = new Log(`item-${this.number}`, `/work/${this.number}/${path}`, token, tell);
  }

  #tell(what, next) {
    if (what === "closed") {
      location.replace(next);
      return;
    }
    const shown = this.submitted && what === "waiting" ? "submitting" : what;
    if (this.#state.dataset.now === shown) return;
    this.#state.dataset.now = shown;
    this.#state.textContent = this.#state.dataset[shown];
  }

  get pausing() {
    return this.#paused.open;
  }

  /** Somebody is in a field now; true if it is another one than before. */
  enter(field) {
    if (field === this.place) return false;
    this.leave();
    this.place = field;
    sessionStorage.setItem(this.#remembered, field);
    this.log.event("focus", field);
    return true;
  }

  leave() {
    if (!this.place) return;
    this.save();
    this.log.event("blur", this.place);
    this.place = "";
    this.left();
    this.log.send();
  }

  get #remembered() {
    return `kouka:place-${this.number}`;
  }

  /** Where somebody was before the page was loaded anew. */
  get lastPlace() {
    return sessionStorage.getItem(this.#remembered);
  }

  count(event) {
    if (event.repeat || this.submitted) return;
    this.log.press();
    if (this.#typing) return;
    this.#typing = setTimeout(() => {
      this.#typing = 0;
      if (this.log.keys && !this.submitted) this.log.event("key", this.place);
    }, KEY_EVERY_MS);
  }

  pause() {
    if (this.pausing || this.submitted) return;
    const place = this.place;
    this.leave();
    this.away();
    this.log.event("pause");
    this.log.send();
    this.screen.classList.add("paused");
    this.#paused.addEventListener("close", () => this.#resume(place), { once: true });
    this.#paused.showModal();
  }

  #resume(place) {
    this.screen.classList.remove("paused");
    this.log.event("resume");
    this.back(place);
  }

  submit() {
    this.leave();
    this.submitted = true;
    this.log.event("submit");
    this.log.send();
  }

  /** Begin, once what an earlier life of the page had left is sent. */
  async open() {
    await this.log.sendLeftOver();
    this.log.event("open");
    this.log.send();
    document.getElementById("pause").addEventListener("click", () => this.pause());
    document.getElementById("resume").addEventListener("click", () => this.#paused.close());
    document.addEventListener("visibilitychange", () => this.#seen());
    window.addEventListener("pagehide", () => this.#goAway());
    const signOut = document.querySelector('form[action="/sign-out"]');
    signOut.addEventListener("submit", (event) => this.#signOut(event, signOut));
    window.addEventListener("pageshow", (event) => event.persisted && this.log.event("open"));
  }

  /** What is typed is sent before the session ends: nothing of it is to stay in a browser that others use. */
  async #signOut(event, form) {
    event.preventDefault();
    if (this.#signingOut) return;
    this.leave();
    if (!this.submitted) this.log.event("close");
    this.#signingOut = true;
    await Promise.race([this.log.sendRest(), new Promise((resolve) => setTimeout(resolve, SIGN_OUT_WAITS_MS))]);
    form.submit();
  }

  #seen() {
    if (this.#signingOut) return;
    this.save();
    this.log.event(document.visibilityState === "hidden" ? "hidden" : "visible");
    this.log.send();
  }

  #goAway() {
    if (this.submitted || this.#signingOut) return;
    this.save();
    this.log.event("close");
    this.log.sendLast();
  }
}
