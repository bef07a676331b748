"""What is confirmed as truth/ and values/ of a batch: forms of which every field is, and meetings as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from dashboards.web.station.lookup import MEETINGS, Study
from dashboards.web.studies import minutes_truth
from dashboards.web.studies.confirming import Claim, confirmed
from pipelines import atomic
from pipelines.contracts.forms import Template
from pipelines.forms.seen import seen_fields
from pipelines.tables import to_csv


@dataclass(frozen=True)
class Written:
    """What was written."""

    paths: tuple[Path, ...]
    documents: int
    left_out: int
    """Forms with a field that nobody has confirmed yet, or whose text has no value: blank would mean empty on paper. Of
    meetings those of which only stretches are confirmed."""


def write(connection: Connection, study: Study, folder: Path) -> Written:
    """Write ``truth/<template>.csv`` and ``values/<template>.csv`` below a folder, or ``truth/<session>.json``."""
    by_item = confirmed(connection, study)
    if study.kind == MEETINGS:
        claims = [claim for found in by_item.values() for claim in found]
        paths, left_out = minutes_truth.write(connection, study, claims, folder)
        return Written(tuple(paths), len(paths), left_out)
    fields_of = {item: {each.field.id: each for each in found if each.field} for item, found in by_item.items()}
    return _write_forms(study, fields_of, folder)


def _write_forms(study: Study, by_item: Mapping[str, Mapping[str, Claim]], folder: Path) -> Written:
    paths: list[Path] = []
    whole: set[str] = set()
    for template in study.templates.values():
        fields = [field.id for field in seen_fields(template)]
        rows = {item: found for item, found in sorted(by_item.items()) if _is_whole(found, template, fields)}
        if not rows:
            continue
        whole |= {*rows}
        texts = [{"document": item} | {id: found[id].text for id in fields} for item, found in rows.items()]
        values = [{"document": item} | {id: found[id].value or "" for id in fields} for item, found in rows.items()]
        for name, table in (("truth", texts), ("values", values)):
            path = folder / name / f"{template.id}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic.write_bytes(path, to_csv(table, ["document", *fields]).encode("utf-8-sig"))
            paths.append(path)
    return Written(tuple(paths), len(whole), len(by_item.keys() - whole))


def _is_whole(found: Mapping[str, Claim], template: Template, fields: list[str]) -> bool:
    """Whether a form is of a template and every field of it has a confirmed text with a value."""
    of_template = {field.id for field in template.fields} >= found.keys()
    return of_template and all(id in found and found[id].value is not None for id in fields)
