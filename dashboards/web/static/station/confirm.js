// The field that is to be confirmed, enlarged.

import { drawCrop } from "./crop.js";

const section = document.getElementById("confirm");
const image = section.querySelector("img");
const canvas = section.querySelector("canvas");
const paper = { width: Number(section.dataset.width), height: Number(section.dataset.height) };
const draw = () => drawCrop(canvas, image, paper, section.dataset.box.split(" ").map(Number));

image.addEventListener("load", draw);
window.addEventListener("resize", draw);
draw();
