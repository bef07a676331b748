"""Errors between what stands on the paper and what was read, counted in characters as a reader sees them.

A character is an extended grapheme cluster (Unicode Standard Annex 29): か and a combining ゙ are one, and so are 葛
and the variation selector that says which 葛. Characters and words share one core, as in jiwer, and counts add up,
as in MeetEval.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal, Self

import regex  # type: ignore[import-untyped, unused-ignore]
from rapidfuzz.distance import Levenshtein

Kind = Literal["equal", "substituted", "missing", "added"]

_CLUSTER = regex.compile(r"\X")
_KINDS: dict[str, Kind] = {"equal": "equal", "replace": "substituted", "delete": "missing", "insert": "added"}


@dataclass(frozen=True)
class ErrorCounts:
    """Errors of an alignment with the fewest errors. Counts of several texts add up; rates do not.

    The number of errors is unique. Where several alignments have that number (ab read as ba), their kinds can
    differ, and the one that rapidfuzz finds is counted.
    """

    substitutions: int
    deletions: int
    insertions: int
    correct: int

    @classmethod
    def zero(cls) -> Self:
        """Nothing counted: the start of a sum."""
        return cls(0, 0, 0, 0)

    def __add__(self, other: Self) -> Self:
        """The counts of both texts together."""
        return type(self)(
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
            self.correct + other.correct,
        )

    @property
    def errors(self) -> int:
        """S + D + I."""
        return self.substitutions + self.deletions + self.insertions

    @property
    def length(self) -> int:
        """Length of the truth: S + D + C."""
        return self.substitutions + self.deletions + self.correct

    @property
    def rate(self) -> float | None:
        """(S + D + I) / (S + D + C), which may exceed 1. None where the truth is empty."""
        return self.errors / self.length if self.length else None

    @property
    def bounded(self) -> float | None:
        """(S + D + I) / (S + D + I + C), at most 1. None where truth and output are empty."""
        return self.errors / (self.errors + self.correct) if self.errors + self.correct else None

    @property
    def invented(self) -> bool:
        """Whether something was read where nothing is: an error of its own kind, without a rate."""
        return self.length == 0 and self.insertions > 0


@dataclass(frozen=True)
class Difference:
    """A run of characters that fared alike. ``truth`` is empty where added, ``output`` where missing."""

    kind: Kind
    truth: str
    output: str


def clusters(text: str) -> list[str]:
    """The grapheme clusters of a text, which joined give the text again."""
    found: list[str] = _CLUSTER.findall(text)
    return found


def count_token_errors(truth: Sequence[Hashable], output: Sequence[Hashable]) -> ErrorCounts:
    """Errors between two sequences of tokens: characters, words or anything that can be compared.

    >>> count_token_errors(["i", "am", "good"], ["i", "good"]).deletions
    1
    """
    if truth == output:
        return ErrorCounts(0, 0, 0, len(truth))
    tags = [operation.tag for operation in Levenshtein.editops(truth, output)]
    substitutions, deletions = tags.count("replace"), tags.count("delete")
    return ErrorCounts(substitutions, deletions, tags.count("insert"), len(truth) - substitutions - deletions)


def count_errors(truth: str, output: str) -> ErrorCounts:
    """Errors between two texts in grapheme clusters, without any normalisation.

    >>> count_errors("Abstand", "Sand").rate == 4 / 7
    True
    """
    here = clusters(truth)
    return count_token_errors(here, here if truth == output else clusters(output))


def changes(truth: str, output: str) -> list[tuple[Kind, str, str]]:
    """Every single error of the alignment that ``count_errors`` counts: kind, character on the paper, character read.

    >>> changes("髙橋", "高")
    [('substituted', '髙', '高'), ('missing', '橋', '')]
    """
    here, there = clusters(truth), clusters(output)
    return [
        (
            _KINDS[edit.tag],
            "" if edit.tag == "insert" else here[edit.src_pos],
            "" if edit.tag == "delete" else there[edit.dest_pos],
        )
        for edit in Levenshtein.editops(here, there)
    ]


def differences(truth: str, output: str) -> tuple[Difference, ...]:
    """Runs of equal, substituted, missing and added characters, in order, for marking them on a page.

    The truths joined give ``truth``, the outputs joined give ``output``.
    """
    here, there = clusters(truth), clusters(output)
    return tuple(
        Difference(
            _KINDS[run.tag], "".join(here[run.src_start : run.src_end]), "".join(there[run.dest_start : run.dest_end])
        )
        for run in Levenshtein.opcodes(here, there)
    )
