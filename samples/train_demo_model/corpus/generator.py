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
    nouns_daily,
    nouns_life,
    numbers,
    patterns_council,
    patterns_grammar,
    patterns_parts,
    patterns_work,
    verbs,
)

SLOT = re.compile(r"\{([a-z0-9.]+)\}")
TOPICS: Mapping[str, Sequence[str]] = nouns_city.TOPICS | nouns_life.TOPICS | nouns_daily.TOPICS
NOUNS: tuple[str, ...] = tuple(dict.fromkeys(chain.from_iterable(TOPICS.values())))
GROUPS: Mapping[str, Sequence[str]] = {
    **patterns_council.GROUPS, **patterns_work.GROUPS, "free": clauses.FREE, "grammar": patterns_grammar.GRAMMAR,
}  # fmt: skip
PARTS: Mapping[str, Sequence[str]] = patterns_parts.PARTS | patterns_grammar.PARTS
SHARES = {
    "chair": 5, "answers": 9, "questions": 8, "figures": 9, "digital": 5, "residents": 6, "talk": 8, "lists": 12,
    "free": 10, "grammar": 28,
}  # fmt: skip
"""How many of a hundred sentences are of which group."""
FORMS = {verb["dic"]: verb for verb in verbs.VERBS}
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
        self._topic = ""
        self._left: dict[str, list[str]] = {}

    def sentence(self) -> str:
        """One sentence with its mark at the end; sometimes with a filler, an opening or a clause before it."""
        rng = self._rng
        self._topic = rng.choice(list(TOPICS))
        group = rng.choices(list(self._groups), self._shares)[0]
        text = self._drawn(f"group {group}", self._groups[group])
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
            before += self._drawn("before", clauses.BEFORE)
        return before

    def expand(self, pattern: str) -> str:
        """The pattern with every slot filled."""
        while SLOT.search(pattern):
            pattern = SLOT.sub(lambda slot: self._fill(slot[1]), pattern)
        return pattern

    def _fill(self, kind: str) -> str:
        rng = self._rng
        if kind == "n":
            topic = self._topic if rng.random() < ON_TOPIC else ""
            return self._drawn(f"topic {topic}", TOPICS[topic] if topic else NOUNS)
        if kind.startswith("v."):
            return FORMS[self._drawn("v", list(FORMS))][kind.removeprefix("v.")]
        if kind == "adj.k":
            return self._drawn("adj", verbs.ADJECTIVES).removesuffix("い")
        if kind in WORDS:
            return self._drawn(kind, WORDS[kind])
        if kind in PARTS:
            return self._drawn(kind, PARTS[kind])
        make: Callable[[Random], str] = numbers.NUMBERS[kind]
        return make(rng)

    def _drawn(self, kind: str, among: Sequence[str]) -> str:
        """One of these; none again before all the others were drawn, so that none is rare."""
        left = self._left.setdefault(kind, [])
        if not left:
            left += self._rng.sample(among, len(among))
        return left.pop()


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
