"""One recording of a meeting against its truth: everything that adds up over units, as rows of counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz.distance import Levenshtein

from evaluators.meetings.alignment import EXPECTED_ERRORS, NOBODY, Alignment, align, coded
from evaluators.meetings.fillers import count_fillers, without_fillers
from evaluators.meetings.heard_in_time import in_time
from evaluators.meetings.heard_seconds import heard_seconds
from evaluators.meetings.rows import COUNTS, by_speaker, by_unit
from evaluators.meetings.speakers import Assignment, assign
from evaluators.meetings.terms import Occurrence, TermCounts, occurrences, tally
from evaluators.meetings.text import Kana, Normaliser, normalise
from evaluators.meetings.transcript import Integers, Spoken, Transcript, transcript
from evaluators.meetings.units import STRETCH, Units, units

PUNCTUATION = ("。", "、")
PACES = {"slow": 0.0, "middling": 300.0, "fast": 420.0}
"""From how many characters a minute on speech counts as such; read news has about 300 to 350."""
NO_FILLERS = "nofillers"


@dataclass(frozen=True)
class Meeting:
    """What was said, and how it is to be counted."""

    truth: Sequence[Spoken]
    terms: Sequence[str] = ()
    kana: Kana | None = None
    """How a text is read; without it nothing is counted by reading."""
    unit: str = STRETCH


def normalisers(meeting: Meeting) -> dict[str, Callable[[str], str]]:
    """What is done to both sides before characters are compared, by name."""
    found: dict[str, Callable[[str], str]] = {
        str(each): lambda text, each=each: normalise(text, each, meeting.kana)  # type: ignore[misc]
        for each in Normaliser
        if each is not Normaliser.READING or meeting.kana is not None
    }
    return found | {NO_FILLERS: lambda text: _nopunct(without_fillers(text))}


def counts(meeting: Meeting, draft: Sequence[Spoken]) -> pd.DataFrame:
    """Rows of ``COUNTS`` of one recording; the same unit, speaker and metric may come several times.

    Metrics: ``cer`` under each normaliser; ``cpcer``, ``tcpcer`` and ``speaker_right`` without punctuation;
    ``term_recall``, ``term_precision``, ``punctuation_recall``, ``punctuation_precision``; ``fillers_written``, of
    those said; ``der``, ``omitted_speech``, ``inserted_speech`` and ``invented_speech`` in seconds, of the seconds
    somebody speaks.
    """
    found: list[pd.DataFrame] = []
    paces = _paces(transcript(meeting.truth, _nopunct))
    for name, normalised in normalisers(meeting).items():
        here, there = transcript(meeting.truth, normalised), transcript(draft, normalised)
        alignment, unit = align(here.characters, there.characters), units(here, meeting.unit)
        who = _who(here, paces)
        if len(here):
            found.append(by_speaker(who.assign(unit=unit.of, part=alignment.errors, whole=1), "cer", name))
        if name == Normaliser.NOPUNCT:
            found += _by_speaker(here, there, alignment, unit, who)
            found += in_time(here, there, unit, who)
            found += _terms(here, there, alignment, unit, _normal(meeting.terms), "term")
            found += heard_seconds(here, there, alignment, unit)
        if name == Normaliser.RAW:
            found += _terms(here, there, alignment, unit, PUNCTUATION, "punctuation")
            found += _fillers(here, there, alignment, unit)
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COUNTS)


def _nopunct(text: str) -> str:
    return normalise(text, Normaliser.NOPUNCT)


def _normal(terms: Sequence[str]) -> list[str]:
    return [term for term in dict.fromkeys(map(_nopunct, terms)) if term]


def _paces(truth: Transcript) -> npt.NDArray[np.str_]:
    """How fast each segment is spoken; empty where it has no time. Of a transcript without punctuation."""
    said = np.bincount(truth.segment_of, minlength=len(truth.segments))
    seconds = np.array([segment.end - segment.start for segment in truth.segments])
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = said * 60 / seconds
    known = np.isfinite(rates)
    paces = np.array([*PACES])[np.searchsorted([*PACES.values()][1:], np.where(known, rates, 0), "right")]
    return np.where(known, paces, "")


def _who(truth: Transcript, paces: npt.NDArray[np.str_]) -> pd.DataFrame:
    """Speaker of every character, and pace of its segment."""
    names = np.array([segment.speaker for segment in truth.segments], dtype=object)
    return pd.DataFrame({"speaker": names[truth.segment_of], "pace": paces[truth.segment_of]}, dtype=object)


def _by_speaker(
    here: Transcript, there: Transcript, alignment: Alignment, unit: Units, who: pd.DataFrame
) -> list[pd.DataFrame]:
    """cpCER, and of the characters heard right those given to whom they belong."""
    if len(here.speakers) < 2 or not len(here):
        return []
    assignment = _assigned(here, there)
    errors, beside = np.zeros(len(here), dtype=np.int64), np.zeros(int(unit.of.max()) + 1, dtype=np.int64)
    for speaker, label in assignment:
        mine = here.of(speaker) if speaker is not None else np.empty(0, np.int64)
        theirs = there.of(label) if label is not None else np.empty(0, np.int64)
        if len(mine):
            own = align([here.characters[place] for place in mine], [there.characters[place] for place in theirs])
            errors[mine] = own.errors
        else:  # nobody of the truth: all of it is too much, at its time where that is known
            starts = there.starts[theirs]
            at = unit.at(starts) if len(unit.begins) and not np.isnan(starts).any() else np.zeros(len(theirs), np.int64)
            beside += np.bincount(np.minimum(at, len(beside) - 1), minlength=len(beside))
    found = [by_speaker(who.assign(unit=unit.of, part=errors, whole=1), "cpcer", Normaliser.NOPUNCT)]
    found.append(by_unit(np.arange(len(beside)), beside, 0, "cpcer", Normaliser.NOPUNCT))
    names = {label: speaker for speaker, label in assignment if label is not None}
    labels = np.array([names.get(segment.speaker) for segment in there.segments], dtype=object)
    right = alignment.partner != NOBODY
    given = labels[there.segment_of[alignment.partner[right]]]
    same = given == who["speaker"].to_numpy()[right]
    heard = who[right].assign(unit=unit.of[right], part=same.astype(np.int64), whole=1)
    return [*found, by_speaker(heard, "speaker_right", Normaliser.NOPUNCT)]


def _assigned(here: Transcript, there: Transcript) -> Assignment:
    codes = coded(here.characters, there.characters)

    def streams(side: Transcript, code: str) -> dict[str, str]:
        return {name: "".join([code[place] for place in side.of(name)]) for name in side.speakers}

    distance = partial(Levenshtein.distance, score_hint=EXPECTED_ERRORS)
    return assign(streams(here, codes[0]), streams(there, codes[1]), distance)


def _terms(
    here: Transcript, there: Transcript, alignment: Alignment, unit: Units, terms: Sequence[str], name: str
) -> list[pd.DataFrame]:
    said, written = occurrences(here.characters, there.characters, alignment, terms)
    found = []
    if said:
        places = np.array([each.place for each in said])
        found.append(_occurred(unit.of[places], said, f"{name}_recall"))
    if written and len(here):
        places = np.minimum(alignment.before[[each.place for each in written]], len(here) - 1)
        found.append(_occurred(unit.of[places], written, f"{name}_precision"))
    return found


def _occurred(unit: Integers, each: Sequence[Occurrence], metric: str) -> pd.DataFrame:
    normaliser = Normaliser.NOPUNCT if metric.startswith("term") else Normaliser.RAW
    return by_unit(unit, [int(one.right) for one in each], 1, metric, normaliser)


def _fillers(here: Transcript, there: Transcript, alignment: Alignment, unit: Units) -> list[pd.DataFrame]:
    """Fillers of the draft and those that were said, wherever they stand: recognisers leave most of them out."""
    said, places = _filled(here)
    written, beside = _filled(there)
    if not said.any():
        return []
    before = np.minimum(alignment.before[beside], len(here) - 1)
    found = by_unit(unit.of[places], 0, said, "fillers_written", Normaliser.RAW)
    return [found, by_unit(unit.of[before], written, 0, "fillers_written", Normaliser.RAW)]


def _filled(side: Transcript) -> tuple[Integers, Integers]:
    """How many fillers each segment holds, of those that hold characters, and the place of its first character."""
    numbers, places = np.unique(side.segment_of, return_index=True)
    counted = [count_fillers(side.segments[number].text) for number in numbers]
    return np.array(counted, dtype=np.int64), places


@dataclass(frozen=True)
class HeardTerms:
    """What became of the terms of a meeting in a draft, punctuation apart."""

    counts: tuple[TermCounts, ...]
    """Of each term how often it was said, written and both at the same place."""
    said: tuple[bool, ...]
    """Of each time that one was said, term by term in order of time, whether it was heard right."""


def heard_terms(meeting: Meeting, draft: Sequence[Spoken]) -> HeardTerms:
    """The terms of a meeting as a draft has them."""
    here, there = (transcript(side, _nopunct) for side in (meeting.truth, draft))
    alignment = align(here.characters, there.characters)
    terms = list(dict.fromkeys(meeting.terms))
    normal = [_nopunct(term) for term in terms]
    said, written = occurrences(here.characters, there.characters, alignment, [each for each in normal if each])
    counts = zip(terms, tally(said, written, normal), strict=True)
    return HeardTerms(
        tuple(replace(counted, term=term) for term, counted in counts), tuple(each.right for each in said)
    )
