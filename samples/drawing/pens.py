"""Pens and hands: what an entry is written with."""

from dataclasses import dataclass
from random import Random

from samples.drawing.fonts import PRINTED

Colour = tuple[int, int, int]

BALLPOINT: Colour = (42, 42, 48)
BLUE: Colour = (38, 52, 120)
PENCIL: Colour = (112, 112, 114)
TONER: Colour = (20, 20, 20)
HAND_SIZES = {"name": 1.4, "kana": 0.95, "number": 1.2, "money": 1.1, "text": 0.95, "my_number": 1.15, "account": 1.15}
"""By field type, where it is not 1."""


@dataclass(frozen=True)
class Pen:
    """A way of writing. Sizes are mm per em; what wanders goes at most so far either way."""

    face: str
    ink: Colour
    size: float
    sizes: dict[str, float]
    """Factor to the size, by field type."""
    offset: float = 0.0
    """Share of an em."""
    turn: float = 0.0
    """Degrees."""
    scale: float = 0.0
    """Share of the size."""
    stray: float = 0.0
    """How far a whole line stands above or below the middle of its box, mm."""
    width: float = 0.45
    """Of the point, for ticks, circles and strokes, mm."""

    @property
    def by_hand(self) -> bool:
        """Whether a hand leads it."""
        return self.offset > 0

    def size_for(self, kind: str) -> float:
        """Size of an entry of this field type."""
        return self.size * self.sizes.get(kind, 1.0)


def pen_of(face: str, rng: Random) -> Pen:
    """A printer for a face for print; otherwise one of many hands, with a ballpoint pen, a blue pen or a pencil."""
    if face in PRINTED:
        return Pen(face, TONER, rng.choice([3.6, 4.2, 4.6]), {})
    ink = rng.choices([BALLPOINT, BLUE, PENCIL], [6, 3, 2])[0]
    return Pen(
        face,
        ink,
        size=rng.uniform(4.9, 6.2),
        sizes=HAND_SIZES,
        offset=rng.uniform(0.02, 0.05),
        turn=rng.uniform(1.5, 4.5),
        scale=rng.uniform(0.03, 0.08),
        stray=rng.uniform(0.2, 0.6),
        width=rng.choice([0.35, 0.45, 0.6]),
    )
