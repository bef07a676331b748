"""Every kind of scan that cannot be read in one batch: each is named with its reason, and the rest is read."""

import csv
import io
from pathlib import Path

import pytest

from pipelines.batches.examine import examine_forms
from pipelines.errors import Severity
from pipelines.runs.chunks import collect, read_chunk, register_chunk
from pipelines.tables import read_table
from tests.pipelines.conftest import Begin
from tests.pipelines.forms.pdfs import pdf
from tests.pipelines.forms.test_images import FAX, PHOTO, png_of_size

pytestmark = pytest.mark.usefixtures("faulty_engines", "in_process")

A4 = (595.28, 841.89)
ODD = '窓口 "午前" 分\'s [1]; $(x) -r.pdf'
BAD = {
    "zero.pdf": (b"", "failed", "empty"),
    "text.pdf": (b"Dear all,\n", "failed", "broken"),
    "cut.pdf": (pdf(A4)[:100], "failed", "broken"),
    "locked.pdf": (pdf(A4, encrypted=True), "failed", "encrypted"),
    "long.pdf": (pdf(*[(9, 9)] * 5000), "failed", "too_many_pages"),
    "huge.pdf": (pdf((20_000, 20_000)), "failed", "too_large"),
    "huge.png": (png_of_size(60_000, 60_000), "failed", "too_large"),
    "cut.jpg": (PHOTO.read_bytes()[:60_000], "failed", "broken"),
    "cut.tif": (FAX.read_bytes()[:9_000], "failed", "broken"),
    "renamed.jpg": (b"%PDF-1.4\n", "failed", "broken"),
    "notes.xdw": (b"\x60\x0e\x82\x01", "failed", "broken"),
    "white.pdf": (pdf(A4), "refused", "wrong_form_or_unreadable"),
    "survey.jpg": (PHOTO.with_name("survey-05.jpg").read_bytes(), "refused", "wrong_form_or_unreadable"),
}
SAID = {
    "zero.pdf": "The file is empty.",
    "text.pdf": "The file is named .pdf but is something else.",
    "renamed.jpg": "The file is named .jpg but is something else.",
    "notes.xdw": "Files of kind “.xdw” cannot be read",
}


@pytest.fixture
def batch(three: Path) -> Path:
    """Three sound forms, the first under an odd name, and all that is bad."""
    (three / "scans" / "moving-01.pdf").rename(three / "scans" / ODD)
    for table in ("documents.csv", "truth/moving-notice.csv", "values/moving-notice.csv"):
        quoted = '"' + ODD.replace('"', '""') + '"'
        text = (three / table).read_bytes().decode()
        (three / table).write_bytes(text.replace("moving-01.pdf", quoted).encode())
    rows = io.StringIO()
    for name, (content, _status, _reason) in BAD.items():
        (three / "scans" / name).write_bytes(content)
        csv.writer(rows).writerow([name, name, 1, 1, "moving-notice", "", "", ""])
    with (three / "documents.csv").open("ab") as documents:
        documents.write(rows.getvalue().encode())
    return three


def test_what_can_be_seen_from_outside_is_named_with_its_file(batch: Path) -> None:
    _read, problems = examine_forms(batch)
    bad = {problem.where.file.name: problem for problem in problems if problem.severity is Severity.FAILS_DOCUMENT}
    assert bad.keys() == SAID.keys()
    for name, says in SAID.items():
        assert says in bad[name].what
        assert "Scan it again" in (bad[name].todo or "")
    assert not any(problem.severity is Severity.STOPS for problem in problems)


def test_each_gets_its_reason_and_the_rest_is_read(batch: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOUKA_CHUNK", "100")  # all of them in one
    run = begin(batch)
    register_chunk(run.folder, 0)
    read_chunk(run.folder, 0, "faulty")
    counts = collect(run.folder)
    found = {row["document"]: (row["status"], row["reason"]) for row in read_table(run.folder / "pages.csv").rows}
    sound = dict.fromkeys((ODD, "moving-02.pdf", "moving-03.pdf"), ("registered", ""))
    assert found == sound | {name: (status, reason) for name, (_content, status, reason) in BAD.items()}
    assert (counts["pages_registered"], counts["readings_read"]) == (3, 24)
    # Nothing is dropped: each field of a page that was not read has a row that says why.
    unread = [row for row in read_table(run.folder / "readings.csv").rows if row["document"] in BAD]
    assert len(unread) == 8 * len(BAD)
    assert {row["document"]: (row["status"], row["error"]) for row in unread} == {
        name: (status, reason) for name, (_content, status, reason) in BAD.items()
    }
