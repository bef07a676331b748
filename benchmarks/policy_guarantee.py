"""Does the guarantee of a proposed policy hold? ``python benchmarks/policy_guarantee.py [--rounds N]``.

Batches are drawn from invented worlds in which it is known how often a rule lets something wrong pass, and how errors
cluster in forms. Of each batch a policy is proposed. Counted is how often something was certified, and how often the
share wrong of what passes in truth exceeds the target for any class that was: at most 1 - sure of the rounds, by the
guarantee.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evaluators.passing import Fields, fields_of, passes
from evaluators.policy import Proposal, propose

POPULATION = 3000
"""Documents of a world on which the truth is counted."""
TYPES = ("number", "date", "text")


@dataclass(frozen=True)
class World:
    """How fields are read wrong."""

    wrong: float
    """Share of fields that the engine reads wrong."""
    clustering: float
    """Variance of a form's own factor on its errors: 0, and fields are independent."""
    told: float
    """How far confidence tells right from wrong: 0, and it tells nothing."""
    fields: int = 10
    """A form."""
    scans: int = 1
    """Of each form: what is wrong on one of them is likely wrong on the others."""


WORLDS = {
    "independent, just above the target": World(0.033, 0.0, 0.0),
    "clustered, just above the target": World(0.033, 1.0, 0.0),
    "strongly clustered, just above the target": World(0.033, 4.0, 0.0),
    "three scans a form, just above the target": World(0.033, 1.0, 0.0, scans=3),
    "confidence tells something": World(0.06, 1.0, 0.5),
    "easy": World(0.01, 1.0, 0.5),
}
"""For a target of .03. In the first four the rates lie near it, mostly above: what is certified there is mostly wrongly
certified. (A chance above 1 is cut off, so that the strongly clustered world is a little better than its number.)"""


def drawn(world: World, forms: int, generator: np.random.Generator) -> pd.DataFrame:
    """Scored fields of so many forms, read by one engine."""
    form = np.repeat(np.arange(forms), world.fields * world.scans)
    scan = np.tile(np.repeat(np.arange(world.scans), world.fields), forms)
    field = np.tile(np.arange(world.fields), forms * world.scans)
    factor = generator.gamma(1 / world.clustering, world.clustering, forms) if world.clustering else np.ones(forms)
    hard = np.tile(generator.beta(0.3, 0.3 / world.wrong - 0.3, (forms, 1, world.fields)), (1, world.scans, 1)).ravel()
    chance = np.minimum(1, hard * factor[form])
    right = (generator.random(len(form)) >= chance).astype("int64")
    noise = generator.random(len(form))
    confidence = np.clip(1 - world.told * hard - (1 - world.told) * noise * 0.2, 0, 1).round(3)
    kinds = np.array(TYPES)[field % len(TYPES)]
    names = pd.Series(form).astype("str") + "/" + pd.Series(scan).astype("str")
    return pd.DataFrame(
        {
            "document": names,
            "template": "form",
            "field": pd.Series(field).astype("str"),
            "type": kinds,
            "engine": "engine",
            "status": "read",
            "text": "x",
            "value": "x",
            "confidence": confidence,
            "right_typed": right,
            "cond_form": pd.Series(form).astype("str"),
        }
    )


def broken(proposal: Proposal, everything: Fields) -> bool:
    """Whether any class that was certified lets more than the target pass wrong in truth."""
    for each in proposal.certified:
        if each.rule is not None:
            passed = passes(everything, each.rule)
            wrong = 1 - everything.right[each.rule.engines[0]][passed]
            if wrong.mean() > proposal.target:
                return True
    return False


def rounds(
    world: World, forms: int, target: float, number: int, seed: int = 0, sure: float = 0.95
) -> Iterator[tuple[Proposal, bool]]:
    """Proposals on batches of a world, each with whether it breaks its promise."""
    generator = np.random.default_rng(seed)
    everything = fields_of(drawn(world, POPULATION, generator))
    for place in range(number):
        proposal = propose(drawn(world, forms, generator), target, sure, seed=place)
        yield proposal, broken(proposal, everything)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--target", type=float, default=0.03)
    arguments = parser.parse_args()
    print("| world | forms | rounds | certified something | promise broken | fields passed |")
    print("|---|---:|---:|---:|---:|---:|", flush=True)
    for name, world in WORLDS.items():
        for forms in (60, 300):
            found = list(rounds(world, forms, arguments.target, arguments.rounds))
            certified = sum(bool(proposal.certified) for proposal, _broken in found)
            over = sum(broken for _proposal, broken in found)
            share = np.mean([proposal.share for proposal, _broken in found])
            print(
                f"| {name} | {forms} | {len(found)} | {certified / len(found):.1%} | {over / len(found):.1%} "
                f"| {share:.1%} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
