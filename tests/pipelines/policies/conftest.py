import shutil
from pathlib import Path

import pytest

from evaluators.policy import propose
from pipelines import scoring
from pipelines.contracts.policy import Policy
from pipelines.policies.proposing import policy_of
from pipelines.runs import store

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture
def reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> store.Run:
    """A copy of the committed run beside a copy of the batch that it read."""
    shutil.copytree(ROOT / "results" / "reference", tmp_path / "results" / "reference")
    shutil.copytree(ROOT / "samples" / "forms", tmp_path / "samples" / "forms")
    monkeypatch.setenv("KOUKA_RESULTS", str(tmp_path / "results"))
    monkeypatch.setenv("KOUKA_LANG", "en")
    (record,) = (tmp_path / "results" / "reference").glob("*/run.json")
    return store.load(record.parent)


@pytest.fixture
def proposed(reference: store.Run) -> Policy:
    """What the sixty can certify where a tenth may be wrong: no target for a city, and one that they reach."""
    pages, scored = scoring.pages_and_fields(reference)
    policy = policy_of(reference, pages, propose(scored, 0.1, seed=scoring.SEED))
    assert policy is not None
    return policy
