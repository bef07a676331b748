"""Minutes that a second person has confirmed, as ``truth/<session>.json`` of a batch: SegLST, an utterance a line."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection

from dashboards.web.station import turns
from dashboards.web.station.edited_minutes import said
from dashboards.web.station.lookup import Study
from dashboards.web.station.meeting_items import MeetingItem, seconds_of
from dashboards.web.studies.confirming import Claim
from evaluators.meetings.edited import Minutes
from pipelines import atomic
from pipelines.errors import KoukaError
from pipelines.runs import store
from pipelines.tables import read_table

SLACK_S = 1.0
"""Of silence that may be missing at a meeting's end, or between two stretches."""


def write(connection: Connection, study: Study, claims: Sequence[Claim], folder: Path) -> tuple[list[Path], int]:
    """Write meetings of which all is confirmed.

    Returns:
        What was written, and how many meetings are left out, since only stretches of them are confirmed.
    """
    by_session: dict[str, list[tuple[MeetingItem, Minutes]]] = {}
    for claim in claims:
        item = turns.meeting_of(connection, claim.assignment)
        by_session.setdefault(item.session, []).append((item, turns.minutes(connection, claim.assignment, item)))
    paths = []
    for session, parts in sorted(by_session.items()):
        ordered = sorted(parts, key=lambda part: part[0].start)
        if _is_whole(study, [item for item, _minutes in ordered]):
            lines = [line for item, minutes in ordered for line in _lines(item, minutes)]
            paths.append(folder / "truth" / f"{session}.json")
            paths[-1].parent.mkdir(parents=True, exist_ok=True)
            atomic.write_text(paths[-1], "[\n" + ",\n".join(lines) + "\n]\n")
    return paths, len(by_session) - len(paths)


def _lines(item: MeetingItem, minutes: Minutes) -> Iterator[str]:
    for each in sorted(said(item, minutes), key=lambda each: each.start):
        entry = {"session_id": item.session, "speaker": each.speaker, "start_time": round(each.start, 2),
                 "end_time": round(each.end, 2), "words": each.words}  # fmt: skip
        yield json.dumps(entry, ensure_ascii=False)


def _is_whole(study: Study, items: Sequence[MeetingItem]) -> bool:
    """Whether they are a meeting from its beginning to its end, one after the other."""
    if any(item.whole for item in items):
        return len(items) == 1
    ends = [0.0, *(item.end for item in items)]
    joined = all(abs(item.start - end) < SLACK_S for item, end in zip(items, ends[:-1], strict=True))
    return joined and ends[-1] > _seconds(study, items[0]) - SLACK_S


def _seconds(study: Study, item: MeetingItem) -> float:
    """How long its recording is; endless where the run is gone, so that nobody can say."""
    try:
        tracks = read_table(store.find(study.run).folder / "tracks.csv").rows
    except KoukaError:
        return float("inf")
    return seconds_of(tracks, item.session, item.recording)
