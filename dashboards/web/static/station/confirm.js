// The field that is to be confirmed, enlarged.

import { drawCrop } from "./crop.js";

const section = document.getElementById("confirm");
const image = section.querySelector("img");
const canvas = section.querySelector("canvas");
const paper = { width: Number(section.dataset.width), height: Number(section.dataset.height) };
const draw = () => drawCrop(canvas, image, paper, section.dataset.box.split(" ").map(Number));

// Keys of their own: an Enter too many must not make truth.
document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  section.querySelector(`button[aria-keyshortcuts="${event.key}"]`)?.click();
});
image.addEventListener("load", draw);
window.addEventListener("resize", draw);
draw();
