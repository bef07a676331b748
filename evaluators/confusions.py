"""Which characters are taken for which: what a person who checks readings should look at first."""

import math
from collections import Counter, defaultdict

import pandas as pd

from evaluators.characters import changes
from evaluators.fields import ANSWERED
from evaluators.intervals import clustered_proportion
from evaluators.mark_types import MARK_TYPES
from evaluators.normalise import Normaliser, normalise

COLUMNS = ["engine", "kind", "truth", "output", "count", "errors", "share", "documents", "low", "high"]
WITH_INTERVAL = 20
"""The most frequent pairs of each engine and kind, whose shares have an interval."""


def confusions(scored: pd.DataFrame) -> pd.DataFrame:
    """Characters mistaken, missing and made up, after nfkc, from the alignment that the error rate counts.

    Args:
        scored: ``frames.SCORED``. Check boxes and choices have no characters and are passed over.

    Returns:
        One row an engine, kind and pair of characters (grapheme clusters): ``kind`` is ``substituted``, ``missing``
        (output is ""), ``added`` (truth is "") or ``unread`` (missing from a field that was refused, failed or left
        out, which says nothing about the character); ``count`` of them, ``errors`` of the engine altogether, ``share``
        = count / errors, and the number of ``documents`` they are in; ``low`` and ``high`` of the share
        (:func:`evaluators.intervals.clustered_proportion`, documents as units) for the ``WITH_INTERVAL`` most frequent
        of each engine and kind, NaN for the others. Sorted by engine, then the most frequent first,
        in the most documents first, then by character. The counts of an engine add up to its errors.
    """
    counts: defaultdict[tuple[str, str, str, str], Counter[str]] = defaultdict(Counter)
    errors = scored["substitutions"] + scored["deletions"] + scored["insertions"]
    wrong = scored[~scored["type"].isin(MARK_TYPES) & (errors > 0)]
    columns = ["engine", "document", "status", "type", "truth", "text"]
    for engine, document, status, field_type, truth, output in wrong[columns].itertuples(index=False):
        sides = (normalise(side, Normaliser.NFKC, field_type) for side in (truth, output))
        for kind, here, there in changes(*sides):
            counts[engine, kind if status in ANSWERED else "unread", here, there][document] += 1
    wholes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (engine, *_pair), by_document in counts.items():
        wholes[engine].update(by_document)
    keys = sorted(counts, key=lambda key: (key[0], -counts[key].total(), -len(counts[key]), key[1:]))
    places: Counter[tuple[str, str]] = Counter()
    rows = []
    for found in keys:
        number, whole = counts[found].total(), wholes[found[0]]
        places[found[:2]] += 1
        bounds = _interval(counts[found], whole) if places[found[:2]] <= WITH_INTERVAL else (math.nan, math.nan)
        rows.append((*found, number, whole.total(), number / whole.total(), len(counts[found]), *bounds))
    return pd.DataFrame(rows, columns=COLUMNS)


def _interval(part: Counter[str], whole: Counter[str]) -> tuple[float, float]:
    """Of the share of errors, by document; the order of documents changes nothing."""
    names = sorted(whole)
    found = clustered_proportion([part[name] for name in names], [whole[name] for name in names])
    return found.low, found.high
