"""Named ways to make two transcripts comparable. They move a rate by 2 to 8 points."""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

from evaluators.meetings.numerals import with_digits

Kana = Callable[[str], str]
"""How a text is read, in katakana: from a dictionary, which lives elsewhere."""


class Normaliser(StrEnum):
    """The normalisers for meetings, each with what the one before it does."""

    RAW = "raw"
    """Nothing is touched but the ends of lines and segments, which are nobody's speech."""
    NOPUNCT = "nopunct"
    """Width is folded (NFKC); punctuation, blanks and brackets are removed. Signs that are spoken (%, +) stay."""
    NUMBERS = "numbers"
    """Numbers are written in digits as well: 第三回 and 第3回 are the same."""
    READING = "reading"
    """As it sounds, in katakana: 表記ゆれ (子供, 子ども, こども) is no error, mishearing is."""


SPOKEN = frozenset("%&@#*/+-=")
"""Signs that people say. A hyphen is one only between digits or letters."""
_UNSPOKEN = re.compile(r"(?<![0-9])\.|\.(?![0-9])|(?<![0-9A-Za-z])-|-(?![0-9A-Za-z])")
"""Points that are not decimal ones, and hyphens."""
_LINES = re.compile(r"[\r\n]+")


def normalise(text: str, normaliser: Normaliser, kana: Kana | None = None) -> str:
    """The text as it is compared under this normaliser.

    >>> normalise("第三回、２０２６年度（案）。", Normaliser.NUMBERS)
    '第3回2026年度案'

    Raises:
        ValueError: ``reading`` without a dictionary.
    """
    match normaliser:
        case Normaliser.RAW:
            return _LINES.sub("", text)
        case Normaliser.NOPUNCT:
            return without_punctuation(text)
        case Normaliser.NUMBERS:
            return without_punctuation(with_digits(unicodedata.normalize("NFKC", text)))
        case Normaliser.READING:
            if kana is None:
                raise ValueError("'reading' needs a dictionary that says how a text is read")
            return without_punctuation(kana(unicodedata.normalize("NFKC", text)))


def without_punctuation(text: str) -> str:
    """NFKC without what is not spoken: punctuation, blanks, brackets, symbols.

    >>> without_punctuation("Ａ　案は、５．５％（約）・・・")
    'A案は5.5%約'
    """
    spoken = _UNSPOKEN.sub("", unicodedata.normalize("NFKC", text)).translate(_spoken)
    # Once more, because a blank can hold a mark off its letter: NFKC makes ´ a blank and a mark.
    return unicodedata.normalize("NFKC", spoken)


class _Spoken(dict[int, int | None]):
    """For ``str.translate``: what is not spoken goes. Looked up once a character."""

    def __missing__(self, point: int) -> int | None:
        character = chr(point)
        kept = character in SPOKEN or character in ".℃円" or unicodedata.category(character)[0] in "LNM"
        self[point] = point if kept else None
        return self[point]


_spoken = _Spoken()
