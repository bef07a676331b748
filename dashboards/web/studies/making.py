"""Making a study: which forms or meetings, who works on which of them in which way and in which order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from sqlalchemy import Connection, and_, insert, or_, select, tuple_

from dashboards.language import _
from dashboards.web.database.tables import (
    accounts,
    answers,
    assignments,
    confirmations,
    studies,
    study_items,
    study_people,
)
from dashboards.web.same_documents import studies_about
from dashboards.web.studies.materials import Materials
from dashboards.web.studies.wanted import ARMS, USUAL_ARMS, USUAL_IDLE_SECONDS, Wanted
from evaluators.timing.design import design, slots
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.runs.store import Run

NAME = re.compile(r"[\w-]{1,64}")


def make_study(connection: Connection, wanted: Wanted, materials: Materials) -> int:
    """Make a study of forms or meetings of a run.

    Args:
        connection: a transaction.
        wanted: as a person asks for it.
        materials: of the run that is asked for.

    Returns:
        Its id.

    Raises:
        KoukaError: the name is taken or none; a person has no account; an arm is unknown; too few forms or meetings.
    """
    run, kind = materials.run, materials.run.file.kind
    wanted = replace(
        wanted, arms=wanted.arms or USUAL_ARMS[kind], idle_seconds=wanted.idle_seconds or USUAL_IDLE_SECONDS[kind]
    )
    _check(connection, wanted, ARMS[kind])
    chosen, practice = _drawn(wanted, materials, _seen(connection, wanted, run))
    study = _insert_study(connection, wanted, materials, [*chosen, *practice])
    all_strata = materials.strata
    strata = {name: all_strata[name] for name in chosen}
    connection.execute(insert(study_people), [{"study": study, "pseudonym": person} for person in wanted.people])
    connection.execute(insert(assignments), _assigned(study, wanted, strata, practice))
    return study


def _check(connection: Connection, wanted: Wanted, arms: Sequence[str]) -> None:
    if not NAME.fullmatch(wanted.name):
        raise _refused(_("A study's name has letters, digits, _ and - only, at most 64."))
    if connection.scalar(select(studies.c.id).where(studies.c.name == wanted.name)) is not None:
        raise _refused(_("There is a study called “{name}” already.", name=wanted.name))
    if not {*wanted.arms} <= {*arms}:
        raise _refused(_("Ways of working are: {arms}", arms=", ".join(arms)))
    known = set(connection.scalars(select(accounts.c.pseudonym).where(accounts.c.active)))
    missing = [person for person in wanted.people if person not in known]
    if missing:
        raise KoukaError(
            _("No account has the pseudonym “{name}”.", name=missing[0]),
            todo=_("An analyst makes accounts in the app, under “Accounts”."),
            code=ExitCode.USAGE,
        )
    for names in (wanted.people, wanted.arms):
        if len({*names}) < len(names):
            raise _refused(_("A name is there twice: {names}", names=", ".join(names)))
    if not wanted.people or ("two_person" in wanted.arms and len(wanted.people) < 2):
        raise _refused(_("More people are needed: two for the work of two people, one for any other."))


def _seen(connection: Connection, wanted: Wanted, run: Run) -> set[str]:
    """What of these documents or recordings any of these people had in a study, or confirmed.

    Names of items, in batches that have grown or lie elsewhere since; and of forms the images of their pages, which
    are the same ones where somebody gave the same scans other names.
    """
    same = studies_about(connection, run)
    item = study_items.c.study, study_items.c.item
    had = select(*item).join(
        assignments, and_(assignments.c.study == study_items.c.study, assignments.c.item == study_items.c.item)
    )
    confirmed = had.join(answers, answers.c.assignment == assignments.c.id).join(confirmations)
    seen = or_(
        tuple_(*item).in_(had.where(assignments.c.pseudonym.in_(wanted.people))),
        tuple_(*item).in_(confirmed.where(confirmations.c.pseudonym.in_(wanted.people))),
    )
    rows = connection.execute(
        select(study_items.c.item, study_items.c.pages).where(study_items.c.study.in_(same), seen)
    ).all()
    return {row.item for row in rows} | {image for row in rows for image in row.pages.values()}


def _drawn(wanted: Wanted, materials: Materials, seen: set[str]) -> tuple[list[str], list[str]]:
    """Items for the study and for practice, drawn by the seed among those that nobody of the people has seen.

    Raises:
        KoukaError: there are too few of them.
    """
    free = materials.unseen(seen)
    practice = len(slots(wanted.arms)) if wanted.practice is None else wanted.practice
    items = len(free) - practice if wanted.items is None else wanted.items
    if items < 1 or practice < 0 or items + practice > len(free):
        what, todo = materials.too_few()
        raise KoukaError(
            what.format(free=len(free), items=max(items, 1), practice=practice),
            where=Place(materials.batch.path),
            todo=todo,
            code=ExitCode.USAGE,
        )
    drawn = Random(wanted.seed).sample(free, items + practice)
    return drawn[:items], drawn[items:]


def _insert_study(connection: Connection, wanted: Wanted, materials: Materials, names: Sequence[str]) -> int:
    run = materials.run
    number = connection.scalar(
        insert(studies).returning(studies.c.id).values(
            name=wanted.name, kind=run.file.kind, batch=run.file.batch.path, batch_digest=run.file.batch.digest,
            run=run.name, engine=materials.engine, origin=run.file.batch.origin.value,
            templates=materials.templates(names), policy=materials.policy, arms=[*wanted.arms],
            idle_seconds=wanted.idle_seconds, seed=wanted.seed, made=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    )  # fmt: skip
    assert number is not None
    connection.execute(insert(study_items), [row | {"study": number} for row in materials.rows(names)])
    return number


def _assigned(study: int, wanted: Wanted, chosen: Mapping[str, str], practice: Sequence[str]) -> list[dict]:
    """Assignments of items, given with the stratum of each."""
    drawn = design(chosen, wanted.people, wanted.arms, practice=practice, seed=wanted.seed)
    return [
        {"study": study, "pseudonym": row["person"], "item": row["item"], "arm": row["arm"], "part": row["part"],
         "practice": bool(row["practice"]), "position": int(row["position"])}
        for row in drawn.to_dict("records")
    ]  # fmt: skip


def _refused(what: str) -> KoukaError:
    return KoukaError(what, code=ExitCode.USAGE)
