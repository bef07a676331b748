"""What stands on the forms of a batch, and a search for it in files of any kind."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

SHORTEST = 4
"""Shorter cells, such as 3 persons, stand everywhere by chance."""


def personal(batch: Path) -> list[str]:
    """Names of documents, names of people and their parts, and every cell of the truth that is not too short."""
    texts: set[str] = set()
    for file in (batch / "truth").glob("*.csv"):
        for row in _rows(file):
            texts |= {cell for cell in row.values() if len(cell) >= SHORTEST}
            texts |= {part for column in ("name", "name_kana") for part in [row[column], *row[column].split()]}
    texts |= {row["document"] for row in _rows(batch / "documents.csv")}
    return sorted(texts)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def found_below(folder: Path, texts: Iterable[str]) -> set[str]:
    """Which of the texts stand in any file below the folder: as UTF-8, UTF-16, or escaped for JSON, once or twice."""
    contents = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    assert contents, f"{folder} holds nothing to search"
    return {text for text in texts if any(form in content for form in _forms(text) for content in contents)}


def _forms(text: str) -> set[bytes]:
    once = json.dumps(text)[1:-1]
    twice = json.dumps(once)[1:-1]
    return {text.encode(), text.encode("utf-16-le"), once.encode(), twice.encode()}
