"""Errors that are left after people's work, by our own scoring, each assignment compared once with the truth.

What came out is kept below ``results/.cache`` with the state of the truth it was compared with; it may be thrown away.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection

from dashboards.web.prepared.waiting import FOLDER
from dashboards.web.station import edited_minutes, entries, turns
from dashboards.web.station.entries import Entry
from dashboards.web.station.lookup import MEETINGS, Assignment, Study, templates_of
from dashboards.web.station.meeting_items import MeetingItem
from evaluators.fields import score_fields
from evaluators.frames import DOCUMENTS, READINGS
from evaluators.mark_types import MARK_TYPES
from pipelines import atomic
from pipelines.batches.spoken import Truth, read_truth
from pipelines.errors import KoukaError
from pipelines.forms.fields import READ, value_of
from pipelines.forms.seen import seen_fields
from pipelines.scored import TEXT_TYPES
from pipelines.settings import results_folder
from pipelines.tables import Row, read_table

VERSION = 1
"""Goes up with every change of what counts as an error."""
READABLE = TEXT_TYPES | MARK_TYPES
LABELS = ("truth", "values")
Left = tuple[int, int]
"""How many fields are wrong in the end, or characters of minutes; and of how many."""


def errors_left(connection: Connection, study: Study, done: Sequence[Assignment]) -> dict[int, Left]:
    """By assignment, what of its item is wrong in the end.

    Forms are looked at with the templates of the study: a field that the form has got since was shown to nobody. An
    assignment whose item is settled by a later one is left out, and so is an item without truth.
    """
    file = results_folder() / FOLDER / "errors-left" / f"{_subject(study)}.json"
    stamp = stamp_of(study)
    known = _kept(file, stamp)
    new = [each for each in done if each.id not in known]
    if new:
        found = _in_minutes(connection, study, new) if study.kind == MEETINGS else _in_forms(connection, study, new)
        known |= {each.id: found.get(each.id) for each in new}
        with suppress(OSError):  # no space, or not ours to write: it is computed again the next time
            file.parent.mkdir(parents=True, exist_ok=True)
            atomic.write_text(file, json.dumps({"stamp": stamp, "errors": known}))
    return {each.id: left for each in done if (left := known[each.id]) is not None}


def _subject(study: Study) -> str:
    """Of this study in this database: another one may have numbered its assignments alike."""
    return hashlib.sha256(f"{study.id} {study.name} {study.made} {study.run}".encode()).hexdigest()[:32]


def _folder(study: Study) -> Path:
    return results_folder().parent / study.batch


def stamp_of(study: Study) -> str:
    """What changes with the files of truth."""
    files = sorted(file for name in LABELS for file in (_folder(study) / name).glob("[!.]*"))
    found = [(file.parent.name, file.name, os.stat(file)) for file in files]
    return f"{VERSION} " + " ".join(f"{a}/{b}:{of.st_size}:{of.st_mtime_ns}:{of.st_ino}" for a, b, of in found)


def _kept(file: Path, stamp: str) -> dict[int, Left | None]:
    """None where nothing can be said."""
    try:
        kept = json.loads(file.read_bytes())
        found = {int(id): left and (left[0], left[1]) for id, left in kept["errors"].items()}
        return found if kept["stamp"] == stamp else {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def _in_forms(connection: Connection, study: Study, done: Sequence[Assignment]) -> Mapping[int, Left]:
    ended = [(each, entry) for each in done if (entry := entries.settled(connection, each)) is not None]
    template_of = templates_of(connection, study)
    labels = {name: _labels(study, name, {each.item: template_of[each.item] for each, _entry in ended})
              for name in LABELS}  # fmt: skip
    if not labels["truth"]:
        return {}
    readings = [row for each, entry in ended for row in _readings(study, template_of[each.item], each, entry)]
    documents = [dict.fromkeys(DOCUMENTS.names, "") | {"document": item, "template": template_of[item]}
                 for item in dict.fromkeys(each.item for each, _entry in ended)]  # fmt: skip
    types = {id: {field.id: field.type for field in seen_fields(form)} for id, form in study.templates.items()}
    scored = score_fields(
        pd.DataFrame(readings, columns=READINGS.names, dtype=str), labels["truth"], labels["values"],
        pd.DataFrame(documents, dtype=str), types, dict.fromkeys({each.arm for each, _entry in ended}, READABLE),
    )  # fmt: skip
    wrong = scored["right_typed"].eq(0).groupby([scored["document"], scored["engine"]]).agg(["sum", "count"])
    counts = {place: (int(wrong), int(all)) for place, wrong, all in wrong.itertuples()}
    return {each.id: counts[each.item, each.arm] for each, _entry in ended if (each.item, each.arm) in counts}


def _labels(study: Study, kind: str, template_of: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """By template the rows of these documents in ``truth/`` or ``values/``, of the fields that people were shown.

    A table that cannot be read is none; ``kouka check`` says why.
    """
    found = {}
    for id, template in study.templates.items():
        with suppress(KoukaError):
            table = read_table(_folder(study) / kind / f"{id}.csv")
            columns = ["document", *(field.id for field in seen_fields(template) if field.id in table.columns)]
            rows = {row["document"]: row for row in table.rows if template_of.get(row.get("document", "")) == id}
            if rows:
                found[id] = pd.DataFrame([*rows.values()], columns=columns, dtype=str)
    return found


def _readings(study: Study, template: str, assignment: Assignment, entry: Mapping[str, Entry]) -> list[Row]:
    """What a person entered, as if an engine of the arm's name had read it."""
    fields = {field.id: field for field in seen_fields(study.templates[template])}
    rows = []
    for id, found in entry.items():
        text = "" if found.outcome == "unreadable" else found.text
        value, error = value_of(fields[id], text)
        rows.append(
            dict.fromkeys(READINGS.names, "")
            | {"document": assignment.item, "field": id, "engine": assignment.arm, "status": READ, "text": text,
               "value": value, "error": error}
        )  # fmt: skip
    return rows


def _in_minutes(connection: Connection, study: Study, done: Sequence[Assignment]) -> Mapping[int, Left]:
    items = {each.id: turns.meeting_of(connection, each) for each in done}
    truth = _spoken(study, items.values())
    found = {}
    for each in done:
        item = items[each.id]
        left = edited_minutes.errors_left(truth.get(item.session), item, turns.minutes(connection, each, item))
        if left is not None:
            found[each.id] = left
    return found


def errors_in_drafts(connection: Connection, study: Study, items: Collection[str]) -> dict[str, Left]:
    """By item of a study of meetings, characters of its draft that are wrong before anybody has touched it."""
    known = {name: item for name, item in turns.meetings_of(connection, study).items() if name in items}
    truth = _spoken(study, known.values())
    found = {}
    for name, item in known.items():
        draft = [(turn.id, turn.edited) for turn in item.turns]
        left = edited_minutes.errors_left(truth.get(item.session), item, draft)
        if left is not None:
            found[name] = left
    return found


def _spoken(study: Study, items: Iterable[MeetingItem]) -> Truth:
    return read_truth(_folder(study) / "truth", sorted({item.session for item in items}))[0]
