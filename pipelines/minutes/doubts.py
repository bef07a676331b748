"""What a person should listen to again: the recogniser was unsure, a guard fired, or a number was taken back."""

import math
from collections.abc import Iterable, Iterator, Sequence

from dashboards.reports.minutes.draft import Span, Stretch
from evaluators.meetings.frames import MISSING_PART
from pipelines.minutes.corrections import corrected_numbers
from pipelines.minutes.said import LOST, Said, Word
from pipelines.minutes.tokens import tokens_of

UNSURE_SEGMENT = 0.5
"""Below this confidence a segment is to be heard again: its tokens were, on average, more likely wrong than right by
the recogniser's own reckoning, which is not calibrated. Chosen, not measured."""
UNSURE_WORD = 0.3
"""The same of a word: lower, since a recogniser is unsure of single words far more often than it errs. Chosen."""

AROUND = 8
"""Characters on either side of a doubtful word that are told with it: Japanese words are a character or two, and alone
say nothing."""

UNCERTAIN = "uncertain"
CORRECTED = "corrected_number"
GUARDS = ("repetition", "stock_phrase", LOST)
"""Flags of segments.csv that lead here. Others do as well, after these."""


def doubtful_spans(said: Said) -> tuple[Span, ...]:
    """Stretches of a segment's words that are marked: all of it, or runs of unsure words."""
    if _unsure(said) or any(flag in GUARDS for flag in said.flags):
        return ((0, len(said.words)),) if said.words else ()
    runs = [(run[0].offset, run[-1].offset + len(run[-1].text)) for run in _unsure_runs(said.timed)]
    return tuple(sorted({*runs, *_corrected(said)}))


def stretches(all_said: Iterable[Said]) -> tuple[Stretch, ...]:
    """All of them, in order of time; without times, as they were said."""
    found = [stretch for said in all_said for stretch in _stretches(said)]
    if any(math.isnan(stretch.start) for stretch in found):
        return tuple(found)
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _stretches(said: Said) -> Iterator[Stretch]:
    reasons = _reasons(said)
    if reasons:
        yield Stretch(said.start, said.end, said.speaker, reasons, said.words)
        return
    for run in _unsure_runs(said.timed):
        span = run[0].offset, run[-1].offset + len(run[-1].text)
        yield _within(said, span, run[0].start, max(word.end for word in run), UNCERTAIN)
    for start, end in _corrected(said):
        behind = next((word.end for word in said.timed if word.offset + len(word.text) >= end), said.end)
        yield _within(said, (start, end), said.time_at(start), behind, CORRECTED)


def _within(said: Said, span: Span, start: float, end: float, reason: str) -> Stretch:
    first, last = span
    before, after = said.words[:first], said.words[last:]
    return Stretch(
        start,
        end,
        said.speaker,
        (reason,),
        said.words[first:last],
        before="…" * (len(before) > AROUND) + before[-AROUND:],
        after=after[:AROUND] + "…" * (len(after) > AROUND),
    )


def _reasons(said: Said) -> tuple[str, ...]:
    """Why the whole segment is to be heard again."""
    lost = said.lost and MISSING_PART not in said.flags  # nobody knows whether anybody spoke there
    flags = dict.fromkeys((LOST, *said.flags) if lost else said.flags)
    unsure = [UNCERTAIN] if _unsure(said) else []
    return (*(flag for flag in GUARDS if flag in flags), *(flag for flag in flags if flag not in GUARDS), *unsure)


def _unsure(said: Said) -> bool:
    return said.confidence is not None and said.confidence < UNSURE_SEGMENT


def _unsure_runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Unsure words that follow each other, together."""
    run: list[Word] = []
    for word in words:
        if word.confidence is not None and word.confidence < UNSURE_WORD:
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _corrected(said: Said) -> list[Span]:
    return list(corrected_numbers(said.words, tokens_of(said.words)))
