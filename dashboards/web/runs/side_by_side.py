"""What the page of a comparison shows: one list of one pair, leaf by leaf, in the app and among files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dashboards.pages.meetings import clock, recording_tables
from dashboards.pages.meetings_comparison import ShownStretch
from dashboards.web.prepared import comparisons, meeting_comparisons
from dashboards.web.prepared.meeting_comparisons import KeptTwo
from dashboards.web.runs.cases import A_PAGE, MOST_PAGES, Leaf
from dashboards.web.runs.meetings import PlaceOfTurn
from evaluators.comparison import Comparison, Outcome, tables
from evaluators.field_contrasts import ACCURACY
from evaluators.meetings.stretch_pairs import Heard
from pipelines.comparable import Chosen
from pipelines.meetings.comparing import PlacedStretch
from pipelines.runs.store import Run


@dataclass(frozen=True)
class Asked:
    """Which list is looked at, and which page of it."""

    pair: int = 0
    outcome: Outcome = Outcome.REGRESSION
    page: int = 1


@dataclass(frozen=True)
class Links:
    """Where things are, from the page of a comparison; None where they have no page."""

    run: Callable[[Run], str | None]
    asked: Callable[[Asked], str]
    field: Callable[[Run, str, str], str | None]
    """By run, document and field."""
    turn: Callable[[Run, PlaceOfTurn], str | None]
    home: str = ""
    """All runs, where no navigation leads there."""


Page = tuple[str, Mapping[str, Any]]
"""A template and its values."""


def page_of(
    path: Path, runs: Sequence[Run], asked: Asked, links: Links, *, most: int = MOST_PAGES, shown: bool = True
) -> Page | None:
    """A page of what was prepared; None where there is no such pair, or no such page of its list.

    Args:
        path: what was prepared.
        runs: which were compared, the first one first.
        asked: the list.
        links: from the page.
        most: pages that a list has at most.
        shown: False leaves out what stands in fields or was said.
    """
    of_kind = _of_forms if runs[0].file.kind == "forms" else _of_meetings
    made = of_kind(path, runs, asked, links, most, shown)
    if made is None:
        return None
    template, values = made

    def to(**changes: Any) -> str:
        return links.asked(replace(asked, **{"page": 1, **changes}))

    shared = {"runs": runs, "links": links, "asked": asked, "to": to, "outcomes": list(Outcome), "shown": shown}
    return template, {**shared, **values}


def _leaf(found: Sequence[Comparison], asked: Asked, most: int) -> Leaf | None:
    if not 0 <= asked.pair < len(found):
        return None
    leaf = Leaf(max(1, asked.page), found[asked.pair].counts[asked.outcome], most)
    return leaf if leaf.number <= leaf.last else None


def _of_forms(path: Path, runs: Sequence[Run], asked: Asked, links: Links, most: int, shown: bool) -> Page | None:
    with comparisons.opened(path) as kept_fields:
        kept = kept_fields.read()
        leaf = _leaf(kept.comparisons, asked, most)
        if leaf is None:
            return None
        cells = kept_fields.cells(asked.pair, asked.outcome, A_PAGE, leaf.offset) if shown else []
    chosen = kept.comparisons[asked.pair]
    # Of several runs each side is called by its run as well.
    second = next((run for run in runs if chosen.second.endswith(f"({run.name})")), runs[0])
    found = tables(kept.comparisons)
    return "compare.html.j2", {
        "kept": kept, "pairs": kept.comparisons, "chosen": chosen, "leaf": leaf,
        "cells": [(row, links.field(second, row["document"], row["field"])) for row in cells],
        "seen": [row["document"] for row in cells], "tables": found, "overall": found.get((ACCURACY, "type"), []),
    }  # fmt: skip


def _of_meetings(path: Path, runs: Sequence[Run], asked: Asked, links: Links, most: int, shown: bool) -> Page | None:
    with meeting_comparisons.opened(path) as kept_stretches:
        kept = kept_stretches.read()
        found = [two.comparison for two in kept.pairs]
        leaf = _leaf(found, asked, most)
        if leaf is None:
            return None
        placed = kept_stretches.stretches(asked.pair, asked.outcome, A_PAGE, leaf.offset) if shown else []
    two = kept.pairs[asked.pair]
    return "compare_meetings.html.j2", {
        "kept": kept, "pairs": found, "chosen": two.comparison, "leaf": leaf, "clock": clock,
        "stretches": [_stretch(runs, two, each, links) for each in placed],
        "seen": [f"{each.session}/{each.recording}" for each in placed],
        "tables": recording_tables(found), "units": list(dict.fromkeys(each.unit for each in kept.pairs)),
    }  # fmt: skip


def _stretch(runs: Sequence[Run], two: KeptTwo, placed: PlacedStretch, links: Links) -> ShownStretch:
    def at(chosen: Chosen, heard: Heard) -> str:
        if heard.segment < 0:  # the draft has nothing of it; perhaps there is no draft
            return ""
        turn = PlaceOfTurn(placed.session, placed.recording, chosen.engine, heard.segment)
        return links.turn(runs[chosen.place], turn) or ""

    first, second = at(two.first, placed.pair.first), at(two.second, placed.pair.second)
    return ShownStretch(placed.session, placed.recording, placed.pair, first, second)
