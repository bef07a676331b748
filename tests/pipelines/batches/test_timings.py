"""timings.csv of a batch: what is taken in, as what, and what is named."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from evaluators.timing.frames import TIMINGS
from pipelines.batches.examine import examine_forms
from pipelines.batches.examine_meetings import examine_meetings
from pipelines.batches.timings import Timed, read_timings
from pipelines.errors import Severity

HEADER = ",".join(TIMINGS.names)
FORMS = Timed("forms", {"a.pdf": 10, "b.pdf": None}, "documents.csv")
GOOD = "a.pdf,manual,p1,1,2026-06-01T09:30:00,61.5,0,,2,reported"


def read(folder: Path, *lines: str, timed: Timed = FORMS, header: str = HEADER):
    file = folder / "timings.csv"
    file.write_text("\r\n".join([header, *lines, ""]), encoding="utf-8")
    return read_timings(folder, timed)


def test_what_is_sound_comes_in_as_it_stands(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, GOOD, "batch,setup,,,,900,,,,asked", "b.pdf,two_person,p1,,,9,,,50,")
    assert not problems
    assert [row["source"] for row in rows] == ["reported", "asked", "reported"]
    assert rows[0]["seconds"] == "61.5"
    assert [*rows[0]] == TIMINGS.names


def test_a_timesheet_without_a_source_is_reported(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, GOOD.removesuffix(",reported"), header=HEADER.removesuffix(",source"))
    assert not problems
    assert rows[0]["source"] == "reported"


@pytest.mark.parametrize("claimed", ["measured", "modelled", "clock"])
def test_whatever_a_file_claims_its_times_are_reported(tmp_path: Path, claimed: str) -> None:
    rows, (problem,) = read(tmp_path, GOOD.replace("reported", claimed))
    assert rows[0]["source"] == "reported"
    assert (problem.severity, problem.where.line) == (Severity.WARNING, 2)
    assert f"1 rows say that their times are “{claimed}”" in problem.what


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (GOOD.replace("a.pdf", "c.pdf"), "“c.pdf” is not in documents.csv"),
        (GOOD.replace("manual", "minutes_draft"), "“minutes_draft” is no way of working"),
        (GOOD.replace("manual", "typing"), "“typing” in column “method”"),
        (GOOD.replace("61.5", "0"), "A time of 0 seconds"),
        (GOOD.replace("61.5", "-3"), "A time of -3 seconds"),
        (GOOD.replace("61.5", "1分"), "“1分” in column “seconds” is not a number"),
        (GOOD.replace("2026-06-01T09:30:00", "令和8年6月1日"), "“令和8年6月1日” is no date and time"),
        (GOOD.replace(",2,rep", ",11,rep"), "11 errors are left in a form of 10 fields"),
    ],
)
def test_a_row_that_cannot_be_is_left_out_and_named_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    rows, (problem,) = read(tmp_path, "b.pdf,manual,p1,,,30,,,,reported", line)
    assert [row["item"] for row in rows] == ["b.pdf"]
    assert says in problem.what
    assert (problem.severity, problem.where.line) == (Severity.FAILS_DOCUMENT, 3)


def test_the_same_person_item_and_way_again_is_left_out(tmp_path: Path) -> None:
    rows, (problem,) = read(tmp_path, GOOD, GOOD.replace("61.5", "20"))
    assert [row["seconds"] for row in rows] == ["61.5"]
    assert "“p1” has a time for “a.pdf”" in problem.what


def test_two_people_may_type_the_same_item_and_a_batch_be_set_up_twice(tmp_path: Path) -> None:
    typed = [GOOD.replace("manual,p1", f"two_person,p{who}") for who in (1, 2)]
    rows, problems = read(tmp_path, *typed, *["x,setup,p1,,,900,,,,reported"] * 2)
    assert (len(rows), problems) == (4, [])


def test_whoever_sees_an_item_in_two_ways_knows_it(tmp_path: Path) -> None:
    rows, (problem,) = read(tmp_path, GOOD, GOOD.replace("manual", "ai_all"))
    assert len(rows) == 2
    assert problem.severity is Severity.WARNING
    assert "In 1 cases one person did the same item in several ways" in problem.what


def test_no_file_no_times(tmp_path: Path) -> None:
    assert read_timings(tmp_path, FORMS) == ((), [])


def test_a_timesheet_of_excel_says_the_same_as_its_csv(tmp_path: Path) -> None:
    from_csv, _problems = read(tmp_path, GOOD, "b.pdf,manual,p2,2,2026-06-01T09:30:00,40,,,,asked")
    (tmp_path / "timings.csv").unlink()
    book = openpyxl.Workbook()
    moment = datetime(2026, 6, 1, 9, 30)
    book.active.append(TIMINGS.names)
    book.active.append(["a.pdf", "manual", "p1", 1, moment, 61.5, 0, None, 2, "reported"])
    book.active.append(["b.pdf", "manual", "p2", 2.0, moment, 40, None, None, None, "asked"])
    book.save(tmp_path / "timings.xlsx")
    assert read_timings(tmp_path, FORMS) == (from_csv, [])


def test_of_two_files_of_times_none_is_chosen(tmp_path: Path) -> None:
    read(tmp_path, GOOD)
    (tmp_path / "timings.xlsx").write_bytes(b"")
    rows, (problem,) = read_timings(tmp_path, FORMS)
    assert not rows
    assert problem.what == "There are timings.csv, timings.xlsx, and only one can hold."


def test_a_batch_of_forms_has_its_times(forms_batch: Path) -> None:
    read(forms_batch, GOOD.replace("a.pdf", "moving-01.pdf"), GOOD.replace("a.pdf", "moving-99.pdf"))
    batch, problems = examine_forms(forms_batch)
    assert [row["item"] for row in batch.timings] == ["moving-01.pdf"]
    assert ["moving-99.pdf" in problem.what for problem in problems if problem.where.file.name == "timings.csv"] == [
        True
    ]


def test_a_batch_of_meetings_has_its_times(meetings_batch: Path) -> None:
    batch, _problems = examine_meetings(meetings_batch)
    session = batch.sessions[0]
    read(meetings_batch, f"{session},minutes_draft,p1,,,5400,600,,,", f"{session},manual,p1,,,60,,,,")
    batch, problems = examine_meetings(meetings_batch)
    assert [row["method"] for row in batch.timings] == ["minutes_draft"]
    assert [problem.what for problem in problems if problem.where.file.name == "timings.csv"] == [
        "“manual” is no way of working in a batch of this kind."
    ]
