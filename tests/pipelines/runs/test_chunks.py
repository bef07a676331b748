from pathlib import Path

import pytest

from evaluators.frames import PAGES, READINGS
from pipelines.limits import Limits
from pipelines.runs import chunks
from pipelines.runs.chunks import collect, read_chunk, register_chunk, sizes
from pipelines.runs.store import Run
from pipelines.runs.tally import Size
from pipelines.tables import Row, problems_of, read_table
from tests.pipelines.conftest import Begin
from tests.pipelines.going_wrong import SECRET
from tests.pipelines.runs.spoiling import spoil

pytestmark = pytest.mark.usefixtures("faulty_engines")

FIELDS = [
    "notice_date",
    "moving_date",
    "name_kana",
    "name",
    "birth_date",
    "household_size",
    "new_address",
    "old_address",
]
DOCUMENTS = ["moving-01.pdf", "moving-02.pdf", "moving-03.pdf"]


def read(run: Run, *engines: str) -> dict[str, int]:
    """Everything that the flow does between beginning and scoring."""
    for number in range(chunks.chunk_count(chunks.opened(run.folder)[1])):
        register_chunk(run.folder, number)
        for engine in engines or ("faulty",):
            read_chunk(run.folder, number, engine)
    return collect(run.folder)


def rows_of(run: Run, table: str) -> list[Row]:
    return read_table(run.folder / table).rows


def statuses(run: Run, document: str) -> set[tuple[str, str]]:
    return {(row["status"], row["error"]) for row in rows_of(run, "readings.csv") if row["document"] == document}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "error"),
    [
        ("segfault", "crashed"),
        ("exit", "crashed"),
        ("quit", "failed:SystemExit"),
        ("interrupt", "failed:KeyboardInterrupt"),
    ],
)
def test_an_engine_that_ends_its_process_costs_one_document(three: Path, begin: Begin, how: str, error: str) -> None:
    spoil(three, "moving-02.pdf", how)
    run = begin(three)
    counts = read(run)
    for other in ("moving-01.pdf", "moving-03.pdf"):
        assert {status for status, _error in statuses(run, other)} == {"read"}
    assert statuses(run, "moving-02.pdf") == {("failed", error)}
    # Nothing is dropped: a row for each document and field, in their order.
    assert [(row["document"], row["field"]) for row in rows_of(run, "readings.csv")] == [
        (document, field) for document in DOCUMENTS for field in FIELDS
    ]
    assert counts == {"documents": 3, "pages_registered": 3, "readings_read": 16, "readings_failed": 8}
    assert not problems_of(read_table(run.folder / "pages.csv"), PAGES)
    assert not problems_of(read_table(run.folder / "readings.csv"), READINGS)


@pytest.mark.slow
def test_an_engine_that_hangs_costs_one_document(three: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(three, "moving-01.pdf", "hang")  # the first, which fewest times has to be waited for
    run = begin(three)
    register_chunk(run.folder, 0)
    # In a process that is started anew the others take two seconds where ten processes share a core.
    monkeypatch.setattr(chunks, "LIMITS", Limits(engine_start_seconds=6, crop_seconds=0))
    read_chunk(run.folder, 0, "faulty")
    assert collect(run.folder) == {"documents": 3, "pages_registered": 3, "readings_read": 16, "readings_failed": 8}
    assert statuses(run, "moving-01.pdf") == {("failed", "timeout")}


@pytest.mark.slow
def test_an_engine_that_cannot_be_made_fails_every_document(three: Path, begin: Begin) -> None:
    run = begin(three, "stillborn", "faulty")
    assert read(run, "stillborn", "faulty") == {
        "documents": 3, "pages_registered": 3, "readings_failed": 24, "readings_read": 24, "consensus_disagree": 24,
    }  # fmt: skip
    assert {row["error"] for row in rows_of(run, "readings.csv") if row["engine"] == "stillborn"} == {
        "failed:TwistedError"
    }


@pytest.mark.parametrize("how", ["raise", "twist", "memory"])
def test_an_engine_that_raises_costs_one_field(three: Path, begin: Begin, in_process: list[int], how: str) -> None:
    spoil(three, "moving-02.pdf", how)
    run = begin(three)
    assert read(run) == {"documents": 3, "pages_registered": 3, "readings_read": 23, "readings_failed": 1}
    assert [
        (row["document"], row["field"], row["error"])
        for row in rows_of(run, "readings.csv")
        if row["status"] == "failed"
    ] == [("moving-02.pdf", "household_size", "engine_error")]
    for file in run.folder.rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes()


def test_scans_that_cannot_be_read_are_counted(three: Path, begin: Begin, in_process: list[int]) -> None:
    (three / "scans" / "moving-01.pdf").unlink()
    (three / "scans" / "moving-02.pdf").write_bytes(b"%PDF-1.4\n")
    run = begin(three)
    assert read(run) == {
        "documents": 3, "pages_failed": 2, "pages_registered": 1, "readings_failed": 16, "readings_read": 8,
    }  # fmt: skip
    assert statuses(run, "moving-01.pdf") == {("failed", "missing")}
    assert statuses(run, "moving-02.pdf") == {("failed", "broken")}


def test_engines_come_in_the_order_of_the_command(
    three: Path, begin: Begin, in_process: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOUKA_CHUNK", "2")
    run = begin(three, "tesseract", "faulty")
    read(run, "tesseract", "faulty")
    keys = [(row["document"], row["engine"], row["field"]) for row in rows_of(run, "readings.csv")]
    assert keys == [(d, e, f) for d in DOCUMENTS for e in ("tesseract", "faulty", "consensus") for f in FIELDS]


def test_what_engines_propose_together_is_counted_apart(three: Path, begin: Begin, in_process: list[int]) -> None:
    (three / "scans" / "moving-02.pdf").write_bytes(b"%PDF-1.4\n")
    run = begin(three, "tesseract", "faulty")
    counts = read(run, "tesseract", "faulty")
    rows = [row for row in rows_of(run, "readings.csv") if row["engine"] == "consensus"]
    assert [(row["document"], row["field"]) for row in rows] == [(d, f) for d in DOCUMENTS for f in FIELDS]
    # Nothing on the forms is ``read``, which the faulty engine reads everywhere; on one empty box both agree.
    agreed = [row for row in rows if row["status"] == "read"]
    assert [(row["document"], row["field"], row["value"]) for row in agreed] == [
        ("moving-03.pdf", "household_size", "")
    ]
    assert {row["document"] for row in rows if row["status"] == "failed"} == {"moving-02.pdf"}
    assert counts == {
        "documents": 3, "pages_registered": 2, "pages_failed": 1, "readings_read": 32, "readings_failed": 16,
        "consensus_read": 1, "consensus_disagree": 15, "consensus_failed": 8,
    }  # fmt: skip
    assert not problems_of(read_table(run.folder / "readings.csv"), READINGS)


def test_nothing_that_is_read_depends_on_the_size_of_chunks(
    three: Path, begin: Begin, in_process: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = []
    for size in ("1", "2", "3", "20"):
        monkeypatch.setenv("KOUKA_CHUNK", size)
        monkeypatch.setenv("KOUKA_RESULTS", str(tmp_path / size))
        run = begin(three)
        read(run)
        found.append(((run.folder / "pages.csv").read_bytes(), (run.folder / "readings.csv").read_bytes()))
    assert found[0] == found[1] == found[2] == found[3]


def test_what_was_read_once_is_not_read_again(three: Path, begin: Begin, in_process: list[int]) -> None:
    first = begin(three)
    read(first)
    second = begin(three, campaign="again")
    read(second)
    assert in_process == [3, 3, 0, 0]
    assert second.folder != first.folder
    assert (second.folder / "readings.csv").read_bytes() == (first.folder / "readings.csv").read_bytes()


def test_the_same_scan_under_another_name_is_not_read_again(three: Path, begin: Begin, in_process: list[int]) -> None:
    read(begin(three))
    (three / "scans" / "moving-01.pdf").rename(three / "scans" / "first.pdf")
    for table in ("documents.csv", "truth/moving-notice.csv", "values/moving-notice.csv"):
        (three / table).write_bytes((three / table).read_bytes().replace(b"moving-01.pdf", b"first.pdf"))
    again = begin(three)
    read(again)
    assert in_process == [3, 3, 0, 0]
    assert {row["document"] for row in rows_of(again, "readings.csv")} == {"first.pdf", *DOCUMENTS[1:]}
    assert {row["document"] for row in rows_of(again, "pages.csv")} == {"first.pdf", *DOCUMENTS[1:]}


def test_a_changed_scan_is_read_again_and_no_other(three: Path, begin: Begin, in_process: list[int]) -> None:
    read(begin(three))
    with (three / "scans" / "moving-02.pdf").open("ab") as scan:
        scan.write(b"\n")
    read(begin(three))
    assert in_process == [3, 3, 1, 1]


def test_a_changed_template_is_read_again(three: Path, begin: Begin, in_process: list[int]) -> None:
    read(begin(three))
    file = three / "templates" / "moving-notice" / "template.toml"
    file.write_text(file.read_text("utf-8").replace("138.7, 82.7", "138.7, 82.8"), "utf-8")
    again = begin(three)
    read(again)
    assert in_process == [3, 3, 3, 3]
    assert {row["y"] for row in rows_of(again, "readings.csv") if row["field"] == "household_size"} == {"82.8"}


def test_a_damaged_entry_is_read_again(three: Path, begin: Begin, in_process: list[int], results: Path) -> None:
    read(begin(three))
    pages = sorted((results / ".cache" / "pages").rglob("pages.csv"))
    readings = sorted((results / ".cache" / "readings").glob("*.csv"))
    pages[0].write_bytes(pages[0].read_bytes()[:40])
    readings[0].write_bytes(b"")
    readings[1].write_bytes(readings[1].read_bytes().splitlines(keepends=True)[0])
    again = begin(three, campaign="again")
    assert read(again)["readings_read"] == 24
    assert in_process == [3, 3, 1, 2]


def test_failures_are_tried_again(three: Path, begin: Begin, in_process: list[int]) -> None:
    spoil(three, "moving-02.pdf", "raise")
    read(begin(three))
    read(begin(three, campaign="again"))
    assert in_process == [3, 3, 0, 1]


def test_a_chunk_that_is_done_is_not_done_again(three: Path, begin: Begin, in_process: list[int]) -> None:
    run = begin(three)
    read(run)
    register_chunk(run.folder, 0)
    read_chunk(run.folder, 0, "faulty")
    assert in_process == [3, 3]


def test_a_run_goes_on_where_the_cache_was_emptied(
    three: Path, begin: Begin, in_process: list[int], results: Path
) -> None:
    run = begin(three)
    register_chunk(run.folder, 0)
    for image in (results / ".cache").rglob("*.png"):
        image.unlink()
    assert read(run)["readings_read"] == 24


def test_what_is_still_to_be_read_is_known_before(
    three: Path, begin: Begin, in_process: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOUKA_CHUNK", "2")
    table = three / "documents.csv"
    table.write_bytes(table.read_bytes().replace(b"moving-02.pdf,1,1,moving-notice", b"moving-02.pdf,1,1,-"))
    for labels in ("truth", "values"):
        lines = (three / labels / "moving-notice.csv").read_bytes().splitlines(keepends=True)
        (three / labels / "moving-notice.csv").write_bytes(b"".join(lines[:2] + lines[3:]))
    run = begin(three)
    assert sizes(run.folder) == [Size(2, 2), Size(1, 1)]
    register_chunk(run.folder, 0)
    assert sizes(run.folder) == [Size(2, 1), Size(1, 1)]  # a page of no form is not read
    read_chunk(run.folder, 0, "faulty")
    assert sizes(run.folder) == [Size(2, 0), Size(1, 1)]
    read(run)
    again = begin(three, campaign="again")
    assert sizes(again.folder) == [Size(2, 0), Size(1, 0)]
    assert sizes(begin(three, "faulty", "tesseract", campaign="more").folder) == [Size(2, 1), Size(1, 1)]
    with (three / "scans" / "moving-03.pdf").open("ab") as scan:
        scan.write(b"\n")
    assert sizes(begin(three).folder) == [Size(2, 0), Size(1, 1)]


def test_parts_are_taken_away_with_what_a_kill_left(three: Path, begin: Begin, in_process: list[int]) -> None:
    run = begin(three)
    read(run)
    (run.parts / ".pages-00000.csv.1a2b.tmp").write_bytes(b"half")
    run.remove_parts()
    assert not run.parts.exists()
    run.remove_parts()


def test_a_batch_of_pages_of_no_template(three: Path, begin: Begin, in_process: list[int]) -> None:
    table = three / "documents.csv"
    table.write_bytes(table.read_bytes().replace(b"1,1,moving-notice", b"1,1,-"))
    for labels in ("truth", "values"):
        (three / labels / "moving-notice.csv").unlink()
    run = begin(three)
    # They are the form after all, and are said to be: three wrong acceptances.
    assert read(run) == {"documents": 3, "foreign_registered": 3}
    assert rows_of(run, "readings.csv") == []
    assert {row["template"] for row in rows_of(run, "pages.csv")} == {"-"}
