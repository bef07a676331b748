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
_DECIMAL = re.compile(r"(?<=[0-9])[.,](?=[0-9])")
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
    folded = unicodedata.normalize("NFKC", text)
    points = {found.start() for found in _DECIMAL.finditer(folded) if found[0] == "."}
    spoken = (character for place, character in enumerate(folded) if place in points or _is_spoken(folded, place))
    # Once more, because a blank can hold a mark off its letter: NFKC makes ´ a blank and a mark.
    return unicodedata.normalize("NFKC", "".join(spoken))


def _is_spoken(text: str, place: int) -> bool:
    character = text[place]
    if character == "-":
        around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
        return len(around) == 2 and around.isascii() and around.isalnum()
    return character in SPOKEN or unicodedata.category(character)[0] in "LNM" or character in "℃円"
