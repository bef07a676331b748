"""Broken truth/, values/ and timings.csv."""

from pathlib import Path

import pytest

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
        rename(TRUTH, "notice.csv"), "truth/notice.csv", "no template “notice”", "moving-notice"
    ),
    "truth without documents": Broken(replace(TRUTH, "document", "file"), f"{TRUTH}:1", "“document” is missing"),
    "truth of an unknown field": Broken(
        replace(TRUTH, "name_kana", "furigana"), f"{TRUTH}:1", "“furigana” is no field", "name_kana"
    ),
    "truth of an unknown document": Broken(
        replace(TRUTH, "moving-03.pdf", "moving-33.pdf"),
        f"{TRUTH}:4",
        "“moving-33.pdf” is not in documents.csv",
        "spelling",
    ),
    "truth twice": Broken(
        replace(TRUTH, "moving-03.pdf", "moving-02.pdf"), f"{TRUTH}:4", "“moving-02.pdf” is there twice"
    ),
    "truth in Shift_JIS": Broken(encode(TRUTH, "cp932"), f"{TRUTH}:2", "not UTF-8", "CSV UTF-8"),
    "truth with a comma": Broken(
        replace(TRUTH, "潮風220", "潮風,220"), f"{TRUTH}:3", "10 cells, the header has 9", "comma"
    ),
    "no truth": Broken(remove(TRUTH), "truth", "6 documents have no truth", "truth/", WARNING),
    "value is no date": Broken(
        replace(VALUES, "2024-03-24", "令和6年3月24日"),
        f"{VALUES}:3",
        "“令和6年3月24日” is no value of field “notice_date” (date)",
        "2021-04-01",
    ),
    "value is no number": Broken(
        replace(VALUES, ",5,", ",5人,"), f"{VALUES}:3", "“5人” is no value of field “household_size”"
    ),
    "value is no kana": Broken(
        replace(VALUES, "トクナガ", "德永"), f"{VALUES}:3", "is no value of field “name_kana”", "ヒラツカ"
    ),
    "times of an unknown method": Broken(
        write(TIMINGS, TIMES.replace(b"manual", b"by hand")),
        f"{TIMINGS}:2",
        "“by hand” in column “method” is none of manual, ",
    ),
    "times of another program": Broken(
        write(TIMINGS, TIMES.replace(b"seconds,idle", b"minutes,idle")), f"{TIMINGS}:1", "“seconds” is missing"
    ),
    "times in Shift_JIS": Broken(write(TIMINGS, TIMES + "職員A".encode("cp932")), f"{TIMINGS}:3", "not UTF-8"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_label_is_named(forms_batch: Path, broken: Broken) -> None:
    assert_named(forms_batch, broken)
