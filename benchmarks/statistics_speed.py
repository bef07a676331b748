"""How long the statistics of a comparison take, beside ``scipy.stats.bootstrap`` as one would call it first.

``statistics_speed.py [DOCUMENTS] [FIELDS] [ENGINES]``; made-up fields, of which no text is looked at. Prints Markdown.
"""

import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from processes import own_peak_mb
from scipy import stats

from evaluators.comparison import compare_engines, pairs, tables
from evaluators.contrasts import Basis
from evaluators.field_contrasts import CER, field_contrasts
from evaluators.grade import Grade, Origin
from evaluators.resampling import resampled_sums

DRAWS = 2000
NAIVE_DRAWS = 100
"""Of the naive call, which takes that long; its seconds are multiplied."""
TYPES = 8
SCANS = ("grey200", "grey300", "fax", "photo")


def made_up(documents: int, fields: int, engines: int, seed: int = 0) -> pd.DataFrame:
    """Scored fields (``frames.SCORED``) in which errors cluster in documents, and each engine is a little worse."""
    draw = np.random.default_rng(seed)
    cells = documents * fields
    faint = np.repeat(draw.beta(2, 20, documents), fields)
    length = draw.integers(1, 20, cells)
    shared = {
        "document": np.repeat([f"{number:06}.pdf" for number in range(documents)], fields),
        "template": "form",
        "field": np.tile([f"field{number}" for number in range(fields)], documents),
        "type": np.tile([f"type{number % TYPES}" for number in range(fields)], documents),
        "status": "read",
        "truth": "a",
        "expected": "a",
        "text": "a",
        "value": "a",
        "confidence": 0.9,
        "deletions": 0,
        "insertions": 0,
        "cond_scan": np.repeat(draw.choice(SCANS, documents), fields),
    }
    parts = []
    for engine in range(engines):
        wrong = draw.random(cells) < faint * (1 + engine / 10)
        errors = np.where(wrong, np.minimum(length, draw.integers(1, 4, cells)), 0)
        right = (~wrong).astype(np.int64)
        own = {"engine": f"engine{engine}", "right_raw": right, "right_nfkc": right, "right_typed": right}
        own |= {"raw_errors": errors, "raw_length": length, "substitutions": errors, "correct": length - errors}
        parts.append(pd.DataFrame(shared | own))
    return pd.concat(parts, ignore_index=True)


def _rate(part: np.ndarray, whole: np.ndarray, axis: int = -1) -> np.ndarray:
    return part.sum(axis=axis) / whole.sum(axis=axis)


def _naive(differences: np.ndarray, sizes: np.ndarray) -> None:
    stats.bootstrap(
        (differences, sizes), _rate, paired=True, vectorized=False, n_resamples=NAIVE_DRAWS, method="percentile"
    )


def _seconds(work: Callable[[], object]) -> float:
    """Of processors, which other work on the machine lengthens least."""
    began = time.process_time()
    work()
    return time.process_time() - began


def rows(documents: int, fields: int, engines: int) -> Iterator[tuple[str, float, str]]:
    """What was done, its seconds, and what to know of it."""
    scored = made_up(documents, fields, engines)
    names = [f"engine{number}" for number in range(engines)]
    first, second = (scored[scored["engine"] == name] for name in names[:2])
    found = compare_engines(scored, names, Origin.REAL)
    scopes = len(found[0].contrasts)
    what = f"{engines * (engines - 1) // 2} pairs, {scopes} differences each"
    whole = _seconds(lambda: compare_engines(scored, names, Origin.REAL))
    yield "comparison of all engines", whole, what
    yield "its tables, with Holm", _seconds(lambda: tables(found)), ""
    two = pairs(first, second)
    yield "one pair", _seconds(lambda: field_contrasts({"a": two}, Basis(Grade.MEASURED))), f"{scopes} differences"
    yield "most memory so far, MB", own_peak_mb(), ""
    sums = two.groupby("document")[["errors_first", "errors_second", "length"]].sum().to_numpy(np.float64)
    columns = np.column_stack([sums[:, 1] - sums[:, 0], sums[:, 2]])
    alike = np.ones(len(columns), dtype=np.int64)
    ours = _seconds(lambda: resampled_sums(columns, alike, DRAWS, np.random.default_rng(0)))
    yield f"bootstrap of one difference ({CER})", ours, f"{DRAWS} draws"
    naive = _seconds(lambda: _naive(columns[:, 0], columns[:, 1])) * DRAWS / NAIVE_DRAWS
    told = f"percentile, {NAIVE_DRAWS} draws, times {DRAWS // NAIVE_DRAWS}"
    yield "the same by scipy.stats.bootstrap", naive, told
    each = scopes * engines * (engines - 1) // 2
    told = f"{each} differences; {naive * each / whole:.0f} times as long as the whole comparison"
    yield "scipy.stats.bootstrap for each difference", naive * each, told
    half = columns[: len(columns) // 2]
    halved = _seconds(lambda: resampled_sums(half, alike[: len(half)], DRAWS, np.random.default_rng(0)))
    yield "ours, half of the documents", halved, f"{ours / halved:.1f} times as fast"


def main(documents: int = 10_000, fields: int = 20, engines: int = 3) -> None:
    """Print the table."""
    print(f"{documents:,} documents, {fields} fields, {engines} engines, {DRAWS:,} draws\n")
    print("| what | processor seconds | |\n|---|---:|---|")
    for name, seconds, remark in rows(documents, fields, engines):
        print(f"| {name} | {seconds:.2f} | {remark} |", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
