"""Which characters are taken for which: what a person who checks readings should look at first."""

from collections import Counter, defaultdict

import pandas as pd

from evaluators.characters import changes
from evaluators.fields import ANSWERED
from evaluators.mark_types import MARK_TYPES
from evaluators.normalise import Normaliser, normalise

COLUMNS = ["engine", "kind", "truth", "output", "count", "errors", "share", "documents"]


def confusions(scored: pd.DataFrame) -> pd.DataFrame:
    """Characters mistaken, missing and made up, after nfkc, from the alignment that the error rate counts.

    Args:
        scored: ``frames.SCORED``. Check boxes and choices have no characters and are passed over.

    Returns:
        One row an engine, kind and pair of characters (grapheme clusters): ``kind`` is ``substituted``, ``missing``
        (output is ""), ``added`` (truth is "") or ``unread`` (missing from a field that was refused, failed or left
        out, which says nothing about the character); ``count`` of them, ``errors`` of the engine altogether, ``share``
        = count / errors, and the number of ``documents`` they are in. Sorted by engine, then the most frequent first,
        in the most documents first, then by character. The counts of an engine add up to its errors.
    """
    counts: Counter[tuple[str, str, str, str]] = Counter()
    documents: defaultdict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    text = scored[~scored["type"].isin(MARK_TYPES)]
    columns = ["engine", "document", "status", "type", "truth", "text"]
    for engine, document, status, field_type, truth, output in text[columns].itertuples(index=False):
        sides = (normalise(side, Normaliser.NFKC, field_type) for side in (truth, output))
        for kind, here, there in changes(*sides):
            key = (engine, kind if status in ANSWERED else "unread", here, there)
            counts[key] += 1
            documents[key].add(document)
    errors: Counter[str] = Counter()
    for (engine, *_pair), count in counts.items():
        errors[engine] += count
    rows = [(*key, count, errors[key[0]], count / errors[key[0]], len(documents[key])) for key, count in counts.items()]
    rows.sort(key=lambda row: (row[0], -row[4], -row[7], row[1:4]))
    return pd.DataFrame(rows, columns=COLUMNS)
