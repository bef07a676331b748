"""How long the statistics of a large batch take, and how much memory: ``python benchmarks/statistics_speed.py``.

Runs the functions that ``kouka score``, ``compare`` and ``policy propose`` call on fields that were read, in
a process of its own for each number of documents, and prints the tables of benchmarks/README.md. What is read is made
up: 20 fields a document, 3 engines, and errors that cluster in documents. Aimed at: 10,000 documents in under 30
seconds and 2 GB on two cores. The bootstrap stands beside ``scipy.stats.bootstrap``, called on the same sums.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from evaluators.accuracy import accuracy
from evaluators.calibration import Calibration
from evaluators.calibrations import calibrations
from evaluators.comparison import Comparison, cells, compare_engines, pairs, tables
from evaluators.confusion_groups import confusion_groups
from evaluators.confusions import confusions
from evaluators.consensus import consensus
from evaluators.error_sources import Sources, error_sources
from evaluators.fields import score_fields
from evaluators.frames import DOCUMENTS, READINGS
from evaluators.grade import Origin
from evaluators.intervals import clustered_ratio
from evaluators.policy import Proposal, propose
from evaluators.quantity import Quantity
from pipelines.measuring import RESIDUAL
from pipelines.seed import SEED

SIZES = (1_000, 10_000)
FIELDS = 20
ENGINES = ("a", "b", "c")
TYPES = ("name", "kana", "date", "postal_code", "phone", "money", "address", "text")
SCANS = ("grey200", "grey300", "fax", "photo")
CHARACTERS = np.array(list("阿伊宇江於加木久計古左之寸世曽太千川天止奈仁奴祢乃波比不部保"))
NAIVE_DRAWS = 100
"""Of the naive call, which takes that long; its seconds are multiplied."""
DRAWS = 2_000
TEMPLATE = "form"

Floats = NDArray[np.float64]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Batch:
    """A batch that was read, in the tables that ``score_fields`` takes."""

    readings: pd.DataFrame
    truth: pd.DataFrame
    documents: pd.DataFrame
    types: Mapping[str, str]


def made_up(documents: int, fields: int = FIELDS, seed: int = 0) -> Batch:
    """A batch in which errors cluster in documents; each engine is a little worse, and confidence tells something."""
    draw = np.random.default_rng(seed)
    names = pd.Series([f"{number:06}.pdf" for number in range(documents)], dtype="str")
    types = {f"field{number:02}": TYPES[number % len(TYPES)] for number in range(fields)}
    faint = draw.beta(2, 20, documents)
    truth, parts = {"document": names}, []
    for number, field in enumerate(types):
        written = draw.choice(CHARACTERS, (documents, 3 + number))
        truth[field] = _texts(written)
        for worse, engine in enumerate(ENGINES):
            read = written.copy()
            wrong = draw.random(documents) < faint * (1 + worse / 10)
            read[wrong, draw.integers(0, read.shape[1], wrong.sum())] = "丶"
            sure = np.where(wrong, draw.beta(5, 2, documents), draw.beta(20, 1, documents)).round(3)
            text = _texts(read)
            parts.append(_readings(names, field, engine, text, sure))
    conditions = pd.Series(draw.choice(SCANS, documents), dtype="str")
    columns = dict(zip(DOCUMENTS.names, (names, names, "1", "1", TEMPLATE), strict=True)) | {"cond_scan": conditions}
    return Batch(pd.concat(parts, ignore_index=True), pd.DataFrame(truth), pd.DataFrame(columns), types)


def _texts(characters: NDArray[np.str_]) -> pd.Series:
    return pd.Series(np.ascontiguousarray(characters).view(f"<U{characters.shape[1]}").ravel(), dtype="str")


def _readings(names: pd.Series, field: str, engine: str, text: pd.Series, sure: NDArray[np.float64]) -> pd.DataFrame:
    filled = {"document": names, "page": "1", "field": field, "engine": engine, "status": "read"}
    filled |= {"text": text, "normalised": text, "value": text, "confidence": sure}
    return pd.DataFrame(dict.fromkeys(READINGS.names, "") | filled)


@dataclass(frozen=True)
class Took:
    """What a part took: seconds by the clock, and those that processors worked."""

    part: str
    seconds: float
    worked: float


class Stopwatch:
    """Notes what each piece of work takes."""

    def __init__(self) -> None:
        self.took: list[Took] = []

    def __call__(self, part: str, work: Callable[[], Result]) -> Result:
        """Do the work, and note what it took."""
        began, worked = time.perf_counter(), time.process_time()
        result = work()
        self.took.append(Took(part, time.perf_counter() - began, time.process_time() - worked))
        return result


@dataclass(frozen=True)
class Found:
    """What came out."""

    scored: pd.DataFrame
    quantities: Sequence[Quantity]
    agreed: Sequence[Quantity]
    comparisons: Sequence[Comparison]
    cells: Sequence[pd.DataFrame]
    calibrations: Sequence[Calibration]
    proposal: Proposal
    sources: Sequence[Sources]


ASKED = ("accuracy and its intervals", "comparison of engines", "policy")
"""The parts that the aim speaks of."""


def measured(batch: Batch, timed: Stopwatch) -> Found:
    """Everything, one part after the other, in the order of ``kouka score``; lists of cells as ``kouka compare``."""
    two = list(combinations(ENGINES, 2))
    scored = timed("fields beside the truth", lambda: _scored(batch))
    of = {engine: scored[scored["engine"] == engine] for engine in ENGINES}
    return Found(
        scored=scored,
        quantities=timed(ASKED[0], lambda: accuracy(scored, Origin.REAL, seed=SEED)),
        agreed=timed("agreement", lambda: [each for pair in two for each in consensus(scored, *pair, Origin.REAL)]),
        comparisons=timed(ASKED[1], lambda: _compared(scored)),
        cells=timed("lists of what differs", lambda: [cells(pairs(of[one], of[other])) for one, other in two]),
        calibrations=timed("confidence", lambda: calibrations(scored)),
        proposal=timed(ASKED[2], lambda: propose(scored, RESIDUAL, seed=SEED)),
        sources=timed("where errors come from", lambda: _sources(scored)),
    )


def _scored(batch: Batch) -> pd.DataFrame:
    truth = {TEMPLATE: batch.truth}
    asked = dict.fromkeys(ENGINES, TYPES)
    return score_fields(batch.readings, truth, truth, batch.documents, {TEMPLATE: batch.types}, asked)


def _compared(scored: pd.DataFrame) -> Sequence[Comparison]:
    found = compare_engines(scored, ENGINES, Origin.REAL, SEED)
    tables(found)
    return found


def _sources(scored: pd.DataFrame) -> Sequence[Sources]:
    confusions(scored)
    confusion_groups(scored)
    return [error_sources(scored, engine, {}) for engine in ENGINES]


def sums(scored: pd.DataFrame) -> tuple[Floats, Floats]:
    """Errors and characters of each document, as the first engine read them."""
    mine = scored[scored["engine"] == ENGINES[0]]
    found = mine.groupby("document")[["substitutions", "deletions", "insertions", "correct"]].sum()
    errors = found["substitutions"] + found["deletions"] + found["insertions"]
    return errors.to_numpy(np.float64), (errors - found["insertions"] + found["correct"]).to_numpy(np.float64)


def _ratio(part: Floats, whole: Floats, axis: int = -1) -> Floats:
    return part.sum(axis=axis) / whole.sum(axis=axis)


def naive(errors: Floats, sizes: Floats, draws: int) -> tuple[float, float]:
    """Percentiles, as one would ask scipy for them first."""
    found = stats.bootstrap(
        (errors, sizes), _ratio, paired=True, vectorized=False, n_resamples=draws, method="percentile"
    )
    low, high = found.confidence_interval
    return float(low), float(high)


def _beside_scipy(found: Found, timed: Stopwatch) -> None:
    errors, sizes = sums(found.scored)
    timed(OURS, lambda: clustered_ratio(errors, sizes, seed=SEED))
    timed(NAIVE, lambda: naive(errors, sizes, NAIVE_DRAWS))


OURS, NAIVE = "bootstrap of one rate", f"the same by scipy.stats.bootstrap, {NAIVE_DRAWS} draws"


@dataclass(frozen=True)
class Outcome:
    """What a number of documents took."""

    documents: int
    peak_mb: float
    drawn: int
    """Rates and differences whose interval is made by drawing documents."""
    took: list[Took]

    def seconds(self, *parts: str) -> float:
        """By the clock, of some parts or of all that belong to kouka."""
        return sum(each.seconds for each in self._chosen(*parts))

    def worked(self, *parts: str) -> float:
        """Of processors."""
        return sum(each.worked for each in self._chosen(*parts))

    def _chosen(self, *parts: str) -> list[Took]:
        return [each for each in self.took if (each.part in parts if parts else each.part not in (OURS, NAIVE))]


def outcome(documents: int) -> Outcome:
    """Measure in this process."""
    from processes import own_peak_mb  # beside this program

    timed = Stopwatch()
    found = measured(made_up(documents), timed)
    peak = own_peak_mb()  # before scipy is called
    _beside_scipy(found, timed)
    contrasts = [each.difference for comparison in found.comparisons for each in comparison.contrasts]
    drawn = sum(each.method.endswith("document-bootstrap") for each in [*found.quantities, *contrasts])
    return Outcome(documents, peak, drawn, timed.took)


def _in_a_process(documents: int) -> Outcome:
    command = [sys.executable, __file__, "--only", str(documents)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    record = json.loads(done.stdout)
    return Outcome(**record | {"took": [Took(**each) for each in record["took"]]})


def _lines(small: Outcome, large: Outcome) -> Iterator[str]:
    yield f"| | {small.documents:,} documents, s | {large.documents:,} documents, s | times | processors, s |"
    yield "|---|---:|---:|---:|---:|"
    everything = [each.part for each in large.took if each.part not in (OURS, NAIVE)]
    named = {part: (part,) for part in everything} | {"all of it": (), f"of it {', '.join(ASKED)}": ASKED}
    for name, parts in named.items():
        before, after = small.seconds(*parts), large.seconds(*parts)
        yield f"| {name} | {before:.2f} | {after:.2f} | {after / before:.1f} | {large.worked(*parts):.1f} |"
    yield f"| most memory, MB | {small.peak_mb:.0f} | {large.peak_mb:.0f} | {large.peak_mb / small.peak_mb:.1f} | |"
    yield f"\n{large.documents:,} documents, seconds of processors:\n\n| | s | times ours |\n|---|---:|---:|"
    ours, theirs = large.worked(OURS), large.worked(NAIVE) * DRAWS / NAIVE_DRAWS
    yield f"| {OURS} | {ours:.2f} | 1 |"
    yield f"| {NAIVE}, times {DRAWS // NAIVE_DRAWS} | {theirs:.2f} | {theirs / ours:.1f} |"
    whole, each = large.worked(*ASKED[:2]), theirs * large.drawn
    yield f"| {ASKED[0]}, {ASKED[1]}: {large.drawn:,} intervals | {whole:.2f} | 1 |"
    yield f"| scipy.stats.bootstrap for each of them | {each:.0f} | {each / whole:.0f} |"


def main() -> None:
    """Print the tables, or with ``--only`` what one number of documents took, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs=2, default=SIZES, metavar="N")
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.only is not None:
        print(json.dumps(asdict(outcome(arguments.only))))
        return
    load = os.getloadavg()[0]
    small, large = (_in_a_process(documents) for documents in arguments.documents)
    print(f"{os.cpu_count()} cores, load {load:.1f} before and {os.getloadavg()[0]:.1f} after\n")
    print("\n".join(_lines(small, large)))


if __name__ == "__main__":
    main()
