"""Named ways to make two texts comparable before they are scored.

Shown beside every rate, because a rate without its normaliser cannot be compared with another one.
"""

import re
import unicodedata
from enum import StrEnum
from typing import Literal


class Normaliser(StrEnum):
    """The normalisers for forms."""

    RAW = "raw"
    """Nothing is touched: the texts are compared character for character."""
    NFC = "nfc"
    """Canonical composition (Unicode Standard Annex 15), blanks removed where they mean nothing."""
    NFKC = "nfkc"
    """Compatibility composition: half-width kana and full-width digits fold too; blanks as for ``nfc``."""
    TYPED = "typed"
    """The value that the type makes of the text is compared with the value meant: no function of the text alone."""


NAME_TYPES = frozenset({"name", "address"})
"""Field types in which two variants of one character are two characters: to a resident they are different names."""

# Compatibility ideographs, which even NFC replaces (U+FA19 becomes 神), and variation selectors.
_VARIANTS = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f\ufe00-\ufe0f\U000e0100-\U000e01ef])")

# White space with the end of a line in it.
_LINE_END = re.compile(r"\s*[\n\r]\s*")


def normalise(text: str, normaliser: Normaliser, field_type: str) -> str:
    """The text as it is compared under this normaliser.

    ``raw`` returns it as it is. Otherwise white space (with U+3000 and newlines) is removed for every type but
    ``text``, for which a line's end is removed between two full-width characters: Japanese is wrapped anywhere (as
    in CSS Text Level 3, 4.1.3). Compatibility ideographs and variation selectors stay as they are for ``name`` and
    ``address``.

    >>> normalise("ﾋﾗﾂｶ　ﾀﾛｳ", Normaliser.NFKC, "kana")
    'ヒラツカタロウ'

    Raises:
        ValueError: the normaliser is ``typed``, which compares values.
    """
    match normaliser:
        case Normaliser.RAW:
            return text
        case Normaliser.NFC:
            return _compose("NFC", text, field_type)
        case Normaliser.NFKC:
            return _compose("NFKC", text, field_type)
        case Normaliser.TYPED:
            raise ValueError("'typed' compares values and cannot be applied to a text")


def _compose(form: Literal["NFC", "NFKC"], text: str, field_type: str) -> str:
    folded = _fold(form, text, field_type)
    if field_type == "text":
        return _fold(form, _LINE_END.sub(_unwrapped, folded), field_type)
    # Once more, because a blank can hold a mark off its letter: NFKC makes ゛ (U+309B) a blank and a mark.
    return _fold(form, "".join(folded.split()), field_type)


def _unwrapped(end: re.Match[str]) -> str:
    """Nothing between two full-width characters, else the white space as it is."""
    before, after = end.string[max(0, end.start() - 1) : end.start()], end.string[end.end() : end.end() + 1]
    wide = before and after and all(unicodedata.east_asian_width(char) in "WF" for char in before + after)
    return "" if wide else end[0]


def _fold(form: Literal["NFC", "NFKC"], text: str, field_type: str) -> str:
    if field_type not in NAME_TYPES:
        return unicodedata.normalize(form, text)
    pieces = _VARIANTS.split(text)  # a variant at every odd place
    return "".join(piece if place % 2 else unicodedata.normalize(form, piece) for place, piece in enumerate(pieces))
