"""Minutes a form from counted operators and the ranges of the model's inputs."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluators.grade import Source
from evaluators.keystrokes import DEFAULT, OPERATORS, KeystrokeModel, operator_columns
from evaluators.resampling import resampled_means

Floats = npt.NDArray[np.float64]
WAYS: Mapping[str, str] = {"manual": "manual", "ai_all": "ai"}
"""Methods of ``timings.csv`` and the columns that count their operators."""


def minutes_draws(counts: pd.DataFrame, draws: int, seed: int, model: KeystrokeModel = DEFAULT) -> dict[str, Floats]:
    """Mean minutes a document under resampled documents and drawn inputs.

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
    columns = [name for way in WAYS.values() for name in operator_columns(way)]
    means = resampled_means(counts[columns].to_numpy(dtype=float), draws, generator)
    inputs = {name: entry.draws(draws, generator) for name, entry in model.inputs.items()}
    each = np.split(means, len(WAYS), axis=1)
    return {
        method: seconds(dict(zip(OPERATORS, of.T, strict=True)), inputs) / 60
        for method, of in zip(WAYS, each, strict=True)
    }


def minutes_best(counts: pd.DataFrame, model: KeystrokeModel = DEFAULT) -> dict[str, float]:
    """Mean minutes a document at the most likely inputs: ``manual`` and ``ai_all``."""
    return {method: float(found.mean()) / 60 for method, found in _document_seconds(counts, model).items()}


def seconds(counts: Mapping[str, Floats], inputs: Mapping[str, Floats]) -> Floats:
    """Seconds that operators take.

    Args:
        counts: how often each of ``OPERATORS``.
        inputs: of the model, by their keys.
    """
    typed = (
        counts["kana"] * inputs["keys_kana"]
        + counts["kanji"] * inputs["keys_kanji"]
        + counts["other"] * inputs["keys_other"]
    )
    worked = (typed + counts["keys"]) * inputs["key"] + counts["thinks"] * inputs["think"]
    return worked + counts["handlings"] * inputs["handling"]


def timings(counts: pd.DataFrame, model: KeystrokeModel = DEFAULT) -> pd.DataFrame:
    """The model's times as rows of ``timings.csv``, source ``modelled``; no worker, no clock, so those are blank."""
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "item": counts["document"],
                    "method": method,
                    "worker": "",
                    "sequence": None,
                    "started": "",
                    "seconds": np.round(found, 3),
                    "idle_seconds": 0.0,
                    "keystrokes": np.round(_keystrokes(counts, WAYS[method], model)).astype(int),
                    "errors_left": None,
                    "source": Source.MODELLED.value,
                }
            )
            for method, found in _document_seconds(counts, model).items()
        ],
        ignore_index=True,
    )


def _document_seconds(counts: pd.DataFrame, model: KeystrokeModel) -> dict[str, Floats]:
    likely = {name: np.array(entry.value) for name, entry in model.inputs.items()}
    return {method: seconds(_of(counts, way), likely) for method, way in WAYS.items()}


def _keystrokes(counts: pd.DataFrame, way: str, model: KeystrokeModel) -> Floats:
    inputs = {name: np.array(entry.value if name.startswith("keys_") else 0.0) for name, entry in model.inputs.items()}
    return seconds(_of(counts, way), inputs | {"key": np.array(1.0)})


def _of(counts: pd.DataFrame, way: str) -> dict[str, Floats]:
    return {name: counts[f"{way}_{name}"].to_numpy(dtype=float) for name in OPERATORS}
