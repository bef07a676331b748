"""Transcripts of any length: sentences of the bundled meetings, and drafts of them with random errors."""

import json
from collections.abc import Iterator
from random import Random

from surroundings import ROOT

from evaluators.meetings.transcript import Spoken

CHARACTERS_A_SECOND = 6.0
KINDS = ("wrong", "missing", "added")
SEED = 20261124


def truth(characters: int) -> list[Spoken]:
    """So many characters, the last segment cut; the sentences come in another order each time, by the same speakers."""
    found: list[Spoken] = []
    begin, left = 0.0, characters
    for said in _said(Random(SEED)):
        text = said.text[:left]
        end = begin + len(text) / CHARACTERS_A_SECOND
        found.append(Spoken(said.speaker, begin, end, text))
        begin, left = end + 0.5, left - len(text)
        if not left:
            return found
    raise AssertionError("endless")


def _said(random: Random) -> Iterator[Spoken]:
    files = sorted((ROOT / "samples" / "meetings" / "truth").glob("*.json"))
    segments = [segment for file in files for segment in json.loads(file.read_bytes())]
    said = [Spoken(segment["speaker"], 0.0, 0.0, segment["words"]) for segment in segments]
    while True:
        random.shuffle(said)
        yield from said


def draft(said: list[Spoken], errors: float) -> list[Spoken]:
    """The same with a share of the characters wrong, missing or with one added before them, each as often."""
    random = Random(SEED + round(errors * 1000))
    alphabet = "".join(segment.text for segment in said)
    return [
        Spoken(each.speaker, each.start, each.end, "".join(_heard(each.text, alphabet, errors, random)))
        for each in said
    ]


def _heard(text: str, alphabet: str, errors: float, random: Random) -> Iterator[str]:
    for character in text:
        kind = random.choice(KINDS) if random.random() < errors else ""
        if kind in ("wrong", "added"):
            yield random.choice(alphabet)
        if kind in ("", "added"):
            yield character


def terms() -> list[str]:
    """The words that must not be missed in the bundled meetings."""
    return (ROOT / "samples" / "meetings" / "terms.txt").read_text(encoding="utf-8").split("\n")
