import pytest

from evaluators.policy import propose
from pipelines.contracts.policy import Policy
from pipelines.policies.proposing import policy_of
from pipelines.runs import store
from pipelines.scored import pages_and_fields
from pipelines.seed import SEED


@pytest.fixture
def proposed(reference: store.Run) -> Policy:
    """What the sixty can certify where a tenth may be wrong: no target for a city, and one that they reach."""
    pages, scored = pages_and_fields(reference)
    policy = policy_of(reference, pages, propose(scored, 0.1, seed=SEED))
    assert policy is not None
    return policy
