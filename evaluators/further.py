"""What a measured rate says of the next batch: how many more documents make its interval as narrow as is wanted."""

import math
from dataclasses import dataclass

from evaluators.quantity import Quantity
from evaluators.sample_size import design_effect, documents_for_interval, fields_for_interval


@dataclass(frozen=True)
class Sampled:
    """How fields lie in the documents of a batch."""

    documents: int
    fields: float
    """A document, on average."""
    icc: float | None
    effect: float
    """Design effect, at least 1 and at most the fields of a document."""
    estimated: bool
    """Whether the effect was; else a document is taken as one trial, which is the most that it can be."""


def sampled(rate: Quantity) -> Sampled | None:
    """What a rate of fields was taken of; None where nothing was counted.

    The effect is the larger of the one that was measured and the one that the ICC gives, since with kinds of form of
    different size the two differ.
    """
    if rate.value is None or not rate.denominator or not rate.n_documents:
        return None
    fields = rate.denominator / rate.n_documents
    if rate.design_effect is None or rate.icc is None:
        return Sampled(rate.n_documents, fields, None, fields, estimated=False)
    effect = max(rate.design_effect, design_effect(fields, rate.icc))
    return Sampled(rate.n_documents, fields, rate.icc, min(max(1.0, effect), fields), estimated=True)


def half_width(rate: Quantity) -> float | None:
    """Half the width of a quantity's interval."""
    return None if rate.low is None or rate.high is None else (rate.high - rate.low) / 2


def documents_more(rate: Quantity, margin: float, target: float | None = None) -> int | None:
    """Further documents until the interval is no wider than 2 · margin; 0 where it is not; None without a rate.

    Args:
        rate: a rate of fields, as measured.
        margin: wanted on either side, between 0 and 1.
        target: the rate that the larger batch is expected to have; that measured where none is given.

    Raises:
        ValueError: as for :func:`evaluators.sample_size.fields_for_interval`.
    """
    batch, half = sampled(rate), half_width(rate)
    if batch is None or half is None or rate.value is None:
        return None
    if target is not None:
        wanted = documents_for_interval(target, margin, batch.fields, batch.effect, rate.level)
        return max(0, wanted - batch.documents)
    if half <= margin:
        return 0
    wanted = documents_for_interval(rate.value, margin, batch.fields, batch.effect, rate.level)
    if wanted <= batch.documents and rate.effective_n:
        # The interval also pays for how little is known of the clustering: as much a document as now, then.
        needed = fields_for_interval(rate.value, margin, rate.level)
        wanted = math.ceil(batch.documents * needed / rate.effective_n)
    return max(1, wanted - batch.documents)
