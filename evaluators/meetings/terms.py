"""Words that must not be missed: names of systems, departments, people."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from evaluators.characters import clusters
from evaluators.meetings.alignment import Alignment, align


@dataclass(frozen=True)
class Occurrence:
    """A term in a text, from a place in characters, and whether the other text has it at the same place."""

    term: str
    place: int
    right: bool


@dataclass(frozen=True)
class TermCounts:
    """How often a term was said, written down, and both at the same place. Counts add up."""

    term: str
    said: int
    written: int
    right: int


def occurrences(
    truth: Sequence[str], output: Sequence[str], alignment: Alignment, terms: Iterable[str]
) -> tuple[list[Occurrence], list[Occurrence]]:
    """Every occurrence of each term in the truth and in the output, term by term.

    A term was heard where every one of its characters stands in the output at the place where it was said: a term that
    is left out here and made up there is two errors. Texts and terms are compared as they are given: normalise them
    alike. One term can lie within another one; each counts for itself.
    """
    here, there = _Text(truth), _Text(output)
    said: list[Occurrence] = []
    written: list[Occurrence] = []
    for term in dict.fromkeys(terms):
        wanted = clusters(term)
        places, targets = here.places(wanted), set(there.places(wanted))
        taken: set[int] = set()
        for place in places:
            partner = alignment.partner[place : place + len(wanted)].tolist()
            right = partner[0] in targets and partner == list(range(partner[0], partner[0] + len(wanted)))
            taken |= {partner[0]} if right else set()
            said.append(Occurrence(term, place, right))
        written += [Occurrence(term, place, place in taken) for place in sorted(targets)]
    return said, written


def term_counts(truth: str, output: str, terms: Iterable[str]) -> list[TermCounts]:
    """Counts of :func:`occurrences` for each term, in their order.

    Args:
        truth: what was said.
        output: what was written down.
        terms: of which empty ones are passed over.
    """
    wanted = [term for term in dict.fromkeys(terms) if term]
    here, there = clusters(truth), clusters(output)
    return tally(*occurrences(here, there, align(here, there), wanted), wanted)


def tally(said: Sequence[Occurrence], written: Sequence[Occurrence], terms: Iterable[str]) -> list[TermCounts]:
    """How often each term occurs, in their order."""
    times, outputs = Counter(each.term for each in said), Counter(each.term for each in written)
    right = Counter(each.term for each in said if each.right)
    return [TermCounts(term, times[term], outputs[term], right[term]) for term in terms]


class _Text:
    """A text in characters that is searched as the string it makes up: that is much faster."""

    def __init__(self, characters: Sequence[str]) -> None:
        self._characters = characters
        self._text = "".join(characters)
        lengths = np.fromiter(map(len, characters), np.int64, len(characters))
        self._begins = np.cumsum(lengths) - lengths

    def places(self, wanted: Sequence[str]) -> list[int]:
        """Where a term begins; occurrences do not overlap. What ends within a character is none."""
        term, found = "".join(wanted), []
        begin = self._text.find(term) if term else -1
        while begin >= 0:
            place = int(np.searchsorted(self._begins, begin))
            here = place < len(self._begins) and int(self._begins[place]) == begin
            if here and list(self._characters[place : place + len(wanted)]) == list(wanted):
                found.append(place)
                begin += len(term) - 1
            begin = self._text.find(term, begin + 1)
        return found
