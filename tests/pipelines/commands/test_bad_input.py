"""Whole runs of three sound forms and something bad, one row for each kind of it.

Of each it is seen that the message names the file (and the line, where there is one) and says what to do, that the
command's exit code says so too, and which documents were read all the same. A stop by Ctrl-C and a killed process, with
Prefect and real signals, are in tests/pipelines/flows/test_stopping.py; damage of many more kinds to a scan in
tests/pipelines/runs/test_bad_scans.py.
"""

import csv
import io
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytesseract
import pytest

from pipelines import scoring, settings, times
from pipelines.batches.examine import load_forms
from pipelines.commands import flow_run
from pipelines.commands import run as run_command
from pipelines.errors import ExitCode
from pipelines.runs import chunks
from pipelines.runs.beginning import begin_forms
from pipelines.tables import read_table
from tests.pipelines.batches.breaking import (
    BATCH,
    DOCUMENTS,
    TRUTH,
    Change,
    append,
    each,
    encode,
    in_row,
    rename_scan,
    replace,
)
from tests.pipelines.commands.conftest import Kouka
from tests.pipelines.conftest import QUICK
from tests.pipelines.forms.pdfs import pdf
from tests.pipelines.forms.test_images import png_of_size

pytestmark = pytest.mark.usefixtures("faulty_engines", "in_process", "without_prefect")

A4 = (595.28, 841.89)
SOUND = ("moving-01.pdf", "moving-02.pdf", "moving-03.pdf")
ODD = '窓口 "午前" 分\'s (1).pdf'
DONE, INCOMPLETE, STOPPED = ExitCode.OK, ExitCode.INCOMPLETE, ExitCode.INPUT
SCAN_AGAIN = "Scan it again, or take its rows out of documents.csv."


@dataclass(frozen=True)
class Bad:
    """Something bad, and what comes of it."""

    how: Change
    where: str
    """File below the batch, and line after a colon where there is one."""
    says: str
    todo: str
    code: ExitCode = INCOMPLETE
    read: Sequence[str] = SOUND


def added(name: str, content: bytes) -> Change:
    """A fourth document."""

    def change(batch: Path) -> None:
        (batch / "scans" / name).write_bytes(content)
        row = io.StringIO()
        csv.writer(row).writerow([name, name, 1, 1, "moving-notice", "", "", ""])
        append(DOCUMENTS, row.getvalue().strip())(batch)

    return change


def twin(batch: Path) -> None:
    """A second template with the same blank form."""
    shutil.copytree(batch / "templates" / "moving-notice", batch / "templates" / "twin")
    replace("templates/twin/template.toml", '"moving-notice"', '"twin"')(batch)


def renamed(name: str) -> Change:
    """The first document under another name, which has to be quoted in CSV."""
    quoted = '"' + name.replace('"', '""') + '"'
    return each(
        lambda batch: (batch / "scans" / "moving-01.pdf").rename(batch / "scans" / name),
        in_row("moving-01.pdf,moving-01.pdf", f"{quoted},{quoted}"),
        replace(TRUTH, "moving-01.pdf", quoted),
        replace(TRUTH.replace("truth", "values"), "moving-01.pdf", quoted),
    )


TABLE = {
    "encrypted PDF": Bad(
        added("locked.pdf", pdf(A4, encrypted=True)),
        "scans/locked.pdf",
        "Page 1 was not read: the PDF is protected by a password.",
        "Save it without a password.",
    ),
    "truncated PDF": Bad(
        added("cut.pdf", pdf(A4)[:100]), "scans/cut.pdf", "Page 1 was not read: the file is damaged.", SCAN_AGAIN
    ),
    "zero-byte PDF": Bad(added("zero.pdf", b""), "scans/zero.pdf", "The file is empty.", SCAN_AGAIN),
    "PNG of 60,000 x 60,000 pixels": Bad(
        added("huge.png", png_of_size(60_000, 60_000)),
        "scans/huge.png",
        "Page 1 was not read: the page is larger than is read.",
        "Scan it at 300 dpi, at the size of its paper.",
    ),
    "PDF of 5,000 pages": Bad(
        added("long.pdf", pdf(*[(9, 9)] * 5000)),
        "scans/long.pdf",
        "Page 1 was not read: the file has more pages than are read.",
        "Split it into files of at most 1000 pages.",
    ),
    "text named .pdf": Bad(
        added("text.pdf", b"Dear all,\n"), "scans/text.pdf", "The file is named .pdf but is something else.", SCAN_AGAIN
    ),
    "another form": Bad(
        added("white.pdf", pdf(A4)),
        "scans/white.pdf",
        "Page 1 was not read: another form, or unreadable.",
        "See that documents.csv names its form",
    ),
    "truth of a document that is not there": Bad(
        append(TRUTH, "moving-33.pdf,,,,,,,,"),
        f"{TRUTH}:5",
        "Document “moving-33.pdf” is not in documents.csv with this template.",
        "Compare the spelling, or take the row out.",
    ),
    "a document without truth": Bad(
        lambda batch: (batch / TRUTH).write_bytes(b"".join((batch / TRUTH).read_bytes().splitlines(True)[:3])),
        "truth",
        "1 documents have no truth and are read but not scored, the first is “moving-03.pdf”.",
        "Type what stands on the paper into truth/<template>.csv.",
        code=DONE,
    ),
    "two documents of one name": Bad(
        append(DOCUMENTS, "moving-02.pdf,moving-02.pdf,1,1,moving-notice,,,"),
        f"{DOCUMENTS}:5",
        "Document “moving-02.pdf” is there twice.",
        "It is also in line 3, which is the one that is read.",
    ),
    "a truth column that is not in the template": Bad(
        replace(TRUTH, "name_kana", "furigana"),
        f"{TRUTH}:1",
        "Column “furigana” is no field of template “moving-notice”.",
        "Its fields: notice_date, ",
    ),
    "a template that two forms match": Bad(
        twin,
        "templates/twin/blank.pdf",
        "Templates “moving-notice” and “twin” look alike.",
        "See that documents.csv gives each page to the right one; pages on which both fit are marked.",
        code=DONE,
    ),
    "truth in Shift_JIS": Bad(
        encode(TRUTH, "cp932"), f"{TRUTH}:2", "The file is not UTF-8.", "save it as “CSV UTF-8 (comma delimited)”"
    ),
    "documents.csv in Shift_JIS": Bad(
        each(append(DOCUMENTS, "申請.pdf,申請.pdf,1,1,moving-notice,,,"), encode(DOCUMENTS, "cp932")),
        f"{DOCUMENTS}:5",
        "The file is not UTF-8.",
        "save it as “CSV UTF-8 (comma delimited)”",
        code=STOPPED,
        read=(),
    ),
    "batch.toml in Shift_JIS": Bad(
        encode(BATCH, "cp932"), f"{BATCH}:3", "The file is not UTF-8.", "Save it again as UTF-8.", code=STOPPED, read=()
    ),
    "a name with quotes, blanks and Japanese": Bad(
        each(renamed(ODD), added("zero.pdf", b"")),
        "scans/zero.pdf",
        "The file is empty.",
        SCAN_AGAIN,
        read=(ODD, "moving-02.pdf", "moving-03.pdf"),
    ),
    "the same name of a bad scan": Bad(added(f"2 {ODD}", b""), f"scans/2 {ODD}", "The file is empty.", SCAN_AGAIN),
    "a name with ../": Bad(
        append(DOCUMENTS, "../secret.pdf,../secret.pdf,1,1,moving-notice,,,"),
        f"{DOCUMENTS}:5",
        "“../secret.pdf” leads out of the batch.",
        "Put the scan below",
    ),
}


@pytest.fixture
def without_prefect(monkeypatch: pytest.MonkeyPatch) -> None:
    """The steps of the flow, one after the other in this process, at a resolution that takes little time."""

    def flow(kind: str, path: str, campaign: str, engines: Sequence[str], crops: bool) -> None:
        assert kind == "forms"
        chunks.opened.cache_clear()
        run = begin_forms(load_forms(Path(path)), campaign, engines, QUICK)
        for number in range(chunks.chunk_count(load_forms(Path(path)))):
            chunks.register_chunk(run.folder, number)
            for engine in engines:
                chunks.read_chunk(run.folder, number, engine)
        run = run.save(run.file.model_copy(update={"counts": chunks.collect(run.folder)}))
        scoring.score(run, crops)
        run.save(run.file.model_copy(update={"finished": "2026-04-01T09:00:00+09:00"}))

    monkeypatch.setattr(settings, "DEFAULTS", QUICK)
    monkeypatch.setattr(flow_run, "_run", flow)
    # A score of thousands of draws is no matter of bad input.
    monkeypatch.setattr(times, "DRAWS", 50)


@pytest.fixture
def run(kouka: Kouka, three: Path) -> Callable[..., tuple[int, str]]:
    """Read the batch with the engine of the tests; exit code and what was said."""

    def call(*options: str) -> tuple[int, str]:
        code, _out, err = kouka("run", three, "--campaign", "trial", *options)
        return code, err

    return call


def pages(results: Path) -> dict[str, str]:
    """Status of each document's page in the only run."""
    found = [row for file in results.glob("trial/*/pages.csv") for row in read_table(file).rows]
    return {row["document"]: row["status"] for row in found}


def registered(results: Path) -> tuple[str, ...]:
    return tuple(document for document, status in pages(results).items() if status == "registered")


@pytest.mark.parametrize("bad", TABLE.values(), ids=TABLE.keys())
def test_it_is_named_with_what_to_do_and_the_rest_is_read(
    run: Callable[..., tuple[int, str]], three: Path, results: Path, bad: Bad
) -> None:
    bad.how(three)
    code, said = run("--engine", "faulty")
    assert code == bad.code, said
    lines = said.splitlines()
    line = next((n for n, text in enumerate(lines) if text.startswith(f"{three / bad.where}: {bad.says}")), None)
    assert line is not None, said
    assert lines[line + 1].startswith("  → ")
    assert bad.todo in lines[line + 1]
    assert "fault of kouka's" not in said
    assert registered(results) == tuple(bad.read)


def test_a_document_that_was_not_read_counts_as_wrong(
    run: Callable[..., tuple[int, str]], three: Path, results: Path
) -> None:
    each(rename_scan("../moving-01.pdf", "moving-01.pdf"), in_row(",moving-01.pdf", ",../moving-01.pdf"))(three)
    assert run("--engine", "faulty")[0] == INCOMPLETE
    assert pages(results)["../moving-01.pdf"] == "failed"
    (readings,) = (read_table(file).rows for file in results.glob("trial/*/readings.csv"))
    lost = [row["status"] for row in readings if row["document"] == "../moving-01.pdf"]
    assert lost == ["failed"] * 8


def test_many_of_them_are_not_all_listed(
    run: Callable[..., tuple[int, str]], three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow_run, "SHOWN", 2)
    for number in range(5):
        added(f"zero-{number}.pdf", b"")(three)
    code, said = run("--engine", "faulty")
    assert code == INCOMPLETE
    assert said.count("The file is empty.") == 2
    # The fourth is the warning that they have no truth.
    assert f"… and 4 more. All of them: kouka check {three}" in said
    assert said.count("Page 1 was not read") == 2
    assert "… and 3 more. The page of the result lists all of them." in said


def test_without_tesseract_the_other_engines_read(
    run: Callable[..., tuple[int, str]], results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    monkeypatch.setattr(run_command, "BUNDLED", ("tesseract", "faulty"))
    code, said = run()
    assert code == INCOMPLETE
    assert said.splitlines()[:3] == [
        "tesseract is not installed.",
        "  → On Debian or Ubuntu: sudo apt-get install tesseract-ocr tesseract-ocr-jpn",
        "The batch is read without it, by: faulty.",
    ]
    assert registered(results) == SOUND


def test_who_asks_for_tesseract_is_told_what_to_install(
    run: Callable[..., tuple[int, str]], results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    for options in (["--engine", "tesseract", "--engine", "faulty"], []):
        monkeypatch.setattr(run_command, "BUNDLED", ("tesseract",))
        code, said = run(*options)
        assert code == ExitCode.SETUP
        assert "sudo apt-get install tesseract-ocr" in said
    assert not list(results.glob("trial/*"))


def test_on_a_full_disk_the_run_stops_and_goes_on_when_there_is_room(
    run: Callable[..., tuple[int, str]], small_disk: Path
) -> None:
    code, said = run("--engine", "faulty")
    assert code == ExitCode.INPUT
    what, todo = said.splitlines()[-2:]
    assert what.startswith(str(small_disk))
    assert what.endswith(": The disk is full.")
    assert todo == "  → Make room. What was finished is kept; the same command goes on from there."
    subprocess.run(["mount", "-o", "remount,size=50m", small_disk], check=True)
    assert run("--engine", "faulty")[0] == DONE
    assert registered(small_disk) == SOUND


def test_after_ctrl_c_the_same_command_goes_on(
    run: Callable[..., tuple[int, str]], results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect = chunks.collect

    def stopped(_folder: Path) -> dict[str, int]:
        raise KeyboardInterrupt

    monkeypatch.setattr(chunks, "collect", stopped)
    code, said = run("--engine", "faulty")
    assert code == ExitCode.INTERRUPTED
    assert said.splitlines()[-1] == "Stopped. What was finished is kept; the same command goes on from there."
    monkeypatch.setattr(chunks, "collect", collect)
    assert run("--engine", "faulty")[0] == DONE
    assert len(list(results.glob("trial/*/run.json"))) == 1
    assert registered(results) == SOUND
