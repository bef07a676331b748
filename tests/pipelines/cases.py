"""A cost case as a file of a campaign."""

from pathlib import Path

from evaluators.cost.case import Case
from pipelines.contracts.toml_writing import model_to_toml


def write_case(folder: Path, case: Case) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = model_to_toml(case)
    (folder / "case.toml").write_text(text, encoding="utf-8")
