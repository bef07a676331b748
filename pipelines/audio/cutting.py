"""Cutting recordings of hours into stretches of minutes, in pauses, and always in the same places."""

from collections.abc import Iterator, Sequence

import numpy as np

from pipelines.audio import RATE, Files, Part, Plan, Recorded, Samples, Span, Stretch
from pipelines.audio.ahead import ahead
from pipelines.audio.crosstalk import Levels, separated
from pipelines.audio.decoding import GRID, STEP, Decoding
from pipelines.audio.following import Following, between
from pipelines.audio.in_order import decoded
from pipelines.audio.placing import has_lost_its_place, lengths_beside
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.audio.voice import speech
from pipelines.freed_memory import give_back_freed_memory

LONGEST_SECONDS = 300
"""Of a stretch. It is what is done again after a stop, and what is in memory at a time: 19 MB, and 180 more to look for
speech in it."""
SHORTEST_SECONDS = 240
"""A cut is looked for from here on."""
QUIET_SECONDS = 0.2
"""Where nobody pauses, the cut is in the middle of so much sound: of that with the least energy."""


def stretches(file: Recorded, channel: int | None = None) -> Iterator[Stretch]:
    """The stretches of a recording, in order, in bounded memory.

    Args:
        file: any file that holds sound, or several that follow one another.
        channel: from 1; None: all of them, mixed.

    Raises:
        Unreadable: there is no sound in it, or not that channel, or more than is taken.
    """
    yield from cut(_decoding(file, channel))


def _decoding(file: Recorded, channel: int | None) -> Decoding | Following:
    return Following(file, channel) if isinstance(file, Files) else Decoding(file, channel)


def plan(file: Recorded, channel: int | None = None) -> Plan:
    """How a recording is divided into stretches: one pass over it.

    Raises:
        Unreadable: as for ``stretches``.
    """
    return _plan_and_levels(_decoding(file, channel))[0]


def plan_together(tracks: Sequence[tuple[Recorded, int | None]]) -> list[Plan | Reason]:
    """The plans of tracks that were recorded together, each with only its own speech, or why there is none.

    Args:
        tracks: files and channels of one recording, one microphone each; they begin at the same time.
    """
    found = [_plan_or_reason(_decoding(file, channel)) for file, channel in tracks]
    if len(tracks) > 1:
        beside = [() if isinstance(one, Reason) else one[0].files for one in found]
        for number, (file, channel) in enumerate(tracks):
            if isinstance(file, Files) and has_lost_its_place(beside[number]):
                lasting, end = lengths_beside(beside[number], [*beside[:number], *beside[number + 1 :]])
                found[number] = _plan_or_reason(Following(file, channel, lasting, end))
    there = [one for one in found if not isinstance(one, Reason) and one[0].parts]
    separate = iter(separated([plan for plan, _levels in there], [levels for _plan, levels in there]))
    return [one if isinstance(one, Reason) else next(separate) if one[0].parts else one[0] for one in found]


def _plan_and_levels(decoding: Decoding | Following) -> tuple[Plan, Levels]:
    parts, levels, end = [], [], 0
    for stretch in cut(ahead(decoding)):
        start, end = end, end + len(stretch.samples)
        parts.append(Part(stretch.number, start / RATE, end / RATE, stretch.speech))
        levels.append(energies(stretch.samples))
        give_back_freed_memory()  # else what was needed to look for speech lies round what is kept, and fills up
    files = tuple(decoding.spans) if isinstance(decoding, Following) else ()
    return Plan(tuple(parts), end / RATE, decoding.broke_off, files), np.concatenate(levels or [np.zeros(0)])


def plans(recordings: Sequence[Sequence[tuple[Recorded, int | None]]]) -> list[list[Plan | Reason]]:
    """For each recording the plans of its tracks, or why there are none: for ``pipelines.isolation``."""
    return [plan_together(tracks) for tracks in recordings]


def _plan_or_reason(decoding: Decoding | Following) -> tuple[Plan, Levels] | Reason:
    try:
        return _plan_and_levels(decoding)
    except Unreadable as error:
        return error.reason


def samples_of(file: Recorded, channel: int | None, part: Part) -> Samples:
    """The sound of one stretch, without decoding what is before it where the file allows that.

    Raises:
        Unreadable: as for ``stretches``.
    """
    if isinstance(file, Files):
        samples = between(file, channel, part.start, part.end)
    else:
        samples = decoded(file, channel, round(part.start * RATE), round(part.end * RATE))
    return gate(samples, part.speech) if part.gated else samples


def gate(samples: Samples, speech: Sequence[Span]) -> Samples:
    """The samples with silence outside of the speech."""
    kept = np.zeros_like(samples)
    for start, end in speech:
        inside = slice(int(start * RATE), int(end * RATE))
        kept[inside] = samples[inside]
    return kept


def cut(blocks: Iterator[Samples] | Decoding | Following) -> Iterator[Stretch]:
    """Stretches of what comes in blocks of samples; at a block without any, a stretch ends."""
    longest = LONGEST_SECONDS * RATE
    buffer, filled, number, start = np.empty(longest, np.float32), 0, 1, 0
    for arrived in blocks:
        block = arrived
        if not len(block) and filled:
            yield _whole(number, start, buffer[:filled])
            number, start, filled = number + 1, start + filled, 0
        while len(block):
            taken = block[: longest - filled]
            buffer[filled : filled + len(taken)] = taken
            filled, block = filled + len(taken), block[len(taken) :]
            if filled == longest and len(block):  # what ends here exactly is not cut again
                spans = speech(buffer)
                end = place(buffer, spans)
                yield _stretch(number, start, buffer[:end].copy(), spans)
                number, start, filled = number + 1, start + end, filled - end
                buffer[:filled] = buffer[end:].copy()
    if filled:
        yield _whole(number, start, buffer[:filled])


def _whole(number: int, start: int, samples: Samples) -> Stretch:
    rest = samples.copy()
    return _stretch(number, start, rest, speech(rest))


def _stretch(number: int, start: int, samples: Samples, spans: tuple[Span, ...]) -> Stretch:
    end = len(samples) / RATE
    inside = tuple((from_, min(to, end)) for from_, to in spans if from_ < end)
    return Stretch(number, start / RATE, samples, inside)


def place(samples: Samples, spans: tuple[Span, ...]) -> int:
    """The sample at which to cut: the middle of the longest pause; without one, where it is quietest."""
    edges = [0.0, *(time for span in spans for time in span), len(samples) / RATE]
    pauses = [(max(begin, SHORTEST_SECONDS), end) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
    begin, end = max(pauses, key=lambda pause: pause[1] - pause[0])
    if end > begin:
        return int((begin + end) / 2 * RATE) // STEP * STEP
    return quietest(samples, SHORTEST_SECONDS * RATE, len(samples))


def quietest(samples: Samples, begin: int, end: int) -> int:
    """The sample between two others round which there is the least energy, on the grid."""
    energy = energies(samples[begin:end])
    width = round(QUIET_SECONDS * GRID)
    if len(energy) <= width:
        return (begin + end) // 2 // STEP * STEP
    around = np.convolve(energy, np.ones(width), mode="valid")
    return (begin + (int(around.argmin()) + width // 2) * STEP) // STEP * STEP


def energies(samples: Samples) -> Levels:
    """The mean energy in each step of the grid."""
    begins = np.arange(0, len(samples), STEP)
    return np.asarray(np.add.reduceat(np.square(samples, dtype=np.float64), begins) / STEP)
