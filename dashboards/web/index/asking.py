"""What pages ask of an index: cases, counts, documents, and how often what is asked for was right."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import numpy as np

from dashboards.web.index.filters import SORTS, Filter, Names, conditions_of
from dashboards.web.index.found import Box, Candidate, Case, Field, Listed, Page, Rate
from dashboards.web.index.schema import OUTCOMES, Outcome
from dashboards.web.prepared.reading import read_only
from evaluators.agreement import CONSENSUS_ENGINE
from evaluators.intervals import clustered_proportion
from pipelines.field_types import HIDDEN_TYPES


class Index:
    """An index that is open for reading."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Ask through a connection."""
        self._ask = connection

    @cached_property
    def fields(self) -> dict[int, Field]:
        """Fields in the order of the forms, by number."""
        rows = self._ask.execute("SELECT id, template, field, label, type, options FROM fields ORDER BY id")
        return {row[0]: Field(row[0], row[1], row[2], row[3], row[4], json.loads(row[5])) for row in rows}

    @cached_property
    def engines(self) -> dict[int, str]:
        """Engines in the order of the command, by number."""
        return dict(self._ask.execute("SELECT id, name FROM engines ORDER BY id"))

    @cached_property
    def templates(self) -> dict[str, str]:
        """Title of each kind of form, in their order."""
        return dict(self._ask.execute("SELECT id, title FROM templates ORDER BY rowid"))

    @cached_property
    def conditions(self) -> dict[str, list[str]]:
        """What each condition can be."""
        found: dict[str, list[str]] = {}
        for name, value in self._ask.execute("SELECT DISTINCT name, value FROM conditions ORDER BY name, value"):
            found.setdefault(name, []).append(value)
        return found

    def paper_mm(self, template: str) -> tuple[float, float]:
        """Width and height of a form."""
        width, height = self._ask.execute("SELECT width, height FROM templates WHERE id = ?", [template]).fetchone()
        return width, height

    def count(self, wanted: Filter) -> int:
        """How many cases there are."""
        where, values = self._where(wanted)
        found: int = self._ask.execute(f"SELECT count(*) FROM cells WHERE {where}", values).fetchone()[0]
        return found

    def cases(self, wanted: Filter, limit: int, offset: int = 0) -> list[Case]:
        """Some of the cases, in the order that is asked for."""
        where, values = self._where(wanted)
        chosen = f"SELECT id FROM cells WHERE {where} ORDER BY {SORTS[wanted.sort]} LIMIT ? OFFSET ?"
        numbers = [row[0] for row in self._ask.execute(chosen, [*values, limit, offset])]
        found = {case.id: case for case in self._cases(f"cells.id IN ({', '.join(map(str, numbers))})", [])}
        return [found[number] for number in numbers]

    def of_document(self, document: str) -> list[Case]:
        """All cases of a document, field by field, engine by engine."""
        return list(self._cases("cells.document = (SELECT id FROM documents WHERE name = ?)", [document]))

    def _cases(self, where: str, values: list[object]) -> Iterator[Case]:
        columns = "cells.id, documents.name, cells.field, engine, outcome, same, confidence"
        columns += ", text, value, error, candidates, truth, expected, page, x, y, w, h"
        tables = "cells JOIN documents ON documents.id = cells.document JOIN texts ON texts.cell = cells.id"
        tables += " JOIN boxes ON boxes.document = cells.document AND boxes.field = cells.field"
        for row in self._ask.execute(f"SELECT {columns} FROM {tables} WHERE {where} ORDER BY cells.id", values):
            id, document, field, engine, outcome, same, sure, text, value, error, candidates, *rest = row
            truth, expected, page, *box = rest
            yield Case(
                id, document, self.fields[field], self.engines[engine], OUTCOMES[outcome], bool(same), sure,
                text, value, error, _candidates(candidates), truth, expected, page, (box[0], box[1], box[2], box[3]),
            )  # fmt: skip

    def pages(self, document: str) -> list[Page]:
        """The pages of a document."""
        asked = (
            "SELECT page, status, reason, image FROM pages WHERE document = (SELECT id FROM documents WHERE name = ?)"
        )
        return [Page(*row) for row in self._ask.execute(f"{asked} ORDER BY page", [document])]

    def hidden_boxes(self, document: str, page: int) -> list[Box]:
        """The boxes of individual numbers on a page (mm): x, y, width, height."""
        hidden = ", ".join(str(number) for number, field in self.fields.items() if field.type in HIDDEN_TYPES)
        here = "document = (SELECT id FROM documents WHERE name = ?) AND page = ?"
        rows = self._ask.execute(f"SELECT x, y, w, h FROM boxes WHERE {here} AND field IN ({hidden})", [document, page])
        return [(x, y, w, h) for x, y, w, h in rows]

    def template_of(self, document: str) -> str | None:
        """The kind of form of a document; None where there is no such document."""
        row = self._ask.execute("SELECT template FROM documents WHERE name = ?", [document]).fetchone()
        return row[0] if row else None

    def documents(self, part: str, worst: bool, limit: int, offset: int) -> tuple[int, list[Listed]]:
        """How many documents have this in their name, and some of them: those with most errors first, or in order."""
        number: int = self._ask.execute("SELECT count(*) FROM documents WHERE instr(name, ?) > 0", [part]).fetchone()[0]
        order = "errors DESC, id" if worst else "id"
        return number, self._listed(f"instr(name, ?) > 0 ORDER BY {order} LIMIT ? OFFSET ?", [part, limit, offset])

    def listed(self, document: str) -> Listed:
        """A document as lists show it."""
        (found,) = self._listed("name = ?", [document])
        return found

    def _listed(self, where: str, values: list[object]) -> list[Listed]:
        rows = self._ask.execute(f"SELECT id, name, template, errors FROM documents WHERE {where}", values).fetchall()
        fates = "SELECT DISTINCT status, reason FROM pages WHERE document = ? ORDER BY page"
        return [Listed(name, kind, errors, tuple(self._ask.execute(fates, [id]))) for id, name, kind, errors in rows]

    def worst(self, limit: int) -> dict[str, str]:
        """Documents with most errors, in the order of the batch, each with a page that is called by its number."""
        chosen = "SELECT id FROM documents ORDER BY errors DESC, id LIMIT ?"
        rows = self._ask.execute(f"SELECT id, name FROM documents WHERE id IN ({chosen}) ORDER BY id", [limit])
        return {name: f"documents/{id + 1:05}.html" for id, name in rows}

    def conditions_of(self, document: str) -> list[tuple[str, str]]:
        """What is known of a document, by name of the condition."""
        here = "document = (SELECT id FROM documents WHERE name = ?)"
        return list(self._ask.execute(f"SELECT name, value FROM conditions WHERE {here} ORDER BY name", [document]))

    def beside(self, document: str, wanted: Filter) -> tuple[str | None, str | None]:
        """The documents before and behind one, among those that have a case that is asked for."""
        where, values = self._where(wanted)
        (here,) = self._ask.execute("SELECT id FROM documents WHERE name = ?", [document]).fetchone()

        def name(which: str, side: str) -> str | None:
            inner = f"SELECT {which}(document) FROM cells WHERE {where} AND document {side} ?"
            row = self._ask.execute(f"SELECT name FROM documents WHERE id = ({inner})", [*values, here]).fetchone()
            return row[0] if row else None

        return name("max", "<"), name("min", ">")

    def rates(self, wanted: Filter) -> list[Rate]:
        """How often each engine was right of what is asked for, whatever outcome is asked for."""
        where, values = self._where(wanted.without_outcome())
        known = f"scored = 1 AND {where}"
        right = f"SUM(outcome = {OUTCOMES.index(Outcome.RIGHT)})"
        # In the order of its groups, and without the table; where few documents are asked for, SQLite knows better.
        table = "cells" if wanted.document or wanted.conditions else "cells INDEXED BY cells_by_engine"
        groups = "GROUP BY engine, document"
        by_document = f"SELECT engine, {right} AS hits, count(*) AS size FROM {table} WHERE {known} {groups}"
        asked = f"SELECT engine, hits, size, count(*) FROM ({by_document}) GROUP BY engine, hits, size"
        alike: dict[int, list[tuple[int, int, int]]] = {}
        for engine, *counts in self._ask.execute(asked, values):
            alike.setdefault(engine, []).append((counts[0], counts[1], counts[2]))
        named = ((self.engines[engine], rows) for engine, rows in alike.items())
        return [_rate(engine, rows) for engine, rows in named if engine != CONSENSUS_ENGINE]

    def _where(self, wanted: Filter) -> tuple[str, list[object]]:
        fields = {number: (field.template, field.id, field.type) for number, field in self.fields.items()}
        names = Names({name: number for number, name in self.engines.items()}, fields)
        return conditions_of(wanted, names)


@contextmanager
def opened(path: Path) -> Iterator[Index]:
    """An index, read only."""
    with read_only(path) as connection:
        yield Index(connection)


def _rate(engine: str, rows: list[tuple[int, int, int]]) -> Rate:
    """From how many documents have so many of so many fields right."""
    hits, sizes, times = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
    repeated = (np.repeat(hits, times.astype(int)), np.repeat(sizes, times.astype(int)))
    return Rate(engine, int(hits @ times), int(sizes @ times), int(times.sum()), clustered_proportion(*repeated))


def _candidates(text: str) -> tuple[Candidate, ...]:
    if not text:
        return ()
    return tuple(
        Candidate(each["engine"], each["text"], each["value"], each["confidence"]) for each in json.loads(text)
    )
