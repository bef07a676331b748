// The box of a field cut out of the page and enlarged, with a little of what stands around it.

const MARGIN_MM = 2.5;

/** Draw the box (mm) of a page's picture as large as the canvas allows. */
export function drawCrop(canvas, image, paper, box) {
  const scale = window.devicePixelRatio || 1;
  const { width: across, height: down } = canvas.parentElement.getBoundingClientRect();
  canvas.width = Math.round(across * scale);
  canvas.height = Math.round(down * scale);
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!image.naturalWidth) return;
  const dots = { x: image.naturalWidth / paper.width, y: image.naturalHeight / paper.height };
  const [x, y, w, h] = box;
  const left = Math.max(0, x - MARGIN_MM);
  const top = Math.max(0, y - MARGIN_MM);
  const wide = Math.min(paper.width, x + w + MARGIN_MM) - left;
  const high = Math.min(paper.height, y + h + MARGIN_MM) - top;
  const size = Math.min(canvas.width / (wide * dots.x), canvas.height / (high * dots.y));
  const drawn = { width: wide * dots.x * size, height: high * dots.y * size };
  context.imageSmoothingQuality = "high";
  context.drawImage(
    image, left * dots.x, top * dots.y, wide * dots.x, high * dots.y,
    0, (canvas.height - drawn.height) / 2, drawn.width, drawn.height,
  );
}
