"""Comparisons as files: runs over the same documents or recordings with the oldest of them, and engines of one run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, takewhile
from pathlib import Path

from dashboards.web.exporting.addresses import HOME, Places
from dashboards.web.exporting.pages import made, pages_of, write
from dashboards.web.runs.comparing import MOST, key_of_comparison
from dashboards.web.runs.meetings import PlaceOfTurn, fragment_of
from dashboards.web.runs.side_by_side import Asked, Links, page_of
from dashboards.web.security.paths import for_eyes_of
from dashboards.web.summaries import summary_of
from evaluators.comparison import Outcome
from evaluators.mark_types import MARKS_ENGINE
from pipelines.errors import KoukaError
from pipelines.runs.store import Run

FOLDER = "comparisons"
MOST_PAGES = 10
"""Of each list of a comparison: 500 fields or stretches."""


@dataclass(frozen=True)
class Exported:
    """A comparison as the first page lists it."""

    runs: tuple[Run, ...]
    """One, whose engines are compared, or several over the same documents or recordings."""
    address: str = ""
    problem: str = ""
    """Why there is none; empty where there is one."""


def write_comparisons(
    runs: Sequence[Run], places: Mapping[str, Places], folder: Path, *, shown: bool
) -> list[Exported]:
    """Write the comparisons of all runs of an export.

    Args:
        runs: all of them.
        places: of the pages of each, by its name.
        folder: of the export.
        shown: False leaves out what stands in fields and what was said.
    """
    found = []
    for number, compared in enumerate(_compared(runs), start=1):
        home = folder / FOLDER / str(number)
        try:
            name, key = key_of_comparison(compared)
            kept = made("comparison", name, key, *(run.name for run in compared))
            _write(kept, compared, home, _Files(places), shown=shown)
        except KoukaError as error:
            found.append(Exported(tuple(compared), problem=for_eyes_of(None, error.problem.told)))
        else:
            found.append(Exported(tuple(compared), f"{FOLDER}/{number}/{HOME}"))
    return found


def _compared(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Which are compared: runs of the same material, the oldest first; engines of the newest that has several."""
    same: dict[str, list[Run]] = {}
    for run in sorted(runs, key=lambda run: run.file.started):
        same.setdefault(summary_of(run.folder).material, []).append(run)
    for found in same.values():
        if len(found) > 1:
            yield found[-MOST:]
        several = next((run for run in reversed(found) if _readers(run) > 1), None)
        if several is not None:
            yield [several]


def _readers(run: Run) -> int:
    return len([engine for engine in run.file.engines if engine.name != MARKS_ENGINE])


@dataclass(frozen=True)
class _Files:
    """Where things are from the folder of a comparison."""

    places: Mapping[str, Places]

    def links(self, *, shown: bool) -> Links:
        """For the pages of a comparison; lists that are not shown have no pages of their own."""
        return Links(self.run, self.asked if shown else lambda _asked: HOME, self.field, self.turn, f"../../{HOME}")

    def run(self, run: Run, page: str = HOME) -> str:
        """A page of a run."""
        return f"../../{self.places[run.name].folder}/{page}"

    @staticmethod
    def asked(asked: Asked) -> str:
        """A page of a list."""
        if asked == Asked():
            return HOME
        return f"{asked.pair + 1}-{asked.outcome.value}-{asked.page}.html"

    def field(self, run: Run, document: str, field: str) -> str | None:
        """A field of a document, where that has a page."""
        page = self.places[run.name].documents.get(document)
        return None if page is None else f"{self.run(run, page)}#field-{field}"

    def turn(self, run: Run, turn: PlaceOfTurn) -> str | None:
        """A turn of a draft, where the meeting has a page."""
        page = self.places[run.name].meetings.get(turn.session)
        return None if page is None else f"{self.run(run, page)}#{fragment_of(turn)}"


def _write(kept: Path, runs: Sequence[Run], home: Path, files: _Files, *, shown: bool) -> None:
    pages, links = pages_of(Places(), "../.."), files.links(shown=shown)

    def leaf(asked: Asked) -> bool:
        """Write a page of a list; whether there is such a one."""
        page = page_of(kept, runs, asked, links, most=MOST_PAGES, shown=shown)
        if page is not None:
            template, values = page
            write(pages, template, home / files.asked(asked), **values)
        return page is not None

    if not shown:
        leaf(Asked())
        return
    for pair in takewhile(lambda pair: leaf(Asked(pair)), count()):
        for outcome in Outcome:
            all(leaf(Asked(pair, outcome, number)) for number in count(1))
