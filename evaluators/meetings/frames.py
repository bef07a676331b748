"""The tables of meetings: what was recorded, and what was heard of it."""

from evaluators.frames import Column, Frame, integer, number, text

MISSING_PART = "missing_part"
"""Flag of segments.csv: where a part of the recording is missing, or the rest of one."""
UNKNOWN_LENGTH = "unknown_length"
"""Flag beside it: nobody knows how much is missing. It ends where it starts, and what follows stands too early."""

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
        Column("begins", "number", "where the part begins in it; empty: nobody knows", "s", optional=True, blank=True),
        Column(
            "lasts", "number", "how long the part was recorded; empty: nobody knows", "s", optional=True, blank=True
        ),
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
