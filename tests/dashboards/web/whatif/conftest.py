"""A campaign with a cost case of typed-in numbers."""

from pathlib import Path

import pytest

from evaluators.cost.case import Case
from pipelines.contracts.toml_writing import to_toml
from tests.evaluators.cost.small import a_case


def write_case(folder: Path, case: Case) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = to_toml(case.model_dump(mode="json", by_alias=True, exclude_none=True))
    (folder / "case.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def campaign(results: Path, at_once: None) -> Path:
    """The folder of the campaign ``trial``."""
    write_case(results / "trial", a_case())
    return results / "trial"
