"""Making a study: which forms, who works on which of them in which way and in which order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from sqlalchemy import Connection, insert, select

from dashboards.language import _
from dashboards.web.database.tables import accounts, assignments, studies, study_items, study_people
from dashboards.web.studies import snapshot
from evaluators.timing.design import FORM_ARMS, design, slots
from pipelines import scoring
from pipelines.batches.forms import Document, FormsBatch
from pipelines.contracts.policy import Policy
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.policies import deciding, files
from pipelines.runs import store
from pipelines.runs.changes import check_finished, check_unchanged
from pipelines.runs.store import Run
from pipelines.tables import Row, read_table

NAME = re.compile(r"[\w-]{1,64}")
POLICY_ARM = "ai_policy"
IDLE_SECONDS = 30.0
SEED = 1


@dataclass(frozen=True)
class Wanted:
    """What a study is to be, as a person asks for it."""

    name: str
    run: str
    people: tuple[str, ...]
    """Pseudonyms of accounts."""
    arms: tuple[str, ...]
    """The one that others are compared with first."""
    items: int | None = None
    """None: all forms that nobody of them has seen in a study."""
    practice: int | None = None
    """Items to practise on; None: as many as let everybody try every arm."""
    engine: str = ""
    """Whose readings are corrected; empty: the best of the run."""
    idle_seconds: float = IDLE_SECONDS
    seed: int = SEED


def make_study(connection: Connection, wanted: Wanted) -> int:
    """Make a study of forms.

    Returns:
        Its id.

    Raises:
        KoukaError: the name is taken or none; a person has no account; an arm is unknown; the run is not finished, its
            batch is another by now, or pictures of its pages are gone; too few forms; no signed policy that holds for
            the run, where the arm ``ai_policy`` needs one.
    """
    _check(connection, wanted)
    run = store.find(wanted.run)
    if run.file.kind != "forms":
        raise KoukaError(_("This is a run of meetings."), where=Place(run.folder))
    check_finished(run)
    batch = store.batch_of(run)
    check_unchanged(run, batch)
    pages = read_table(run.folder / "pages.csv").rows
    readings = scoring.parsed(batch, read_table(run.folder / "readings.csv").rows)
    images = snapshot.pages_of(pages)
    chosen, practice = _chosen(connection, wanted, run, batch, images)
    engine = _engine(run, wanted.engine)
    policy, passed = _policy(run, batch, pages, readings) if POLICY_ARM in wanted.arms else (None, {})
    both = [*chosen, *practice]
    study = _insert_study(connection, wanted, run, batch, engine, both, policy)
    shown = snapshot.readings_of(batch, both, readings, engine)
    connection.execute(insert(study_people), [{"study": study, "pseudonym": person} for person in wanted.people])
    connection.execute(
        insert(study_items),
        [
            {"study": study, "item": document.name, "template": document.template, "pages": images[document.name],
             "readings": shown[document.name], "passed": passed.get(document.name, {})}
            for document in both
        ],
    )  # fmt: skip
    connection.execute(insert(assignments), _assigned(study, wanted, chosen, practice))
    return study


def _check(connection: Connection, wanted: Wanted) -> None:
    if not NAME.fullmatch(wanted.name):
        raise _refused(_("A study's name has letters, digits, _ and - only, at most 64."))
    if connection.scalar(select(studies.c.id).where(studies.c.name == wanted.name)) is not None:
        raise _refused(_("There is a study called “{name}” already.", name=wanted.name))
    unknown = [arm for arm in wanted.arms if arm not in FORM_ARMS]
    if unknown or not wanted.arms:
        raise _refused(_("Ways of working are: {arms}", arms=", ".join(FORM_ARMS)))
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


def _chosen(
    connection: Connection, wanted: Wanted, run: Run, batch: FormsBatch, images: dict[str, dict[str, str]]
) -> tuple[list[Document], list[Document]]:
    """Forms for the study and for practice, drawn by the seed among those that nobody of them has seen."""
    seen = set(
        connection.scalars(
            select(assignments.c.item)
            .join(studies, studies.c.id == assignments.c.study)
            .where(studies.c.batch_digest == run.file.batch.digest, assignments.c.pseudonym.in_(wanted.people))
        )
    )
    there = [each for each in batch.documents if each.template in batch.templates and each.name in images]
    free = [document for document in there if document.name not in seen]
    practice = len(slots(wanted.arms)) if wanted.practice is None else wanted.practice
    items = len(free) - practice if wanted.items is None else wanted.items
    if items < 1 or practice < 0 or items + practice > len(free):
        raise KoukaError(
            _(
                "There are {free} forms that these people have not seen; "
                "{items} and {practice} for practice are needed.",
                free=len(free),
                items=max(items, 1),
                practice=practice,
            ),
            where=Place(batch.path),
            todo=_("Ask for fewer, or read a larger batch. Pages that were refused, or whose picture is gone, are out.")
            if there
            else _("The pictures of its pages are gone. Read it again: {command}", command=run.again),
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
    connection: Connection,
    wanted: Wanted,
    run: Run,
    batch: FormsBatch,
    engine: str,
    documents: Sequence[Document],
    policy: Policy | None,
) -> int:
    number = connection.scalar(
        insert(studies).returning(studies.c.id).values(
            name=wanted.name, kind="forms", batch=run.file.batch.path, batch_digest=run.file.batch.digest,
            run=run.name, engine=engine, origin=run.file.batch.origin.value,
            templates=snapshot.templates_of(batch, documents), policy=policy.digest if policy else "",
            arms=[*wanted.arms], idle_seconds=wanted.idle_seconds, seed=wanted.seed,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    )  # fmt: skip
    assert number is not None
    return number


def _assigned(study: int, wanted: Wanted, chosen: Sequence[Document], practice: Sequence[Document]) -> list[dict]:
    drawn = design(
        {document.name: document.template for document in chosen},
        wanted.people,
        wanted.arms,
        practice=[document.name for document in practice],
        seed=wanted.seed,
    )
    return [
        {"study": study, "pseudonym": row["person"], "item": row["item"], "arm": row["arm"], "part": row["part"],
         "practice": bool(row["practice"]), "position": int(row["position"])}
        for row in drawn.to_dict("records")
    ]  # fmt: skip


def _refused(what: str) -> KoukaError:
    return KoukaError(what, code=ExitCode.USAGE)
