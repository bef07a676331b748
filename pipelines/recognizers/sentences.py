"""From the words of a window to sentences with times."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.audio import Span
from pipelines.recognizers import Heard, Word

ENDS = ("。", "？", "！", "?", "!")
PAUSE = 0.8
"""Seconds between two words from which on they belong to different pieces, also without a full stop."""
LONGEST = 20.0
"""Seconds of a piece; a draft is corrected by such pieces, and its audio is played by them."""


def sentences(words: Sequence[Word], speech: Sequence[Span]) -> list[Heard]:
    """Pieces that end with a sentence, before a pause, or when they grow too long.

    Args:
        words: of one window, in order, with the blanks that were between them.
        speech: where somebody speaks.
    """
    pieces: list[list[Word]] = []
    for word in words:
        placed = within(word, speech)
        last = pieces[-1][-1] if pieces else None
        if last is None or _is_over(last, placed, pieces[-1][0].start):
            pieces.append([])
        pieces[-1].append(placed)
    return [heard(piece) for piece in pieces if "".join(word.text for word in piece).strip()]


def heard(words: Sequence[Word]) -> Heard:
    """The words as one piece."""
    text = "".join(word.text for word in words).strip()
    stripped = tuple(replace(word, text=word.text.strip()) for word in words if word.text.strip())
    return Heard(words[0].start, words[-1].end, text, confidence(stripped), stripped)


def confidence(words: Iterable[Word]) -> float | None:
    """The mean of the words' confidences, by characters."""
    weighted = [(word.confidence, len(word.text)) for word in words]
    total = sum(weight for _value, weight in weighted)
    return sum(value * weight for value, weight in weighted) / total if total else None


def within(word: Word, speech: Sequence[Span]) -> Word:
    """The word without the silence that Whisper counts to it: it lets each word last until the next one begins."""
    overlaps = [(min(end, word.end) - max(start, word.start), start, end) for start, end in speech]
    most, start, end = max(overlaps, default=(0.0, 0.0, 0.0))
    if most <= 0:
        return word
    return replace(word, start=max(start, word.start), end=min(end, word.end))


def _is_over(last: Word, word: Word, start: float) -> bool:
    return last.text.rstrip().endswith(ENDS) or word.start - last.end >= PAUSE or word.end - start > LONGEST
