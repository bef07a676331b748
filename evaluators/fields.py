"""One row for every labelled field and engine: what was read, what is true, and how they differ.

The truth makes the rows and the readings only fill them, so that nothing an engine left out leaves a denominator.
"""

from collections.abc import Collection, Mapping

import pandas as pd

from evaluators.characters import ErrorCounts, count_errors
from evaluators.frames import SCORED
from evaluators.mark_types import MARK_TYPES
from evaluators.marks import marks_of
from evaluators.normalise import Normaliser, normalise

ANSWERED = ("read",)
"""The statuses of a reading that holds an answer. Any other counts as wrong, even where nothing is on the paper."""

_CELL = ["document", "template", "field"]
_COUNTS = ["substitutions", "deletions", "insertions", "correct"]


def score_fields(
    readings: pd.DataFrame,
    truth: Mapping[str, pd.DataFrame],
    values: Mapping[str, pd.DataFrame],
    documents: pd.DataFrame,
    field_types: Mapping[str, Mapping[str, str]],
    engines: Mapping[str, Collection[str]],
) -> pd.DataFrame:
    """Compare readings with the truth, field by field.

    Args:
        readings: ``frames.READINGS``; text columns are strings with "" for a blank. Rows of other engines, fields
            and documents are passed over.
        truth: for each template a table with ``document`` and one column a labelled field: the text on the paper,
            "" where the box is empty. A field without column, or a document without row, is not labelled.
        values: the same shape, the values meant. Where a value is not given, ``right_typed`` falls back on
            equality after nfkc and ``expected`` is "".
        documents: ``frames.DOCUMENTS``, with its ``cond_`` columns.
        field_types: for each template the type of each of its fields, in the template's order.
        engines: the engines that the run should have heard from, each with the field types that it reads; of other
            types it is not scored.

    Returns:
        ``frames.SCORED`` and the ``cond_`` columns, in the order of documents, then of the template's fields, then
        of engines. A field that was refused or failed, or of which the run has no row (status ``missing``), is
        wrong under every normaliser and counts as nothing read: all its characters are deletions. Values are
        compared after nfkc, so blanks in a name mean nothing; a text that does not parse (it has an ``error``) is
        wrong by value even where the box is empty. Check boxes and choices are compared as sets of marks, and count
        no characters.

    Raises:
        ValueError: ``documents``, a table of truth or values, or ``readings`` has two rows for one key.
    """
    judged = judge_fields(readings, truth, values, documents, field_types, engines)
    conditions = [name for name in judged.columns if name.startswith("cond_")]
    return _with_counts(judged)[[*SCORED.names, *conditions]]


def judge_fields(
    readings: pd.DataFrame,
    truth: Mapping[str, pd.DataFrame],
    values: Mapping[str, pd.DataFrame],
    documents: pd.DataFrame,
    field_types: Mapping[str, Mapping[str, str]],
    engines: Mapping[str, Collection[str]],
) -> pd.DataFrame:
    """What is right and what is wrong, without counting characters, which takes half of the time.

    Args and rows are those of :func:`score_fields`; of its columns those with counts of characters are not there.

    Raises:
        ValueError: as from :func:`score_fields`.
    """
    conditions = [name for name in documents.columns if name.startswith("cond_")]
    rows = _labelled(truth, field_types)
    _one_row_each(documents, ["document"], "documents")
    order = documents[["document", "template", *conditions]].assign(_place=range(len(documents)))
    rows = rows.merge(order, on=["document", "template"], validate="many_to_one")
    rows = rows.merge(_long(values, field_types, "expected"), on=_CELL, how="left", validate="one_to_one")
    rows = rows.merge(_asked(engines), on="type")
    rows = rows.sort_values(["_place", "_field", "_engine"], ignore_index=True)
    return _judged(_with_readings(rows, readings))


def _asked(engines: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """Which engine reads which type, with the engine's place in the order."""
    pairs = [(engine, place, type_) for place, (engine, types) in enumerate(engines.items()) for type_ in types]
    return pd.DataFrame(pairs, columns=["engine", "_engine", "type"]).astype({"engine": "str", "type": "str"})


def _labelled(truth: Mapping[str, pd.DataFrame], field_types: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """The cells of truth with their type and the place of their field in the template."""
    cells = _long(truth, field_types, "truth")
    fields = [
        (template, field, field_type, place)
        for template, types in field_types.items()
        for place, (field, field_type) in enumerate(types.items())
    ]
    return cells.merge(pd.DataFrame(fields, columns=["template", "field", "type", "_field"]), on=["template", "field"])


def _long(tables: Mapping[str, pd.DataFrame], field_types: Mapping[str, Mapping[str, str]], name: str) -> pd.DataFrame:
    """One row a document and field, built field by field because a field may be called like a column of ours."""
    parts = [pd.DataFrame({column: [] for column in (*_CELL, name)}, dtype="str")]
    for template, types in field_types.items():
        if template not in tables:
            continue
        table = tables[template]
        _one_row_each(table, ["document"], f"{name} of template {template}")
        parts += [
            pd.DataFrame({"document": table["document"], "template": template, "field": field, name: table[field]})
            for field in types
            if field in table.columns
        ]
    return pd.concat(parts, ignore_index=True)


def _with_readings(rows: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    key = ["document", "field", "engine"]
    _one_row_each(readings, key, "readings")
    answers = readings[[*key, "status", "text", "value", "confidence", "error"]]
    joined = rows.merge(answers, on=key, how="left", validate="one_to_one")
    joined["status"] = joined["status"].fillna("missing")
    answered = joined["status"].isin(ANSWERED)
    return joined.assign(text=joined["text"].where(answered, ""), value=joined["value"].where(answered, ""))


def _judged(rows: pd.DataFrame) -> pd.DataFrame:
    answered = rows["status"].isin(ANSWERED)
    here, there = _folded(rows["truth"], rows["type"]), _folded(rows["text"], rows["type"])
    same = here == there
    parsed = rows["error"] == ""
    value, expected = _folded(rows["value"], rows["type"]), _folded(rows["expected"].fillna(""), rows["type"])
    meant = (parsed & (value == expected)).where(rows["expected"].notna(), same)
    return rows.assign(
        expected=rows["expected"].fillna(""),
        right_raw=(answered & (rows["text"] == rows["truth"])).astype("int64"),
        right_nfkc=(answered & same).astype("int64"),
        right_typed=(answered & meant).astype("int64"),
        _truth_folded=here,
        _text_folded=there,
    )


def _with_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """With the errors of characters, folded and as they stand; marks have none."""
    text = ~rows["type"].isin(MARK_TYPES)
    counts = _counted(rows["_truth_folded"].where(text, ""), rows["_text_folded"].where(text, ""))
    raw = _counted(rows["truth"].where(text, ""), rows["text"].where(text, ""))
    return rows.assign(
        raw_errors=[count.errors for count in raw],
        raw_length=[count.length for count in raw],
        **{name: [getattr(count, name) for count in counts] for name in _COUNTS},
    )


def _folded(texts: pd.Series, types: pd.Series) -> pd.Series:
    """The texts as they are compared; each distinct pair of text and type is worked on once."""
    pairs = list(zip(texts.tolist(), types.tolist(), strict=True))
    known = {pair: _comparable(*pair) for pair in set(pairs)}
    return pd.Series([known[pair] for pair in pairs], index=texts.index, dtype="str")


def _comparable(text: str, field_type: str) -> str:
    """A text after nfkc; of marks the sorted ones, since their order means nothing."""
    if field_type in MARK_TYPES:
        return "|".join(sorted(marks_of(text, field_type)))
    return normalise(text, Normaliser.NFKC, field_type)


def _counted(truth: pd.Series, output: pd.Series) -> list[ErrorCounts]:
    """The errors of each row; each distinct pair is aligned once."""
    pairs = list(zip(truth.tolist(), output.tolist(), strict=True))
    known = {pair: count_errors(*pair) for pair in set(pairs)}
    return [known[pair] for pair in pairs]


def _one_row_each(table: pd.DataFrame, key: list[str], what: str) -> None:
    twice = table[table.duplicated(key)]
    if not twice.empty:
        raise ValueError(f"{what}: two rows for {' / '.join(twice.iloc[0][key])}")
