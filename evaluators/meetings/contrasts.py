"""Two that wrote down the same recordings, in numbers: by how much their rates differ, measure by measure.

The second is measured against the first. Units are those of all rates of meetings: what is heard wrong hangs together
within a minute, so both are swapped and resampled unit by unit, near and far of one minute together.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from evaluators.comparison import Comparison, Rows, rows_of
from evaluators.contrasts import Basis, Contrast, Sums, contrasts
from evaluators.meetings.text import Normaliser
from evaluators.paired_tests import McNemar, mcnemar

MEASURES = (
    ("cer", Normaliser.RAW),
    ("cer", Normaliser.NOPUNCT),
    ("cer", Normaliser.NUMBERS),
    ("cer", Normaliser.READING),
    ("cpcer", Normaliser.NOPUNCT),
    ("term_recall", Normaliser.NOPUNCT),
)
"""Metric and normaliser of what is compared: counts of characters and of terms. Rates of seconds are no counts, which
the permutation test needs, and precisions do not have the same whole on both sides."""
HEADLINE = ("cer", Normaliser.NOPUNCT)
TERMS = "term_recall"
DIFFERENCE = "_difference"
"""Behind the metric: the metric of its contrast."""
_KEYS = ["session_id", "unit"]

Said = Mapping[tuple[str, str], Sequence[bool]]
"""By meeting and recording, of each term said in it whether it was heard right, in the order of the truth."""


def meeting_contrasts(
    name: str, counted: tuple[pd.DataFrame, pd.DataFrame], said: tuple[Said, Said], basis: Basis
) -> list[Contrast]:
    """Differences between two drafts of the same recordings, in all of them and in each kind of recording.

    Args:
        name: of who is compared: the engine of the quantities.
        counted: of the first and the second, rows of ``heard.COUNTS`` with session_id and recording.
        said: of the first and the second, terms heard right; McNemar's test is of these.
        basis: as for :func:`evaluators.contrasts.contrasts`, with the unit of the meetings.

    Returns:
        For everything and each kind of recording (alone where there is but one), a contrast for each of ``MEASURES`` of
        which both have counted something.

    Raises:
        ValueError: what they are rates of is not the same: other truth or other recordings.
    """
    both = [rows.assign(recording=rows["recording"].astype(str)) for rows in counted]
    if not all(map(len, both)):
        return []
    units = pd.MultiIndex.from_frame(pd.concat([rows[_KEYS] for rows in both]).drop_duplicates().sort_values(_KEYS))
    return contrasts({name: list(_sums(both, said, units))}, len(units), basis)[name]


def _sums(both: Sequence[pd.DataFrame], said: tuple[Said, Said], units: pd.MultiIndex) -> Iterator[Sums]:
    recordings = sorted({recording for rows in both for recording in rows["recording"].unique()})
    scopes: list[dict[str, str]] = [{}] if len(recordings) > 1 else []
    for scope in (*scopes, *({"recording": recording} for recording in recordings)):
        chosen = {scope["recording"]} if scope else {*recordings}
        parts = [rows[rows["recording"].isin(chosen)] for rows in both]
        found = []
        for metric, normaliser in MEASURES:
            first, second = (_by_unit(part, metric, normaliser, units) for part in parts)
            if not np.array_equal(first["whole"], second["whole"]):
                raise ValueError("the two were not measured on the same recordings and truth")
            if first["whole"].sum():
                test = _mcnemar(said, chosen) if metric == TERMS else None
                columns = (first["part"].to_numpy(), second["part"].to_numpy(), first["whole"].to_numpy())
                found.append(Sums(metric + DIFFERENCE, normaliser, scope, *columns, test))
        # So few stretches can be too few for every measure of a table, though enough for one alone.
        yield from (replace(each, among=len(found)) for each in found)


def _by_unit(rows: pd.DataFrame, metric: str, normaliser: str, units: pd.MultiIndex) -> pd.DataFrame:
    chosen = rows[(rows["metric"] == metric) & (rows["normaliser"] == normaliser)]
    return chosen.groupby(_KEYS)[["part", "whole"]].sum().reindex(units, fill_value=0).astype(float)


def _mcnemar(said: tuple[Said, Said], recordings: Collection[str]) -> McNemar:
    alone = [0, 0]
    for key in said[0].keys() & said[1].keys():
        if key[1] in recordings:
            first, second = (np.array(side[key], dtype=bool) for side in said)
            alone[0] += int(np.count_nonzero(first & ~second))
            alone[1] += int(np.count_nonzero(second & ~first))
    return mcnemar(*alone)


Table = tuple[str, str, str]
"""Kind of recording ("" for all together), and who is compared."""


def measure_tables(comparisons: Sequence[Comparison]) -> dict[Table, Rows]:
    """For each kind of recording and every two, the contrasts of all measures, adjusted by Holm among them.

    The largest difference comes first; all recordings come before the kinds, these by name.
    """
    kinds = sorted({each.scope.get("recording", "") for one in comparisons for each in one.contrasts})
    found = {
        (kind, one.first, one.second): rows_of(
            (one, each) for each in one.contrasts if each.scope.get("recording", "") == kind
        )
        for kind in kinds
        for one in comparisons
    }
    return {table: rows for table, rows in found.items() if rows}
