"""Sentences out of words and patterns, the same ones for the same seed.

Kinds of word that a pattern can ask for: ``n`` noun, ``act`` noun that する makes a verb, ``adj``/``na``
adjectives before a noun, ``adv``, ``v.FORM`` a verb's form, ``surname``, ``title``, ``place``, ``dept``, and numbers
(``numbers``); and the rules of ``patterns_parts``.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from random import Random

from samples.train_demo_model.corpus import (
    clauses,
    names,
    nouns_city,
    nouns_life,
    numbers,
    patterns_council,
    patterns_parts,
    patterns_work,
    verbs,
)

SLOT = re.compile(r"\{([a-z0-9.]+)\}")
TOPICS: Mapping[str, Sequence[str]] = nouns_city.TOPICS | nouns_life.TOPICS
NOUNS: tuple[str, ...] = tuple(dict.fromkeys(chain.from_iterable(TOPICS.values())))
GROUPS: Mapping[str, Sequence[str]] = {
    **patterns_council.GROUPS, **patterns_work.GROUPS, "free": clauses.FREE,
}  # fmt: skip
SHARES = {
    "chair": 8, "answers": 14, "questions": 12, "figures": 10, "digital": 7, "residents": 8, "talk": 9, "lists": 8,
    "free": 24,
}  # fmt: skip
"""How many of a hundred sentences are of which group."""
ON_TOPIC = 0.4
"""Share of nouns that are of the sentence's topic; the others are of any."""
WORDS: Mapping[str, Sequence[str]] = {
    "act": verbs.VERBAL_NOUNS, "adj": verbs.ADJECTIVES, "na": verbs.NA_ADJECTIVES, "adv": verbs.ADVERBS,
    "surname": names.SURNAMES, "title": names.TITLES, "place": names.PLACES, "dept": names.DEPARTMENTS,
}  # fmt: skip


class Speaker:
    """Says sentences; what is drawn hangs on the random numbers given alone."""

    def __init__(self, rng: Random, groups: Mapping[str, Sequence[str]] = GROUPS) -> None:
        """Take random numbers and the patterns by group (those of ``SHARES``)."""
        self._rng = rng
        self._groups = groups
        self._shares = [SHARES[name] for name in groups]
        self._topic: Sequence[str] = NOUNS

    def sentence(self) -> str:
        """One sentence with its mark at the end; sometimes with a filler, an opening or a clause before it."""
        rng = self._rng
        self._topic = rng.choice(list(TOPICS.values()))
        group = rng.choices(list(self._groups), self._shares)[0]
        text = rng.choice(self._groups[group])
        if group != "lists":
            text = self._before(group) + text
        text = self.expand(text)
        return text + ("？" if text.endswith(("か", "ませんか")) and rng.random() < 0.15 else "。")

    def _before(self, group: str) -> str:
        rng, before = self._rng, ""
        if rng.random() < 0.16:
            before += "{filler}"
        if group != "chair" and rng.random() < 0.28:
            before += "{opening}"
        if group not in ("chair", "residents") and rng.random() < 0.22:
            before += rng.choice(clauses.BEFORE)
        return before

    def expand(self, pattern: str) -> str:
        """The pattern with every slot filled."""
        while SLOT.search(pattern):
            pattern = SLOT.sub(lambda slot: self._fill(slot[1]), pattern)
        return pattern

    def _fill(self, kind: str) -> str:
        rng = self._rng
        if kind == "n":
            return rng.choice(self._topic if rng.random() < ON_TOPIC else NOUNS)
        if kind.startswith("v."):
            return rng.choice(verbs.VERBS)[kind.removeprefix("v.")]
        if kind in WORDS:
            return rng.choice(WORDS[kind])
        if kind in patterns_parts.PARTS:
            return rng.choice(patterns_parts.PARTS[kind])
        make: Callable[[Random], str] = numbers.NUMBERS[kind]
        return make(rng)


def sentences(
    seed: int | str, number: int, keep: Callable[[str], bool] = lambda _text: True, longest: int = 60
) -> Iterator[str]:
    """So many different sentences of up to ``longest`` characters that ``keep`` lets through."""
    speaker, seen = Speaker(Random(f"corpus {seed}")), set[str]()
    while len(seen) < number:
        text = speaker.sentence()
        if len(text) <= longest and text not in seen and keep(text):
            seen.add(text)
            yield text


def words() -> set[str]:
    """Every word that a sentence can hold."""
    return set(chain(NOUNS, *WORDS.values(), (verb["dic"] for verb in verbs.VERBS)))
