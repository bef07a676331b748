"""A rate as a quantity: sums over documents, with an interval that takes the document as its unit."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from evaluators.clustering import SeenClustering, seen_clustering
from evaluators.grade import Grade, Source
from evaluators.intervals import Interval, clustered_proportion
from evaluators.quantity import Quantity, quantity_id


def cases_of(engine: str, scope: Mapping[str, str]) -> str:
    """The anchor of an engine's wrong fields: ``cases-<engine>``, then ``.<template>`` and ``.<field>`` of the scope.

    No id of a template or field holds a dot, so no two scopes share an anchor.

    >>> cases_of("tesseract", {"template": "survey", "field": "age"})
    'cases-tesseract.survey.age'
    """
    return ".".join([f"cases-{engine}", *(scope[key] for key in ("template", "field") if key in scope)])


@dataclass(frozen=True)
class Subject:
    """What several rates are taken of."""

    engine: str | None
    scope: Mapping[str, str]
    grade: Grade
    level: float = 0.95
    cases: str | None = None

    def proportion(self, metric: str, normaliser: str | None, part: pd.Series, whole: pd.Series) -> Quantity:
        """The rate sum(part) / sum(whole) where part never exceeds whole; one entry a document in both."""
        counts = part.to_numpy(), whole.to_numpy()
        interval = clustered_proportion(*counts, self.level) if whole.sum() else None
        return self.rate(metric, normaliser, part, whole, interval, seen_clustering(*counts))

    def rate(
        self,
        metric: str,
        normaliser: str | None,
        part: pd.Series,
        whole: pd.Series,
        interval: Interval | None,
        clustered: SeenClustering | None = None,
    ) -> Quantity:
        """The rate with an interval that is already known; undefined without one.

        ``n_documents`` counts the documents that add to either sum.
        """
        numerator, denominator = int(part.sum()), int(whole.sum())
        return Quantity(
            id=quantity_id(metric, self.engine, normaliser, self.scope),
            metric=metric,
            engine=self.engine,
            scope=dict(self.scope),
            normaliser=normaliser,
            numerator=numerator,
            denominator=denominator,
            value=numerator / denominator if interval else None,
            low=interval.low if interval else None,
            high=interval.high if interval else None,
            level=self.level,
            unit="ratio",
            method=interval.method if interval else "undefined",
            effective_n=interval.effective_n if interval else None,
            icc=clustered.icc if clustered else None,
            design_effect=clustered.design_effect if clustered else None,
            clustering=clustered.unknown if clustered else None,
            n_documents=int(((part > 0) | (whole > 0)).sum()),
            grade=self.grade,
            source=Source.MEASURED,
            cases=self.cases,
        )


def estimated(
    metric: str,
    engine: str | None,
    scope: Mapping[str, str],
    value: float,
    interval: Interval,
    *,
    counts: tuple[float | None, float],
    n_documents: int,
    grade: Grade,
    cases: str,
    level: float = 0.95,
    unit: str = "ratio",
) -> Quantity:
    """A number whose interval was made elsewhere; ``counts`` are numerator and denominator, where it has them."""
    return Quantity(
        id=quantity_id(metric, engine, None, scope),
        metric=metric,
        engine=engine,
        scope=dict(scope),
        numerator=counts[0],
        denominator=counts[1],
        value=value,
        low=interval.low,
        high=interval.high,
        level=level,
        unit=unit,
        method=interval.method,
        effective_n=interval.effective_n,
        n_documents=n_documents,
        grade=grade,
        source=Source.MEASURED,
        cases=cases,
    )
