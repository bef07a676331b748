"""Recordings that lie in a batch and that nobody wrote into recordings.csv: they are not heard."""

from collections.abc import Iterator
from pathlib import Path

from dashboards.language import _, counted
from pipelines.batches import paths
from pipelines.batches.recordings import FOLDER
from pipelines.batches.sounds import SUFFIXES
from pipelines.errors import Place, Problem, Severity
from pipelines.tables import Table

NAMED = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
"""How what is taken for a recording is named."""


def unlisted(path: Path, table: Table) -> Iterator[Problem]:
    """A word about files of the batch at ``path`` that its recordings.csv does not name."""
    folder = path / FOLDER
    named = (paths.inside(folder, row["file"]) for row in table.rows)
    listed = {file.resolve() for file in named if file is not None}
    found = sorted(
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.suffix.lower() in NAMED and not file.name.startswith(".") and file.resolve() not in listed
    )
    if found:
        what = counted(
            "{n} recording is not in it and will not be heard: {file}",
            "{n} recordings are not in it and will not be heard, the first one: {file}",
            len(found),
            file=found[0],
        )
        yield Problem(what, Place(table.path), _("Add a row for each that is to be heard."), Severity.WARNING)
