"""``kouka import``, and a run with a product beside an engine of ours."""

import csv
import json
import re
import time
from pathlib import Path

import pytest

from pipelines.errors import ExitCode, KoukaError
from pipelines.runs import chunks
from pipelines.tables import read_table
from tests import processes
from tests.pipelines.batches.meeting_files import write_batch
from tests.pipelines.commands.conftest import Kouka
from tests.pipelines.conftest import Begin
from tests.pipelines.imports.vendor import LABELS, perfect, save

ENGINE = "import:ocr-a"


@pytest.fixture
def result(forms_batch: Path, tmp_path: Path) -> Path:
    """What the product wrote: all of it right."""
    return save(tmp_path / "result.csv", perfect(forms_batch))


def test_it_says_what_it_took_and_what_comes_next(kouka: Kouka, forms_batch: Path, result: Path) -> None:
    code, out, err = kouka("import", forms_batch, result, "--product", "ocr-a", "--guess")
    assert (code, err) == (0, "")
    assert "氏名 → name (氏名)" in out
    assert "“ocr-a”: 6 of 6 documents." in out
    assert out.splitlines()[-1] == f"Next: kouka run {forms_batch} --engine tesseract --engine {ENGINE}"
    files = {file: file.stat().st_mtime_ns for file in (forms_batch / "imports").rglob("*")}
    again = kouka("import", forms_batch, result, "--product", "ocr-a", "--guess")
    assert (again.code, again.out.splitlines()) == (0, out.splitlines()[-2:])
    assert {file: file.stat().st_mtime_ns for file in (forms_batch / "imports").rglob("*")} == files
    assert kouka("check", forms_batch).code == 0


def test_a_draft_that_nobody_looked_through_is_not_read(kouka: Kouka, forms_batch: Path, result: Path) -> None:
    result.write_bytes(result.read_bytes().replace("届出日".encode("cp932"), "届出年月日".encode("cp932")))
    code, out, _err = kouka("import", forms_batch, result, "--product", "ocr-a", "--guess")
    assert code == ExitCode.INCOMPLETE
    assert "届出年月日 → notice_date (届出日) only similar, 75 %" in out
    assert "draft = false" in out
    code, _out, err = kouka("run", forms_batch, "--engine", ENGINE)
    assert code == ExitCode.INPUT
    assert re.search(r"mapping.toml:\d+: Nobody has looked through", err)
    code, _out, err = kouka("check", forms_batch)
    assert code == ExitCode.INPUT
    assert "Nobody has looked through" in err


def test_everything_is_said_in_japanese(kouka: Kouka, japanese: None, forms_batch: Path, result: Path) -> None:
    rows = [[*row, "x"] for row in perfect(forms_batch, list(LABELS)[1:], documents=5)]
    save(result, [*rows, ["elsewhere", *["x"] * 8], [rows[1][0], *["x"] * 8]])
    code, out, err = kouka("import", forms_batch, result, "--product", "ocr-a", "--guess")
    assert code == ExitCode.INCOMPLETE
    assert "列なし → notice_date（届出日）" in out
    assert "8:" in err
    assert "文書「moving-01.pdf」が2回あります" in err
    assert not re.search("document|column|field", re.sub(r"documents\.csv", "", out + err))
    assert "信頼度" not in (forms_batch / "imports/ocr-a/mapping.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["RESULT", "--product", "ocr-a"], ExitCode.INPUT, "add --guess"),
        (["RESULT"], ExitCode.USAGE, "--product"),
        (["RESULT", "--product", "../x", "--guess"], ExitCode.USAGE, "cannot be the name of a product"),
        (["RESULT", "--product", "ocr-a", "--session", "x"], ExitCode.USAGE, "for batches of meetings"),
        (["nowhere.csv", "--product", "ocr-a", "--guess"], ExitCode.INPUT, "nowhere.csv: The file is missing"),
        (["--product", "ocr-a"], ExitCode.USAGE, "FILE"),
    ],
)
def test_what_cannot_be_taken_in(
    kouka: Kouka, forms_batch: Path, result: Path, arguments: list[str], code: ExitCode, says: str
) -> None:
    answer = kouka("import", forms_batch, *(str(result) if each == "RESULT" else each for each in arguments))
    assert answer.code == code
    assert says in answer.err
    assert not (forms_batch / "imports").exists()


def test_what_a_table_holds_cannot_steer_the_terminal(kouka: Kouka, forms_batch: Path, result: Path) -> None:
    rows = perfect(forms_batch)
    rows[0].append("\x1b]0;mine\x07")
    save(result, [rows[0], *([*row, "x"] for row in rows[1:]), ["\x1b[2J.pdf", *["x"] * 9]], "utf-8")
    answer = kouka("import", forms_batch, result, "--product", "ocr-a", "--guess")
    assert "mine" in answer.out
    assert not {"\x1b", "\x07"} & set(answer.out + answer.err)


def test_a_transcript_says_what_it_holds(kouka: Kouka, tmp_path: Path) -> None:
    batch = write_batch(tmp_path / "meetings")
    file = tmp_path / "council.vtt"
    file.write_text("WEBVTT\n\n00:01.000 --> 01:02:03.000\n<v 山田>始めます\n", "utf-8")
    command = ["import", batch, file, "--product", "asr-b", "--session", "budget", "--recording", "far"]
    code, out, err = kouka(*command)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"Kept: {batch / 'imports' / 'asr-b' / 'budget.far.vtt'}",
        "budget/far: 1 utterance; speakers: 山田; from 0:00:01 to 1:02:03",
        f"Next: kouka run {batch} --engine import:asr-b",
    ]
    assert kouka(*command).out.splitlines() == out.splitlines()[1:]
    assert kouka(*command, "--guess").code == ExitCode.USAGE


def test_help_shows_both_uses(kouka: Kouka) -> None:
    out = re.sub(r"\s+", " ", kouka("import", "--help").out)
    assert "kouka import my-forms result.csv --product ocr-a --guess" in out
    assert "kouka import my-meetings council.vtt --product asr-b --session council --recording far" in out


@pytest.mark.usefixtures("faulty_engines", "in_process")
def test_a_product_is_an_engine_like_any_other(
    kouka: Kouka, three: Path, begin: Begin, result: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside an engine that reads ``read`` everywhere: scored, agreed with, shown; what it lacks counts as wrong."""
    monkeypatch.setenv("KOUKA_CHUNK", "2")
    rows = perfect(three, documents=2)
    rows[1][4] = rows[1][4].replace("髙", "高")
    save(result, rows)
    assert kouka("import", three, result, "--product", "ocr-a", "--guess").code == 0
    run = begin(three, "faulty", ENGINE)
    for number in (0, 1):
        chunks.register_chunk(run.folder, number)
        for engine in ("faulty", ENGINE):
            chunks.read_chunk(run.folder, number, engine)
    counts = chunks.collect(run.folder)
    assert (counts["readings_read"], counts["readings_failed"]) == (24 + 16, 8)
    run = run.save(run.file.model_copy(update={"finished": "2026-04-01T09:00:00+09:00", "counts": counts}))
    assert kouka("score", run.name).code == 0
    readings = [row for row in read_table(run.folder / "readings.csv").rows if row["engine"] == ENGINE]
    assert [row["document"] for row in readings] == [f"moving-0{n}.pdf" for n in (1, 2, 3) for _field in LABELS]
    assert {(row["status"], row["error"]) for row in readings[16:]} == {("failed", "not_returned")}
    # Dates are parsed as ours are: what is written is no value, what it means is.
    assert (readings[0]["text"], readings[0]["value"]) == ("令和6年3月15日", "2024-03-15")
    rates = json.loads((run.folder / "accuracy.json").read_bytes())["quantities"]
    found = {
        (rate["metric"], rate["engine"]): (rate["numerator"], rate["denominator"])
        for rate in rates
        if rate["normaliser"] in ("typed", "") and not rate["scope"]
    }
    assert found["field_accuracy", ENGINE] == (15, 24)
    assert ("agreement", f"faulty+{ENGINE}") in {(rate["metric"], rate["engine"]) for rate in rates}
    assert (run.folder / "timings-import-ocr-a.csv").is_file()
    page = run.page.read_text("utf-8")
    assert ENGINE in page
    assert "製品が何も返さなかった" in page or "the product returned nothing for it" in page


@pytest.mark.usefixtures("faulty_engines", "in_process")
def test_what_changed_since_the_run_began_is_not_read_into_it(
    kouka: Kouka, three: Path, begin: Begin, result: Path
) -> None:
    kouka("import", three, result, "--product", "ocr-a", "--guess")
    run = begin(three, ENGINE)
    assert chunks.sizes(run.folder)[0].fresh == 3  # its pages are to be laid on their forms all the same
    rows = perfect(three, documents=3)
    rows[1][4] = "x"
    kouka("import", three, save(result, rows), "--product", "ocr-a", "--replace")
    with pytest.raises(KoukaError, match="has changed since the run began"):
        chunks.read_chunk(run.folder, 0, ENGINE)
    assert begin(three, ENGINE).folder != run.folder


def test_killed_at_any_moment_nothing_is_left_half(forms_batch: Path, tmp_path: Path) -> None:
    rows = perfect(forms_batch)
    rows += [[f"elsewhere-{n}.pdf", *["字" * 40] * 8] for n in range(5_000)]
    file = save(tmp_path / "big.csv", rows, "utf-8")
    kept = forms_batch / "imports" / "ocr-a" / "big.csv"
    command = [processes.KOUKA, "import", str(forms_batch), str(file), "--product", "ocr-a", "--guess"]
    for delay in (0.3, 0.6, 1.0, 1.5):
        with processes.started(command, tmp_path / "results"):  # which kills it in the end
            time.sleep(delay)
        assert not kept.exists() or kept.read_bytes() == file.read_bytes()
        mapping = kept.with_name("mapping.toml")
        assert not mapping.exists() or (kept.exists() and "[files.fields]" in mapping.read_text("utf-8"))
    done = processes.run(command, tmp_path / "results")
    assert done.returncode == 0, done.stderr
    assert "6 of 6 documents" in done.stdout


@pytest.mark.slow
@pytest.mark.prefect
def test_one_run_reads_with_tesseract_and_a_product(forms_batch: Path, result: Path, tmp_path: Path) -> None:
    results = tmp_path / "results"
    rows = perfect(forms_batch, documents=5)
    rows[1][1] = "令和6年3月16日"
    save(result, rows)
    for command in (
        ["import", forms_batch, result, "--product", "ocr-a", "--guess"],
        ["run", forms_batch, "--engine", "tesseract", "--engine", ENGINE],
    ):
        done = processes.run([processes.KOUKA, *map(str, command)], results, patience=600)
    # One document was not returned, and the run says so.
    assert done.returncode == ExitCode.INCOMPLETE, done.stderr
    assert "8 fields could not be read and count as wrong" in done.stderr
    (run,) = (file.parent for file in results.glob("default/*/run.json"))
    rates = json.loads((run / "accuracy.json").read_bytes())["quantities"]
    right = {
        rate["engine"]: (rate["numerator"], rate["denominator"])
        for rate in rates
        if rate["metric"] == "field_accuracy" and rate["normaliser"] == "typed" and not rate["scope"]
    }
    assert right[ENGINE] == (39, 48)
    assert right["tesseract"][1] == 48
    with (run / "readings.csv").open(encoding="utf-8-sig", newline="") as file:
        engines = {row["engine"] for row in csv.DictReader(file)}
    assert engines == {"tesseract", ENGINE, "consensus"}
    page = (run / "index.html").read_text("utf-8")
    assert ENGINE in page
