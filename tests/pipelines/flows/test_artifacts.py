"""What is told to Prefect of a run, where its server answers, errs, or never answers."""

import json
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from evaluators.grade import Grade, Source
from evaluators.quantity import Quantity
from pipelines.contracts.run import AccuracyFile
from pipelines.flows import artifacts
from pipelines.flows.artifacts import ProgressArtifact, headline, publish
from pipelines.runs import store
from tests import processes

pytestmark = pytest.mark.prefect  # which imports it

ID = UUID(int=1)
SECRET = "secret-field"


def rate(metric: str, normaliser: str | None, engine: str | None = "tesseract", **scope: str) -> Quantity:
    return Quantity(
        id=f"{metric}/{engine}/{normaliser}/{scope}", metric=metric, engine=engine, scope=scope, normaliser=normaliser,
        numerator=3, denominator=4, value=0.75, low=0.5, high=0.9, unit="ratio", method="m", n_documents=2,
        grade=Grade.DEMONSTRATION, source=Source.MEASURED,
    )  # fmt: skip


@pytest.fixture
def measured(finished: store.Run) -> store.Run:
    quantities = (
        rate("field_accuracy", "raw"),
        rate("field_accuracy", "typed"),
        rate("field_accuracy", "typed", field=SECRET),
        rate("refusal_recall", None, engine=None),
        rate("minutes_saved", None),
        rate("cer", "nfkc").model_copy(update={"value": None, "low": None, "high": None}),  # nothing was counted
    )
    record = AccuracyFile(run=finished.file.run, quantities=quantities)
    (finished.folder / "accuracy.json").write_text(record.model_dump_json(by_alias=True), "utf-8")
    return finished


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """What the server was told: the key of the artifact, and its content."""
    found: list[tuple[str, object]] = []

    def create(content: object, *_more: object, key: str, **_words: str) -> UUID:
        found.append((key, content))
        return ID

    for name in ("create_link_artifact", "create_progress_artifact", "create_table_artifact"):
        monkeypatch.setattr(artifacts, name, create)
    monkeypatch.setattr(artifacts, "update_progress_artifact", lambda id, share: found.append((str(id), share)))
    return found


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A server that never answers; nobody waits for it longer than a moment."""
    monkeypatch.setattr(artifacts, "LAST_SECONDS", 0.05)
    return lambda *_arguments, **_words: threading.Event().wait() and None


def refuse(*_arguments: object, **_words: object) -> None:
    raise ConnectionError("the server is gone")


def break_with(monkeypatch: pytest.MonkeyPatch, fault: Callable) -> None:
    for name in dir(artifacts):
        if name.endswith("_artifact"):
            monkeypatch.setattr(artifacts, name, fault)


def test_the_headline_and_the_page_are_shown(measured: store.Run, told: list) -> None:
    publish(measured)
    (table, rows), page = told
    assert table == "headline-rates"
    assert [(row["engine"], row["rate"]) for row in rows] == [
        ("tesseract", "Fields read right"), ("", "Pages of no form that were refused (recall)"),
    ]  # fmt: skip
    assert page == ("result-page", measured.page.as_uri())
    assert SECRET not in str(told)
    assert all(document not in str(told) for document in ("moving-01", "moving-02", "moving-03"))


def test_a_rate_is_shown_with_its_interval_and_counts() -> None:
    assert headline(rate("field_accuracy", "typed")) == {
        "engine": "tesseract", "rate": "Fields read right", "value": "75.0%", "interval (95%)": "[50.0% – 90.0%]",
        "counts": "3 / 4", "sampled": "2 forms", "grade": "demonstration",
    }  # fmt: skip


def test_the_bar_begins_at_nothing_and_ends_where_the_run_does(told: list, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifacts, "EVERY_SECONDS", 3600)
    monkeypatch.setattr(artifacts, "LAST_SECONDS", 60)
    with ProgressArtifact(4, "Documents read, of 4") as artifact:
        while not told:
            threading.Event().wait(0.01)
        for done in (1, 2, 3, 4):
            artifact.show(done)
    assert told == [("documents-read", 0), (str(ID), 100)]  # not each of them: a server has more to do


def test_a_measured_run_does_not_need_the_server(measured: store.Run, monkeypatch: pytest.MonkeyPatch, hanging) -> None:
    for fault in (refuse, hanging):
        break_with(monkeypatch, fault)
        publish(measured)
        with ProgressArtifact(2, "") as artifact:
            artifact.show(2)


def test_one_that_fails_does_not_keep_the_other_back(
    measured: store.Run, told: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artifacts, "create_table_artifact", refuse)
    publish(measured)
    assert [key for key, _content in told] == ["result-page"]
    (measured.folder / "accuracy.json").write_bytes(b"{")
    publish(measured)
    assert [key for key, _content in told] == ["result-page"] * 2


def test_who_stops_a_run_does_not_wait_for_the_server(monkeypatch: pytest.MonkeyPatch, hanging) -> None:
    monkeypatch.setattr(artifacts, "LAST_SECONDS", 3600)
    break_with(monkeypatch, hanging)
    with pytest.raises(KeyboardInterrupt), ProgressArtifact(2, ""):
        raise KeyboardInterrupt


def shown(results: Path) -> dict[str, tuple[str, str, object]]:
    """By key: type, description and content of the artifacts in Prefect's database that belong to a flow run."""
    query = "SELECT key, type, description, data FROM artifact WHERE key IS NOT NULL AND flow_run_id IS NOT NULL"
    with closing(sqlite3.connect(results / ".prefect" / "prefect.db")) as database:
        return {key: (type_, about, json.loads(str(data))) for key, type_, about, data in database.execute(query)}


@pytest.mark.slow
def test_a_run_on_an_embedded_server_leaves_all_three(demo) -> None:
    found = shown(demo.results)
    assert found["documents-read"] == ("progress", "Documents read, of 6", 100)
    rows = json.loads(found["headline-rates"][2])
    assert {row["engine"] for row in rows} == {"tesseract", "rapidocr", "tesseract+rapidocr"}
    assert all(row["interval (95%)"] and row["counts"] and row["sampled"] == "6 forms" for row in rows)
    page = demo.run / "index.html"
    assert found["result-page"] == ("markdown", str(page), f"[The page of the result]({page.as_uri()})")


NOTHING_CAN_BE_TOLD = """\
import threading
from pipelines.commands import main

def refuse(*arguments, **words):
    raise ConnectionError("gone")

def hang(*arguments, **words):
    threading.Event().wait()

if __name__ == "__main__":
    import prefect.artifacts
    prefect.artifacts.create_progress_artifact = prefect.artifacts.create_table_artifact = refuse
    prefect.artifacts.create_link_artifact = hang
    main()
"""


@pytest.mark.slow
def test_a_run_of_which_nothing_can_be_told_ends_as_any_other(demo_run: Path, tmp_path: Path) -> None:
    program = tmp_path / "untold.py"
    program.write_text(NOTHING_CAN_BE_TOLD, encoding="utf-8")
    results = tmp_path / "results"
    arguments = ["run", "tests/data/six", "--campaign", "demo"]
    done = processes.run([sys.executable, str(program), *arguments], results, PYTHONPATH=str(processes.ROOT))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    (run,) = (file.parent for file in results.glob("demo/*/run.json"))
    assert done.stdout == f"{run / 'index.html'}\n"
    assert (run / "readings.csv").read_bytes() == (demo_run / "readings.csv").read_bytes()
    assert shown(results) == {}
    with closing(sqlite3.connect(results / ".prefect" / "prefect.db")) as database:
        assert database.execute("SELECT state_type FROM flow_run").fetchall() == [("COMPLETED",)]
    processes.until_gone(results)
