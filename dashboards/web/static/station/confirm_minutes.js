// A turn is heard from where it begins, in the recording that was played last; of files that follow one another, in the
// one that holds it.

const sounds = [...document.querySelectorAll("#confirm audio")];
let chosen = sounds[0];
for (const sound of sounds) sound.addEventListener("play", () => (chosen = sound));
for (const button of document.querySelectorAll("#confirm [data-at]")) {
  button.addEventListener("click", () => {
    const at = Number(button.dataset.at);
    const files = sounds.filter(({ dataset }) => dataset.of === chosen.dataset.of);
    const file = files.filter(({ dataset }) => Number(dataset.begins) <= at).at(-1) ?? files[0];
    if (file !== chosen) chosen.pause();
    file.currentTime = at - Number(file.dataset.begins);
    file.play();
  });
}
