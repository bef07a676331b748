"""``kouka list``, ``show`` and ``score``, on a run of three samples in which everything was read as ``read``."""

import json
import re
from pathlib import Path

import pytest

from pipelines.errors import ExitCode
from pipelines.runs import store
from tests.pipelines.commands.conftest import Kouka
from tests.pipelines.conftest import Begin


def test_no_run_yet(kouka: Kouka) -> None:
    code, out, _err = kouka("list")
    assert code == 0
    assert "kouka run samples/forms" in out
    assert kouka("show").code == ExitCode.USAGE
    assert kouka("score", "latest").code == ExitCode.USAGE


def test_runs_are_listed(kouka: Kouka, finished: store.Run, three: Path, begin: Begin) -> None:
    unfinished = begin(three, campaign="later")
    lines = kouka("list").out.splitlines()
    assert len(lines) == 2
    assert re.match(rf"{finished.name}  finished  .*3 documents  faulty$", next(x for x in lines if "trial/" in x))
    line = next(line for line in lines if "later/" in line)
    assert re.match(rf"{unfinished.name}  not finished  .*  faulty$", line)
    assert "documents" not in line  # how many there are is counted at the end, and 0 would be false


def test_a_run_is_measured_and_shown(kouka: Kouka, finished: store.Run) -> None:
    assert kouka("show", finished.name).code == ExitCode.INPUT  # not measured yet
    code, out, _err = kouka("score", finished.name)
    assert (code, out) == (0, f"{finished.page}\n")
    code, out, _err = kouka("show", "latest")
    assert code == 0
    assert out.splitlines()[0].startswith(finished.name)
    assert out.splitlines()[-1] == str(finished.page)
    # 24 boxes, of which one is empty: no engine is asked about that one. None of the others reads "read".
    assert re.search(r"Fields read right .* 4\.2% .* 1 / 24  3 forms  demonstration", out)


def test_every_field_is_a_case_with_its_picture(kouka: Kouka, finished: store.Run, results: Path) -> None:
    kouka("score", finished.name)
    page = finished.page.read_text("utf-8")
    # Two documents have eight fields with something in them; one box of the third is empty, and was read.
    assert page.count("data:image/png;base64,") == 23
    assert "髙橋" in page


def test_without_the_cache_cases_have_no_pictures(kouka: Kouka, finished: store.Run, results: Path) -> None:
    for image in (results / ".cache").rglob("*.png"):
        image.unlink()
    assert kouka("score", finished.name).code == 0
    page = finished.page.read_text("utf-8")
    assert "data:image/png" not in page
    assert "髙橋" in page


def test_an_unfinished_run_is_said_to_be_one(kouka: Kouka, three: Path, begin: Begin, faulty_engines: None) -> None:
    run = begin(three)
    code, out, _err = kouka("show", run.name)
    assert code == ExitCode.INCOMPLETE
    assert "Not finished" in out
    code, _out, err = kouka("score", run.name)
    assert code == ExitCode.INCOMPLETE
    assert str(run.folder) in err


def test_a_run_whose_batch_has_gone(kouka: Kouka, finished: store.Run, three: Path) -> None:
    three.rename(three.with_name("elsewhere"))
    code, _out, err = kouka("score", finished.name)
    assert code == ExitCode.INPUT
    assert f"{three}: There is no batch here" in err


def test_a_wrong_case_is_named_with_its_line(kouka: Kouka, finished: store.Run, three: Path) -> None:
    case = finished.folder.parent / "case.toml"
    case.write_text(case.read_text("utf-8").replace("value = 12000", "value = -12000", 1), "utf-8")
    line = 1 + next(n for n, text in enumerate(case.read_text("utf-8").splitlines()) if text.startswith("volume = "))
    code, _out, err = kouka("score", finished.name)
    assert code == ExitCode.INPUT
    assert err.startswith(f"{case}:{line}: ")
    # A new run into the campaign says so before it reads anything.
    runs = sorted(finished.folder.parent.iterdir())
    code, _out, err = kouka("run", three, "--campaign", finished.folder.parent.name, "--engine", "faulty")
    assert code == ExitCode.INPUT
    assert err.startswith(f"{case}:{line}: ")
    assert sorted(finished.folder.parent.iterdir()) == runs


@pytest.mark.parametrize("labels", [["truth"], ["values"], ["truth", "values"]])
def test_without_labels_there_is_a_page_all_the_same(
    kouka: Kouka, finished: store.Run, three: Path, labels: list[str]
) -> None:
    for folder in labels:
        (three / folder / "moving-notice.csv").unlink()
    code, _out, err = kouka("score", finished.name)
    assert (code, err) == (0, "")
    assert finished.page.stat().st_size > 10_000
    rates = json.loads((finished.folder / "accuracy.json").read_bytes())["quantities"]
    # Without truth nothing was measured; without values, what needs none still is.
    assert {rate["metric"] for rate in rates if not rate["scope"]} >= (set() if "truth" in labels else {"cer"})
    assert bool(rates) == ("truth" not in labels)


def test_a_title_does_not_steer_the_terminal(kouka: Kouka, finished: store.Run) -> None:
    batch = finished.file.batch.model_copy(update={"title": "\x1b]0;mine\x07notices"})
    finished.save(finished.file.model_copy(update={"batch": batch}))
    for command in (["list"], ["show", finished.name]):
        out = kouka(*command).out
        assert "notices" in out
        assert not {"\x1b", "\x07"} & set(out)
