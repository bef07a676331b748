// The recording, or the stretch of it that is worked on: playing, going back, looping, speed with the pitch kept.

const LOOK_MS = 50;
const LISTEN_MS = 10_000;
const BEFORE = 0.15; // seconds before a word, so that its beginning is heard

export class Sound {
  #wanted = null;
  #files;
  #file;
  #through = false; // whether the file was come to because the one before it had ended
  #listened = -Infinity;

  /** audio: an element. files: {number, address, begins}, one or several that follow one another; the element has the
   * first of them. from, to: seconds. tell: called whenever something is to be shown.
   * listening: called when the sound goes on, again and again. */
  constructor(audio, files, from, to, tell, listening) {
    this.#files = files;
    this.#file = files[0];
    Object.assign(this, { audio, from, to, tell, listening, loop: null, gone: new Set() });
    audio.preservesPitch = true;
    audio.addEventListener("loadedmetadata", () => this.#arrive());
    audio.addEventListener("ended", () => this.#goOn());
    audio.addEventListener("error", () => this.#lose());
    for (const kind of ["play", "pause", "seeked", "ratechange"]) audio.addEventListener(kind, () => tell());
    setInterval(() => this.#look(), LOOK_MS);
    this.#wanted = from;
    this.#arrive();
    if (audio.error) this.gone.add(this.#file.number);
  }

  /** Go where one is to be, once there is a sound to go in. */
  #arrive() {
    if (this.#wanted === null) return;
    const file = this.#files.filter(({ begins }) => begins <= this.#wanted).at(-1) ?? this.#files[0];
    if (file !== this.#file) this.#open(file);
    if (!this.audio.readyState) return;
    this.audio.currentTime = this.#wanted - file.begins;
    this.#wanted = null;
  }

  #open(file) {
    const { playing } = this;
    const { playbackRate } = this.audio;
    this.#file = file;
    this.audio.src = file.address;
    this.audio.defaultPlaybackRate = playbackRate;
    if (playing) this.#start();
  }

  /** The file is at its end, or cannot be heard: another one follows, or none. */
  #goOn() {
    const next = this.#files[this.#files.indexOf(this.#file) + 1];
    if (!next || next.begins >= this.to) return;
    this.#open(next);
    this.#wanted = next.begins;
    this.#through = true;
    this.#start();
  }

  /** The file is gone or cannot be played: what was playing goes on behind it. */
  #lose() {
    this.gone.add(this.#file.number);
    this.stop();
    // What failed in the midst was being heard.
    if (this.#through || this.audio.error.code !== MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED) this.#goOn();
    this.tell();
  }

  get playing() {
    return !this.audio.paused;
  }

  get position() {
    return this.#wanted ?? this.#file.begins + this.audio.currentTime;
  }

  /** Whether nothing can be heard of what is worked on. */
  get broken() {
    return this.#files.every(({ number, begins }, at) => {
      const outside = begins >= this.to || this.#files[at + 1]?.begins <= this.from;
      return outside || this.gone.has(number);
    });
  }

  /** Another microphone of the same meeting, at the same place. */
  load(files) {
    this.#wanted = this.position;
    this.#through = false;
    this.#files = files;
    this.#arrive();
  }

  seek(seconds) {
    this.#through = false;
    this.#wanted = Math.min(Math.max(seconds, this.from), this.to);
    this.#arrive();
    this.tell();
  }

  play(seconds) {
    if (this.loop && (seconds < this.loop[0] || seconds > this.loop[1])) this.loop = null;
    this.seek(seconds - BEFORE);
    this.#start();
  }

  toggle() {
    if (this.playing) {
      this.audio.pause();
      return;
    }
    if (this.audio.error) {
      this.#goOn();
      return;
    }
    if (this.position >= this.to - LOOK_MS / 1000) this.seek(this.from);
    this.#start();
  }

  stop() {
    this.audio.pause();
  }

  skip(seconds) {
    this.seek(this.position + seconds);
  }

  set speed(rate) {
    this.audio.defaultPlaybackRate = rate;
    this.audio.playbackRate = rate;
  }

  #start() {
    this.#listened = -Infinity;
    // However soon it is stopped again, somebody has listened. Where the file is gone, an error event says so.
    this.audio.play().then(() => this.#look(), () => this.tell());
  }

  #look() {
    if (!this.playing) return;
    const now = performance.now();
    // A loop goes on by itself for ever: that alone is not listening.
    if (now - this.#listened > LISTEN_MS && !(this.loop && this.#listened > 0)) {
      this.#listened = now;
      this.listening();
    }
    if (this.loop && this.position >= this.loop[1]) this.seek(this.loop[0]);
    if (this.position >= this.to) this.stop();
    this.tell();
  }
}
