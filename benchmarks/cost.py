"""How long 100,000 draws of a cost case take: every way of working, by fiscal year, with all of its figures.

    python -m benchmarks.cost [--draws 100000] [--times 5]

Prints seconds of each repetition, and the best.
"""

import argparse
import time
import tomllib

import numpy as np

from evaluators.cost.assessing import DRAWS, assess
from evaluators.cost.case import Case
from evaluators.cost.drawn import Drawn
from evaluators.grade import Grade
from pipelines.starters import text_of

WAYS = ("ai_all", "ai_policy", "two_engines")
MEASURED = {
    **{f"{way}_{name}": value for way in WAYS
       for name, value in (("looking", 0.6), ("correcting", 0.1), ("wrong_seen", 2.0), ("wrong_unseen", 0.01))},
    "fields": 10.0, "sheets": 1.0, "minutes_manual": 2.0, "minutes_near_factor": 0.5, "minutes_far_factor": 0.95,
    "minutes_near_lost": 0.1, "minutes_far_lost": 0.3,
}  # fmt: skip


def main() -> None:
    """Time it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    case = _case()
    random = np.random.default_rng(1)
    measured = {
        name: Drawn.of(value, value * random.uniform(0.8, 1.2, given.draws), Grade.MEASURED, "")
        for name, value in MEASURED.items()
    }
    taken = []
    for _time in range(given.times):
        begun = time.perf_counter(), time.process_time()
        found = assess(case, measured, n=given.draws, seed=1)
        taken.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
        print(f"{taken[-1][0]:.2f} s ({taken[-1][1]:.2f} s of a processor)")
    options = ", ".join(each.option for each in found.outcomes)
    print(f"{given.draws:,} draws, {found.years} years, {len(found.quantities)} figures of: {options}")
    print(f"best: {min(wall for wall, _cpu in taken):.2f} s")


def _case() -> Case:
    return Case.model_validate(tomllib.loads(text_of("case.toml", "en")))


if __name__ == "__main__":
    main()
