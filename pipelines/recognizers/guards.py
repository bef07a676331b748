"""What Whisper is known to invent and to leave out. It is flagged for the person who listens again, never removed.

Batched hearing ignores every threshold of faster-whisper, and its threshold for compression misses a stock phrase three
times over: 「ご視聴ありがとうございました。」 three times has a ratio of 2.33, and the threshold is 2.4.
"""

import re
import unicodedata
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pipelines.audio import Span
from pipelines.recognizers import Heard
from pipelines.recognizers.phrases import INVENTED, OVER_SILENCE

REPETITION, STOCK_PHRASE, LOST = "repetition", "stock_phrase", "lost"
LOOPS = (re.compile(r"(.{4,60}?)\1{2,}"), re.compile(r"(.{2,3}?)\1{4,}"), re.compile(r"(\D)\1{7,}"))
"""The same again and again: four characters or more three times, two or three five times, one eight times. People do
say 「はい、はい、はい」, and the zeros of a hundred million."""
COMPRESSION = 2.4
"""Of UTF-8 by zlib, as in Whisper."""
COMPRESSED_CHARACTERS = 40
"""Below, no text compresses so far."""
FASTEST = 15
"""Characters a second: so much speech a phrase needs at least, to have been said."""
LOST_SECONDS = 2.0
"""Speech for so long without a word is lost, also where it pauses meanwhile."""
TOGETHER_SECONDS = 5.0
"""Lost speech with a longer pause between is lost twice."""
SLACK = 0.5
"""Seconds by which the times of words are wrong without any harm."""


def guarded(heard: Sequence[Heard], speech: Sequence[Span]) -> list[Heard]:
    """The same in order of time, flagged, and with an empty piece for each stretch of speech that got no text.

    Args:
        heard: of one stretch.
        speech: where somebody speaks in it.
    """
    looping = repetitions([piece.text for piece in heard])
    flagged = [
        replace(piece, flags=piece.flags | _flags(piece, speech, loops=loops))
        for piece, loops in zip(heard, looping, strict=True)
    ]
    empty = [Heard(start, end, "", flags=frozenset({LOST})) for start, end in lost(heard, speech)]
    return sorted([*flagged, *empty], key=lambda piece: (piece.start, piece.end))


def flags_of_texts(texts: Sequence[str]) -> list[frozenset[str]]:
    """What consecutive texts alone give away, where nobody knows when somebody speaks: those of an outside product."""
    return [
        frozenset(([REPETITION] if loops else []) + ([STOCK_PHRASE] if _is_invented(text) else []))
        for text, loops in zip(texts, repetitions(texts), strict=True)
    ]


def repetitions(texts: Sequence[str]) -> list[bool]:
    """For each of consecutive texts, whether it is part of a loop, within it or across several."""
    plain = [bare(text) for text in texts]
    joined = "".join(plain)
    looping = [match.span() for loop in LOOPS for match in loop.finditer(joined)]
    looping = [span for span in looping if not joined[slice(*span)].isdecimal()]
    found, begin = [], 0
    for text, whole in zip(plain, texts, strict=True):
        end = begin + len(text)
        inside = any(start < end and begin < stop for start, stop in looping)
        found.append(inside or (len(text) >= COMPRESSED_CHARACTERS and compression(whole) > COMPRESSION))
        begin = end
    return found


def compression(text: str) -> float:
    """How many times smaller zlib makes a text."""
    content = text.encode("utf-8")
    return len(content) / len(zlib.compress(content))


def is_stock_phrase(piece: Heard, speech: Sequence[Span]) -> bool:
    """Whether it is nothing but what Whisper makes up, once or several times, where it cannot have been said."""
    if _is_invented(piece.text):
        return True
    text = bare(piece.text)
    spoken = sum(max(0.0, min(end, piece.end) - max(start, piece.start)) for start, end in speech)
    return consists_of(text, OVER_SILENCE) and spoken < len(text) / FASTEST


def _is_invented(text: str) -> bool:
    """Whether it is nothing but what nobody says in a meeting, or nothing but marks, such as notes of music."""
    plain = bare(text)
    return consists_of(plain, INVENTED) or bool(text and not plain)


def consists_of(text: str, phrases: Collection[str]) -> bool:
    """Whether a text is made of nothing but such phrases."""
    any_of = "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
    return re.fullmatch(f"(?:{any_of})+", text) is not None


def lost(heard: Sequence[Heard], speech: Sequence[Span]) -> list[Span]:
    """Where somebody speaks and nothing was written."""
    written = sorted(
        (times.start - SLACK, times.end + SLACK)
        for piece in heard
        for times in (piece.words or ((piece,) if piece.text else ()))
    )
    groups: list[list[Span]] = []
    for start, end in _without(speech, written):
        last = groups[-1][-1][1] if groups else start
        if not groups or start - last > TOGETHER_SECONDS or any(last < to and from_ < start for from_, to in written):
            groups.append([])
        groups[-1].append((start, end))
    return [(group[0][0], group[-1][1]) for group in groups if sum(end - start for start, end in group) >= LOST_SECONDS]


def _without(speech: Sequence[Span], written: Sequence[Span]) -> Iterator[Span]:
    """What is left of the first where the second is not; both are in order."""
    for start, end in speech:
        begin = start
        for from_, to in written:
            if begin < from_ < end:
                yield begin, from_
            begin = max(begin, min(to, end)) if from_ < end else begin
        if begin < end:
            yield begin, end


def bare(text: str) -> str:
    """Letters and digits alone, in one width and case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if unicodedata.category(character)[0] in "LNM")


def _flags(piece: Heard, speech: Sequence[Span], *, loops: bool) -> frozenset[str]:
    stock = is_stock_phrase(piece, speech)
    return frozenset(([REPETITION] if loops else []) + ([STOCK_PHRASE] if stock else []))
