"""Which fields of a run are asked for, as it stands in the address of a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from dashboards.web.index.schema import ERRORS, OUTCOMES

ERROR, TEXT = "error", "text"
"""Beside the outcomes: anything that counts as wrong; a text that is not that on the paper, whatever is meant."""
SORTS = {
    "document": "id",
    "field": "field, id",
    "engine": "engine, id",
    "outcome": "outcome, id",
    "sure": "confidence DESC, id DESC",
    "unsure": "confidence IS NULL, confidence, id",
}
"""Orders, by name."""
LONGEST = 500
"""Characters of a value in an address."""


@dataclass(frozen=True)
class Filter:
    """What is asked for; "" and None do not restrict."""

    engine: str = ""
    template: str = ""
    field: str = ""
    type: str = ""
    outcome: str = ""
    """One of ``OUTCOMES``, or ``ERROR`` or ``TEXT``."""
    paper: str = ""
    """``filled`` or ``empty``: whether anything stands on the paper."""
    reading: str = ""
    """``something`` or ``nothing``: whether anything was read."""
    low: float | None = None
    """Least confidence."""
    high: float | None = None
    """Greatest confidence."""
    document: str = ""
    """Part of its name."""
    conditions: tuple[tuple[str, str], ...] = ()
    """Name and value."""
    sort: str = "document"

    def without_outcome(self) -> "Filter":
        """What a rate is taken of: the outcome cannot be part of it."""
        return replace(self, outcome="", reading="")

    def query(self, **changes: object) -> str:
        """The address behind the question mark, with some of it changed."""
        mine = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "conditions"}
        mine |= dict(self.conditions)
        wanted = {name: value for name, value in (mine | changes).items() if value not in ("", None)}
        if wanted.get("sort") == "document":
            del wanted["sort"]
        return urlencode(wanted)

    @property
    def restricts(self) -> bool:
        """Whether it leaves anything out."""
        return replace(self, sort="document") != Filter()


def read_filter(query: Iterable[tuple[str, str]]) -> Filter:
    """The filter of an address. What it does not know is passed over.

    Raises:
        ValueError: a confidence is no number, or a value too long.
    """
    given = dict(query)
    if any(len(value) > LONGEST for value in given.values()):
        raise ValueError("a value is too long")
    texts = {each.name: given[each.name] for each in fields(Filter) if each.name in given}
    values: dict[str, Any] = dict(texts)
    for name in ("low", "high"):
        if name in values:
            values[name] = float(values[name]) if values[name] else None
    if values.get("sort") not in SORTS:
        values.pop("sort", None)
    values["conditions"] = tuple(sorted((name, value) for name, value in given.items()
                                        if name.startswith("cond_") and value))  # fmt: skip
    return Filter(**values)


@dataclass(frozen=True)
class Names:
    """Numbers of what has names in an index."""

    engines: Mapping[str, int]
    fields: Mapping[int, tuple[str, str, str]]
    """Template, id and type, by number."""


def conditions_of(wanted: Filter, names: Names) -> tuple[str, list[Any]]:
    """The filter as a condition of SQL on the table ``cells``, and its values."""
    parts: list[str] = []
    values: list[Any] = []

    def also(part: str, *more: Any) -> None:
        parts.append(part)
        values.extend(more)

    if wanted.engine:
        also("engine = ?", names.engines.get(wanted.engine, -1))
    chosen = _fields(wanted, names)
    if chosen is not None:
        also(f"field IN ({', '.join(map(str, chosen))})")
    _outcomes(wanted.outcome, also)
    for name, column, yes in (("paper", "filled", "filled"), ("reading", "said", "something")):
        if asked := getattr(wanted, name):
            also(f"{column} = ?", int(asked == yes))
    if wanted.paper:
        also("scored = 1")
    # The plus keeps SQLite from its index, which pays for orders and not for ranges that hold most of the rows.
    if wanted.low is not None:
        also("+confidence >= ?", wanted.low)
    if wanted.high is not None:
        also("+confidence <= ?", wanted.high)
    if wanted.document:
        also("document IN (SELECT id FROM documents WHERE instr(name, ?) > 0)", wanted.document)
    for name, value in wanted.conditions:
        also("document IN (SELECT document FROM conditions WHERE name = ? AND value = ?)", name, value)
    return " AND ".join(parts) or "1", values


def _fields(wanted: Filter, names: Names) -> list[int] | None:
    asked = (wanted.template, wanted.field, wanted.type)
    if not any(asked):
        return None
    return [
        number
        for number, place in names.fields.items()
        if all(want in ("", have) for want, have in zip(asked, place, strict=True))
    ]


def _outcomes(outcome: str, also: Any) -> None:
    if outcome == ERROR:
        also(f"outcome IN ({', '.join(str(OUTCOMES.index(each)) for each in ERRORS)})")
    elif outcome == TEXT:
        also("same = 0 AND scored = 1")
    elif outcome:
        known = [code for code, each in enumerate(OUTCOMES) if each == outcome]
        also(f"outcome = {known[0] if known else -1}")
