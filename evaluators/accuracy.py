"""How often an engine is right, from scored fields: every rate with its counts, interval, grade and cases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from evaluators.grade import Grade, Origin, Source, grade_of
from evaluators.intervals import Interval, clopper_pearson, clustered_proportion, clustered_ratio
from evaluators.normalise import Normaliser
from evaluators.quantity import Quantity, quantity_id

FIELD_NORMALISERS = (Normaliser.RAW, Normaliser.NFKC, Normaliser.TYPED)
"""Under which ``field_accuracy`` is given."""


def accuracy(
    scored: pd.DataFrame, origin: Origin, level: float = 0.95, resamples: int = 2000, seed: int = 0
) -> list[Quantity]:
    """Accuracy of each engine over everything, over each field and over each value of each ``cond_`` column.

    ``scored`` has the columns of ``frames.SCORED`` as :func:`evaluators.fields.score_fields` gives them. All rates
    are micro averages: sums over sums. The metrics, with unit ``ratio``:

    - ``field_accuracy`` under raw, nfkc and typed: fields right over fields, :func:`clustered_proportion`.
    - ``cer`` after nfkc: (S + D + I) over the characters on the paper, :func:`clustered_ratio`. Undefined (value
      None) where all of them are empty; its numerator still holds what was invented.
    - ``cer_bounded`` after nfkc: (S + D + I) over (S + D + I + C), the same interval.
    - ``invented_fields`` after nfkc: fields with output among those that are empty on the paper, where there are any.
    - ``document_accuracy`` under typed: documents with every labelled field right, :func:`clopper_pearson`; not for a
      single field, where it would repeat ``field_accuracy``.

    The order of rows changes nothing; quantities come sorted by engine and scope. A blank condition is no scope.
    ``n_documents`` counts the documents that add to either sum. ``cases`` is ``cases-<engine>``, or
    ``cases-<engine>-<field>`` for a field. Without rows there are no quantities.

    Raises:
        ValueError: the level lies outside 0..1 or there are too few resamples.
    """
    grade = grade_of(origin, Source.MEASURED)
    quantities: list[Quantity] = []
    for engine, rows in scored.groupby("engine"):
        for scope, part in _scopes(rows):
            slice_ = _Slice(str(engine), scope, part, grade, level, resamples, seed)
            quantities += slice_.quantities()
    return quantities


def _scopes(rows: pd.DataFrame) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    yield {}, rows
    conditions = sorted(name for name in rows.columns if name.startswith("cond_"))
    for column in ["field", *conditions]:
        for value, part in rows.groupby(column):
            if value != "":
                yield {column: str(value)}, part


@dataclass(frozen=True)
class _Slice:
    """The rows of one engine and scope, and how their intervals are made."""

    engine: str
    scope: Mapping[str, str]
    rows: pd.DataFrame
    grade: Grade
    level: float
    resamples: int
    seed: int

    def quantities(self) -> list[Quantity]:
        documents = _per_document(self.rows)
        found = [self._field_accuracy(documents, normaliser) for normaliser in FIELD_NORMALISERS]
        found += [
            self._ratio("cer", documents["errors"], documents["length"]),
            self._ratio("cer_bounded", documents["errors"], documents["errors"] + documents["correct"]),
        ]
        empty = documents[documents["empty"] > 0]
        if not empty.empty:
            interval = clustered_proportion(empty["invented"].to_numpy(), empty["empty"].to_numpy(), self.level)
            found.append(
                self._quantity("invented_fields", Normaliser.NFKC, empty["invented"], empty["empty"], interval)
            )
        if "field" not in self.scope:
            found.append(self._document_accuracy(documents))
        return found

    def _field_accuracy(self, documents: pd.DataFrame, normaliser: Normaliser) -> Quantity:
        right, fields = documents[f"right_{normaliser}"], documents["fields"]
        interval = clustered_proportion(right.to_numpy(), fields.to_numpy(), self.level)
        return self._quantity("field_accuracy", normaliser, right, fields, interval)

    def _ratio(self, metric: str, errors: pd.Series, characters: pd.Series) -> Quantity:
        interval = None
        if characters.sum() > 0:
            interval = clustered_ratio(errors.to_numpy(), characters.to_numpy(), self.level, self.resamples, self.seed)
        return self._quantity(metric, Normaliser.NFKC, errors, characters, interval)

    def _document_accuracy(self, documents: pd.DataFrame) -> Quantity:
        right = (documents["right_typed"] == documents["fields"]).astype("int64")
        interval = clopper_pearson(int(right.sum()), len(right), self.level)
        return self._quantity("document_accuracy", Normaliser.TYPED, right, right * 0 + 1, interval)

    def _quantity(
        self, metric: str, normaliser: Normaliser, part: pd.Series, whole: pd.Series, interval: Interval | None
    ) -> Quantity:
        """The quantity sum(part) / sum(whole), with one entry a document in both."""
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
            n_documents=int(((part > 0) | (whole > 0)).sum()),
            grade=self.grade,
            source=Source.MEASURED,
            cases="-".join(["cases", self.engine, *filter(None, [self.scope.get("field")])]),
        )


def _per_document(rows: pd.DataFrame) -> pd.DataFrame:
    """Sums over the fields of each document."""
    errors = rows["substitutions"] + rows["deletions"] + rows["insertions"]
    length = rows["substitutions"] + rows["deletions"] + rows["correct"]
    empty = length == 0
    counts = rows[["right_raw", "right_nfkc", "right_typed", "correct"]].assign(
        fields=1,
        errors=errors,
        length=length,
        empty=empty.astype("int64"),
        invented=(empty & (errors > 0)).astype("int64"),
    )
    return counts.groupby(rows["document"]).sum()
