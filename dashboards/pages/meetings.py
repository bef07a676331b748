"""The page of a run over meetings: how well they were written down, and each meeting as draft against truth."""

import base64
import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

from dashboards.pages.environment import environment
from dashboards.pages.following import behind
from evaluators.comparison import Comparison, Rows
from evaluators.grade import Origin
from evaluators.meetings.accuracy import cases_of
from evaluators.meetings.comparison import Piece, Turn
from evaluators.meetings.contrasts import Table, measure_tables
from evaluators.products import PRODUCT
from evaluators.quantity import EVERYTHING, Quantity
from evaluators.rated import Rated
from evaluators.timing.people import TimesFrom

Row = Mapping[str, Any]
RATES = (
    *(("cer", "raw"), ("cer", "nopunct"), ("cer", "numbers"), ("cer", "reading"), ("cer", "nofillers")),
    *(("cpcer", "nopunct"), ("tcpcer", "nopunct"), ("speaker_right", "nopunct"), ("der", None)),
    *(("term_recall", "nopunct"), ("term_precision", "nopunct")),
    *(("punctuation_recall", "raw"), ("punctuation_precision", "raw")),
    ("fillers_written", "raw"),
    *(("omitted_speech", None), ("inserted_speech", None), ("invented_speech", None)),
)
"""Metric and normaliser of the rows of the large table."""
HEADLINE = ("cer", "nopunct")


@dataclass(frozen=True)
class Sound:
    """A file that can be listened to, from where the page is."""

    address: str
    label: str
    """Name of the file."""
    begins: float = 0.0
    """Seconds of the recording."""
    follows: int | None = None
    """Of a file that goes on where another ends: the number of the sound that is the first of them."""


@dataclass(frozen=True)
class ShownTurn:
    """A segment of the draft as the page shows it."""

    speaker: str
    start: float
    flags: tuple[str, ...]
    turn: Turn
    sound: int = 0
    """In which of the meeting's sounds it is heard."""


@dataclass(frozen=True)
class ShownMeeting:
    """One recording as one engine wrote it down."""

    session: str
    recording: str
    engine: str
    title: str
    sounds: tuple[Sound, ...]
    turns: tuple[ShownTurn, ...]
    has_truth: bool

    @property
    def anchor(self) -> str:
        """Where its numbers lead."""
        return cases_of(self.engine, {"session_id": self.session, "recording": self.recording})

    def place(self, number: int) -> str:
        """Where a segment of the draft stands, by its number."""
        return place_of(self.anchor, number)

    def player(self, sound: int) -> str:
        """Id of the player of one of its sounds."""
        return f"sound-{self.anchor}.{sound}"

    def behind(self, sound: int) -> Sound | None:
        """What goes on where one of its sounds ends; None where nothing does."""
        return behind(self.sounds, sound)


@dataclass(frozen=True)
class Term:
    """How often a word to expect was said in a meeting, written, and both at the same place."""

    term: str
    engine: str
    recording: str
    said: int
    written: int
    right: int


@dataclass(frozen=True)
class MeetingsResult(Rated):
    """All that the page shows."""

    run: str
    title: str
    origin: Origin
    record: Row
    """run.json."""
    engines: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    unit: str
    """What intervals resample: ``meeting`` or ``stretch``."""
    comparisons: tuple[Comparison, ...]
    """Each two engines, on the recordings that both were given."""
    titles: Mapping[str, str]
    """Title of each meeting by its session id."""
    terms: tuple[Term, ...]
    flags: tuple[Row, ...]
    """Rows of segments.csv on which a guard fired."""
    lost: tuple[Row, ...]
    """Rows of tracks.csv that were not heard, or not to their end."""
    of_unknown_length: tuple[Row, ...]
    """Those of them that are parts of which nobody knows how long they were."""
    speeds: Mapping[str, float]
    """By engine, seconds of work a second of sound."""
    meetings: tuple[ShownMeeting, ...]
    left_out: bool = False
    """Whether drafts were left out, for a page that leaves the section."""
    people: tuple[TimesFrom, ...] = ()
    """What times of people say, of studies and of what came in with the batch."""

    @property
    def demonstration_model(self) -> bool:
        """Whether the model that comes with kouka wrote any of it down."""
        return any(engine.get("demonstration") for engine in self.record["engines"])

    @property
    def products(self) -> list[str]:
        """Engines that are outside products, of which nothing but their text is known."""
        return [engine for engine in self.engines if engine.startswith(PRODUCT)]

    def headline(self, engine: str, scope: Mapping[str, str] = EVERYTHING) -> Quantity | None:
        """The character error rate that the page puts first."""
        return self.rate(HEADLINE[0], engine, HEADLINE[1], scope)

    @cached_property
    def recordings(self) -> list[str]:
        """Kinds of recording, near first, then as they are called."""
        return recordings_of(self.quantities)

    @property
    def rates(self) -> list[tuple[str, str | None]]:
        """Metrics and normalisers of which anything was counted."""
        found = {(quantity.metric, quantity.normaliser) for quantity in self.quantities}
        return [rate for rate in RATES if rate in found]

    def scopes(self, *keys: str) -> list[dict[str, str]]:
        """Scopes of exactly these keys, in their order."""
        found = {tuple(each.scope[key] for key in keys) for each in self.quantities if {*each.scope} == {*keys}}
        return [dict(zip(keys, values, strict=True)) for values in sorted(found)]

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Places of this page that a number can lead to."""
        places = {meeting.anchor for meeting in self.meetings}
        places |= {anchor for meeting in self.meetings for anchor in self.openings(meeting)}
        return frozenset(places | {cases_of(meeting.engine, {}) for meeting in self.meetings})

    def openings(self, meeting: ShownMeeting) -> list[str]:
        """Places at which more than a meeting begins: the recordings of a session, and a kind of recording."""
        place = self.meetings.index(meeting)
        before = [each for each in self.meetings[:place] if each.engine == meeting.engine]
        found = []
        if meeting.session not in {each.session for each in before}:
            found.append(cases_of(meeting.engine, {"session_id": meeting.session}))
        if meeting.recording not in {each.recording for each in before}:
            found.append(cases_of(meeting.engine, {"recording": meeting.recording}))
        return found

    @property
    def measure_tables(self) -> dict[Table, Rows]:
        """Engine against engine, by kind of recording as :func:`recording_tables` says."""
        return recording_tables(self.comparisons)

    def missed(self) -> list[Term]:
        """Words to expect, of all meetings together, those first that were missed most often."""
        counted: defaultdict[tuple[str, str, str], list[Term]] = defaultdict(list)
        for term in self.terms:
            counted[term.term, term.engine, term.recording].append(term)
        found = [
            Term(*names, *(sum(getattr(each, count) for each in alike) for count in ("said", "written", "right")))
            for names, alike in counted.items()
        ]
        return sorted(found, key=lambda term: (term.right - term.said, term.term, term.engine, term.recording))


def recording_tables(comparisons: Sequence[Comparison]) -> dict[Table, Rows]:
    """Tables of differences by kind of recording: all together, near, far, then as they are called."""
    tables = measure_tables(comparisons)
    return {table: tables[table] for table in sorted(tables, key=lambda table: (table[0] != "", near_first(table[0])))}


def recordings_of(quantities: Iterable[Quantity]) -> list[str]:
    """Kinds of recording that were measured, near first, then as they are called."""
    return sorted({each.scope["recording"] for each in quantities if list(each.scope) == ["recording"]}, key=near_first)


def place_of(anchor: str, number: int) -> str:
    """The anchor of a segment within that of its recording; that of the recording where there is no such segment."""
    return f"{anchor}.{number}" if number >= 0 else anchor


def near_first(recording: str) -> tuple[bool, bool, str]:
    """In which order kinds of recording are shown: near, far, then as they are called."""
    return recording != "near", recording != "far", recording


def clock(seconds: float) -> str:
    """A time in a recording.

    >>> clock(3725.4)
    '1:02:05'
    """
    if math.isnan(seconds):
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def audible(piece: Piece) -> bool:
    """Whether it is known where a piece is heard."""
    return not math.isnan(piece.seconds)


def render_meetings(result: MeetingsResult) -> str:
    """The page as HTML that holds everything it shows but the sound, in the language spoken."""
    script = files("dashboards.pages").joinpath("templates/listen.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    template = environment().get_template("meetings.html.j2")
    return template.render(result=result, script=script, digest=digest, clock=clock, audible=audible)
