// A click on a word plays the recording from there; the word that is heard is marked.
document.addEventListener("click", (event) => {
  const word = event.target.closest("[data-at]");
  if (!word || getSelection().toString()) return;
  const sound = document.getElementById(word.closest("[data-sound]").dataset.sound);
  for (const other of document.querySelectorAll("audio")) if (other !== sound) other.pause();
  sound.currentTime = Math.max(0, Number(word.dataset.at) - 0.15);
  sound.dataset.draft = word.closest(".draft").id;
  sound.play().catch(() => {}); // where the file is gone, the event below says so
});
for (const sound of document.querySelectorAll("audio")) {
  sound.addEventListener("timeupdate", () => {
    const draft = document.getElementById(sound.dataset.draft);
    if (!draft) return;
    let heard = null;
    for (const word of draft.querySelectorAll("span[data-at]")) if (Number(word.dataset.at) <= sound.currentTime) heard = word;
    for (const word of draft.querySelectorAll(".heard")) word.classList.remove("heard");
    if (heard && !sound.paused) heard.classList.add("heard");
  });
  sound.addEventListener("error", () => { sound.hidden = true; sound.nextElementSibling.hidden = false; }, true);
}
