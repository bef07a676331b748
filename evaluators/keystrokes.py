"""Minutes a form by the keystroke-level model, where nobody has been measured yet.

Card, Moran and Newell, "The keystroke-level model for user performance time with interactive systems",
Communications of the ACM 23(7), 1980: a task's time is the sum of its operators. K is one key (0.12 s good typist,
0.20 s average skilled, 0.28 s average non-secretary), M one act of thinking (1.35 s). How many keys a Japanese
character takes is not in the paper; the figures here are assumed and stay visible as such.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluators.case import Input
from evaluators.contract import Contract
from evaluators.grade import Grade, Source
from evaluators.marks import MARK_TYPES, MARKS_ENGINE, marks_of
from evaluators.resampling import resampled_means

PAPER = "Card, Moran and Newell 1980"
OPERATORS = ("K", "M")


class KeystrokeModel(Contract):
    """Seconds of the operators, and keys a character."""

    key: Input = Input(
        value=0.20, low=0.12, high=0.28, unit="s", grade=Grade.CITED, source=Source.CITED, says=f"K, {PAPER}"
    )
    think: Input = Input(
        value=1.35, low=0.90, high=1.80, unit="s", grade=Grade.CITED, source=Source.CITED, says=f"M, {PAPER}, ± a third"
    )
    keys_kana: float = 2.0
    """Roman input: a consonant and a vowel."""
    keys_kanji: float = 4.5
    """A reading of two kana, and its share of the conversion key and the confirming one."""
    keys_other: float = 1.0
    """Digits, Latin letters and signs."""

    def keys(self, text: str) -> float:
        """Keys to type a text."""
        return sum(self._keys_of(character) for character in text)

    def _keys_of(self, character: str) -> float:
        name = unicodedata.name(character, "")
        if "HIRAGANA" in name or "KATAKANA" in name:
            return self.keys_kana
        if "CJK" in name and "IDEOGRAPH" in name:
            return self.keys_kanji
        return self.keys_other


DEFAULT = KeystrokeModel()


@dataclass(frozen=True)
class OperatorCounts:
    """How often each operator occurs in a piece of work. Adds up."""

    keys: float = 0.0
    thinks: float = 0.0

    def __add__(self, other: "OperatorCounts") -> "OperatorCounts":
        return replace(self, keys=self.keys + other.keys, thinks=self.thinks + other.thinks)


def entry_keys(truth: str, field_type: str, model: KeystrokeModel) -> float:
    """Keys to enter what stands in a field: those of its text, or one for each mark."""
    return float(len(marks_of(truth, field_type))) if field_type in MARK_TYPES else model.keys(truth)


def type_field(truth: str, model: KeystrokeModel, field_type: str = "text") -> OperatorCounts:
    """Find the box and read it (M), type it, go on to the next field (K)."""
    return OperatorCounts(keys=entry_keys(truth, field_type, model) + 1, thinks=1)


def correct_field(truth: str, right: bool, model: KeystrokeModel, field_type: str = "text") -> OperatorCounts:
    """Compare the reading with the paper (M); accept it (K), or clear it (K), type it anew and go on (K)."""
    if right:
        return OperatorCounts(keys=1, thinks=1)
    return OperatorCounts(keys=entry_keys(truth, field_type, model) + 2, thinks=1)


def document_counts(scored: pd.DataFrame, engine: str, model: KeystrokeModel = DEFAULT) -> pd.DataFrame:
    """Operators a document, by hand and with correction of what the engine read.

    Args:
        scored: columns of ``frames.SCORED``; of them document, engine, type, truth, right_typed are used.
        engine: whose readings are corrected. Check boxes and choices are those that ``marks`` read, whatever engine
            reads the text.
        model: keys and seconds.

    Returns:
        One row a document: document, manual_keys, manual_thinks, ai_keys, ai_thinks, seen (fields), wrong (fields).
        Either way one M and one K a document open the next one.
    """
    rows = scored[scored["engine"].isin([engine, MARKS_ENGINE])]
    if engine not in set(rows["engine"]):
        rows = rows.head(0)
    opening = OperatorCounts(keys=1, thinks=1)
    counted = []
    for document, fields in rows.groupby("document", sort=False):
        entries = list(zip(fields["truth"], fields["type"], fields["right_typed"], strict=True))
        manual = _total(opening, (type_field(truth, model, of) for truth, of, _right in entries))
        corrected = _total(opening, (correct_field(truth, bool(right), model, of) for truth, of, right in entries))
        counted.append(
            {
                "document": document,
                "manual_keys": manual.keys,
                "manual_thinks": manual.thinks,
                "ai_keys": corrected.keys,
                "ai_thinks": corrected.thinks,
                "seen": len(entries),
                "wrong": sum(not right for _truth, _of, right in entries),
            }
        )
    return pd.DataFrame(counted)


def _total(start: OperatorCounts, counts: Iterable[OperatorCounts]) -> OperatorCounts:
    return sum(counts, start=start)


def minutes_draws(
    counts: pd.DataFrame, draws: int, seed: int, model: KeystrokeModel = DEFAULT
) -> dict[str, npt.NDArray[np.float64]]:
    """Mean minutes a document under resampled documents and drawn operator times.

    Args:
        counts: as from ``document_counts``.
        draws: how many.
        seed: the same seed gives the same draws.
        model: keys and seconds.

    Returns:
        ``manual`` and ``ai_all``, arrays of length ``draws``. A draw uses the same documents and the same person's
        speed in both, because it is the same person at the same forms.
    """
    generator = np.random.default_rng(seed)
    columns = counts[["manual_keys", "manual_thinks", "ai_keys", "ai_thinks"]].to_numpy(dtype=float)
    means = resampled_means(columns, draws, generator)
    key, think = model.key.draws(draws, generator), model.think.draws(draws, generator)
    return {
        "manual": (means[:, 0] * key + means[:, 1] * think) / 60,
        "ai_all": (means[:, 2] * key + means[:, 3] * think) / 60,
    }


def minutes_best(counts: pd.DataFrame, model: KeystrokeModel = DEFAULT) -> dict[str, float]:
    """Mean minutes a document at the most likely operator times: ``manual`` and ``ai_all``."""
    means = counts[["manual_keys", "manual_thinks", "ai_keys", "ai_thinks"]].mean()
    key, think = model.key.value, model.think.value
    return {
        "manual": float(means["manual_keys"] * key + means["manual_thinks"] * think) / 60,
        "ai_all": float(means["ai_keys"] * key + means["ai_thinks"] * think) / 60,
    }


def timings(counts: pd.DataFrame, model: KeystrokeModel = DEFAULT) -> pd.DataFrame:
    """The model's times as rows of ``timings.csv``, source ``modelled``; no worker, no clock, so those are blank."""
    rows = []
    for method, prefix in (("manual", "manual"), ("ai_all", "ai")):
        seconds = counts[f"{prefix}_keys"] * model.key.value + counts[f"{prefix}_thinks"] * model.think.value
        rows.append(
            pd.DataFrame(
                {
                    "item": counts["document"],
                    "method": method,
                    "worker": "",
                    "sequence": None,
                    "started": "",
                    "seconds": seconds.round(3),
                    "idle_seconds": 0.0,
                    "keystrokes": counts[f"{prefix}_keys"].round().astype(int),
                    "errors_left": None,
                    "source": Source.MODELLED.value,
                }
            )
        )
    return pd.concat(rows, ignore_index=True)
