"""What minutes are made of, whatever they are written as: headings, paragraphs, tables."""

import re
from dataclasses import dataclass
from typing import Literal

_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
"""What XML 1.0 forbids or advises against, and what turns the direction of the text around it."""
_SPACE = re.compile(r"[\t\n\r\x85\u2028\u2029]+")

Role = Literal["plain", "notice", "turn", "note"]


def clean(text: str) -> str:
    """The text on one line, without characters that a document must not hold."""
    return _SPACE.sub(" ", _FORBIDDEN.sub("", text))


@dataclass(frozen=True)
class Run:
    """Text in one style."""

    text: str
    bold: bool = False
    small: bool = False
    doubtful: bool = False
    removed: str = ""
    """By which rule tidying took it out, in words; written only where a reader can switch it on."""


@dataclass(frozen=True)
class Heading:
    """A heading; 1 is the title of the whole."""

    level: Literal[1, 2, 3]
    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """Runs that follow each other."""

    runs: tuple[Run, ...]
    role: Role = "plain"
    kind: Literal["paragraph"] = "paragraph"

    @property
    def text(self) -> str:
        """Without styles, and without what tidying took out."""
        return "".join(run.text for run in self.runs if not run.removed)


@dataclass(frozen=True)
class Table:
    """Cells of several lines."""

    columns: tuple[str, ...]
    """Empty where the first cell of each row says what stands in it."""
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    widths: tuple[int, ...]
    """Of the columns, in parts of the whole."""
    kind: Literal["table"] = "table"


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Layout:
    """A whole document."""

    title: str
    running_head: str
    """What stands on every page: that it is a draft, and of what."""
    blocks: tuple[Block, ...]
