"""Types whose value is the text itself: text, names, addresses, kana."""

import re

import regex

from evaluators.normalise import Normaliser, normalise
from pipelines.field_types.dashes import DASHES
from pipelines.field_types.unparsable import Unparsable

# ぁ to ゖ, and the iteration marks ゝ and ゞ.
HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
DASH_IN_NUMBER = re.compile(rf"(?<=\d)[{DASHES}](?=\d)", re.ASCII)
KANA = regex.compile(r"[\p{Script=Katakana}ー・゛゜\s]+")


def parse(text: str) -> str:
    """Full- and half-width folded, blanks at the ends taken away, runs of blanks made one blank.

    Where a line ends between two full-width characters nothing is put, since Japanese is wrapped anywhere.
    """
    return re.sub(r"\s+", " ", normalise(text, Normaliser.NFKC, "text")).strip()


def parse_name(text: str) -> str:
    """As ``parse``, without blanks, and with variants of a character kept apart: 髙橋 is not 高橋."""
    return normalise(text, Normaliser.NFKC, "name")


def parse_address(text: str) -> str:
    """As a name, and every dash between two digits a hyphen: nobody means another house by another dash."""
    return DASH_IN_NUMBER.sub("-", parse_name(text))


def parse_kana(text: str) -> str:
    """Full-width katakana without blanks; hiragana is turned into it, since some people write so."""
    kana = normalise(text, Normaliser.NFKC, "kana").translate(HIRAGANA_TO_KATAKANA)
    if not is_kana(kana):
        raise Unparsable("not_kana")
    return kana


def is_value(cell: str) -> bool:
    """Whether the cell is a text without line ends."""
    return "\n" not in cell and "\r" not in cell


def is_kana(cell: str) -> bool:
    """Whether the cell is katakana, blanks allowed."""
    return KANA.fullmatch(cell) is not None
