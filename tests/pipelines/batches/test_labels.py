"""Broken truth/, values/ and timings.csv."""

from pathlib import Path

import pytest

from pipelines.batches.examine import examine_forms
from tests.pipelines.batches.breaking import (
    ONE_DOCUMENT as LEFT_OUT,
)
from tests.pipelines.batches.breaking import (
    TIMINGS,
    TRUTH,
    VALUES,
    WARNING,
    Broken,
    assert_named,
    encode,
    remove,
    rename,
    replace,
    write,
)

TIMES = (
    b"item,method,worker,sequence,started,seconds,idle_seconds,keystrokes,errors_left,source\r\n"
    b"moving-01.pdf,manual,,,,61.5,,,,measured\r\n"
)
BROKEN = {
    "truth of an unknown template": Broken(
        rename(TRUTH, "notice.csv"), "truth/notice.csv", "no template “notice”", "moving-notice", LEFT_OUT
    ),
    "truth without documents": Broken(
        replace(TRUTH, "document", "file"), f"{TRUTH}:1", "“document” is missing", "as in documents.csv", LEFT_OUT
    ),
    "truth of an unknown field": Broken(
        replace(TRUTH, "name_kana", "furigana"), f"{TRUTH}:1", "“furigana” is no field", "name_kana", LEFT_OUT
    ),
    "truth of an unknown document": Broken(
        replace(TRUTH, "moving-03.pdf", "moving-33.pdf"),
        f"{TRUTH}:4",
        "“moving-33.pdf” is not in documents.csv",
        "spelling",
        LEFT_OUT,
    ),
    "truth twice": Broken(
        replace(TRUTH, "moving-03.pdf", "moving-02.pdf"), f"{TRUTH}:4", "“moving-02.pdf” is there twice"
    ),
    "truth in Shift_JIS": Broken(encode(TRUTH, "cp932"), f"{TRUTH}:2", "not UTF-8", "CSV UTF-8", LEFT_OUT),
    "truth with a comma": Broken(
        replace(TRUTH, "潮風203号室", "潮風,203号室"), f"{TRUTH}:2", "10 cells, the header has 9", "comma", LEFT_OUT
    ),
    "no truth": Broken(remove(TRUTH), "truth", "6 documents have no truth", "truth/", WARNING),
    "value is no date": Broken(
        replace(VALUES, "2024-03-25", "令和6年3月25日"),
        f"{VALUES}:3",
        "“令和6年3月25日” is no value of field “notice_date” (date)",
        "2021-04-01",
    ),
    "value is no number": Broken(
        replace(VALUES, ",3,", ",3人,"), f"{VALUES}:3", "“3人” is no value of field “household_size”"
    ),
    "value is no kana": Broken(
        replace(VALUES, "ワタナベ", "渡邉"), f"{VALUES}:3", "is no value of field “name_kana”", "ヒラツカ"
    ),
    "times of an unknown method": Broken(
        write(TIMINGS, TIMES.replace(b"manual", b"by hand")),
        f"{TIMINGS}:2",
        "“by hand” in column “method” is none of manual, ",
        severity=LEFT_OUT,
    ),
    "times of another program": Broken(
        write(TIMINGS, TIMES.replace(b"seconds,idle", b"minutes,idle")),
        f"{TIMINGS}:1",
        "“seconds” is missing",
        severity=LEFT_OUT,
    ),
    "times in Shift_JIS": Broken(
        write(TIMINGS, TIMES + "職員A".encode("cp932")), f"{TIMINGS}:3", "not UTF-8", severity=LEFT_OUT
    ),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_label_is_named(forms_batch: Path, broken: Broken) -> None:
    assert_named(forms_batch, broken)


def test_of_a_table_that_cannot_be_read_its_documents_are_not_named_as_well(forms_batch: Path) -> None:
    encode(TRUTH, "cp932")(forms_batch)
    batch, (problem,) = examine_forms(forms_batch)
    assert "not UTF-8" in problem.what
    assert batch is not None
    assert batch.truth == {}
