"""``kouka compare``: of one run, of two, and what is refused with the difference named."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.errors import ExitCode
from pipelines.runs import store
from pipelines.tables import read_table, to_csv
from tests.pipelines.commands.conftest import Kouka
from tests.pipelines.commands.test_commands import HEAVY, SAYS_WHAT_IT_IMPORTED
from tests.pipelines.runs.test_changes import batch
from tests.pipelines.test_scoring import reference

__all__ = ["batch", "reference"]


@pytest.fixture(autouse=True)
def _results_of_the_reference(results: Path) -> None:
    """``reference`` comes after it, and says where results are."""


Twin = Callable[[], store.Run]


@pytest.fixture
def twin(reference: store.Run, batch: Path) -> Twin:
    """A second run over a batch of its own, that read what the first did."""

    def made() -> store.Run:
        copy = batch.with_name("again")
        shutil.copytree(batch, copy)
        folder = reference.folder.with_name(reference.folder.name.replace("1545", "1645"))
        shutil.copytree(reference.folder, folder)
        record = reference.file.model_copy(
            update={"batch": reference.file.batch.model_copy(update={"path": str(copy)}), "run": folder.name}
        )
        return store.Run(folder, record).save(record)

    return made


def rewrite(path: Path, change: Callable[[dict[str, str]], dict[str, str] | None]) -> None:
    table = read_table(path)
    rows = [row for row in map(change, table.rows) if row is not None]
    path.write_text(to_csv(rows, table.columns), encoding="utf-8-sig")


def test_one_run_puts_its_engines_against_each_other(kouka: Kouka, reference: store.Run, batch: Path) -> None:
    code, out, _err = kouka("compare", reference.name)
    assert code == 0
    assert "rapidocr read more fields right than tesseract: by 26.4 points" in out
    assert "(demonstration)" in out
    effects = [line for line in out.splitlines() if line.startswith(("account number", "All ", "kana"))]
    assert [line.split("  ")[0] for line in effects[:3]] == ["account number", "All", "kana"]
    assert "Regressions: the first is right, the second wrong: 21" in out


def test_two_runs_that_read_the_same_do_not_differ(kouka: Kouka, reference: store.Run, twin: Twin) -> None:
    other = twin()
    found = json.loads(kouka("compare", reference.name, other.name, "--json").out)
    assert found["runs"] == [reference.name, other.name]
    assert [(pair["counts"]["regression"], pair["counts"]["improvement"]) for pair in found["pairs"]] == [(0, 0)] * 3
    assert {row["p"] for table in found["tables"] for row in table["rows"]} == {1}
    assert all(
        row["difference"]["low"] < 0 < row["difference"]["high"] for table in found["tables"] for row in table["rows"]
    )


def test_two_engines_of_two_runs(kouka: Kouka, reference: store.Run, twin: Twin) -> None:
    out = kouka("compare", reference.name, twin().name, "--engine", "tesseract", "--engine", "rapidocr", "--json").out
    (pair,) = json.loads(out)["pairs"]
    assert pair["first"].startswith("tesseract (")
    assert pair["second"].startswith("rapidocr (")
    assert pair["counts"] == {"regression": 21, "improvement": 206, "both_wrong": 69}


def test_what_a_worse_run_lost_is_listed(kouka: Kouka, reference: store.Run, twin: Twin, tmp_path: Path) -> None:
    other = twin()
    rewrite(
        other.folder / "readings.csv",
        lambda row: (
            row | {"text": "\x1b[31m<b>9</b>", "value": ""}
            if (row["engine"], row["field"], row["document"]) == ("rapidocr", "account", "child-01.pdf")
            else row
        ),
    )
    code, out, _err = kouka(
        "compare", reference.name, other.name, "--engine", "rapidocr", "--out", tmp_path / "out", "--json"
    )
    assert code == 0
    assert "\x1b" not in out
    (pair,) = json.loads(out)["pairs"]
    assert [(cell["document"], cell["field"]) for cell in pair["cells"] if cell["outcome"] == "regression"] == [
        ("child-01.pdf", "account")
    ]
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "<b>9</b>" not in page
    assert "&lt;b&gt;9&lt;/b&gt;" in page
    rows = read_table(tmp_path / "out" / "cells.csv").rows
    assert [row["text_second"] for row in rows if row["outcome"] == "regression"] == ["\x1b[31m<b>9</b>"]
    assert json.loads((tmp_path / "out" / "comparison.json").read_bytes()) == json.loads(out)


def test_contents_can_be_left_out(kouka: Kouka, reference: store.Run, batch: Path, tmp_path: Path) -> None:
    kouka("compare", reference.name, "--out", tmp_path / "out")
    name = next(row["truth"] for row in read_table(tmp_path / "out" / "cells.csv").rows if row["field"] == "name")
    kouka("compare", reference.name, "--out", tmp_path / "out", "--no-crops")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["comparison.json", "index.html"]
    assert name not in (tmp_path / "out" / "index.html").read_text("utf-8")
    assert json.loads((tmp_path / "out" / "comparison.json").read_bytes())["pairs"][0]["cells"] is None


def test_a_demonstration_says_so(kouka: Kouka, reference: store.Run, batch: Path, tmp_path: Path) -> None:
    kouka("compare", reference.name, "--out", tmp_path / "out")
    assert 'class="banner"' in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_other_documents_are_named(kouka: Kouka, reference: store.Run, twin: Twin) -> None:
    other = twin()
    batch = store.batch_of(other).path
    gone = [f"fax/survey.tif#00{number}" for number in range(1, 8)]
    rewrite(batch / "truth" / "survey.csv", lambda row: None if row["document"] in gone else row)
    rewrite(batch / "values" / "survey.csv", lambda row: None if row["document"] in gone else row)
    lacking = {row["document"] for row in read_table(batch.with_name("forms") / "truth" / "survey.csv").rows}
    lacking -= {row["document"] for row in read_table(batch / "truth" / "survey.csv").rows}
    code, out, err = kouka("compare", reference.name, other.name)
    assert (code, out) == (ExitCode.INPUT, "")
    assert f"documents with truth are in tesseract ({reference.name}) alone: " in err
    assert f"{len(lacking)} documents" in err
    assert sorted(lacking)[0] in err
    assert "are not of the same documents and truth" in err


def test_another_truth_is_named(kouka: Kouka, reference: store.Run, twin: Twin) -> None:
    other = twin()
    batch = store.batch_of(other).path
    rewrite(
        batch / "truth" / "survey.csv", lambda row: row | {"phone": "\x1b[2J03"} if "01" in row["document"] else row
    )
    code, _out, err = kouka("compare", reference.name, other.name)
    assert code == ExitCode.INPUT
    assert "another truth: " in err
    assert "phone" in err
    assert "\x1b" not in err


def test_another_picture_of_the_same_name_is_named(kouka: Kouka, reference: store.Run, twin: Twin) -> None:
    other = twin()
    scan = store.batch_of(other).path / "scans" / "survey-01.pdf"
    with scan.open("ab") as file:
        file.write(b"\n%")
    assert "The file is not the one that the run has read" in kouka("compare", reference.name, other.name).err
    digests = store.batch_of(other).file_digests()
    other.save(other.file.model_copy(update={"files": digests}))
    code, _out, err = kouka("compare", reference.name, other.name)
    assert code == ExitCode.INPUT
    assert "1 scan of one name is another picture" in err
    assert "scans/survey-01.pdf" in err


def test_a_template_may_have_changed_between_the_runs(kouka: Kouka, reference: store.Run, twin: Twin) -> None:
    other = twin()
    with (store.batch_of(other).path / "templates/survey/template.toml").open("a") as file:
        file.write("\n# a box was moved\n")
    assert kouka("compare", reference.name, other.name).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["RUN", "RUN"], ExitCode.USAGE, "is named twice"),
        (["RUN", "--engine", "tesseract"], ExitCode.USAGE, "needs two engines"),
        (["RUN", "--engine", "tesseract", "--engine", "kraken"], ExitCode.USAGE, "It has: tesseract, rapidocr, marks"),
        (["RUN", "--engine", "tesseract", "--engine", "marks"], ExitCode.INPUT, "read by one of them alone"),
        ([], ExitCode.USAGE, "RUN"),
        (["nowhere/at-all"], ExitCode.INPUT, "There is no run here"),
    ],
)
def test_what_cannot_be_compared_is_said(
    kouka: Kouka, reference: store.Run, batch: Path, arguments: list[str], code: int, says: str
) -> None:
    found = kouka("compare", *[reference.name if each == "RUN" else each for each in arguments])
    assert found.code == code
    assert says in found.err


def test_that_two_engines_are_needed_is_said_before_anything_heavy_is_imported(reference: store.Run) -> None:
    command = [sys.executable, "-c", SAYS_WHAT_IT_IMPORTED, "compare", reference.name, "--engine", "tesseract"]
    environment = {**os.environ, "KOUKA_LANG": "en"}
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    *said, imported = found.stderr.splitlines()
    assert "needs two engines" in said[0]
    assert "click" in imported.split()
    assert not set(HEAVY) & set(imported.split())


def test_a_run_that_is_not_finished_is_refused(kouka: Kouka, reference: store.Run, batch: Path) -> None:
    reference.save(reference.file.model_copy(update={"finished": None}))
    assert kouka("compare", reference.name).code == ExitCode.INCOMPLETE


def test_without_truth_there_is_nothing_to_compare(kouka: Kouka, reference: store.Run, batch: Path) -> None:
    shutil.rmtree(batch / "truth")
    code, _out, err = kouka("compare", reference.name)
    assert code == ExitCode.INPUT
    assert "no form has truth" in err
