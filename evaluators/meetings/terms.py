"""Words that must not be missed: names of systems, departments, people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from evaluators.characters import clusters


@dataclass(frozen=True)
class TermCounts:
    """How often a term was said, written down, and both at the same place. Counts add up."""

    term: str
    said: int
    written: int
    right: int


def term_counts(truth: str, output: str, terms: Iterable[str]) -> list[TermCounts]:
    """Occurrences of each term, matched by the alignment of the whole text.

    A term was heard where every one of its characters stands in the output at the place where it was said: a term that
    is left out here and made up there is two errors. Texts and terms are compared as they are given: normalise them
    alike.

    Args:
        truth: what was said.
        output: what was written down.
        terms: of which one can lie within another one; each counts for itself.
    """
    here, there = clusters(truth), clusters(output)
    partner = np.full(len(here), -1)
    for run in Levenshtein.opcodes(here, there):
        if run.tag == "equal":
            partner[run.src_start : run.src_end] = np.arange(run.dest_start, run.dest_end)
    return [_counts(term, here, there, partner.tolist()) for term in dict.fromkeys(terms) if term]


def _counts(term: str, here: Sequence[str], there: Sequence[str], partner: Sequence[int]) -> TermCounts:
    wanted = clusters(term)
    said, written = _places(wanted, here), set(_places(wanted, there))
    right = sum(
        partner[place] in written
        and list(partner[place : place + len(wanted)]) == list(range(partner[place], partner[place] + len(wanted)))
        for place in said
    )
    return TermCounts(term, len(said), len(written), right)


def _places(wanted: Sequence[str], text: Sequence[str]) -> list[int]:
    """Where a term begins; occurrences do not overlap."""
    found, place = [], 0
    while place + len(wanted) <= len(text):
        if text[place] == wanted[0] and list(text[place : place + len(wanted)]) == list(wanted):
            found.append(place)
            place += len(wanted)
        else:
            place += 1
    return found
