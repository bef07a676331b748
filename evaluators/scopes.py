"""What rates are restricted to: everything, a kind of form, one of its fields, a type of field, a condition."""

from collections.abc import Iterator

import pandas as pd


def scopes(rows: pd.DataFrame) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    """Every scope with the rows that fall into it, everything first.

    ``rows`` has the columns template, field, type and any number of ``cond_`` columns. The keys of a scope are none,
    ``template``, ``template`` and ``field`` (two templates may call different fields alike), ``type``, and each
    condition. Blank values make no scope. The order of scopes does not depend on that of the rows.
    """
    yield {}, rows
    conditions = sorted(name for name in rows.columns if name.startswith("cond_"))
    for keys in (["template"], ["template", "field"], ["type"], *([condition] for condition in conditions)):
        for values, part in rows.groupby(keys):
            scope = {key: str(value) for key, value in zip(keys, values, strict=True)}
            if all(scope.values()):
                yield scope, part
