"""Hearing one stretch of a recording: what the flow calls, in a process of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.audio import Part, Recorded
from pipelines.audio.cutting import samples_of
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.models import Model
from pipelines.recognizers import BUNDLED, Heard, Sound, recognizer
from pipelines.recognizers.guards import guarded


@dataclass(frozen=True)
class Hearing:
    """One stretch to hear, in a form that crosses the border of a process."""

    model: Model
    file: Recorded
    channel: int | None
    """From 1; None: all of them, mixed."""
    part: Part
    """The stretch, as ``pipelines.audio.cutting.plan`` gives it."""
    terms: tuple[str, ...] = ()
    """Words to expect, the most wanted first."""
    recognizer: str = BUNDLED[0]


def hear(hearings: Sequence[Hearing]) -> list[list[Heard] | Reason]:
    """What is said in each stretch, or why it cannot be decoded (any more): for ``pipelines.isolation``.

    A model uses all cores, so that one process at a time is as much as a machine can do.
    """
    return [_heard_or_reason(one) for one in hearings]


def _heard_or_reason(one: Hearing) -> list[Heard] | Reason:
    try:
        return hear_stretch(one.model, one.file, one.channel, one.part, one.terms, recognizer_name=one.recognizer)
    except Unreadable as error:
        return error.reason


def hear_stretch(
    model: Model,
    file: Recorded,
    channel: int | None,
    part: Part,
    terms: tuple[str, ...] = (),
    *,
    recognizer_name: str = BUNDLED[0],
) -> list[Heard]:
    """What is said in a stretch, flagged, in order of time, in seconds from the start of the recording.

    Raises:
        Unreadable: the file cannot be decoded (any more).
        KoukaError: recogniser or model is missing.
    """
    if not part.speech:  # the model is not even loaded
        return []
    sound = Sound(samples_of(file, channel, part), part.speech, terms)
    (heard,) = recognizer(recognizer_name, model).hear([sound])
    return [later(piece, part.start) for piece in guarded(heard, part.speech)]


def later(piece: Heard, seconds: float) -> Heard:
    """The piece, with its words, so much later."""
    words = tuple(
        replace(word, start=round(word.start + seconds, 3), end=round(word.end + seconds, 3)) for word in piece.words
    )
    return replace(piece, start=round(piece.start + seconds, 3), end=round(piece.end + seconds, 3), words=words)
