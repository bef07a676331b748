"""Commented files for people to fill in, in their language."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from dashboards.language import Language, spoken
from evaluators.frames import DOCUMENTS
from pipelines import atomic
from pipelines.contracts.forms import Template
from pipelines.contracts.toml import load_toml
from pipelines.tables import Row, read_table, to_csv

FORM = "moving-notice"
DOCUMENT = "moving-01.pdf"
EXAMPLES = {"tasks.csv": "portfolio", "commitments.toml": "commitments"}
"""Files to start from that are whole examples, in Japanese, and the folders of samples/ that hold them."""


def starter(name: str) -> str:
    """The text of a starter file in the language spoken."""
    return text_of(name, spoken())


def text_of(name: str, language: Language) -> str:
    """The text of a starter file in a language."""
    return files("pipelines.starters").joinpath(language, name).read_text(encoding="utf-8")


def content_of(name: str) -> bytes:
    """What a file to start from holds: the starter in the language spoken, or the bundled example."""
    if name in EXAMPLES:
        return (files("samples") / EXAMPLES[name] / name).read_bytes()
    return starter(name).encode()


def write_forms(folder: Path) -> None:
    """A batch that passes the check: the bundled form with a commented template, and one invented application."""
    with as_file(files("samples") / "forms") as bundled:
        template = folder / "templates" / FORM
        template.mkdir(parents=True)
        (folder / "scans").mkdir()
        shutil.copyfile(bundled / "templates" / FORM / "blank.pdf", template / "blank.pdf")
        shutil.copyfile(bundled / "scans" / DOCUMENT, folder / "scans" / DOCUMENT)
        atomic.write_text(folder / "batch.toml", starter("batch.toml"))
        atomic.write_text(template / "template.toml", starter("template.toml"))
        _write(folder / "documents.csv", _only(bundled / "documents.csv"), [*DOCUMENTS.names, "cond_pen"])
        fields = [field.id for field in load_toml(template / "template.toml", Template).fields]
        for kind in ("truth", "values"):
            _write(folder / kind / f"{FORM}.csv", _only(bundled / kind / f"{FORM}.csv"), ["document", *fields])


def _only(table: Path) -> list[Row]:
    return [row for row in read_table(table).rows if row["document"] == DOCUMENT]


def _write(file: Path, rows: list[Row], columns: list[str]) -> None:
    atomic.write_bytes(file, to_csv(rows, columns).encode("utf-8-sig"))
