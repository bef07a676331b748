"""The sentences that the model is trained on, and how much of them another sentence shares."""

from collections.abc import Iterable
from functools import cache

from samples.train_demo_model.corpus.generator import sentences

SEED = 20261124
CORPUS_SIZE = 60_000
"""Sentences, some 75 hours of speech."""
REACH = 8
"""Characters of the sequences by which sentences are compared."""


@cache
def corpus() -> list[str]:
    """All sentences of the training corpus, in the order in which they are spoken."""
    return list(sentences(SEED, CORPUS_SIZE))


def sequences(text: str) -> set[str]:
    """Every run of ``REACH`` characters; a shorter text is its only one."""
    return {text[at : at + REACH] for at in range(max(1, len(text) - REACH + 1))}


@cache
def known() -> frozenset[str]:
    """Every run of ``REACH`` characters of the corpus."""
    return frozenset(run for text in corpus() for run in sequences(text))


def shared(text: str, runs: Iterable[str] | None = None) -> float:
    """Share of a text's runs that the corpus holds too."""
    own = sequences(text)
    return len(own & (known() if runs is None else set(runs))) / len(own)
