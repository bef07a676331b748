"""What 600 generated documents can certify: ``python benchmarks/policy.py RUN [RUN ...]``.

Writes dashboards/pages/generated/policy.json, which the page of a demonstration shows beside its own batch. The runs
are made by::

    python -m samples.make_forms /tmp/crossed --crossed 600
    python -m samples.make_forms /tmp/single --single 600
    kouka run /tmp/crossed --campaign crossed
    kouka run /tmp/single --campaign single
"""

import argparse
import json
from pathlib import Path
from typing import Any

from evaluators.policy import ClassProposal, Proposal, propose
from pipelines import atomic
from pipelines.runs import store
from pipelines.scored import pages_and_fields
from pipelines.seed import SEED

FILE = Path(__file__).parent.parent / "dashboards" / "pages" / "generated" / "policy.json"
TARGETS = (0.01, 0.05)


def record(run: store.Run, target: float) -> dict[str, Any]:
    """What a run can certify, as the page shows it."""
    _pages, scored = pages_and_fields(run)
    found = propose(scored, target, seed=SEED)
    return {
        "title": run.file.batch.title,
        "batch": run.file.batch.digest,
        "engines": {each.name: each.version for each in run.file.engines},
        "forms": sum(found.clusters),
        "documents": int(scored["document"].nunique()),
        "target": target,
        "sure": found.sure,
        **_whole(found),
        "classes": [_class(each) for each in found.classes],
    }


def _whole(found: Proposal) -> dict[str, float]:
    return {
        "share": round(found.share, 4),
        "left_per_thousand": round(found.left_per_thousand[1], 2),
        "left_per_document": round(found.left_per_document[1], 4),
    }


def _class(found: ClassProposal) -> dict[str, Any]:
    return {
        "name": found.name,
        "outcome": found.outcome,
        "fields": found.fields,
        "engines": list(found.rule.engines) if found.rule else [],
        "types": list(found.rule.types) if found.rule else [],
        "calibrated": found.rule.calibrated if found.rule else None,
        "passed": found.held_out.fields if found.held_out else 0,
        "errors": found.held_out.errors if found.held_out else 0,
        "forms": found.held_out.clusters if found.held_out else 0,
        "effective": round(found.held_out.effective, 1) if found.held_out else 0,
        "icc": round(found.clustering.icc, 4) if found.clustering else None,
        "bound": round(found.bound, 5) if found.bound is not None else None,
        "sure": round(found.sure, 4),
        "more": found.more,
    }


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("runs", nargs="+", metavar="RUN", help="campaign/run-id, or a run's directory")
    runs = [store.find(name) for name in parser.parse_args().runs]
    found = {"schema": 1, "proposals": [record(run, target) for run in runs for target in TARGETS]}
    atomic.write_text(FILE, json.dumps(found, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
