"""Words that must not be missed: names of systems, departments, people."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
    here, there = "".join(truth), "".join(output)
    said: list[Occurrence] = []
    written: list[Occurrence] = []
    for term in dict.fromkeys(terms):
        wanted = clusters(term)
        # Most terms are in neither text, and that a text does not hold it is seen much sooner than where it does.
        places = _places(wanted, truth) if term in here else []
        targets = set(_places(wanted, output)) if term in there else set()
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
    said, written = occurrences(here, there, align(here, there), wanted)
    times, outputs = Counter(each.term for each in said), Counter(each.term for each in written)
    right = Counter(each.term for each in said if each.right)
    return [TermCounts(term, times[term], outputs[term], right[term]) for term in wanted]


def _places(wanted: Sequence[str], text: Sequence[str]) -> list[int]:
    """Where a term begins; occurrences do not overlap."""
    found, place = [], 0
    while wanted and place + len(wanted) <= len(text):
        if text[place] == wanted[0] and list(text[place : place + len(wanted)]) == list(wanted):
            found.append(place)
            place += len(wanted)
        else:
            place += 1
    return found
