"""Operators a form by the keystroke-level model, where nobody has been measured yet.

Card, Moran and Newell, "The keystroke-level model for user performance time with interactive systems",
Communications of the ACM 23(7), 1980: a task's time is the sum of its operators. K is one key (0.12 s good typist,
0.20 s average skilled, 0.28 s average non-secretary), M one act of thinking (1.35 s). How many keys a Japanese
character takes and how long a sheet is handled are not in the paper; those figures are assumed, with wide ranges, and
stay visible as such.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluators.contract import Contract
from evaluators.grade import Grade, Source
from evaluators.inputs import Input
from evaluators.mark_types import MARK_TYPES, MARKS_ENGINE
from evaluators.marks import marks_of

PAPER = "Card, Moran and Newell 1980"

OPERATORS = ("kana", "kanji", "other", "keys", "thinks", "handlings")
"""What is counted: characters to type by their kind, further keys, acts of thinking, sheets laid into a scanner."""

NUMBER_DIGITS = 12
"""Of an individual number."""
NONE: Mapping[str, int] = MappingProxyType({})


def _assumed(value: float, low: float, high: float, unit: str, says: str) -> Input:
    return Input(value=value, low=low, high=high, unit=unit, grade=Grade.ASSUMED, source=Source.ASKED, says=says)


class KeystrokeModel(Contract):
    """Seconds of the operators, and keys a character. All ranges are drawn from, none is left out of an interval."""

    key: Input = Input(
        value=0.20, low=0.12, high=0.28, unit="s", grade=Grade.CITED, source=Source.CITED, says=f"K, {PAPER}"
    )
    think: Input = _assumed(1.35, 0.90, 1.80, "s", f"M = 1.35 s, {PAPER}; ± ⅓: kouka")
    keys_kana: Input = _assumed(2.0, 1.5, 2.5, "keys", "kouka")
    """Roman input: a consonant and a vowel."""
    keys_kanji: Input = _assumed(4.5, 3.0, 6.0, "keys", "kouka")
    """A reading of two kana, and its share of the conversion key and the confirming one."""
    keys_other: Input = _assumed(1.0, 1.0, 1.5, "keys", "kouka")
    """Digits, Latin letters and signs; the more where the input method has to be switched."""
    handling: Input = _assumed(12.0, 5.0, 30.0, "s", "kouka")
    """Of a sheet before AI can read it: take out staples, lay it into the scanner, see that it came out. Sheets that
    belong to no form cost the same and are not counted."""

    @property
    def inputs(self) -> dict[str, Input]:
        """Every input by its key."""
        return {name: getattr(self, name) for name in type(self).model_fields}


DEFAULT = KeystrokeModel()

Kind = Literal["kana", "kanji", "other"]


@cache
def kind_of(character: str) -> Kind:
    """Which keys a character takes.

    >>> [kind_of(each) for each in "ｱ塚2"]
    ['kana', 'kanji', 'other']
    """
    name = unicodedata.name(character, "")
    if "HIRAGANA" in name or "KATAKANA" in name:
        return "kana"
    return "kanji" if "CJK" in name and "IDEOGRAPH" in name else "other"


def entry(truth: str, field_type: str) -> npt.NDArray[np.float64]:
    """Operators to enter what stands in a field: the characters of its text, or one key for each mark.

    Returns:
        Shape (6,): how often each of ``OPERATORS``.
    """
    counts = dict.fromkeys(OPERATORS, 0.0)
    if field_type in MARK_TYPES:
        counts["keys"] = float(len(marks_of(truth, field_type)))
    else:
        for character in truth:
            counts[kind_of(character)] += 1
    return np.array(list(counts.values()))


def _operators(**counts: float) -> npt.NDArray[np.float64]:
    return np.array([counts.get(name, 0.0) for name in OPERATORS])


OPENING = _operators(keys=1, thinks=1)
"""Of a form, with AI or without."""
TYPING = _operators(keys=1, thinks=1)
"""Beside the entry itself: find the box and read it, and the key that leads to the next field."""
ACCEPTING = _operators(keys=1, thinks=1)
"""Compare the reading with the paper, and go on."""
CORRECTING = _operators(keys=2, thinks=1)
"""Beside the new entry: compare, clear what the AI read, and go on."""
SCANNING = _operators(handlings=1)
NUMBER = TYPING + _operators(other=NUMBER_DIGITS)
"""An individual number, which no AI sees: somebody types it either way."""


def document_counts(
    scored: pd.DataFrame, engine: str, numbers: Mapping[str, int] = NONE, sheets: Mapping[str, int] = NONE
) -> pd.DataFrame:
    """Operators a document, by hand and with correction of what the engine read.

    Args:
        scored: columns of ``frames.SCORED``; of them document, template, engine, type, truth, right_typed are used.
        engine: whose readings are corrected. Check boxes and choices are those that ``marks`` read, whatever engine
            reads the text.
        numbers: boxes for individual numbers on each template, typed from the paper in both ways of working.
        sheets: that each document has, which are scanned; 1 where it is not named.

    Returns:
        One row a document: document, ``manual_<operator>`` and ``ai_<operator>`` for each of ``OPERATORS``, seen
        (fields), wrong (fields).
    """
    columns = ["document", *operator_columns("manual"), *operator_columns("ai"), "seen", "wrong"]
    rows = scored[scored["engine"].isin([engine, MARKS_ENGINE])]
    if engine not in set(rows["engine"]):
        return pd.DataFrame(columns=columns)
    entries = np.array([entry(*field) for field in zip(rows["truth"], rows["type"], strict=True)])
    right = rows["right_typed"].to_numpy(dtype=bool)[:, None]
    fields = np.hstack(
        [entries + TYPING, np.where(right, ACCEPTING, entries + CORRECTING), right.sum(1, keepdims=True)]
    )
    frame = pd.DataFrame(fields, index=rows.index, columns=[*columns[1:-2], "right"])
    documents = rows["document"]
    counts = frame.groupby(documents, sort=False).sum()
    templates = rows["template"].groupby(documents, sort=False).first()
    typed = OPENING + _column(numbers.get(template, 0) for template in templates) * NUMBER
    scanned = _column(sheets.get(str(document), 1) for document in counts.index) * SCANNING
    counts[operator_columns("manual")] += typed
    counts[operator_columns("ai")] += typed + scanned
    counts["seen"] = documents.value_counts()
    counts["wrong"] = counts["seen"] - counts["right"].astype(int)
    return counts.reset_index(names="document")[columns]


def _column(counts: Iterable[int]) -> npt.NDArray[np.float64]:
    return np.array(list(counts), dtype=float)[:, None]


def operator_columns(way: str) -> list[str]:
    """Columns of ``document_counts`` for a way of working, ``manual`` or ``ai``."""
    return [f"{way}_{operator}" for operator in OPERATORS]
