// A click on a word plays the recording from there; the word that is heard is marked. Where a recording lies in files
// that follow one another, each knows when it begins, and the first of them; where one ends, the next goes on. One that
// is gone says so in its place: what was playing goes on behind it, who wants to hear it goes on by its button.
const begins = (sound) => Number(sound.dataset.begins ?? 0);
const filesOf = (first) => [...document.querySelectorAll("audio")].filter((each) => each.id === first || each.dataset.follows === first);
const at = (files, seconds) => files.filter((each) => begins(each) <= seconds).at(-1) ?? files[0];
const gone = (sound) => sound.error || !sound.hasAttribute("src");
let through = null; // what was begun since the file before it had ended
function tell(sound) {
  sound.hidden = true;
  sound.nextElementSibling.hidden = false;
  sound.nextElementSibling.scrollIntoView({ block: "nearest" });
}
function play(sound, seconds, draft) {
  for (const other of document.querySelectorAll("audio")) if (other !== sound) other.pause();
  through = null;
  sound.dataset.draft = draft;
  if (gone(sound)) return tell(sound);
  sound.currentTime = Math.max(0, seconds - begins(sound));
  sound.play().catch(() => {}); // where the file is gone, the event below says so
}
function goOn(sound) {
  const files = filesOf(sound.dataset.follows ?? sound.id);
  const next = files[files.indexOf(sound) + 1];
  if (!next) return;
  play(next, begins(next), sound.dataset.draft);
  if (gone(next)) goOn(next);
  else through = next;
}
document.addEventListener("click", (event) => {
  const further = event.target.closest("[data-on]");
  if (further) goOn(further.closest(".sound").querySelector("audio"));
  const word = event.target.closest("[data-at]");
  if (!word || getSelection().toString()) return;
  const seconds = Number(word.dataset.at);
  const sound = at(filesOf(word.closest("[data-sound]").dataset.sound), seconds);
  if (sound) play(sound, seconds - 0.15, word.closest(".draft").id);
});
for (const sound of document.querySelectorAll("audio")) {
  sound.addEventListener("timeupdate", () => {
    const draft = document.getElementById(sound.dataset.draft);
    if (!draft) return;
    const seconds = begins(sound) + sound.currentTime;
    let heard = null;
    for (const word of draft.querySelectorAll("span[data-at]")) if (Number(word.dataset.at) <= seconds) heard = word;
    for (const word of draft.querySelectorAll(".heard")) word.classList.remove("heard");
    if (heard && !sound.paused) heard.classList.add("heard");
  });
  sound.addEventListener("ended", () => goOn(sound));
  sound.addEventListener("error", () => {
    tell(sound);
    // What failed in the midst was being heard.
    if (sound === through || sound.error.code !== MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED) goOn(sound);
  }, true);
}
