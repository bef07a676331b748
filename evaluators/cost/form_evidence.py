"""What a run over forms shows of each way of working, with its draws: forms resampled, typists' speeds drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from evaluators.cost.drawn import Drawn
from evaluators.cost.ways import operators
from evaluators.grade import Grade, worst
from evaluators.inputs import Draws, generator_of
from evaluators.keystrokes import DEFAULT, KeystrokeModel
from evaluators.minutes import seconds
from evaluators.resampling import resampled_means

SAMPLE = "forms"
"""Name of the stream of draws of forms."""
WRONG = ("wrong_seen", "wrong_unseen")
JEFFREYS = 0.5


@dataclass(frozen=True)
class Judged:
    """Errors among fields that passed, both as independent ones, since errors cluster in forms."""

    errors: float
    fields: float

    @property
    def rate(self) -> float:
        """Wrong of what passes."""
        return self.errors / self.fields

    def rates(self, n: int, generator: np.random.Generator) -> Draws:
        """Draws of the rate from its Jeffreys posterior: none found is not none."""
        return generator.beta(self.errors + JEFFREYS, self.fields - self.errors + JEFFREYS, n)


def form_evidence(
    manual: pd.DataFrame,
    ways: Mapping[str, pd.DataFrame],
    *,
    n: int,
    seed: int,
    grade: Grade,
    judged: Mapping[str, Judged] = MappingProxyType({}),
    model: KeystrokeModel = DEFAULT,
) -> dict[str, Drawn]:
    """Numbers a form for the lines of the model.

    Args:
        manual: as from ``ways.manual_counts``.
        ways: by the name of the way (``options.way_of``), as from ``ways.way_counts`` of the same forms.
        n: how many draws.
        seed: the same seed gives the same draws.
        grade: that the forms give to what is counted on them.
        judged: of ways whose passing fields were judged on other forms, what was found there: errors that pass are
            drawn from it, since few forms hold none of them by chance.
        model: keys and seconds; scanning is not taken from it.

    Returns:
        ``fields``, ``sheets`` and ``minutes_manual``; of each way ``<way>_looking`` (minutes a form), ``_wrong_seen``
        and ``_wrong_unseen`` (fields a form) and ``_correcting`` (minutes for each wrong field looked at; 0 where
        there is none). One draw takes the same forms and the same typist in all of them, since it is the same people
        at the same forms. The model's own inputs are there too, by their keys.
    """
    parts = {"": manual} | {f"{way}_": counts.reindex(manual.index) for way, counts in ways.items()}
    columns = [f"{prefix}{name}" for prefix, counts in parts.items() for name in counts.columns]
    cells = np.hstack([counts.to_numpy(dtype=np.float64) for counts in parts.values()])
    drawn_means = dict(zip(columns, resampled_means(cells, n, generator_of(seed, SAMPLE)).T, strict=True))
    likely_means = dict(zip(columns, cells.mean(axis=0)[:, None], strict=True))
    speeds = {name: entry for name, entry in model.inputs.items() if name != "handling"}
    drawn_speeds = {name: entry.draws(n, generator_of(seed, name)) for name, entry in speeds.items()}
    likely_speeds = {name: np.array([entry.value]) for name, entry in speeds.items()}
    timed = worst([grade, Grade.ESTIMATED, *(entry.grade for entry in speeds.values())])

    found = {name: Drawn.of(entry.value, drawn_speeds[name], entry.grade, entry.unit) for name, entry in speeds.items()}
    for name, unit in (("fields", "fields/form"), ("sheets", "sheets/form")):
        found[name] = Drawn.of(likely_means[name][0], drawn_means[name], grade, unit)
    likely = _times(likely_means, likely_speeds, ways)
    draws = _times(drawn_means, drawn_speeds, ways)
    for name in likely:
        unit = "min/field" if name.endswith("_correcting") else "min/form"
        found[name] = Drawn.of(float(likely[name][0]), draws[name], timed, unit, elementary=False)
    for key in (f"{way}_{name}" for way in ways for name in WRONG):
        found[key] = Drawn.of(float(likely_means[key][0]), drawn_means[key], grade, "fields/form")
    for way, known in judged.items():
        passed, key = f"{way}_passed", f"{way}_wrong_unseen"
        rates = known.rates(n, generator_of(seed, key))
        found[key] = Drawn.of(known.rate * likely_means[passed][0], rates * drawn_means[passed], grade, "fields/form")
    return found


def _times(means: Mapping[str, Draws], speeds: Mapping[str, Draws], ways: Mapping[str, object]) -> dict[str, Draws]:
    """Minutes by hand, and of each way those of looking and those that a correction adds."""
    speeds = {**speeds, "handling": np.zeros(1)}

    def minutes(prefix: str, part: str) -> Draws:
        own = {name.removeprefix(prefix): column for name, column in means.items() if name.startswith(prefix)}
        return seconds(operators(own, part), speeds) / 60

    found = {"minutes_manual": minutes("", "manual")}
    for way in ways:
        found[f"{way}_looking"] = minutes(f"{way}_", "looking")
        corrected, wrong = minutes(f"{way}_", "correcting"), means[f"{way}_wrong_seen"]
        found[f"{way}_correcting"] = np.divide(corrected, wrong, out=np.zeros_like(corrected), where=wrong > 0)
    return found
