"""The tables of people's times: timings.csv, and in memory what leads from the events of the review station to it."""

from evaluators.frames import Frame, integer, number, text

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

EVENT_KINDS = (
    *("open", "focus", "blur", "key", "input", "pause", "resume", "hidden", "visible", "check", "submit", "close"),
    "listen",
)
"""``listen`` comes again and again while somebody hears a recording: then nobody needs to press a key."""

EVENTS = Frame(
    "events of the review station (in memory)",
    1,
    (
        integer("assignment", "one item that one person works on in one way"),
        text("tab", "one life of a page in a browser; a reload begins another"),
        integer("sequence", "rises within a tab; with assignment and tab it names the event"),
        text("kind", "what happened", *EVENT_KINDS),
        text("field", "field id, or a place in the minutes; empty: the item as a whole", blank=True),
        number("browser_ms", "the browser's clock: performance.timeOrigin + performance.now()", "ms"),
        number("server_ms", "the server's clock, when the event was taken in", "ms"),
        integer("keys", "keys pressed since the event before"),
    ),
)

CLOCKED_ITEMS = Frame(
    "times of assignments (in memory)",
    1,
    (
        integer("assignment", "as in the events"),
        number("active_s", "at work: the parts of gaps between events up to the idle limit", "s"),
        number("idle_s", "the parts of these gaps beyond the idle limit", "s"),
        number("paused_s", "from pause to resume", "s"),
        number("hidden_s", "the page was not to be seen, and not paused", "s"),
        number("away_s", "between the last event of a tab and the next of another, or after a close", "s"),
        number("span_s", "from the first event to the first submission, else to the last event: the sum of these", "s"),
        number("after_s", "from the first submission to the last event; in no other column", "s"),
        integer("keystrokes", "keys pressed up to the submission"),
        integer("visits", "times that the item was opened"),
        integer("tabs", "tabs that it was worked on in"),
        number("drift_s", "the server's interval less the browser's, of the tab where they differ most", "s"),
        number("opened_ms", "the server's clock at the first event", "ms"),
        text("flags", "what to doubt, joined by |: values of evaluators.timing.clock.Flag", blank=True),
    ),
)

CLOCKED_FIELDS = Frame(
    "times of fields (in memory)",
    1,
    (
        integer("assignment", "as in the events"),
        text("field", "as in the events; empty: what belongs to no field", blank=True),
        number("active_s", "as of assignments, while the field had the focus", "s"),
        number("idle_s", "the same", "s"),
        number("paused_s", "the same", "s"),
        number("hidden_s", "the same", "s"),
        number("away_s", "of no field: it stands where field is empty", "s"),
        integer("keystrokes", "keys pressed in the field up to the submission"),
        integer("visits", "times that the field got the focus; where field is empty, that the item was opened"),
    ),
)

PARTS = ("first", "second")
"""Of an item in the arm ``two_person``: one person types, another types after."""

DESIGN = Frame(
    "design of a study (in memory)",
    1,
    (
        text("person", "pseudonym"),
        integer("position", "place in the person's order, from 1"),
        text("item", "document or session"),
        text("stratum", "what items are alike in, such as the template"),
        text("arm", "a method of timings.csv"),
        text("part", "of two_person alone", *PARTS, blank=True),
        integer("practice", "1 where the time does not count"),
    ),
)

WORK = Frame(
    "work and its time (in memory)",
    1,
    (
        text("unit", "what was timed: a document, or a batch"),
        text("worker", "pseudonym", blank=True),
        number("seconds", "active time", "s"),
        number("batches", "batches that were set up in this time"),
        number("sheets", "sheets that were handled"),
        number("fields", "fields that a person looked at or typed"),
        number("characters", "characters that a person corrected or typed"),
    ),
    open_prefix="engine_",
)
