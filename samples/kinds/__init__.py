"""Kinds of form: each draws its empty sheet, gives its template, and says what people write on it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

from pipelines.contracts.forms import Template
from samples.people import Entry, Inventor

Entries = dict[str, Entry]


@dataclass(frozen=True)
class Kind:
    """One kind of form, and which of its fields meet which trouble."""

    name: str
    """Short, for names of files."""
    template: Template
    draw: Callable[[], Image.Image]
    """The empty form, grey levels, at ``samples.drawing.sheet.DPI``."""
    fill: Callable[[Inventor], Entries]
    """What one person writes, by field id: every field of the template."""
    strays: tuple[str, ...]
    """Fields that are written over their edge."""
    corrected: tuple[str, ...]
    """Fields that may be crossed out and written again."""
    marked: tuple[str, ...]
    """Fields with something stamped close to their box."""
    sealed: tuple[str, str] | None = None
    """Field that a seal is set over, and the field whose entry begins with the name on the seal."""
    ticked: frozenset[str] = frozenset()
    """Choices whose options are squares to tick; the others are circled."""
    digits: dict[str, int] = field(default_factory=dict)
    """Number of digit cells of the fields that have them."""
