"""How often an engine is right, from scored fields: every rate with its counts, interval, grade and cases."""

from collections.abc import Sequence

import pandas as pd

from evaluators.grade import Origin, Source, grade_of
from evaluators.intervals import Interval, clopper_pearson, clustered_ratios
from evaluators.mark_types import MARK_TYPES
from evaluators.marks import count_marks, mark_rates
from evaluators.normalise import Normaliser
from evaluators.quantity import Quantity
from evaluators.rates import Subject, cases_of
from evaluators.scopes import scopes

FIELD_NORMALISERS = (Normaliser.RAW, Normaliser.NFKC, Normaliser.TYPED)
"""Under which ``field_accuracy`` is given."""


def accuracy(
    scored: pd.DataFrame, origin: Origin, level: float = 0.95, resamples: int = 2000, seed: int = 0
) -> list[Quantity]:
    """Accuracy of each engine over everything, each template, field, type and value of each condition.

    ``scored`` has the columns of ``frames.SCORED`` as :func:`evaluators.fields.score_fields` gives them. All rates
    are micro averages: sums over sums. The metrics, with unit ``ratio``:

    - ``field_accuracy`` under raw, nfkc and typed: fields right over fields.
    - ``document_accuracy`` under typed: documents with every labelled field that this engine reads right (those of
      other engines, such as marks, are not in it),
      :func:`clopper_pearson`; not for a single field or type.
    - ``cer`` under raw and after nfkc: (S + D + I) over the characters on the paper, :func:`clustered_ratio`.
      Undefined (value None) where all of them are empty; its numerator still holds what was invented.
    - ``cer_bounded`` after nfkc: (S + D + I) over (S + D + I + C), the same interval.
    - ``filled_accuracy`` under typed: fields right over fields, of those that hold something on the paper.
    - ``missing_fields`` after nfkc: fields of which nothing was read among those that hold something.
    - ``invented_fields`` after nfkc: fields with output among those that are empty on the paper.
    - ``mark_precision`` and ``mark_recall``: :func:`evaluators.marks.mark_rates`.

    Those of characters and of nothing are for fields that hold text, the last two for check boxes and choices; a rate
    is left out where there is no field for it. Proportions of fields and marks have
    :func:`evaluators.intervals.clustered_proportion`.

    The order of rows changes nothing; quantities come sorted by engine and scope. A blank condition is no scope.
    ``n_documents`` counts the documents that add to either sum. ``cases`` is that of :func:`rates.cases_of`. Without
    rows there are no quantities.

    Raises:
        ValueError: the level lies outside 0..1 or there are too few resamples.
    """
    grade = grade_of(origin, Source.MEASURED)
    found: list[Quantity] = []
    counted = pd.concat([scored, _counts(scored), count_marks(scored)], axis=1)
    for engine, rows in counted.groupby("engine"):
        sums = [(scope, part.groupby("document")[_SUMS].sum()) for scope, part in scopes(rows)]
        intervals = _ratio_intervals([documents for _scope, documents in sums], level, resamples, seed)
        for (scope, documents), ratios in zip(sums, intervals, strict=True):
            subject = Subject(str(engine), scope, grade, level, cases_of(str(engine), scope))
            found += _fields(subject, documents)
            found += _characters(subject, documents, ratios)
            if documents["marks"].any():
                found += mark_rates(subject, documents)
    return found


_RATIOS = (
    ("cer", Normaliser.RAW, "raw_errors", "raw_length"),
    ("cer", Normaliser.NFKC, "errors", "length"),
    ("cer_bounded", Normaliser.NFKC, "errors", "characters"),
)
"""Metric, normaliser, and the sums that it is the ratio of."""


_SUMS = [
    *("right_raw", "right_nfkc", "right_typed", "right_filled", "fields", "marks"),
    *("errors", "length", "raw_errors", "raw_length", "characters", "filled", "missing", "empty", "invented"),
    *("marks_found", "marks_added", "marks_missed"),
]


def _counts(scored: pd.DataFrame) -> pd.DataFrame:
    """Columns of numbers that add up over the fields of a document."""
    marks = scored["type"].isin(MARK_TYPES)
    length = scored["substitutions"] + scored["deletions"] + scored["correct"]
    output = scored["substitutions"] + scored["insertions"] + scored["correct"]
    filled, empty = ~marks & (length > 0), ~marks & (length == 0)
    flags = {"marks": marks, "filled": filled, "missing": filled & (output == 0), "empty": empty}
    flags["invented"] = empty & (output > 0)
    counts = pd.DataFrame(flags).astype("int64")
    errors = scored["substitutions"] + scored["deletions"] + scored["insertions"]
    return counts.assign(
        fields=1,
        errors=errors,
        length=length,
        characters=errors + scored["correct"],
        right_filled=scored["right_typed"].where(filled, 0),
    )


Ratios = dict[tuple[str, Normaliser], Interval]


def _ratio_intervals(sums: Sequence[pd.DataFrame], level: float, resamples: int, seed: int) -> list[Ratios]:
    """For each scope's sums by document the intervals of its error rates; those of no characters have none."""
    every = sums[0].index  # the first scope is everything
    places: list[tuple[int, tuple[str, Normaliser]]] = []
    ratios = []
    for place, documents in enumerate(sums):
        counts = documents.reindex(every, fill_value=0)
        for metric, normaliser, part, whole in _RATIOS:
            if counts[whole].any():
                places.append((place, (metric, normaliser)))
                ratios.append((counts[part].to_numpy(), counts[whole].to_numpy()))
    found: list[Ratios] = [{} for _scope in sums]
    for (place, ratio), interval in zip(places, clustered_ratios(ratios, level, resamples, seed), strict=True):
        found[place][ratio] = interval
    return found


def _fields(subject: Subject, documents: pd.DataFrame) -> list[Quantity]:
    fields = documents["fields"]
    found = [
        subject.proportion("field_accuracy", normaliser, documents[f"right_{normaliser}"], fields)
        for normaliser in FIELD_NORMALISERS
    ]
    if not subject.scope.keys() & {"field", "type"}:
        right = (documents["right_typed"] == fields).astype("int64")
        interval = clopper_pearson(int(right.sum()), len(right), subject.level)
        found.append(subject.rate("document_accuracy", Normaliser.TYPED, right, right * 0 + 1, interval))
    return found


def _characters(subject: Subject, documents: pd.DataFrame, intervals: Ratios) -> list[Quantity]:
    text = documents[documents["filled"] + documents["empty"] > 0]
    if text.empty:
        return []
    found = [
        subject.rate(metric, normaliser, text[part], text[whole], intervals.get((metric, normaliser)))
        for metric, normaliser, part, whole in _RATIOS
    ]
    if text["filled"].any():
        found.append(subject.proportion("filled_accuracy", Normaliser.TYPED, text["right_filled"], text["filled"]))
    for metric, part, whole in (("missing_fields", "missing", "filled"), ("invented_fields", "invented", "empty")):
        if text[whole].any():
            found.append(subject.proportion(metric, Normaliser.NFKC, text[part], text[whole]))
    return found
