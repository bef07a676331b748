"""What stands in the fields of an item: what its arm shows at first, and what people have entered since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dashboards.web.database.tables import answers, assignments
from dashboards.web.station.lookup import DIFFERENCES, Assignment, Item, item_of, siblings_of
from evaluators.mark_types import MARK_TYPES
from evaluators.marks import marks_of
from evaluators.normalise import Normaliser, normalise
from evaluators.timing.design import FIRST, SECOND, TWO_PERSON
from pipelines.contracts.forms import TemplateField
from pipelines.forms.fields import value_of
from pipelines.forms.seen import seen_fields

SHOWING = ("ai_all", "ai_policy")
"""Arms in which people see what an engine has read."""


@dataclass(frozen=True)
class Entry:
    """What stands in a field, and what is said of it: ``value``, ``unreadable`` or ``ask``."""

    text: str
    outcome: str = "value"


@dataclass(frozen=True)
class Shown:
    """A field as a person gets it."""

    field: TemplateField
    start: Entry
    confidence: float | None = None
    candidates: tuple[str, ...] = ()
    fixed: bool = False
    """A policy lets it pass: to be seen, not to be changed."""


def shown(connection: Connection, assignment: Assignment, item: Item | None = None) -> list[Shown]:
    """The fields that an assignment shows, in the order of the form."""
    found = item or item_of(connection, assignment)
    fields = seen_fields(found.template)
    if assignment.part == DIFFERENCES:
        return _differing(connection, assignment, fields)
    if assignment.arm not in SHOWING:
        return [Shown(field, _blank(field)) for field in fields]
    passed = found.passed if assignment.arm == "ai_policy" else {}
    return [_read(field, found, passed) for field in fields]


def _blank(field: TemplateField) -> Entry:
    return Entry("0" if field.type == "checkbox" else "")


def _read(field: TemplateField, item: Item, passed: Mapping[str, str]) -> Shown:
    if field.id in passed:
        return Shown(field, Entry(passed[field.id]), fixed=True)
    reading = item.readings.get(field.id)
    if reading is None:
        return Shown(field, _blank(field))
    start = Entry(reading["text"]) if reading["text"] else _blank(field)
    return Shown(field, start, reading["confidence"], tuple(reading["candidates"]))


def latest(connection: Connection, numbers: Iterable[int]) -> dict[int, dict[str, Entry]]:
    """By assignment and field, the last answer."""
    wanted = [*numbers]
    last = (
        select(func.max(answers.c.id))
        .where(answers.c.assignment.in_(wanted))
        .group_by(answers.c.assignment, answers.c.field)
    )
    found: dict[int, dict[str, Entry]] = {number: {} for number in wanted}
    for row in connection.execute(select(answers).where(answers.c.id.in_(last))):
        found[row.assignment][row.field] = Entry(row.after, row.outcome)
    return found


def final(connection: Connection, assignment: Assignment) -> dict[str, Entry]:
    """By field what an assignment has come to: the last answer, or what was shown where nobody has changed it."""
    entered = latest(connection, [assignment.id])[assignment.id]
    return {each.field.id: entered.get(each.field.id, each.start) for each in shown(connection, assignment)}


def settled(connection: Connection, assignment: Assignment) -> dict[str, Entry] | None:
    """By field what the item of a submitted assignment has come to; None where another one settles it, or will.

    Of two people's work the second typing counts, and what was decided where the two differ.
    """
    if assignment.arm != TWO_PERSON:
        return final(connection, assignment)
    pair = pair_of(connection, assignment)
    if assignment.part != SECOND or pair is None:
        return None
    decided = decision_on(connection, assignment)
    if decided is None:
        return final(connection, assignment)
    return final(connection, assignment) | final(connection, decided) if decided.submitted else None


def decision_on(connection: Connection, second: Assignment) -> Assignment | None:
    """The assignment in which whoever typed second decides the differences; None where there are none, or not yet."""
    own = (each for each in siblings_of(connection, second) if each.pseudonym == second.pseudonym)
    return next((each for each in own if each.part == DIFFERENCES), None)


def pair_of(connection: Connection, assignment: Assignment) -> tuple[Assignment, Assignment] | None:
    """First and second typing of the pair that an assignment belongs to; None while one of them is missing."""
    siblings = siblings_of(connection, assignment)
    firsts, seconds = ([each for each in siblings if each.part == part] for part in (FIRST, SECOND))
    for pair in zip(firsts, seconds, strict=False):
        if assignment.id in (pair[0].id, pair[1].id) or (
            assignment.part == DIFFERENCES and pair[1].pseudonym == assignment.pseudonym
        ):
            return pair if pair[0].submitted and pair[1].submitted else None
    return None


def differ(connection: Connection, first: Assignment, second: Assignment) -> bool:
    """Whether two people's typings of an item differ anywhere."""
    return bool(_fields_that_differ(connection, first, second))


def _fields_that_differ(connection: Connection, first: Assignment, second: Assignment) -> list[str]:
    one, other = final(connection, first), final(connection, second)
    fields = item_of(connection, second).template.fields
    return [field.id for field in fields if field.id in one and not _same(field, one[field.id], other[field.id])]


def _same(field: TemplateField, one: Entry, other: Entry) -> bool:
    """Whether two people mean the same: by value where both have one, else as written, widths folded."""
    if one.outcome != other.outcome:
        return False
    if field.type in MARK_TYPES:
        return marks_of(one.text, field.type) == marks_of(other.text, field.type)
    (value, wrong), (other_value, other_wrong) = value_of(field, one.text), value_of(field, other.text)
    if not wrong and not other_wrong:
        return normalise(value, Normaliser.NFKC, field.type) == normalise(other_value, Normaliser.NFKC, field.type)
    return normalise(one.text, Normaliser.NFKC, field.type) == normalise(other.text, Normaliser.NFKC, field.type)


def _differing(connection: Connection, assignment: Assignment, fields: Iterable[TemplateField]) -> list[Shown]:
    pair = pair_of(connection, assignment)
    if pair is None:
        raise LookupError("differences without two typings")
    one, other = (final(connection, each) for each in pair)
    wanted = set(_fields_that_differ(connection, *pair))
    return [
        Shown(
            field,
            other[field.id],
            candidates=tuple(dict.fromkeys(entry[field.id].text for entry in (one, other) if entry[field.id].text)),
        )
        for field in fields
        if field.id in wanted
    ]


def next_position(connection: Connection, assignment: Assignment) -> int:
    """The place after all that a person has in the study."""
    last = select(func.max(assignments.c.position)).where(
        assignments.c.study == assignment.study.id, assignments.c.pseudonym == assignment.pseudonym
    )
    return (connection.scalar(last) or 0) + 1
