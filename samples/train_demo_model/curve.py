"""The learning curve: a line for each examination, in ``curve.csv``.

A training that was begun with other columns leaves its lines in ``curve-UPDATE.csv`` beside it; ``joined`` gives one
curve of all of them, for the card.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

COLUMNS = (
    "update", "minutes", "text_loss", "phoneme_loss", "spelling_loss", "astray", "character_errors", "phoneme_errors",
    "spelling_errors", "unpadded",
)  # fmt: skip
"""Update; minutes of learning so far; mean losses since the last line, of the text, of the phonemes and the spelling
read off the encoder, and of where the decoder looks; then shares of wrong characters, phonemes and read off characters
of sentences that are not trained on, padded to 30 s, and of wrong characters of the same without padding. Empty where
it was not measured."""
NAME = "curve.csv"

Row = dict[str, str]
"""A line by column."""


def add(path: Path, row: dict[str, float]) -> None:
    """Write a line to its end; a curve with other columns is set aside first."""
    if path.exists() and tuple(columns(path)) != COLUMNS:
        last = rows(path)[-1:]
        path.rename(path.with_name(f"{path.stem}-{last[0]['update'] if last else 0}{path.suffix}"))
    written = path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if not written:
            writer.writeheader()
        writer.writerow(row)


def joined(directory: Path, until: int) -> list[Row]:
    """One curve up to an update, with all columns.

    Where a training went on from an earlier checkpoint, only its own lines count from there on: the curve is the one
    of the weights that are there now.
    """
    aside = sorted(directory.glob("curve-*.csv"), key=lambda path: int(path.stem.partition("-")[2]))
    curve: list[Row] = []
    for path in (*aside, directory / NAME):
        for row in rows(path) if path.exists() else []:
            curve = [line for line in curve if int(line["update"]) < int(row["update"])]
            curve.append({column: row.get(column) or "" for column in COLUMNS})
    return [row for row in curve if int(row["update"]) <= until]


def columns(path: Path) -> list[str]:
    """The columns that a curve has."""
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file), [])


def rows(path: Path) -> list[Row]:
    """The lines of a curve, with the columns it has."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, curve: Iterable[Row]) -> None:
    """Write a whole curve."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(curve)
