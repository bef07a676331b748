"""What ``kouka compare`` leaves behind of meetings: a page, comparison.json and stretches.csv."""

import json
import math
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from dashboards.pages.meetings import place_of
from dashboards.pages.meetings_comparison import (
    MeetingsComparisonPage,
    ShownPair,
    ShownStretch,
    render_meetings_comparison,
)
from evaluators.meetings.accuracy import cases_of
from evaluators.meetings.contrasts import measure_tables
from evaluators.meetings.stretch_pairs import Heard
from pipelines import atomic
from pipelines.comparable import Chosen
from pipelines.comparison_files import PAGE, RECORD, compared_run, contrast_record
from pipelines.contracts.comparison import (
    MeasureTableRecord,
    MeetingsComparisonFile,
    MeetingsPairRecord,
    StretchRecord,
)
from pipelines.meetings.comparing import ComparedMeetings, PlacedStretch, Two
from pipelines.tables import to_csv

STRETCHES = "stretches.csv"
COLUMNS = ["first", "second", *StretchRecord.model_fields]


def write(found: ComparedMeetings, folder: Path, shown: bool = True) -> Path:
    """Write the three files into a folder, which is made; the path of the page.

    Args:
        found: the comparison.
        folder: where to.
        shown: False leaves out what was said, and stretches.csv with it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if shown:
        atomic.write_bytes(folder / STRETCHES, to_csv(_rows(found), COLUMNS).encode("utf-8-sig"))
    else:
        (folder / STRETCHES).unlink(missing_ok=True)
    atomic.write_text(folder / RECORD, as_json(found, shown))
    atomic.write_text(folder / PAGE, render_meetings_comparison(_page(found, folder, shown)))
    return folder / PAGE


def as_json(found: ComparedMeetings, shown: bool = True) -> str:
    """comparison.json, in ASCII, so that nothing of what recognisers write can steer a terminal."""
    record = MeetingsComparisonFile(
        runs=tuple(run.name for run in found.runs),
        pairs=tuple(_pair(two, shown) for two in found.pairs),
        tables=tuple(
            MeasureTableRecord(
                recording=kind,
                first=first,
                second=second,
                rows=tuple(contrast_record(contrast) for _comparison, contrast in rows),
            )
            for (kind, first, second), rows in measure_tables(found.comparisons).items()
        ),
    )
    return json.dumps(record.model_dump(mode="json", by_alias=True), indent=1) + "\n"


def _pair(two: Two, shown: bool) -> MeetingsPairRecord:
    return MeetingsPairRecord(
        first=two.first.name,
        second=two.second.name,
        unit=two.unit,
        counts={str(outcome): count for outcome, count in two.comparison.counts.items()},
        left_out=two.left_out,
        stretches=tuple(map(_stretch, two.stretches)) if shown else None,
    )


def _stretch(placed: PlacedStretch) -> StretchRecord:
    pair = placed.pair
    return StretchRecord(
        session_id=placed.session,
        recording=placed.recording,
        stretch=pair.number,
        start=None if math.isnan(pair.start) else round(pair.start, 2),
        length=pair.length,
        errors_first=pair.first.errors,
        errors_second=pair.second.errors,
        both_wrong=pair.both_wrong,
        truth=pair.truth,
        text_first=pair.first.text,
        text_second=pair.second.text,
    )


def _rows(found: ComparedMeetings) -> Iterator[dict[str, object]]:
    for two in found.pairs:
        for placed in two.stretches:
            row = _stretch(placed).model_dump()
            yield (
                {"first": two.first.name, "second": two.second.name}
                | row
                | {"start": "" if row["start"] is None else row["start"]}
            )


def _page(found: ComparedMeetings, folder: Path, shown: bool) -> MeetingsComparisonPage:
    def shown_stretch(two: Two, placed: PlacedStretch) -> ShownStretch:
        def address(chosen: Chosen, heard: Heard) -> str:
            page = quote(os.path.relpath(found.runs[chosen.place].page, folder))
            scope = {"session_id": placed.session, "recording": placed.recording}
            return f"{page}#{quote(place_of(cases_of(chosen.engine, scope), heard.segment))}"

        return ShownStretch(
            session=placed.session,
            recording=placed.recording,
            stretch=placed.pair,
            first_address=address(two.first, placed.pair.first),
            second_address=address(two.second, placed.pair.second),
        )

    return MeetingsComparisonPage(
        runs=tuple(compared_run(run) for run in found.runs),
        origin=found.origin,
        demonstration_model=found.demonstration_model,
        pairs=tuple(
            ShownPair(
                comparison=two.comparison,
                unit=two.unit,
                stretches=tuple(shown_stretch(two, placed) for placed in two.stretches) if shown else (),
                left_out=two.left_out,
            )
            for two in found.pairs
        ),
        titles=found.titles,
        left_out=not shown,
    )
