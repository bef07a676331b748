"""The columns of every table that passes between the parts. Documentation that the checks run on.

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

TIMING_METHODS = (
    "manual",
    "ai_all",
    "ai_policy",
    "two_person",
    "minutes_manual",
    "minutes_draft",
    "setup",
)

TIMINGS = Frame(
    "timings.csv",
    1,
    (
        text("item", "document or session; batch for set-up"),
        text("method", "how the work was done", *TIMING_METHODS),
        text("worker", "pseudonym", blank=True),
        integer("sequence", "place of the item in the worker's order, from 1", blank=True),
        text("started", "ISO 8601", blank=True),
        number("seconds", "active time", "s"),
        number("idle_seconds", "time over the idle limit, kept apart", "s", blank=True),
        integer("keystrokes", "keys pressed", blank=True),
        integer("errors_left", "fields still wrong afterwards; of minutes, characters", blank=True),
        text("source", "what measured it", "measured", "modelled", "reported", "asked"),
    ),
)

MISSING_PART = "missing_part"
"""Flag of segments.csv: where a part of the recording is missing, or the rest of one."""

PART = Column(
    "part", "integer", "place among the files that follow one another, from 1; empty: it is one file",
    blank=True, optional=True,
)  # fmt: skip

RECORDINGS = Frame(
    "recordings.csv",
    1,
    (
        text("file", "path below recordings/"),
        text("session_id", "the meeting"),
        text("recording", "near, far …"),
        integer("channel", "channel of the file, from 1; empty: all mixed", blank=True),
        text("speaker", "where a channel is one person", blank=True),
        PART,
    ),
)

TRACKS = Frame(
    "tracks.csv",
    1,
    (
        text("session_id", "the meeting"),
        text("recording", "near, far …"),
        text("file", "name of the file"),
        integer("channel", "channel of the file, from 1; empty: all mixed", blank=True),
        text("status", "what became of it; imported: products alone wrote it down", "heard", "failed", "imported"),
        text("reason", "why it failed: an error code", blank=True),
        number("seconds", "how long it is", "s", blank=True),
        number("speech_seconds", "how long somebody speaks", "s", blank=True),
        number("broke_off", "where the sound ends although the file says that it goes on", "s", blank=True),
        PART,
        Column("begins", "number", "where the part begins in the recording", "s", optional=True, blank=True),
    ),
)

SEGMENTS = Frame(
    "segments.csv",
    1,
    (
        text("session_id", "the meeting"),
        text("recording", "near, far …"),
        text("segment_id", "unique in the run"),
        integer("channel", "channel of the file, from 1", blank=True),
        text("speaker", "speaker label", blank=True),
        number("start_time", "start; empty where the engine does not say", "s", blank=True),
        number("end_time", "end", "s", blank=True),
        text("words", "what was said", blank=True),
        number("confidence", "the recogniser's own, 0 to 1", blank=True),
        text("flags", "guards that fired, joined by |", blank=True),
        text("engine", "recogniser"),
    ),
)

WORDS = Frame(
    "words.csv",
    1,
    (
        text("segment_id", "as in segments.csv"),
        number("start", "start", "s"),
        number("end", "end", "s"),
        text("word", "the word"),
        number("confidence", "the recogniser's own, 0 to 1", blank=True),
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

PRECEDENTS = Frame(
    "cases.csv",
    1,
    (
        text("id", "unique in the file"),
        text("body", "who published it"),
        text("year", "as printed: 2019, 2018-19", blank=True),
        text("kind", "what was used: ocr, rpa, minutes; joined by + where they were used together"),
        text("task", "what it was used for, as printed"),
        text("volume", "how many, as printed: 約55000/年, 416件", blank=True),
        number("before", "staff time without, as printed", "see unit", blank=True),
        number("after", "staff time with, as printed", "see unit", blank=True),
        text("unit", "of before, after and saved_printed: h/yr, min/100sheets", blank=True),
        number("saved_printed", "time saved, as printed", "see unit", blank=True),
        number("percent_printed", "share of the time saved, as printed", "%", blank=True),
        text("printed", "the outcome in the words printed", blank=True),
        text("basis", "what the source lets one judge: measured, annualised, trial, estimated, asked, target …"),
        text(
            "check_included",
            "whether the human check after AI is inside after; blank where nothing is checked",
            *("yes", "in flow", "no", "unknown"),
            blank=True,
        ),
        number("rate_percent", "recognition rate, as printed", "%", blank=True),
        text("rate_unit", "what the rate counts: character, field …, or unstated", blank=True),
        text("source", "the page on which it is printed"),
    ),
)

UNIT_COSTS = Frame(
    "unit-costs.csv",
    1,
    (
        text("body", "who published it"),
        text("year", "as printed", blank=True),
        number("hours", "staff time, as printed", "h", blank=True),
        number("yen", "what it is said to be worth", "yen", blank=True),
        number("yen_per_hour", "as printed or implied", "yen/h", blank=True),
        text("basis", "what of the cost is in it"),
        text("source", "the page on which it is printed"),
    ),
)
