"""``kouka score``: of the very batch that was read, by one process at a time, with what it rests on written down."""

import json
from pathlib import Path

import pytest

from pipelines.errors import ExitCode
from pipelines.runs import store
from tests.pipelines.commands.conftest import Kouka
from tests.pipelines.runs.test_changes import batch
from tests.pipelines.test_scoring import reference

__all__ = ["batch", "reference"]


@pytest.fixture(autouse=True)
def _results_of_the_reference(results: Path) -> None:
    """``reference`` comes after it, and says where results are."""


def test_the_command_refuses_and_leaves_the_page_as_it_was(kouka: Kouka, reference: store.Run, batch: Path) -> None:
    assert kouka("score", reference.name)[0] == 0
    before = reference.page.read_bytes()
    with (batch / "templates/survey/template.toml").open("a") as file:
        file.write("\n# a box was moved\n")
    code, _out, err = kouka("score", reference.name)
    assert code == ExitCode.INPUT
    assert "template.toml: The file is not the one that the run has read." in err
    assert reference.page.read_bytes() == before


def test_who_measures_holds_the_run(kouka: Kouka, reference: store.Run, batch: Path) -> None:
    with store.held(reference):
        code, _out, err = kouka("score", reference.name)
    assert code == ExitCode.BUSY
    assert "being worked on" in err


def test_a_run_that_is_not_finished_is_not_measured(kouka: Kouka, reference: store.Run, batch: Path) -> None:
    reference.save(reference.file.model_copy(update={"finished": None}))
    code, _out, err = kouka("score", reference.name)
    assert code == ExitCode.INCOMPLETE
    assert "The same “kouka run” goes on" in err


def test_without_the_cache_it_says_that_there_are_no_pictures(kouka: Kouka, reference: store.Run, batch: Path) -> None:
    code, _out, err = kouka("score", reference.name)
    assert code == 0
    assert f"kouka run {batch}" in err
    assert "without pictures" in err
    assert "without pictures" not in kouka("score", reference.name, "--no-crops").err


def test_what_it_was_measured_against_is_written_down(kouka: Kouka, reference: store.Run, batch: Path) -> None:
    def inputs() -> dict[str, str]:
        kouka("score", reference.name)
        found: dict[str, str] = json.loads((reference.folder / "accuracy.json").read_bytes())["inputs"]
        return found

    before = inputs()
    assert {"documents.csv", "truth/survey.csv", "values/moving-notice.csv", "case.toml"} <= set(before)
    with (batch / "values" / "survey.csv").open("ab") as file:
        file.write(b"\r\n")
    after = inputs()
    assert {name for name in before if before[name] != after[name]} == {"values/survey.csv"}
