"""Two recognisers of a run, or two runs, on the same recordings: brought together, or refused, with what differs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboards.language import _, counted
from evaluators.comparison import Comparison, Outcome
from evaluators.grade import Origin, worst
from evaluators.meetings.stretch_pairs import StretchPair, stretch_pairs
from evaluators.meetings.units import unit_kind
from pipelines.batches.meetings import MeetingsBatch
from pipelines.comparable import Chosen, changed_below, check_runs, chosen_pairs, named
from pipelines.errors import KoukaError, Place
from pipelines.meetings.beside import compared
from pipelines.meetings.counting import Counted, Key, counts_of, grade, measured_drafts, spoken
from pipelines.meetings.drafts import Draft, drafts
from pipelines.runs.changes import refuse_changed
from pipelines.runs.store import Run, meetings_of
from pipelines.tables import read_table

SOUNDS = "recordings/"


@dataclass(frozen=True)
class PlacedStretch:
    """A stretch, and whose it is."""

    session: str
    recording: str
    pair: StretchPair


@dataclass(frozen=True)
class Two:
    """Two that were compared."""

    first: Chosen
    second: Chosen
    comparison: Comparison
    unit: str
    """What was swapped and resampled: ``meeting`` or ``stretch``."""
    stretches: tuple[PlacedStretch, ...]
    """In which anything is wrong, in the order of the recordings."""
    left_out: tuple[str, ...]
    """Recordings that one of them alone was given, which are not compared."""


@dataclass(frozen=True)
class ComparedMeetings:
    """All that came out."""

    runs: tuple[Run, ...]
    pairs: tuple[Two, ...]
    titles: Mapping[str, str]
    """Title of each meeting."""
    origin: Origin

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every two."""
        return tuple(each.comparison for each in self.pairs)

    @property
    def demonstration_model(self) -> bool:
        """Whether a model that is there for demonstration wrote any of it down."""
        chosen = [each for two in self.pairs for each in (two.first, two.second)]
        engines = {(each.place, each.engine) for each in chosen}
        return any(
            record.demonstration and (place, record.name) in engines
            for place, run in enumerate(self.runs)
            for record in run.file.engines
        )


def compare_meetings(runs: Sequence[Run], engines: Sequence[str] = ()) -> ComparedMeetings:
    """Compare the recognisers of one run, or every further run with the first.

    What is said and which terms count is taken from the batch of the further run.

    Args:
        runs: one, or several over the same recordings.
        engines: as for ``comparing.compare_runs``; of runs with one recogniser each, that one.

    Raises:
        KoukaError: a run is not finished, or has no such engine; or the runs are not of the same recordings and truth,
            or nothing that both were given has truth.
    """
    check_runs(runs)
    batches = [meetings_of(run) for run in runs]
    for run, batch in zip(runs, batches, strict=True):
        refuse_changed(run, batch.path, changed_below(run, batch.file_digests(), SOUNDS))
    for place in range(1, len(runs)):
        _check_same(runs[0], batches[0], runs[place], batches[place])
    present = [[record.name for record in run.file.engines] for run in runs]
    sides = _Sides(runs, batches)
    pairs = tuple(sides.two(*pair) for pair in chosen_pairs(runs, present, present[0], engines))
    # An invented batch makes the whole invented.
    demonstration = any(run.file.batch.origin is Origin.DEMONSTRATION for run in runs)
    return ComparedMeetings(
        runs=tuple(runs),
        pairs=pairs,
        titles={session: meeting.title for session, meeting in batches[-1].agenda.items()},
        origin=Origin.DEMONSTRATION if demonstration else Origin.REAL,
    )


class _Sides:
    """What each recogniser of each run wrote down, read and counted once."""

    def __init__(self, runs: Sequence[Run], batches: Sequence[MeetingsBatch]) -> None:
        self._runs, self._batches = runs, batches
        self._written = [_written(run) for run in runs]
        self._counted: dict[tuple[Chosen, int, str], Counted] = {}

    def two(self, first: Chosen, second: Chosen) -> Two:
        """Both beside each other and the truth."""
        here, there = self._drafts(first), self._drafts(second)
        keys = [key for key in here if key in there]
        truth = self._batches[second.place]
        if not keys:
            raise KoukaError(
                _("{first} and {second} have no recording with truth in common.", first=first.name, second=second.name),
                where=Place(truth.path),
                todo=_("Put what was said into truth/<session_id>.json, and what a product wrote into imports/."),
            )
        unit = unit_kind(len({session for session, _recording in keys}))
        stretches = tuple(
            PlacedStretch(*key, pair)
            for key in keys
            for pair in stretch_pairs(spoken(truth, key[0]), here[key].spoken, there[key].spoken)
        )
        listed = Counter(outcome for each in stretches for outcome in each.pair.outcomes())
        comparison = compared(
            (first.name, second.name),
            (self._counts(first, second.place, unit), self._counts(second, second.place, unit)),
            worst(grade(self._runs[each.place], each.engine) for each in (first, second)),
            unit,
            {outcome: listed[outcome] for outcome in Outcome},
        )
        alone = sorted("/".join(key) for key in here.keys() ^ there.keys())
        return Two(first, second, comparison, unit, stretches, tuple(alone))

    def _drafts(self, chosen: Chosen) -> dict[Key, Draft]:
        found = measured_drafts(self._batches[chosen.place], self._written[chosen.place], chosen.engine)
        return {(draft.session, draft.recording): draft for draft in found}

    def _counts(self, chosen: Chosen, truth: int, unit: str) -> Counted:
        key = (chosen, truth, unit)
        if key not in self._counted:
            self._counted[key] = counts_of(self._batches[truth], [*self._drafts(chosen).values()], unit)
        return self._counted[key]


def _written(run: Run) -> list[Draft]:
    segments, words = (read_table(run.folder / name).rows for name in ("segments.csv", "words.csv"))
    return drafts(segments, words)


def _check_same(first: Run, here: MeetingsBatch, second: Run, there: MeetingsBatch) -> None:
    """See that both heard the same sound of the same meetings, of those with truth, and have the same truth."""
    what = [*_differences((first, _sounds(first, here, there)), (second, _sounds(second, there, here)))]
    truths = [session for session in here.truth if session in there.truth]
    other = sorted(session for session in truths if here.truth[session] != there.truth[session])
    other += sorted(here.truth.keys() ^ there.truth.keys())
    if other:
        what.append(
            counted(
                "{n} meeting has another truth: {named}.",
                "{n} meetings have another truth: {named}.",
                len(other),
                named=named(other),
            )
        )
    if what:
        begin = _(
            "{first} and {second} are not of the same recordings and truth.", first=first.name, second=second.name
        )
        todo = _("Only runs over the same recordings can be compared. Have them heard by both.")
        raise KoukaError(" ".join([begin, *what]), todo=todo)


Sounds = dict[str, list[tuple[str, int | None]]]
"""Of each recording its files' digests and channels."""


def _sounds(run: Run, batch: MeetingsBatch, other: MeetingsBatch) -> Sounds:
    return {
        each.name: [
            (run.file.files.get(batch.below(file), ""), track.channel) for track in each.tracks for file in track.files
        ]
        for each in batch.recordings
        if each.session in batch.truth or each.session in other.truth
    }


def _differences(first: tuple[Run, Sounds], second: tuple[Run, Sounds]) -> Iterator[str]:
    for (run, mine), (_other, theirs) in ((first, second), (second, first)):
        alone = [name for name in mine if name not in theirs]
        if alone:
            yield counted(
                "{n} recording is in {name} alone: {named}.",
                "{n} recordings are in {name} alone: {named}.",
                len(alone),
                name=run.name,
                named=named(alone),
            )
    here, there = first[1], second[1]
    other = [name for name in here if name in there and here[name] != there[name]]
    if other:
        yield counted(
            "{n} recording of one name is another sound: {named}.",
            "{n} recordings of one name are another sound: {named}.",
            len(other),
            named=named(other),
        )
