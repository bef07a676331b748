"""Fillers: sounds that people make while they think, which minutes leave out.

Only those that can be nothing else: その, まあ and ええ are often words, and stay.
"""

import re

_FILLER = re.compile(
    r"(?<![ぁ-んァ-ヶー一-龠])"  # at the beginning of a clause, since あの and えと stand within words as well
    r"(?:え[ーえ]*っ?と[ーお]*|えー+|あの[ーう]+|その[ーう]+|うー+んと?|うんーと?|あー+|まー+|んー+)"
    r"(?:ですね|ね)?(?:、|…+|・{3}|　| |(?=[。「])|$)"
)


def without_fillers(text: str) -> str:
    """The text without its fillers and the comma behind each.

    >>> without_fillers("えー、本日は、あのー、ＡＩについて、うーん、そのあの件ですが。")
    '本日は、ＡＩについて、そのあの件ですが。'
    """
    before = None
    while before != text:  # of two in a row the second one stands at the beginning once the first one is gone
        before, text = text, _FILLER.sub("", text)
    return text


def count_fillers(text: str) -> int:
    """How many fillers a text holds."""
    count, before = 0, None
    while before != text:
        before = text
        text, found = _FILLER.subn("", text)
        count += found
    return count
