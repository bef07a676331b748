"""What a run amounts to against the truth: every quantity that its page and its accuracy.json tell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pandas as pd

from evaluators.accuracy import accuracy
from evaluators.calibration import Calibration
from evaluators.calibration_quantities import calibration_quantities
from evaluators.calibrations import calibrations
from evaluators.consensus import Pair, better_of, consensus
from evaluators.cost.case import Case
from evaluators.frames import PAGES
from evaluators.policy import Proposal, propose
from evaluators.policy_quantities import policy_quantities
from evaluators.quantity import Quantity
from evaluators.refusal import refusal
from evaluators.saving import Saving
from pipelines.batches.forms import FormsBatch
from pipelines.cost.form_numbers import of_template
from pipelines.cost.of_run import NOTHING, Costs, OneRun, assessed, shown
from pipelines.imports import product_of
from pipelines.readers import best_of, ranked, readers_of
from pipelines.runs.store import Run
from pipelines.scored import frame_of
from pipelines.seed import SEED
from pipelines.tables import Row
from pipelines.times import counts_of
from pipelines.times import savings as savings_of

RESIDUAL = 0.01
"""Most that may be wrong of what passes unchecked, in the policy that the page speaks of."""


@dataclass(frozen=True)
class Measured:
    """What a run amounts to."""

    quantities: tuple[Quantity, ...]
    """All that stand in accuracy.json."""
    best: str
    """The engine with the most fields right; empty where nothing was measured."""
    worked: Mapping[str, pd.DataFrame]
    """By engine, operators a document."""
    savings: Mapping[str, Saving]
    """By engine."""
    by_kind: Mapping[str, Sequence[Saving]]
    """By engine, for each template."""
    costs: Costs
    """What it comes to by the case."""
    priced: bool
    """Whether the case speaks of a form that was measured."""
    pairs: tuple[Pair, ...]
    calibrations: tuple[Calibration, ...]
    proposal: Proposal


def measure(
    run: Run,
    batch: FormsBatch,
    scored: pd.DataFrame,
    pages: Sequence[Row],
    engines: Collection[str],
    case: Case | None,
    file: Path,
) -> Measured:
    """Measure it.

    Args:
        run: whose origin counts as it recorded it: what was read as a demonstration is not made real by an edit of
            batch.toml.
        batch: that was read.
        scored: ``frames.SCORED``.
        pages: rows of pages.csv.
        engines: that were to read.
        case: what it costs; None where there is no case, or none that may answer.
        file: of the case.
    """
    origin, readers = run.file.batch.origin, readers_of(engines)
    rates = accuracy(scored, origin, seed=SEED)
    worked = counts_of(batch, scored, readers)
    savings = savings_of(worked, origin, {}, SEED)
    by_template = {
        str(id): savings_of(counts_of(batch, rows, readers), origin, {"template": str(id)}, SEED)
        for id, rows in scored.groupby("template")
    }
    kinds = list(by_template.values())
    priced = of_template(case.forms.template, by_template) if case and case.forms else None
    costs = NOTHING
    if case and priced:
        rows = scored[scored["template"] == priced]
        own = ranked(rows, [name for name in readers if not product_of(name)])
        one = OneRun(run, batch, rows, priced, own)
        costs = assessed(case, file, one, by_template[priced], SEED)
    pairs = [Pair(*two, better_of(scored, *two)) for two in combinations(readers, 2)]
    agreed = [consensus(scored, pair.first, pair.second, origin) for pair in pairs]
    sure, proposal = calibrations(scored, seed=SEED), propose(scored, RESIDUAL, seed=SEED)
    everything = [
        *rates,
        *(refusal(frame_of(pages, PAGES.names), origin) if not scored.empty else ()),
        *(quantity for found in agreed for quantity in found),
        *calibration_quantities(sure, origin),
        *policy_quantities(proposal, origin),
        *(quantity for each in (savings, *kinds) for found in each.values() for quantity in found.quantities),
        *(quantity for found in costs.assessed.values() for quantity in shown(found)),
    ]
    return Measured(
        quantities=tuple(everything),
        best=best_of(rates, readers),
        worked=worked,
        savings=savings,
        by_kind={name: [kind[name] for kind in kinds if name in kind] for name in savings},
        costs=costs,
        priced=priced is not None,
        pairs=tuple(pair for pair, found in zip(pairs, agreed, strict=True) if found),
        calibrations=tuple(sure),
        proposal=proposal,
    )
