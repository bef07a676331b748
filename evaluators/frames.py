"""What a table is, and the columns of those of forms. Documentation that the checks run on.

Tables of meetings, of times, of published results and of tasks are in the ``frames`` of their folders.

Kept free of pandas, so that a command which only checks a file stays quick.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "number"]


NO_TEMPLATE = "-"
"""In the place of a template's id: a page that belongs to none of them."""

CLUSTER = "cond_form"
"""Column of documents.csv, where a batch has it: documents that share what stands here show the same filled form, as
when one sheet was scanned in several ways. They are not independent, and what is claimed of new forms takes the form as
its unit. It is no condition: nothing is measured by it. Blank: the document stands for itself."""


@dataclass(frozen=True)
class Column:
    """One column: its name, what its cells hold, in which unit and what is allowed in them."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    blank: bool = False
    """Whether a cell may be empty."""
    optional: bool = False
    """Whether the whole column may be left out: it is written where any row has it."""


@dataclass(frozen=True)
class Frame:
    """A table: its version, its columns, and the prefix under which further columns are allowed."""

    name: str
    schema: int
    columns: tuple[Column, ...]
    open_prefix: str | None = None

    @property
    def names(self) -> list[str]:
        """Column names in the order in which they are written."""
        return [column.name for column in self.columns]

    @property
    def needed(self) -> list[str]:
        """Those without the ones that may be left out."""
        return [column.name for column in self.columns if not column.optional]


def text(name: str, meaning: str, *choices: str, blank: bool = False) -> Column:
    """A column of text, of these choices where there are any."""
    return Column(name, "text", meaning, choices=choices, blank=blank)


def number(name: str, meaning: str, unit: str = "", blank: bool = False) -> Column:
    """A column of numbers, in a unit."""
    return Column(name, "number", meaning, unit=unit, blank=blank)


def integer(name: str, meaning: str, blank: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(name, "integer", meaning, blank=blank)


DOCUMENTS = Frame(
    "documents.csv",
    1,
    (
        text("document", "NFC POSIX path below scans/ with extension, plus #001 where one file holds several"),
        text("file", "path below scans/"),
        integer("first_page", "first page of the document in the file, from 1"),
        integer("last_page", "last page, inclusive"),
        text("template", "template id, or - for a page that belongs to none"),
    ),
    open_prefix="cond_",
)

PAGES = Frame(
    "pages.csv",
    1,
    (
        text("document", "as in documents.csv"),
        integer("page", "page of the document, from 1"),
        text("template", "template id"),
        text("status", "what became of the page", "registered", "refused", "failed"),
        text("reason", "why it was refused or failed: an error code", blank=True),
        number("residual_mm", "median distance of matched features after registration", "mm", blank=True),
        number("dpi", "resolution at which the page was rasterised", "dot/inch", blank=True),
        integer("quarter_turns", "counter-clockwise quarter turns that set the page upright", blank=True),
        text("homography", "nine numbers, scan pixel to registered pixel, row by row, joined by blanks", blank=True),
        text("image", "the registered page below the results folder", blank=True),
    ),
)

READINGS = Frame(
    "readings.csv",
    1,
    (
        text("document", "as in documents.csv"),
        integer("page", "page of the document, from 1"),
        text("field", "field id of the template"),
        text("engine", "engine name; marks for what is ticked or circled, consensus for what engines of text propose"),
        text(
            "status",
            "what became of the field; disagree is of consensus alone, and proposes nothing",
            *("read", "refused", "failed", "disagree"),
        ),
        text("text", "what the engine returned; of consensus that of the engine that was named first", blank=True),
        text("normalised", "text after the normaliser of the field's type", blank=True),
        text("value", "what the field's type makes of it; empty where it does not parse", blank=True),
        number("confidence", "the engine's own, 0 to 1, not calibrated; of consensus the lowest", blank=True),
        text(
            "candidates",
            "what each engine read where they disagree, one that failed left out: a JSON list of objects with engine, "
            "text, value (texts) and confidence (a number or null)",
            blank=True,
        ),
        number("x", "left edge on the registered page", "mm"),
        number("y", "top edge on the registered page", "mm"),
        number("w", "width", "mm"),
        number("h", "height", "mm"),
        text("error", "error code where the field was refused, failed or did not parse", blank=True),
    ),
)

SCORED = Frame(
    "scored fields (in memory)",
    1,
    (
        text("document", "as in documents.csv"),
        text("template", "template id"),
        text("field", "field id"),
        text("type", "field type"),
        text("engine", "engine name"),
        text("status", "as in readings.csv; missing where the run has no row"),
        text("truth", "what stands on the paper", blank=True),
        text("expected", "the value meant; empty where values/ has no column", blank=True),
        text("text", "what the engine returned", blank=True),
        text("value", "what the type made of it", blank=True),
        number("confidence", "the engine's own, 0 to 1", blank=True),
        integer("raw_errors", "grapheme clusters wrong, missing or added, as written"),
        integer("raw_length", "grapheme clusters on the paper, as written"),
        integer("right_raw", "1 where text equals truth character for character"),
        integer("right_nfkc", "1 where they are equal after nfkc"),
        integer("right_typed", "1 where value equals the value meant"),
        integer("substitutions", "grapheme clusters, after nfkc"),
        integer("deletions", "grapheme clusters, after nfkc"),
        integer("insertions", "grapheme clusters, after nfkc"),
        integer("correct", "grapheme clusters, after nfkc"),
    ),
    open_prefix="cond_",
)

DECISIONS = Frame(
    "decisions.csv",
    1,
    (
        text("document", "as in documents.csv"),
        text("template", "template id"),
        text("field", "field id of the template"),
        text("decision", "whether a person has to look at it", "pass", "review"),
        text("reason", "why: a code"),
        text("engine", "whose reading passes, where it does", blank=True),
        text("value", "what passes", blank=True),
    ),
)
