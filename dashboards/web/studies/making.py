"""Making a study: which forms or meetings, who works on which of them in which way and in which order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select

from dashboards.language import _
from dashboards.web.database.tables import accounts, assignments, studies, study_items, study_people
from dashboards.web.studies import snapshot
from dashboards.web.studies.lookup import FORMS, MEETINGS
from dashboards.web.studies.meeting_items import items_of, overlap
from evaluators.quantity import quantity_id
from evaluators.timing.design import FORM_ARMS, MEETING_ARMS, design, slots
from pipelines import scoring
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.policy import Policy
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.policies import deciding, files
from pipelines.runs import store
from pipelines.runs.changes import check_finished, check_unchanged
from pipelines.runs.store import Run
from pipelines.tables import Row, read_table

NAME = re.compile(r"[\w-]{1,64}")
POLICY_ARM = "ai_policy"
ARMS = {FORMS: FORM_ARMS, MEETINGS: MEETING_ARMS}
USUAL_ARMS = {FORMS: ("manual", "ai_all"), MEETINGS: MEETING_ARMS}
IDLE_SECONDS = 30.0
IDLE_SECONDS_MEETINGS = 60.0
"""Whoever has listened thinks longer before a key. While the sound plays nobody is idle."""
SEED = 1


@dataclass(frozen=True)
class Wanted:
    """What a study is to be, as a person asks for it."""

    name: str
    run: str
    people: tuple[str, ...]
    """Pseudonyms of accounts."""
    arms: tuple[str, ...]
    """The one that others are compared with first; none: those that are usual."""
    items: int | None = None
    """None: all that nobody of them has seen in a study."""
    practice: int | None = None
    """Items to practise on; None: as many as let everybody try every arm."""
    engine: str = ""
    """Whose readings are corrected; empty: the best of the run."""
    idle_seconds: float | None = None
    """None: what is usual for the kind of study."""
    seed: int = SEED
    recording: str = ""
    """Of meetings, which is listened to; empty: ``near``, or the first."""
    minutes: float | None = None
    """Of meetings, about how long each item is to be; None: whole sessions."""


def make_study(connection: Connection, wanted: Wanted) -> int:
    """Make a study of the forms or meetings of a run.

    Returns:
        Its id.

    Raises:
        KoukaError: the name is taken or none; a person has no account; an arm is unknown; the run is not finished, its
            batch is another by now, or pictures of its pages are gone; too few forms or meetings; no signed policy that
            holds for the run, where the arm ``ai_policy`` needs one; a draft of a meeting without times.
    """
    run = store.find(wanted.run)
    kind = run.file.kind
    idle = wanted.idle_seconds or (IDLE_SECONDS_MEETINGS if kind == MEETINGS else IDLE_SECONDS)
    wanted = replace(wanted, arms=wanted.arms or USUAL_ARMS[kind], idle_seconds=idle)
    _check(connection, wanted, ARMS[kind])
    check_finished(run)
    make = _of_meetings if kind == MEETINGS else _of_forms
    study, assigned = make(connection, wanted, run)
    connection.execute(insert(study_people), [{"study": study, "pseudonym": person} for person in wanted.people])
    connection.execute(insert(assignments), assigned)
    return study


def _of_forms(connection: Connection, wanted: Wanted, run: Run) -> tuple[int, list[dict]]:
    batch = store.batch_of(run)
    check_unchanged(run, batch)
    pages = read_table(run.folder / "pages.csv").rows
    readings = scoring.parsed(batch, read_table(run.folder / "readings.csv").rows)
    images = snapshot.pages_of(pages)
    documents = {each.name: each for each in batch.documents if each.template in batch.templates}
    todo = (
        _("Ask for fewer, or read a larger batch. Pages that were refused, or whose picture is gone, are out.")
        if images
        else _("The pictures of its pages are gone. Read it again: {command}", command=run.again)
    )
    seen = _seen(connection, wanted, run)
    names = [name for name in documents if name in images and name not in seen]
    what = _("There are {free} forms that these people have not seen; {items} and {practice} for practice are needed.")
    chosen, practice = _drawn(wanted, names, batch.path, what, todo)
    engine = _engine(run, wanted.engine)
    policy, passed = _policy(run, batch, pages, readings) if POLICY_ARM in wanted.arms else (None, {})
    both = [documents[name] for name in (*chosen, *practice)]
    templates = snapshot.templates_of(batch, both)
    study = _insert_study(connection, wanted, run, engine, templates, policy.digest if policy else "")
    shown = snapshot.readings_of(batch, both, readings, engine)
    connection.execute(
        insert(study_items),
        [
            {"study": study, "item": document.name, "template": document.template, "pages": images[document.name],
             "readings": shown[document.name], "passed": passed.get(document.name, {})}
            for document in both
        ],
    )  # fmt: skip
    return study, _assigned(study, wanted, {name: documents[name].template for name in chosen}, practice)


def _of_meetings(connection: Connection, wanted: Wanted, run: Run) -> tuple[int, list[dict]]:
    batch = store.meetings_of(run)
    check_unchanged(run, batch)
    engine = _recogniser(run, wanted.engine)
    found = items_of(run, batch, engine, wanted.recording, wanted.minutes)
    seen = _seen(connection, wanted, run)
    names = [name for name in found if not any(overlap(name, other) for other in seen)]
    todo = _("Ask for fewer, or for stretches of some minutes: --minutes 5. What could not be heard is out.")
    what = _(
        "There are {free} meetings, or stretches of them, that these people have not heard; {items} and {practice} for "
        "practice are needed."
    )
    chosen, practice = _drawn(wanted, names, batch.path, what, todo)
    study = _insert_study(connection, wanted, run, engine, {}, "")
    connection.execute(
        insert(study_items),
        [
            {"study": study, "item": name, "template": "", "pages": {}, "passed": {},
             "readings": found[name].model_dump(mode="json")}
            for name in (*chosen, *practice)
        ],
    )  # fmt: skip
    return study, _assigned(study, wanted, {name: found[name].session for name in chosen}, practice)


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
    """What of the batch any of these people had in a study before, also where the batch has grown since."""
    same_batch = (studies.c.batch_digest == run.file.batch.digest) | (studies.c.batch == run.file.batch.path)
    return set(
        connection.scalars(
            select(assignments.c.item)
            .join(studies, studies.c.id == assignments.c.study)
            .where(same_batch, assignments.c.pseudonym.in_(wanted.people))
        )
    )


def _drawn(wanted: Wanted, free: Sequence[str], where: Path, what: str, todo: str) -> tuple[list[str], list[str]]:
    """Items for the study and for practice, drawn by the seed among those that nobody of the people has seen.

    Raises:
        KoukaError: there are too few of them, which ``what`` says, and ``todo`` what to do.
    """
    practice = len(slots(wanted.arms)) if wanted.practice is None else wanted.practice
    items = len(free) - practice if wanted.items is None else wanted.items
    if items < 1 or practice < 0 or items + practice > len(free):
        raise KoukaError(
            what.format(free=len(free), items=max(items, 1), practice=practice),
            where=Place(where),
            todo=todo,
            code=ExitCode.USAGE,
        )
    drawn = Random(wanted.seed).sample(free, items + practice)
    return drawn[:items], drawn[items:]


def _engine(run: Run, asked: str) -> str:
    """The engine asked for, or the best of the run; the first one where nothing was measured.

    Raises:
        KoukaError: the run has none of this name.
    """
    readers = scoring.readers_of(record.name for record in run.file.engines)
    if asked and asked not in readers:
        raise _refused(_("The run has no engine “{engine}”. It has: {all}", engine=asked, all=", ".join(readers)))
    if asked or not readers:
        return asked
    try:
        best = scoring.best_of(store.accuracy_of(run).quantities, readers)
    except KoukaError:  # not measured: its batch has no truth
        best = ""
    return best or readers[0]


def _recogniser(run: Run, asked: str) -> str:
    """The engine asked for, or the one with the fewest errors; the first one where nothing was measured.

    Raises:
        KoukaError: the run has none of this name.
    """
    names = [record.name for record in run.file.engines]
    if asked and asked not in names:
        raise _refused(_("The run has no engine “{engine}”. It has: {all}", engine=asked, all=", ".join(names)))
    if asked:
        return asked
    ids = {name: quantity_id("cer", name, "nopunct", {}) for name in names}
    try:
        rates = {each.id: each.value for each in store.accuracy_of(run).quantities if each.value is not None}
    except KoukaError:  # its batch has no truth
        rates = {}
    return min((name for name in names if ids[name] in rates), key=lambda name: rates[ids[name]], default=names[0])


def _policy(
    run: Run, batch: FormsBatch, pages: Sequence[Row], readings: Sequence[Row]
) -> tuple[Policy, dict[str, dict[str, str]]]:
    """The signed policy of the run's campaign, and what it lets pass.

    Raises:
        KoukaError: there is none, or it does not hold for the run.
    """
    path = run.folder.parent / files.NAME
    todo = _("Propose one and have it signed: kouka policy propose {run}, then kouka policy sign {file} --by NAME",
             run=run.name, file=path)  # fmt: skip
    if not path.is_file():
        raise KoukaError(
            _("Correcting what a policy sends needs a signed policy."),
            where=Place(path),
            todo=todo,
            code=ExitCode.USAGE,
        )
    policy = files.read(path)
    decided = deciding.decide(run, batch, pages, readings, policy)
    if decided.void:
        raise KoukaError(
            _("The policy does not hold for this run: {reasons}", reasons=" ".join(decided.void)),
            where=Place(path),
            todo=todo,
            code=ExitCode.USAGE,
        )
    return policy, snapshot.passed_of(decided.rows)


def _insert_study(
    connection: Connection, wanted: Wanted, run: Run, engine: str, templates: Mapping[str, Any], policy: str
) -> int:
    number = connection.scalar(
        insert(studies).returning(studies.c.id).values(
            name=wanted.name, kind=run.file.kind, batch=run.file.batch.path, batch_digest=run.file.batch.digest,
            run=run.name, engine=engine, origin=run.file.batch.origin.value, templates=templates, policy=policy,
            arms=[*wanted.arms], idle_seconds=wanted.idle_seconds, seed=wanted.seed,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    )  # fmt: skip
    assert number is not None
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
