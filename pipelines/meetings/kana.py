"""How Japanese is read: from the dictionary of pyopenjtalk-plus, which lies inside its wheel."""

from functools import lru_cache

import pyopenjtalk


@lru_cache(maxsize=20_000)
def kana(text: str) -> str:
    """The text in katakana, as it sounds; of several readings the one that the dictionary takes for likeliest.

    >>> kana("子供"), kana("子ども")
    ('コドモ', 'コドモ')
    """
    return str(pyopenjtalk.g2p(text, kana=True)) if text.strip() else ""
