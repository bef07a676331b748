"""Two that read the same documents, in numbers: by how much they differ, how sure that is, and what could be seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluators.grade import Grade, Source
from evaluators.intervals import FEW_DOCUMENTS, Interval, clopper_pearson, expanded_tail
from evaluators.mark_types import MARK_TYPES
from evaluators.paired_tests import Floats, McNemar, Permutation, holm, mcnemar, permutation_test, smallest_difference
from evaluators.quantity import Quantity, quantity_id
from evaluators.resampling import resampled_sums
from evaluators.scopes import scopes

ACCURACY, CER = "accuracy_difference", "cer_difference"


@dataclass(frozen=True)
class Contrast:
    """One difference between two engines, within one scope."""

    difference: Quantity
    """Second less first: ``accuracy_difference`` (fields right by value: above 0 the second is better) or
    ``cer_difference`` (below 0 the second is better). ``denominator`` is the fields or characters of the rates."""
    first: int
    """Fields right, or errors, of the first."""
    second: int
    permutation: Permutation
    p_holm: float
    """The permutation's p among all contrasts of one table, see :func:`adjusted`; before that the same p."""
    mcnemar: McNemar | None
    """Of fields only."""
    smallest: float | None
    """The smallest difference that these documents would have shown in four of five cases; None where they are too
    few to show any."""

    @property
    def scope(self) -> Mapping[str, str]:
        """What it is restricted to."""
        return self.difference.scope

    @property
    def size(self) -> float:
        """How large it is, whichever is better."""
        return abs(self.difference.value or 0.0)

    def shown(self, level: float = 0.95) -> bool:
        """Whether it is more than chance would give among the contrasts it was adjusted for."""
        return self.p_holm < 1 - level


def adjusted(contrasts: Sequence[Contrast]) -> list[Contrast]:
    """The contrasts of one table with their p after Holm among them, the largest difference first."""
    p_values = holm([each.permutation.p for each in contrasts])
    found = [replace(each, p_holm=float(p)) for each, p in zip(contrasts, p_values, strict=True)]
    return sorted(found, key=lambda each: (-each.size, each.difference.id))


@dataclass(frozen=True)
class Basis:
    """What all contrasts of a comparison share."""

    grade: Grade
    level: float = 0.95
    resamples: int = 2000
    seed: int = 0


@dataclass(frozen=True)
class _Sums:
    """One scope's sums by document: of both, of their difference, and what it is a rate of."""

    metric: str
    scope: dict[str, str]
    first: Floats
    second: Floats
    sizes: Floats
    mcnemar: McNemar | None

    @property
    def differences(self) -> Floats:
        return self.second - self.first


def contrasts(pairs: Mapping[str, pd.DataFrame], basis: Basis) -> dict[str, list[Contrast]]:
    """Differences between two engines in every scope of :func:`evaluators.scopes.scopes`.

    Args:
        pairs: by the name of who is compared, which becomes the engine of the quantities, what
            :func:`evaluators.comparison.pairs` gives.
        basis: what all have in common, and how sure intervals are to be.

    Returns:
        By name, for each scope the difference of field accuracy by value and, where fields hold text, of the character
        error rate after nfkc. Intervals: documents are drawn with replacement, and both engines of a draw read the same
        ones; expanded percentiles as in :func:`evaluators.intervals.clustered_ratio`, method
        ``paired-document-bootstrap``. Where fewer than ``FEW_DOCUMENTS`` documents differ, draws cannot know of the
        others that might, and the document is the unit, as if all its fields stood and fell together: the
        Clopper-Pearson bounds of what the second gains and of what it loses, both at once sure at the level, method
        ``paired-documents``. That needs a difference of at most 1 in every document, which rates of characters can
        exceed: then ``not-estimable``. The order of rows changes nothing.

        Simulated with 20, 60 and 300 documents of 12 fields, rates .85 to .99, ICC 0 and .1 and true differences of 0
        to 4 points, intervals held the true difference in .92 to 1 of batches (``benchmarks/paired_coverage.py``); the
        lowest, drawn again, in .928. The test found a difference where there was none in at most .07.
    """
    documents = np.unique(np.concatenate([np.empty(0, "U1"), *(_documents(rows) for rows in pairs.values())]))
    sums = {
        name: list(_sums(rows.assign(_document=np.searchsorted(documents, _documents(rows))), len(documents)))
        for name, rows in pairs.items()
    }
    drawn = _drawn([each for found in sums.values() for each in found], len(documents), basis)
    return {name: [_contrast(name, each, next(drawn), basis) for each in found] for name, found in sums.items()}


def _documents(rows: pd.DataFrame) -> NDArray[np.str_]:
    return rows["document"].to_numpy(dtype=str)


def _sums(pairs: pd.DataFrame, documents: int) -> Iterator[_Sums]:
    if pairs.empty:
        return
    text = (~pairs["type"].isin(MARK_TYPES)).to_numpy()
    for scope, rows in scopes(pairs.assign(_text=text)):
        where = rows["_document"].to_numpy()

        def by_document(weights: pd.Series | None, where: Floats = where) -> Floats:
            return np.bincount(where, None if weights is None else weights.to_numpy(), documents).astype(np.float64)

        first, second = rows["right_typed_first"], rows["right_typed_second"]
        test = mcnemar(int((first > second).sum()), int((second > first).sum()))
        yield _Sums(ACCURACY, scope, by_document(first), by_document(second), by_document(None), test)
        if rows["_text"].any() and rows["length"].sum() > 0:
            errors = by_document(rows["errors_first"]), by_document(rows["errors_second"])
            yield _Sums(CER, scope, *errors, by_document(rows["length"]), None)


def _drawn(sums: Sequence[_Sums], documents: int, basis: Basis) -> Iterator[Floats]:
    """For each scope the differences of rates in draws of documents. One set of draws serves them all."""
    if not sums:
        return
    columns = np.column_stack([column for each in sums for column in (each.differences, each.sizes)])
    alike = np.ones(documents, dtype=np.int64)
    found = resampled_sums(columns, alike, basis.resamples, np.random.default_rng(basis.seed))
    for place in range(0, found.shape[1], 2):
        differences, sizes = found[:, place], found[:, place + 1]
        some = sizes > 0
        yield differences[some] / sizes[some]


def _contrast(name: str, sums: _Sums, rates: Floats, basis: Basis) -> Contrast:
    differences, sizes = sums.differences, sums.sizes
    value = float(differences.sum() / sizes.sum())
    interval = paired_interval(differences, sizes, rates, basis.level)
    permutation = permutation_test(differences.astype(np.int64), basis.seed)
    quantity = Quantity(
        id=quantity_id(sums.metric, name, _NORMALISERS[sums.metric], sums.scope),
        metric=sums.metric,
        engine=name,
        scope=sums.scope,
        normaliser=_NORMALISERS[sums.metric],
        numerator=float(differences.sum()),
        denominator=float(sizes.sum()),
        value=value,
        low=min(interval.low, value),
        high=max(interval.high, value),
        level=basis.level,
        unit="ratio",
        method=interval.method,
        n_documents=int(np.count_nonzero((sizes > 0) | (differences != 0))),
        grade=basis.grade,
        source=Source.MEASURED,
    )
    return Contrast(
        difference=quantity,
        first=int(sums.first.sum()),
        second=int(sums.second.sum()),
        permutation=permutation,
        p_holm=permutation.p,
        mcnemar=sums.mcnemar,
        smallest=smallest_difference(differences, sizes, basis.level),
    )


_NORMALISERS = {ACCURACY: "typed", CER: "nfkc"}


def paired_interval(differences: Floats, sizes: Floats, rates: Floats, level: float) -> Interval:
    """The interval of sum(differences) / sum(sizes), one entry a document, as :func:`contrasts` describes it.

    ``rates`` are those in draws of documents.
    """
    counted = (sizes > 0) | (differences != 0)
    d, w = differences[counted], sizes[counted]
    documents = len(d)
    if np.count_nonzero(d) < FEW_DOCUMENTS:
        if np.all(np.abs(d) <= w):
            return _by_documents(d, w, level)
        value = float(d.sum() / w.sum())
        return Interval(min(-1.0, value), max(1.0, value), "not-estimable", None)
    tail = expanded_tail(documents, level)
    low, high = (float(bound) for bound in np.quantile(rates, [tail, 1 - tail]))
    return Interval(low, high, "paired-document-bootstrap", None)


def _by_documents(differences: Floats, sizes: Floats, level: float) -> Interval:
    total = float(sizes.sum())
    effective = total**2 / float(sizes @ sizes)
    both = 1 - (1 - level) / 2
    gained, lost = (
        clopper_pearson(float(part.sum()) / total * effective, effective, both)
        for part in (np.maximum(differences, 0), np.maximum(-differences, 0))
    )
    return Interval(gained.low - lost.high, gained.high - lost.low, "paired-documents", effective)
