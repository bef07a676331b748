"""What rates are restricted to: everything, a kind of form, one of its fields, a type of field, a condition."""

from collections.abc import Iterator

import pandas as pd

from evaluators.frames import CLUSTER


def scopes(rows: pd.DataFrame) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    """Every scope with the rows that fall into it, everything first.

    ``rows`` has the columns template, field, type and any number of ``cond_`` columns. The keys of a scope are none,
    ``template``, ``template`` and ``field`` (two templates may call different fields alike), ``type``, and each
    condition. Blank values make no scope. The order of scopes does not depend on that of the rows.
    """
    yield {}, rows
    for keys in (["template"], ["template", "field"], ["type"], *([condition] for condition in conditions(rows))):
        for values, part in rows.groupby(keys):
            scope = {key: str(value) for key, value in zip(keys, values, strict=True)}
            if all(scope.values()):
                yield scope, part


def conditions(rows: pd.DataFrame) -> list[str]:
    """The columns of conditions, sorted: those that begin with ``cond_``.

    ``cond_form`` is none. It says which documents show the same filled form, and a rate of one form says nothing of any
    other.
    """
    return sorted(name for name in rows.columns if name.startswith("cond_") and name != CLUSTER)
