"""The fonts that the samples are drawn with, and the check that a font has every glyph asked of it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

BLANKS = " \u3000"
NEVER_A_CHARACTER = "\uffff"
"""A code point that Unicode promises to leave unassigned: every font answers it with .notdef."""


@dataclass(frozen=True)
class Face:
    """Where a font file stands and which Debian package puts it there."""

    path: Path
    package: str


FACES = {
    "ipaexgothic": Face(Path("/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf"), "fonts-ipaexfont-gothic"),
    "kiloji": Face(Path("/usr/share/fonts/truetype/kiloji/kiloji.ttf"), "fonts-kiloji"),
}


class FontMissing(FileNotFoundError):
    """A font is not installed."""


class GlyphMissing(ValueError):
    """A font has no glyph for a character that should be drawn."""


@lru_cache
def load(face: str, size_px: int) -> ImageFont.FreeTypeFont:
    """The font at ``size_px`` pixels per em, laid out by Pillow itself so that libraqm makes no difference.

    Raises:
        FontMissing: the file is not there; the message names the Debian package to install.
    """
    path, package = FACES[face].path, FACES[face].package
    if not path.exists():
        raise FontMissing(f"font {face} is not at {path}: install the Debian package {package}")
    return ImageFont.truetype(path, size_px, layout_engine=ImageFont.Layout.BASIC)


def require_glyphs(face: str, text: str) -> None:
    """Check that the font draws every character of ``text`` as something other than .notdef or nothing.

    The drawn bitmaps are compared, not the font's character map, because a map may point at an empty glyph.

    Raises:
        FontMissing: the font is not installed.
        GlyphMissing: names the font and the first character that it lacks.
    """
    font = load(face, 48)
    notdef = _bitmap(font, NEVER_A_CHARACTER)
    for char in text:
        drawn = _bitmap(font, char)
        if char not in BLANKS and (drawn == notdef or not any(drawn)):
            raise GlyphMissing(f"font {face} has no glyph for {char!r} (U+{ord(char):04X})")


def _bitmap(font: ImageFont.FreeTypeFont, char: str) -> bytes:
    return bytes(font.getmask(char))
