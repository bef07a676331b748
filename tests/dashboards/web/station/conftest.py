"""A run over the six forms whose readings are known, and studies in which people correct them."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Row, Select

from dashboards.web.security import accounts
from dashboards.web.security.roles import Role
from dashboards.web.studies.wanted import Wanted
from evaluators.frames import PAGES, READINGS
from evaluators.policy import propose
from pipelines.batches.examine import load_forms
from pipelines.field_types import parse
from pipelines.forms.pages import register_documents
from pipelines.policies import files
from pipelines.policies.proposing import policy_of
from pipelines.runs import store
from pipelines.runs.beginning import begin_forms
from pipelines.runs.jobs import page_job
from pipelines.scored import pages_and_fields
from pipelines.seed import SEED
from pipelines.settings import Settings
from pipelines.tables import write_table
from tests import processes
from tests.dashboards.web.station.making import make_study
from tests.dashboards.web.visiting import PASSWORD

QUICK = Settings(dpi=100)
WRONG = "moving_date"
"""The field that the engine reads wrong on every form."""
SURE = "notice_date"


@pytest.fixture(scope="session")
def _six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a finished run over the six forms lies, with its batch. Of each form one field is read wrong."""
    home = tmp_path_factory.mktemp("six")
    batch = load_forms(shutil.copytree(processes.SAMPLES, home / "batch"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOUKA_RESULTS", str(home / "results"))
        run = begin_forms(batch, "demo", ["tesseract"], QUICK)
        registered = register_documents([page_job(run, batch, each) for each in batch.documents])
        # Of one quality, so that a policy judged on them holds for them.
        pages = [row | {"residual_mm": "0.05"} for rows in registered for row in rows]
        write_table(run.folder / "pages.csv", pages, PAGES)
        write_table(run.folder / "readings.csv", list(_readings(batch)), READINGS)
        run.save(run.file.model_copy(update={"finished": run.file.started}))
    return home


def _readings(batch) -> Iterator[dict[str, str]]:
    truth = {row["document"]: row for row in batch.truth["moving-notice"].rows}
    for document in batch.documents:
        for field in batch.templates[document.template].fields:
            text = truth[document.name][field.id]
            read = text + "〓" if field.id == WRONG else text
            x, y, w, h = field.box_mm
            value, error = parse(field.type, read)
            yield {
                "document": document.name, "page": "1", "field": field.id, "engine": "tesseract", "status": "read",
                "text": read, "value": value, "error": error, "confidence": "0.95" if field.id == SURE else "0.55",
                "x": str(x), "y": str(y), "w": str(w), "h": str(h),
            }  # fmt: skip


@pytest.fixture
def results(_six: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the run, its batch beside its results."""
    home = shutil.copytree(_six, tmp_path / "home")
    monkeypatch.setenv("KOUKA_RESULTS", str(home / "results"))
    return home / "results"


@pytest.fixture
def people(app: FastAPI) -> dict[str, accounts.Account]:
    """An analyst and two who work, called by their pseudonyms."""
    roles = {"A1": Role.ANALYST, "P1": Role.STAFF, "P2": Role.STAFF}
    with app.state.engine.begin() as connection:
        return {
            name: accounts.make_account(connection, f"name-of-{name}", PASSWORD, role, name)
            for name, role in roles.items()
        }


@pytest.fixture
def rows_of(app: FastAPI, people: dict) -> Callable[[Select], Sequence[Row]]:
    """What the database answers."""

    def found(asked: Select) -> Sequence[Row]:
        with app.state.engine.begin() as connection:
            return connection.execute(asked).all()

    return found


@pytest.fixture
def study(app: FastAPI, people: dict) -> Callable[..., str]:
    """Makes a study of two people; its name."""

    def made(*arms: str, people: tuple[str, ...] = ("P1", "P2"), **more: object) -> str:
        wanted = Wanted("spring", store.LATEST, people, arms or ("manual", "ai_all"), **more)
        with app.state.engine.begin() as connection:
            make_study(connection, wanted)
        return wanted.name

    return made


@pytest.fixture
def relabelled(results: Path) -> store.Run:
    """A finished run over a copy of the batch in which every scan has another name; the newest one."""

    def other(text: str) -> str:
        return text.replace("moving-0", "letter-")

    copy = shutil.copytree(results.parent / "batch", results.parent / "copy")
    for file in [*copy.glob("scans/*")]:
        file.rename(file.with_name(other(file.name)))
    for table in copy.rglob("*.csv"):
        table.write_text(other(table.read_text("utf-8")), "utf-8")
    first, batch = store.find(store.LATEST), load_forms(copy)
    run = begin_forms(batch, "other", ["tesseract"], QUICK)
    for name in ("pages.csv", "readings.csv"):
        (run.folder / name).write_text(other((first.folder / name).read_text("utf-8")), "utf-8")
    run.save(run.file.model_copy(update={"finished": run.file.started}))
    return store.load(run.folder)


def propose_policy(run: store.Run) -> Path:
    """A policy with a target that six forms can reach."""
    pages, scored = pages_and_fields(run)
    policy = policy_of(run, pages, propose(scored, 0.6, 0.5, seed=SEED))
    assert policy is not None
    path = run.folder.parent / files.NAME
    files.write(path, policy)
    return path
