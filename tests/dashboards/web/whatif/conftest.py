"""A campaign with a cost case of typed-in numbers."""

from pathlib import Path

import pytest

from tests.evaluators.cost.small import a_case
from tests.pipelines.cases import write_case


@pytest.fixture
def campaign(results: Path, at_once: None) -> Path:
    """The folder of the campaign ``trial``."""
    write_case(results / "trial", a_case())
    return results / "trial"
