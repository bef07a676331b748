"""A campaign's case with all its numbers drawn, kept for its what-if: to draw them anew takes seconds."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from dashboards.language import spoken
from evaluators.cost.case import Case
from evaluators.cost.drawn import Drawn
from evaluators.cost.what_if import Measured
from evaluators.grade import Grade
from pipelines import atomic
from pipelines.cost.campaign import numbers_of_campaign
from pipelines.cost.left_out import nothing_to_compare
from pipelines.digests import digest
from pipelines.errors import KoukaError, Place
from pipelines.runs.campaigns import case_file
from pipelines.runs.store import campaign_folder
from pipelines.seed import SEED
from pipelines.settings import results_folder

VERSION = 2
"""Goes up whenever what is kept changes its form."""
DRAWS = 5_000
"""Enough for a probability to ± 1.4 points, few enough for an answer while a finger is on the slider."""
REFERENCE = re.compile(r'\bfrom\s*=\s*"(\w+):([^"]+)"')
ABOUT = "about"


def write_measured(campaign: str, out: Path) -> None:
    """Write what a campaign's case and measurements amount to.

    Raises:
        KoukaError: there is no case, something in it is wrong, or nothing was measured to compare.
    """
    found = _measured(campaign_folder(campaign))
    numbers = found.numbers
    about = {
        "case": found.case.model_dump(mode="json", by_alias=True),
        "n_documents": found.n_documents,
        "numbers": {name: [each.grade, each.unit, each.elementary] for name, each in numbers.items()},
    }
    arrays: dict[str, Any] = {f"likely_{name}": each.likely for name, each in numbers.items()}
    arrays |= {f"draws_{name}": each.draws for name, each in numbers.items()}
    arrays[ABOUT] = np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), dtype=np.uint8)
    with atomic.replacing(out) as temporary, temporary.open("wb") as file:
        np.savez(file, **arrays)


def _measured(folder: Path) -> Measured:
    try:
        found = numbers_of_campaign(folder, DRAWS, SEED)
        if not found.measured.ways:
            raise KoukaError.of(next(iter(found.problems), nothing_to_compare(found.case_file)))
        return found.measured
    except KoukaError as error:
        where = error.problem.where
        if where is None or not where.file.is_relative_to(folder):
            raise
        place = Place(where.file.relative_to(folder), where.line)
        raise KoukaError(f"{place}: {error.problem.what}", todo=error.problem.todo) from None


def read_measured(path: Path) -> Measured:
    """What was written."""
    with np.load(path, allow_pickle=False) as kept:
        about: dict[str, Any] = json.loads(kept[ABOUT].tobytes())
        numbers = {
            name: Drawn(kept[f"likely_{name}"], kept[f"draws_{name}"], Grade(grade), unit, elementary)
            for name, (grade, unit, elementary) in about["numbers"].items()
        }
    return Measured(Case.model_validate(about["case"]), numbers, about["n_documents"])


def key_of_what_if(campaign: Path) -> str:
    """Digest of all that the numbers depend on, by when files were written."""
    case = case_file(campaign)
    files = {case, campaign / "campaign.toml", *campaign.glob("*/run.json"), *campaign.glob("*/readings.csv")}
    files |= {*campaign.glob("*/segments.csv"), *campaign.glob("*/accuracy.json")}
    text = case.read_text("utf-8", errors="replace") if case.is_file() else ""
    for kind, rest in REFERENCE.findall(text):
        named = results_folder() / rest / "run.json" if kind == "run" else case.parent / rest
        files |= {*named.iterdir()} if named.is_dir() else {named}
    stamps = [(str(file), *_stamp(file)) for file in sorted(files)]
    return digest(VERSION, DRAWS, SEED, spoken(), stamps)


def _stamp(file: Path) -> tuple[int, int]:
    try:
        now = file.stat()
    except (OSError, ValueError):
        return 0, 0
    return now.st_mtime_ns, now.st_size
