"""Two engines that read the same fields, in numbers: by how much they differ in every scope."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluators.contrasts import Basis, Contrast, Sums, contrasts
from evaluators.mark_types import MARK_TYPES
from evaluators.normalise import Normaliser
from evaluators.paired_tests import Floats, mcnemar
from evaluators.scopes import scopes

ACCURACY, CER = "accuracy_difference", "cer_difference"


def field_contrasts(pairs: Mapping[str, pd.DataFrame], basis: Basis) -> dict[str, list[Contrast]]:
    """Differences between two engines in every scope of :func:`evaluators.scopes.scopes`.

    Args:
        pairs: by the name of who is compared, what :func:`evaluators.comparison.pairs` gives.
        basis: as for :func:`evaluators.contrasts.contrasts`; the unit is the document.

    Returns:
        By name, for each scope the difference of field accuracy by value and, where fields hold text, of the character
        error rate after nfkc. The order of rows changes nothing.
    """
    documents = np.unique(np.concatenate([np.empty(0, "U1"), *(_documents(rows) for rows in pairs.values())]))
    sums = {
        name: list(_sums(rows.assign(_document=np.searchsorted(documents, _documents(rows))), len(documents)))
        for name, rows in pairs.items()
    }
    return contrasts(sums, len(documents), basis)


def _documents(rows: pd.DataFrame) -> NDArray[np.str_]:
    return rows["document"].to_numpy(dtype=str)


def _sums(pairs: pd.DataFrame, documents: int) -> Iterator[Sums]:
    if pairs.empty:
        return
    text = (~pairs["type"].isin(MARK_TYPES)).to_numpy()
    for scope, rows in scopes(pairs.assign(_text=text)):
        where = rows["_document"].to_numpy()

        def by_document(weights: pd.Series | None, where: Floats = where) -> Floats:
            return np.bincount(where, None if weights is None else weights.to_numpy(), documents).astype(np.float64)

        first, second = rows["right_typed_first"], rows["right_typed_second"]
        test = mcnemar(int((first > second).sum()), int((second > first).sum()))
        yield Sums(ACCURACY, Normaliser.TYPED, scope, by_document(first), by_document(second), by_document(None), test)
        if rows["_text"].any() and rows["length"].sum() > 0:
            errors = by_document(rows["errors_first"]), by_document(rows["errors_second"])
            yield Sums(CER, Normaliser.NFKC, scope, *errors, by_document(rows["length"]), None)
