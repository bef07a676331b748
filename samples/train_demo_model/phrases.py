"""Where the words and phrases of a sentence begin: in its characters and in its phonemes.

A phrase is what the dictionary of pyopenjtalk joins to one accent: a noun with its particles, a verb with its endings.
"""

import re
import unicodedata

import pyopenjtalk
from pyopenjtalk.types import NJDFeature

_PHONEME = re.compile(r"-(.+?)\+")
_SILENT = ("sil", "pau")


def words(text: str, phonemes: list[str]) -> list[tuple[int, int, bool]]:
    """The places (characters, phonemes before, whether a phrase begins) where words begin, without the first.

    Words that the dictionary writes otherwise than the text does (numbers) have no place of their own; the next word
    found again has. Empty where the phonemes of the words are not those of the sentence.
    """
    found_words = pyopenjtalk.run_frontend(text)
    said = [_phonemes(word) for word in found_words]
    spoken = [place for place, name in enumerate(phonemes) if name not in _SILENT]
    if [phonemes[place].lower() for place in spoken] != [name.lower() for names in said for name in names]:
        return []
    folded, found = unicodedata.normalize("NFKC", text), list[tuple[int, int, bool]]()
    if len(folded) != len(text):
        return []
    at, before, lost = 0, 0, False
    for word, names in zip(found_words, said, strict=True):
        written = unicodedata.normalize("NFKC", word["string"])
        place = folded.find(written, at + lost) if lost else (at if folded.startswith(written, at) else -1)
        if place < 0:
            lost = True
        else:
            if names and 0 < before < len(spoken):
                found.append((place, spoken[before], word["chain_flag"] == 0))
            at, lost = place + len(written), False
        before += len(names)
    return [] if lost else found


def _phonemes(word: NJDFeature) -> list[str]:
    if not word["mora_size"]:
        return []
    labels = (_PHONEME.search(label) for label in pyopenjtalk.make_label([word]))
    return [label[1] for label in labels if label and label[1] not in _SILENT]
