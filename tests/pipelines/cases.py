"""A cost case as a file of a campaign."""

from pathlib import Path

from evaluators.cost.case import Case
from pipelines.contracts.toml_writing import to_toml


def write_case(folder: Path, case: Case) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = to_toml(case.model_dump(mode="json", by_alias=True, exclude_none=True))
    (folder / "case.toml").write_text(text, encoding="utf-8")
