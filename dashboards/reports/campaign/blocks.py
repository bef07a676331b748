"""What the report is made of, whatever it is written as: headings, sentences with numbers in them, tables, charts."""

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dashboards.reports.campaign.figures import Figure
from dashboards.reports.minutes.blocks import clean
from evaluators.cost.outcome import Assessment
from evaluators.grade import Grade


@dataclass(frozen=True)
class Link:
    """Text that leads somewhere: to a figure, a part of the report (``#id``) or a file beside it."""

    text: str
    address: str


Piece = str | Figure | Link
Line = tuple[Piece, ...]
Role = Literal["plain", "note", "notice", "todo", "meta"]


def line(text: str, **values: Piece | int) -> Line:
    """A text with its ``{names}`` filled in; a number keeps its way to where it came from."""
    return tuple(_pieces(text, values))


def _pieces(text: str, values: dict[str, Piece | int]) -> Iterator[Piece]:
    for before, name, _spec, _conversion in string.Formatter().parse(text):
        if before:
            yield before
        if name is not None:
            value = values[name]
            yield value if isinstance(value, Figure | Link) else clean(str(value))


def text_of(pieces: Sequence[Piece]) -> str:
    """The line as text alone."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


@dataclass(frozen=True)
class Heading:
    """A heading; 1 is a section of the report."""

    level: Literal[1, 2]
    text: str
    anchor: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """A line of its own."""

    line: Line
    role: Role = "plain"
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """Lines that belong together."""

    lines: tuple[Line, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True)
class Answer:
    """One of the three answers: what was asked, one sentence, how sure, and what would change it."""

    number: int
    question: str
    sentence: Line
    grade: Grade | None
    """None where there is no answer yet."""
    would_change: Line
    kind: Literal["answer"] = "answer"


@dataclass(frozen=True)
class Table:
    """A table whose first column names the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...]
    """Of the columns, in parts of the whole."""
    anchors: tuple[str, ...] = ()
    """Of the rows, where something leads to them."""
    small: bool = False
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Mark:
    """One value of a chart."""

    label: str
    series: str
    figure: Figure
    ranged: bool = False
    """Whether it is told by where it ends, as a range is."""


@dataclass(frozen=True)
class Chart:
    """Values with their intervals, drawn side by side; the same values stand in a table of the annex."""

    anchor: str
    title: str
    axis: str
    """What is drawn, with its unit."""
    marks: tuple[Mark, ...]
    style: Literal["dots", "bars", "ranges"]
    threshold: float | None = None
    """Where a line stands that decides something: one half, nothing."""
    kind: Literal["chart"] = "chart"

    @property
    def drawn(self) -> tuple[Mark, ...]:
        """Marks with a value."""
        return tuple(mark for mark in self.marks if mark.figure.quantity.value is not None)


Block = Heading | Paragraph | Bullets | Answer | Table | Chart


@dataclass(frozen=True)
class Part:
    """Pages of one kind; a part begins on a new one."""

    blocks: tuple[Block, ...]
    paper: Literal["upright", "wide"] = "upright"
    """Wide: on its side, for tables with many columns."""


@dataclass(frozen=True)
class Layout:
    """A whole report."""

    title: str
    addressee: str
    author_note: str
    """Day on which it was written, and of which campaign."""
    banner: str
    """What stands on every page where anything in it is invented; empty where nothing is."""
    parts: tuple[Part, ...]
    figures: tuple[Figure, ...]
    assessment: Assessment | None = None
    """What the workbook computes again."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Of all parts."""
        return tuple(block for part in self.parts for block in part.blocks)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """All charts, in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Chart))
