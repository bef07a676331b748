"""A sheet of paper drawn on in millimetres: rules, boxes and printed words."""

from collections.abc import Iterable

from PIL import Image, ImageDraw

from samples.drawing import fonts

DPI = 300
PX_PER_MM = DPI / 25.4
PRINT_FACE = "gothic"
BLACK, WHITE = 0, 255


def px(mm: float) -> int:
    """Millimetres as whole pixels of the sheet."""
    return round(mm * PX_PER_MM)


class Sheet:
    """White paper of ``width`` by ``height`` mm. All lengths and positions are mm from the top left corner."""

    def __init__(self, width: float, height: float) -> None:
        """Take a clean sheet."""
        self.image = Image.new("L", (px(width), px(height)), WHITE)
        self._draw = ImageDraw.Draw(self.image)

    def rule(self, x0: float, y0: float, x1: float, y1: float, weight: float = 0.25) -> None:
        """A straight rule, level or upright, ``weight`` thick."""
        half = weight / 2
        self._draw.rectangle((px(x0 - half), px(y0 - half), px(x1 + half) - 1, px(y1 + half) - 1), fill=BLACK)

    def dots(self, x0: float, x1: float, y: float) -> None:
        """A level dotted rule."""
        for step in range(int((x1 - x0) / 1.2)):
            self.rule(x0 + step * 1.2, y, x0 + step * 1.2 + 0.4, y, 0.15)

    def box(self, x: float, y: float, width: float, height: float, weight: float = 0.25) -> None:
        """Four rules round a rectangle, centred on its edge."""
        for edge in (y, y + height):
            self.rule(x, edge, x + width, edge, weight)
        for edge in (x, x + width):
            self.rule(edge, y, edge, y + height, weight)

    def lattice(self, x: float, y: float, width: float, height: float, cells: int) -> None:
        """Thin upright rules that divide a rectangle into cells, one for each digit."""
        for place in range(1, cells):
            self.rule(x + width * place / cells, y, x + width * place / cells, y + height, 0.12)

    def square(self, x: float, y: float, side: float) -> None:
        """An empty check box with its top left corner at (x, y)."""
        self.box(x, y, side, side, weight=0.2)

    def fill(self, x: float, y: float, width: float, height: float, level: int) -> None:
        """A grey ground."""
        self._draw.rectangle((px(x), px(y), px(x + width) - 1, px(y + height) - 1), fill=level)

    def ring(self, x: float, y: float, radius: float) -> None:
        """A thin circle round (x, y)."""
        edges = (px(x - radius), px(y - radius), px(x + radius), px(y + radius))
        self._draw.ellipse(edges, outline=BLACK, width=2)

    def words(self, x: float, y: float, size: float, text: str, anchor: str = "lm") -> None:
        """Printed words, ``size`` mm per em, set at (x, y) by a Pillow anchor."""
        fonts.require_glyphs(PRINT_FACE, text)
        self._draw.text((px(x), px(y)), text, fill=BLACK, font=fonts.load(PRINT_FACE, px(size)), anchor=anchor)

    def spread(self, x: float, y: float, width: float, size: float, text: str) -> None:
        """Words spaced evenly over ``width`` (均等割付), their middle at height ``y``."""
        step = (width - size) / max(len(text) - 1, 1)
        start = x + size / 2 if len(text) > 1 else x + width / 2
        for place, char in enumerate(text):
            self.words(start + place * step, y, size, char, "mm")

    def lines(self, x: float, y: float, size: float, step: float, texts: Iterable[str]) -> None:
        """Lines of words below one another, ``step`` apart, the middle of the first at ``y``."""
        for place, text in enumerate(texts):
            self.words(x, y + place * step, size, text)

    def upright(self, x: float, y: float, height: float, size: float, text: str) -> None:
        """Words from top to bottom, spaced evenly over ``height`` from ``y``, their middle at ``x``."""
        for place, char in enumerate(text):
            self.words(x, y + height * (place + 0.5) / len(text), size, char, "mm")
