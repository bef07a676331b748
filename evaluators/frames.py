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


def _text(name: str, meaning: str, *choices: str, blank: bool = False) -> Column:
    return Column(name, "text", meaning, choices=choices, blank=blank)


def _number(name: str, meaning: str, unit: str = "", blank: bool = False) -> Column:
    return Column(name, "number", meaning, unit=unit, blank=blank)


def _integer(name: str, meaning: str, blank: bool = False) -> Column:
    return Column(name, "integer", meaning, blank=blank)


DOCUMENTS = Frame(
    "documents.csv",
    1,
    (
        _text("document", "NFC POSIX path below scans/ with extension, plus #001 where one file holds several"),
        _text("file", "path below scans/"),
        _integer("first_page", "first page of the document in the file, from 1"),
        _integer("last_page", "last page, inclusive"),
        _text("template", "template id, or - for a page that belongs to none"),
    ),
    open_prefix="cond_",
)

PAGES = Frame(
    "pages.csv",
    1,
    (
        _text("document", "as in documents.csv"),
        _integer("page", "page of the document, from 1"),
        _text("template", "template id"),
        _text("status", "what became of the page", "registered", "refused", "failed"),
        _text("reason", "why it was refused or failed: an error code", blank=True),
        _number("residual_mm", "median distance of matched features after registration", "mm", blank=True),
        _number("dpi", "resolution at which the page was rasterised", "dot/inch", blank=True),
        _integer("quarter_turns", "counter-clockwise quarter turns that set the page upright", blank=True),
        _text("homography", "nine numbers, scan pixel to registered pixel, row by row, joined by blanks", blank=True),
        _text("image", "the registered page below the results folder", blank=True),
    ),
)

READINGS = Frame(
    "readings.csv",
    1,
    (
        _text("document", "as in documents.csv"),
        _integer("page", "page of the document, from 1"),
        _text("field", "field id of the template"),
        _text("engine", "engine name; marks for what is ticked or circled, consensus for what engines of text propose"),
        _text(
            "status",
            "what became of the field; disagree is of consensus alone, and proposes nothing",
            *("read", "refused", "failed", "disagree"),
        ),
        _text("text", "what the engine returned; of consensus that of the engine that was named first", blank=True),
        _text("normalised", "text after the normaliser of the field's type", blank=True),
        _text("value", "what the field's type makes of it; empty where it does not parse", blank=True),
        _number("confidence", "the engine's own, 0 to 1, not calibrated; of consensus the lowest", blank=True),
        _text(
            "candidates",
            "what each engine read where they disagree, one that failed left out: a JSON list of objects with engine, "
            "text, value (texts) and confidence (a number or null)",
            blank=True,
        ),
        _number("x", "left edge on the registered page", "mm"),
        _number("y", "top edge on the registered page", "mm"),
        _number("w", "width", "mm"),
        _number("h", "height", "mm"),
        _text("error", "error code where the field was refused, failed or did not parse", blank=True),
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
        _text("item", "document or session; batch for set-up"),
        _text("method", "how the work was done", *TIMING_METHODS),
        _text("worker", "pseudonym", blank=True),
        _integer("sequence", "place of the item in the worker's order, from 1", blank=True),
        _text("started", "ISO 8601", blank=True),
        _number("seconds", "active time", "s"),
        _number("idle_seconds", "time over the idle limit, kept apart", "s", blank=True),
        _integer("keystrokes", "keys pressed", blank=True),
        _integer("errors_left", "fields still wrong afterwards; of minutes, characters", blank=True),
        _text("source", "what measured it", "measured", "modelled", "reported", "asked"),
    ),
)

RECORDINGS = Frame(
    "recordings.csv",
    1,
    (
        _text("file", "path below recordings/"),
        _text("session_id", "the meeting"),
        _text("recording", "near, far …"),
        _integer("channel", "channel of the file, from 1; empty: all mixed", blank=True),
        _text("speaker", "where a channel is one person", blank=True),
    ),
)

TRACKS = Frame(
    "tracks.csv",
    1,
    (
        _text("session_id", "the meeting"),
        _text("recording", "near, far …"),
        _text("file", "name of the file"),
        _integer("channel", "channel of the file, from 1; empty: all mixed", blank=True),
        _text("status", "what became of it", "heard", "failed"),
        _text("reason", "why it failed: an error code", blank=True),
        _number("seconds", "how long it is", "s", blank=True),
        _number("speech_seconds", "how long somebody speaks", "s", blank=True),
        _number("broke_off", "where the sound ends although the file says that it goes on", "s", blank=True),
    ),
)

SEGMENTS = Frame(
    "segments.csv",
    1,
    (
        _text("session_id", "the meeting"),
        _text("recording", "near, far …"),
        _text("segment_id", "unique in the run"),
        _integer("channel", "channel of the file, from 1", blank=True),
        _text("speaker", "speaker label", blank=True),
        _number("start_time", "start; empty where the engine does not say", "s", blank=True),
        _number("end_time", "end", "s", blank=True),
        _text("words", "what was said", blank=True),
        _number("confidence", "the recogniser's own, 0 to 1", blank=True),
        _text("flags", "guards that fired, joined by |", blank=True),
        _text("engine", "recogniser"),
    ),
)

WORDS = Frame(
    "words.csv",
    1,
    (
        _text("segment_id", "as in segments.csv"),
        _number("start", "start", "s"),
        _number("end", "end", "s"),
        _text("word", "the word"),
        _number("confidence", "the recogniser's own, 0 to 1", blank=True),
    ),
)

SCORED = Frame(
    "scored fields (in memory)",
    1,
    (
        _text("document", "as in documents.csv"),
        _text("template", "template id"),
        _text("field", "field id"),
        _text("type", "field type"),
        _text("engine", "engine name"),
        _text("status", "as in readings.csv; missing where the run has no row"),
        _text("truth", "what stands on the paper", blank=True),
        _text("expected", "the value meant; empty where values/ has no column", blank=True),
        _text("text", "what the engine returned", blank=True),
        _text("value", "what the type made of it", blank=True),
        _number("confidence", "the engine's own, 0 to 1", blank=True),
        _integer("raw_errors", "grapheme clusters wrong, missing or added, as written"),
        _integer("raw_length", "grapheme clusters on the paper, as written"),
        _integer("right_raw", "1 where text equals truth character for character"),
        _integer("right_nfkc", "1 where they are equal after nfkc"),
        _integer("right_typed", "1 where value equals the value meant"),
        _integer("substitutions", "grapheme clusters, after nfkc"),
        _integer("deletions", "grapheme clusters, after nfkc"),
        _integer("insertions", "grapheme clusters, after nfkc"),
        _integer("correct", "grapheme clusters, after nfkc"),
    ),
    open_prefix="cond_",
)

DECISIONS = Frame(
    "decisions.csv",
    1,
    (
        _text("document", "as in documents.csv"),
        _text("template", "template id"),
        _text("field", "field id of the template"),
        _text("decision", "whether a person has to look at it", "pass", "review"),
        _text("reason", "why: a code"),
        _text("engine", "whose reading passes, where it does", blank=True),
        _text("value", "what passes", blank=True),
    ),
)

EVENT_KINDS = (
    *("open", "focus", "blur", "key", "input", "pause", "resume", "hidden", "visible", "check", "submit", "close"),
    "listen",
)
"""``listen`` comes again and again while somebody hears a recording: then nobody needs to press a key."""

EVENTS = Frame(
    "events of the review station (in memory)",
    1,
    (
        _integer("assignment", "one item that one person works on in one way"),
        _text("tab", "one life of a page in a browser; a reload begins another"),
        _integer("sequence", "rises within a tab; with assignment and tab it names the event"),
        _text("kind", "what happened", *EVENT_KINDS),
        _text("field", "field id, or a place in the minutes; empty: the item as a whole", blank=True),
        _number("browser_ms", "the browser's clock: performance.timeOrigin + performance.now()", "ms"),
        _number("server_ms", "the server's clock, when the event was taken in", "ms"),
        _integer("keys", "keys pressed since the event before"),
    ),
)

CLOCKED_ITEMS = Frame(
    "times of assignments (in memory)",
    1,
    (
        _integer("assignment", "as in the events"),
        _number("active_s", "at work: the parts of gaps between events up to the idle limit", "s"),
        _number("idle_s", "the parts of these gaps beyond the idle limit", "s"),
        _number("paused_s", "from pause to resume", "s"),
        _number("hidden_s", "the page was not to be seen, and not paused", "s"),
        _number("away_s", "between the last event of a tab and the next of another, or after a close", "s"),
        _number(
            "span_s", "from the first event to the first submission, else to the last event: the sum of these", "s"
        ),
        _number("after_s", "from the first submission to the last event; in no other column", "s"),
        _integer("keystrokes", "keys pressed up to the submission"),
        _integer("visits", "times that the item was opened"),
        _integer("tabs", "tabs that it was worked on in"),
        _number("drift_s", "the server's interval less the browser's, of the tab where they differ most", "s"),
        _number("opened_ms", "the server's clock at the first event", "ms"),
        _text("flags", "what to doubt, joined by |: values of evaluators.timing.clock.Flag", blank=True),
    ),
)

CLOCKED_FIELDS = Frame(
    "times of fields (in memory)",
    1,
    (
        _integer("assignment", "as in the events"),
        _text("field", "as in the events; empty: what belongs to no field", blank=True),
        _number("active_s", "as of assignments, while the field had the focus", "s"),
        _number("idle_s", "the same", "s"),
        _number("paused_s", "the same", "s"),
        _number("hidden_s", "the same", "s"),
        _number("away_s", "of no field: it stands where field is empty", "s"),
        _integer("keystrokes", "keys pressed in the field up to the submission"),
        _integer("visits", "times that the field got the focus; where field is empty, that the item was opened"),
    ),
)

PARTS = ("first", "second")
"""Of an item in the arm ``two_person``: one person types, another types after."""

DESIGN = Frame(
    "design of a study (in memory)",
    1,
    (
        _text("person", "pseudonym"),
        _integer("position", "place in the person's order, from 1"),
        _text("item", "document or session"),
        _text("stratum", "what items are alike in, such as the template"),
        _text("arm", "a method of timings.csv"),
        _text("part", "of two_person alone", *PARTS, blank=True),
        _integer("practice", "1 where the time does not count"),
    ),
)

WORK = Frame(
    "work and its time (in memory)",
    1,
    (
        _text("unit", "what was timed: a document, or a batch"),
        _text("worker", "pseudonym", blank=True),
        _number("seconds", "active time", "s"),
        _number("batches", "batches that were set up in this time"),
        _number("sheets", "sheets that were handled"),
        _number("fields", "fields that a person looked at or typed"),
        _number("characters", "characters that a person corrected or typed"),
    ),
    open_prefix="engine_",
)

FRAMES = (
    *(DOCUMENTS, PAGES, READINGS, DECISIONS, TIMINGS, RECORDINGS, TRACKS, SEGMENTS, WORDS, SCORED),
    *(EVENTS, CLOCKED_ITEMS, CLOCKED_FIELDS, DESIGN, WORK),
)
