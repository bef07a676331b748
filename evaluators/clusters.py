"""Which documents are independent of each other, and how they are parted so that nothing is judged by what chose it.

Scans of the same filled form are not independent: what is hard to read on the paper is hard on every scan of it. Where
a batch says which documents show the same form, the form is the unit; otherwise the document is.
"""

from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluators.frames import CLUSTER

Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def clusters_of(rows: pd.DataFrame) -> pd.Series:
    """The cluster of each row: what its ``cond_form`` says, and its document where that is blank or missing.

    >>> rows = pd.DataFrame({"document": ["a", "b", "c"], "cond_form": ["f", "f", ""]})
    >>> clusters_of(rows).tolist()
    ['form f', 'form f', 'document c']
    """
    alone = "document " + rows["document"].astype("str")
    if CLUSTER not in rows.columns:
        return alone
    named = rows[CLUSTER].fillna("").astype("str")
    return ("form " + named).where(named != "", alone)


def parted(clusters: pd.Series, strata: pd.Series, parts: int, seed: int = 0) -> Codes:
    """The part, from 0, into which each row falls; a cluster falls into one part whole.

    Within each stratum (that of a cluster's first row in order of names) clusters are put in an order that hangs on
    their name and the seed alone, and dealt out in turn, so that parts are alike and no order of rows matters.
    """
    named = pd.DataFrame({"cluster": clusters.to_numpy(), "stratum": strata.to_numpy()})
    first = named.sort_values(["cluster", "stratum"]).drop_duplicates("cluster")
    first["drawn"] = [blake2b(f"{seed} {name}".encode(), digest_size=8).hexdigest() for name in first["cluster"]]
    first = first.sort_values(["stratum", "drawn", "cluster"], ignore_index=True)
    part = pd.Series(np.arange(len(first)) % parts, index=first["cluster"])
    return named["cluster"].map(part).to_numpy(dtype=np.int64)
