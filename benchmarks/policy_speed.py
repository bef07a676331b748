"""How long a policy takes: ``python benchmarks/policy_speed.py [--documents N]``, of 20 fields and 3 engines each."""

import argparse
import time

import numpy as np
import pandas as pd
from policy_guarantee import World, drawn

from evaluators.calibrations import calibrations
from evaluators.policy import propose


def batch(documents: int) -> pd.DataFrame:
    """Scored fields of so many documents, read by three engines."""
    world = World(0.05, 1.0, 0.5, fields=20)
    parts = []
    for number, engine in enumerate(("a", "b", "c")):
        rows = drawn(world, documents, np.random.default_rng(number))
        value = np.where(rows["right_typed"] == 1, "x", f"{engine}")
        parts.append(rows.assign(engine=engine, text=value, value=value))
    return pd.concat(parts, ignore_index=True)


def main() -> None:
    """Print seconds of processor time, which other work on the machine changes least."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=10_000)
    rows = batch(parser.parse_args().documents)
    print(f"{len(rows):,} readings")
    for name, work in (("calibrations", calibrations), ("policy", lambda scored: propose(scored, 0.01))):
        start = time.process_time()
        work(rows)
        print(f"{name}: {time.process_time() - start:.1f} s of processor time", flush=True)


if __name__ == "__main__":
    main()
