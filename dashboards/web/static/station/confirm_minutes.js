// A turn is heard, as listen.js plays it, in the recording that was played last.

const said = document.getElementById("said");
for (const sound of document.querySelectorAll("#confirm audio")) {
  sound.addEventListener("play", () => (said.dataset.sound = sound.dataset.follows ?? sound.id));
}
