"""The fonts that the samples are drawn with, and the check that a font has every glyph asked of it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

BLANKS = " \u3000"
NEVER_A_CHARACTER = "\uffff"
"""A code point that Unicode promises to leave unassigned: every font answers it with .notdef."""
TRUETYPE = Path("/usr/share/fonts/truetype")
OPENTYPE = Path("/usr/share/fonts/opentype")


@dataclass(frozen=True)
class Face:
    """Where a font file stands and which Debian package puts it there."""

    path: Path
    package: str


PRINTED = {
    "gothic": Face(OPENTYPE / "ipaexfont-gothic/ipaexg.ttf", "fonts-ipaexfont-gothic"),
    "mincho": Face(OPENTYPE / "ipaexfont-mincho/ipaexm.ttf", "fonts-ipaexfont-mincho"),
}
HANDWRITTEN = {
    "kiloji": Face(TRUETYPE / "kiloji/kiloji.ttf", "fonts-kiloji"),
    "klee": Face(TRUETYPE / "klee/KleeOne-Regular.ttf", "fonts-klee"),
    "seto": Face(TRUETYPE / "seto/setofont.ttf", "fonts-seto"),
    "yozfont": Face(TRUETYPE / "yozvox-yozfont/YOzRE_.ttf", "fonts-yozvox-yozfont"),
}
FACES = PRINTED | HANDWRITTEN


class FontMissing(FileNotFoundError):
    """A font is not installed."""


class GlyphMissing(ValueError):
    """A font has no glyph for a character that should be drawn."""


@lru_cache(maxsize=48)  # a loaded size takes a megabyte; more of them save no time
def load(face: str, size_px: int) -> ImageFont.FreeTypeFont:
    """The font at ``size_px`` pixels per em, laid out by Pillow itself so that libraqm makes no difference.

    Raises:
        FontMissing: the file is not there; the message names the Debian package to install.
    """
    path, package = FACES[face].path, FACES[face].package
    if not path.exists():
        raise FontMissing(f"font {face} is not at {path}: install the Debian package {package}")
    return ImageFont.truetype(path, size_px, layout_engine=ImageFont.Layout.BASIC)


def has_glyphs(face: str, text: str) -> bool:
    """Whether the font can draw every character of ``text``.

    Raises:
        FontMissing: the font is not installed.
    """
    return all(_has(face, char) for char in text)


def require_glyphs(face: str, text: str) -> None:
    """Check that the font draws every character of ``text`` as something other than .notdef or nothing.

    Raises:
        FontMissing: the font is not installed.
        GlyphMissing: names the font and the first character that it lacks.
    """
    for char in text:
        if not _has(face, char):
            raise GlyphMissing(f"font {face} has no glyph for {char!r} (U+{ord(char):04X})")


@lru_cache(maxsize=8192)
def _has(face: str, char: str) -> bool:
    """The drawn bitmaps are compared, not the font's character map, because a map may point at an empty glyph."""
    font = load(face, 48)
    drawn = bytes(font.getmask(char))
    return char in BLANKS or (any(drawn) and drawn != bytes(font.getmask(NEVER_A_CHARACTER)))
