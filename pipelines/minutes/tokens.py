"""The words of a Japanese text with their part of speech, from Sudachi's dictionary, which pyopenjtalk-plus brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sudachipy import Tokenizer

PARTICLE = "助詞"
PUNCTUATION = "補助記号"
BLANK = "空白"
COMMAS = frozenset("、，,・…‥ 　")
"""A pause within a sentence. Recognisers also write blanks for it."""
ENDS = frozenset("。．.？?！!\n")
"""The end of a sentence."""
MOST_BYTES = 40_000
"""Sudachi takes 49,149 bytes at most."""


@dataclass(frozen=True)
class Token:
    """A word and where it stands."""

    start: int
    end: int
    text: str
    kind: str
    """Part of speech as UniDic names it: 名詞, 助詞, 感動詞 …"""
    detail: str
    """The next two levels, joined by a hyphen: フィラー, 普通名詞-一般, 格助詞 …"""
    reading: str
    """In katakana."""

    @property
    def is_comma(self) -> bool:
        """Whether it is a pause within a sentence."""
        return all(character in COMMAS for character in self.text)

    @property
    def is_end(self) -> bool:
        """Whether it ends a sentence."""
        return self.text[0] in ENDS

    @property
    def is_mark(self) -> bool:
        """Whether nobody speaks it."""
        return self.is_comma or self.is_end or self.kind in (PUNCTUATION, BLANK)

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun, or what is joined to one."""
        return self.kind in ("名詞", "接尾辞", "接頭辞") and not self.is_numeral

    @property
    def is_numeral(self) -> bool:
        """Whether it is a number; a word that can count (課, 件) is none."""
        return "数詞" in self.detail.split("-")

    @property
    def is_particle(self) -> bool:
        """Whether it is a particle."""
        return self.kind == PARTICLE


def tokens_of(text: str) -> list[Token]:
    """The words, shortest units, in order; together they are the text."""
    found: list[Token] = []
    for offset, part in _portions(text):
        for word in _tokenizer().tokenize(part):
            kind, *more = word.part_of_speech()
            detail = "-".join(level for level in more[:2] if level != "*")
            start, end = offset + word.begin(), offset + word.end()
            if start < end:
                found.append(Token(start, end, text[start:end], kind, detail, word.reading_form()))
    return found


def _portions(text: str) -> Sequence[tuple[int, str]]:
    """Texts that Sudachi takes; a character has four bytes at most."""
    most = MOST_BYTES // 4
    return [(place, text[place : place + most]) for place in range(0, len(text), most)]


@cache
def _tokenizer() -> "Tokenizer":
    from sudachipy import Dictionary, SplitMode

    return Dictionary(dict="core").tokenizer(mode=SplitMode.A)
