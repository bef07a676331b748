// A turn is heard from where it begins, in the recording that was played last.

const sounds = [...document.querySelectorAll("#confirm audio")];
let chosen = sounds[0];
for (const sound of sounds) sound.addEventListener("play", () => (chosen = sound));
for (const button of document.querySelectorAll("#confirm [data-at]")) {
  button.addEventListener("click", () => {
    chosen.currentTime = Number(button.dataset.at);
    chosen.play();
  });
}
