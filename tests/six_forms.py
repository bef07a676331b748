"""A batch of six of the bundled forms, one kind, a PDF each: small enough to be copied for every test."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

from evaluators.frames import DOCUMENTS
from pipelines.tables import Row, read_table

FORM = "moving-notice"
SIX = (
    "moving-01.pdf",
    "moving-07.pdf",
    "moving-08.pdf",
    "moving-13.pdf",
    "窓口/feeder.pdf#003",
    "窓口/feeder.pdf#008",
)
"""Documents of the samples, which become moving-01.pdf to moving-06.pdf."""
COLUMNS = [*DOCUMENTS.names, "cond_pen", "cond_font", "cond_skew"]


def write_six(samples: Path, folder: Path) -> None:
    """Write the batch."""
    rows = {row["document"]: row for row in read_table(samples / "documents.csv").rows}
    names = {name: f"moving-{number:02}.pdf" for number, name in enumerate(SIX, start=1)}
    shutil.copytree(samples / "templates" / FORM, folder / "templates" / FORM)
    shutil.copyfile(samples / "batch.toml", folder / "batch.toml")
    (folder / "scans").mkdir()
    for name, new in names.items():
        page = rows[name]["first_page"]
        scan, target = samples / "scans" / rows[name]["file"], folder / "scans" / new
        subprocess.run(["pdfseparate", "-f", page, "-l", page, scan, target], check=True)
    documents = [
        rows[name] | {"document": new, "file": new, "first_page": "1", "last_page": "1"} for name, new in names.items()
    ]
    _write(folder / "documents.csv", documents, COLUMNS)
    for labels in ("truth", "values"):
        table = read_table(samples / labels / f"{FORM}.csv")
        labelled = {row["document"]: row for row in table.rows}
        (folder / labels).mkdir()
        _write(
            folder / labels / f"{FORM}.csv",
            [labelled[name] | {"document": new} for name, new in names.items()],
            list(table.columns),
        )


def _write(file: Path, rows: list[Row], columns: list[str]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    file.write_bytes(text.getvalue().encode("utf-8-sig"))
