// What happens on the page of an item, numbered, kept in the browser until the server has acknowledged it.

const EVERY_MS = 2000;
const BUSY_MS = 50;
const AT_ONCE = 200;
const CHARACTERS_AT_ONCE = 200_000; // of answers: what the server takes has a limit
const SIGNED_OUT = 401;
const TOO_OLD = 403;

export class Log {
  /** name: of the item, in this browser's storage. tell: called with a state (saved, waiting, offline, signedOut,
   * refused) or with "closed" and the address to go on to. */
  constructor(name, address, token, tell) {
    Object.assign(this, { name, address, token, tell, tab: crypto.randomUUID(), keys: 0 });
    this.busy = false;
    this.closed = false;
    this.refused = false;
    this.queue = { events: [], answers: [] };
    this.counted = { events: 0, answers: 0 };
    setInterval(() => this.send(), EVERY_MS);
  }

  /** A key was pressed; it goes with the next event. */
  press() {
    this.keys += 1;
  }

  event(kind, field = "") {
    const at = performance.timeOrigin + performance.now();
    this.#keep("events", { kind, field, browser_ms: at, keys: this.keys });
    this.keys = 0;
  }

  answer(field, text, outcome) {
    this.#keep("answers", { field, text, outcome });
  }

  #keep(part, entry) {
    if (this.closed) return;
    this.counted[part] += 1;
    this.queue[part].push({ sequence: this.counted[part], ...entry });
    this.#store(this.tab, this.queue);
    this.tell("waiting");
  }

  #key(tab) {
    return `kouka:${this.name}:${tab}`;
  }

  #store(tab, queue) {
    try {
      if (queue.events.length || queue.answers.length) localStorage.setItem(this.#key(tab), JSON.stringify(queue));
      else localStorage.removeItem(this.#key(tab));
    } catch {
      // Storage is full or forbidden: what is not yet sent lives in this page alone.
    }
  }

  /** What an earlier life of this page could not send, by tab. */
  leftOver() {
    const start = this.#key("");
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(start) && key !== this.#key(this.tab))
      .map((key) => ({ tab: key.slice(start.length), queue: JSON.parse(localStorage.getItem(key)) }));
  }

  /** Send what is left over, as the tab that it comes from, and wait until it is acknowledged: what is older must not
   * come after what is newer. What the server refuses stays where it is. */
  async sendLeftOver() {
    for (const { tab, queue } of this.leftOver()) {
      while (!(await this.#sendAll(tab, queue)) && !this.refused) {
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      }
    }
  }

  /** Send what is not acknowledged. */
  async send() {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.#sendAll(this.tab, this.queue);
    } finally {
      this.busy = false;
    }
  }

  /** Send all, also what is on its way now, as far as the connection lets. */
  async sendRest() {
    while (this.busy) await new Promise((resolve) => setTimeout(resolve, BUSY_MS));
    await this.send();
  }

  /** Send all at once while the page goes away; nobody waits for the answer, so that it is kept here as well. */
  sendLast() {
    const body = this.#body(this.tab, this.queue);
    if (body) fetch(this.address, { ...this.#request(body), keepalive: true }).catch(() => {});
  }

  async #sendAll(tab, queue) {
    while (queue.events.length || queue.answers.length) {
      if (!(await this.#sendSome(tab, queue))) return false;
    }
    return true;
  }

  async #sendSome(tab, queue) {
    let answer;
    try {
      answer = await fetch(this.address, this.#request(this.#body(tab, queue)));
    } catch {
      this.tell("offline");
      return false;
    }
    if (!answer.ok) {
      if (answer.status === TOO_OLD && (await this.#renewToken())) return true;
      this.refused = answer.status !== SIGNED_OUT && answer.status < 500;
      this.tell(this.refused ? "refused" : answer.status === SIGNED_OUT ? "signedOut" : "offline");
      return false;
    }
    const known = await answer.json();
    if (known.closed) {
      this.#forgetAll();
      this.tell("closed", known.next);
      return true;
    }
    for (const part of ["events", "answers"]) {
      while (queue[part].length && queue[part][0].sequence <= known[part]) queue[part].shift();
    }
    this.#store(tab, queue);
    if (!this.queue.events.length && !this.queue.answers.length) this.tell("saved");
    return true;
  }

  #body(tab, queue) {
    let characters = 0;
    const fits = ({ text }, place) => place === 0 || (characters += text.length) < CHARACTERS_AT_ONCE;
    const answers = queue.answers.slice(0, AT_ONCE).filter(fits);
    let events = queue.events.slice(0, AT_ONCE);
    // Submission ends all, so it waits for the last answer.
    if (answers.length < queue.answers.length) events = events.filter((event) => event.kind !== "submit");
    return events.length || answers.length ? JSON.stringify({ tab, events, answers }) : "";
  }

  #request(body) {
    const headers = { "content-type": "application/json", accept: "application/json", "x-kouka-token": this.token };
    return { method: "POST", headers, body };
  }

  /** After signing in again in another window the token is another one; true if it was. */
  async #renewToken() {
    const before = this.token;
    try {
      const page = new DOMParser().parseFromString(await (await fetch("/work")).text(), "text/html");
      this.token = page.querySelector("meta[name=kouka-token]")?.content ?? before;
    } catch {
      return false;
    }
    return this.token !== before;
  }

  #forgetAll() {
    this.closed = true;
    this.queue.events = [];
    this.queue.answers = [];
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(this.#key(""))) localStorage.removeItem(key);
    }
  }
}
