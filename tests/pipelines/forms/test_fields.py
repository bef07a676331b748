import errno
import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.frames import READINGS
from pipelines import engines
from pipelines.atomic import DiskFull
from pipelines.contracts.forms import Template
from pipelines.engines import Crop, Recognition
from pipelines.engines.soundness import RUBBISH
from pipelines.forms.fields import (
    ENGINE_ERROR,
    FieldJob,
    empty_reading,
    failed_rows,
    joined,
    kept_readings,
    read_documents,
    recognise,
)
from pipelines.forms.registration import Registered
from pipelines.limits import LIMITS
from pipelines.tables import problems_of, read_table
from tests.pipelines.forms.conftest import BLANK, DPI

IMAGE = np.full((40, 200), 255, dtype=np.uint8)
WRITTEN = np.tile(np.array([255] * 4 + [0] * 4, dtype=np.uint8), (351, 31))
"""A page at DPI // 10 with ink in every box."""
CROPS = [Crop(IMAGE, DPI, "text", str(number)) for number in range(5)]


class Scripted:
    """An engine that returns what it was given, by the ``allowed`` of the crop, and counts its calls."""

    def __init__(self, *script: object) -> None:
        self.script = script
        self.calls: list[int] = []

    @staticmethod
    def version() -> str:
        return "1 none:0"

    def read(self, crops: Sequence[Crop]) -> list[Recognition]:
        self.calls.append(len(crops))
        found = [self.script[int(crop.allowed or 0)] for crop in crops]
        for entry in found:
            if isinstance(entry, Exception):
                raise entry
        return found  # type: ignore[return-value]


def good(number: int) -> Recognition:
    return Recognition(f"字{number}", number / 4)


def test_recognitions_keep_the_order_of_the_crops() -> None:
    engine = Scripted(*map(good, range(5)))
    assert recognise(engine, CROPS[::-1]) == [good(n) for n in (4, 3, 2, 1, 0)]
    assert engine.calls == [5]


def test_no_crop_asks_no_engine() -> None:
    assert recognise(Scripted(), []) == []


@pytest.mark.parametrize(
    "error", [ValueError("平塚花子"), MemoryError(), RuntimeError("\udc80"), KeyError(), AssertionError()]
)
def test_an_engine_that_raises_loses_one_crop(error: Exception) -> None:
    engine = Scripted(good(0), good(1), error, good(3), good(4))
    assert recognise(engine, CROPS) == [good(0), good(1), ENGINE_ERROR, good(3), good(4)]
    assert engine.calls == [5, 2, 3, 1, 2]


@pytest.mark.parametrize("returned", [[], [good(0)] * 4, [good(0)] * 6, None, 7])
def test_a_wrong_number_of_recognitions(returned: object) -> None:
    class Wrong(Scripted):
        def read(self, crops: Sequence[Crop]) -> list[Recognition]:
            return returned if len(crops) > 1 else super().read(crops)  # type: ignore[return-value]

    assert recognise(Wrong(*map(good, range(5))), CROPS) == [good(n) for n in range(5)]


RUBBISHES = {
    "no recognition": None,
    "bare text": "字",
    "bytes": Recognition(b"\x8e\x9a"),  # type: ignore[arg-type]
    "number": Recognition(5),  # type: ignore[arg-type]
    "no text": Recognition(None),  # type: ignore[arg-type]
    "lone surrogate": Recognition("字\ud842"),
    "nul": Recognition("字\0"),
    "huge": Recognition("字" * (LIMITS.text_characters + 1)),
    "confidence 7": Recognition("字", 7),
    "negative confidence": Recognition("字", -0.01),
    "not a number": Recognition("字", math.nan),
    "infinite": Recognition("字", math.inf),
    "confidence in words": Recognition("字", "high"),  # type: ignore[arg-type]
    "complex": Recognition("字", 0.5 + 0j),  # type: ignore[arg-type]
    "several": Recognition("字", np.array([0.5, 0.5])),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("rubbish", RUBBISHES.values(), ids=RUBBISHES.keys())
def test_rubbish_is_named_and_the_others_are_read(rubbish: object) -> None:
    engine = Scripted(good(0), rubbish, good(2), good(3), good(4))
    assert recognise(engine, CROPS) == [good(0), RUBBISH, good(2), good(3), good(4)]


@pytest.mark.parametrize(
    "sound",
    [
        Recognition(""),
        Recognition("字", 0),
        Recognition("字", 1),
        Recognition("字", 1.0),
        Recognition("字", np.float32(0.5)),  # type: ignore[arg-type]
        Recognition("字" * LIMITS.text_characters),
        Recognition("=HYPERLINK(A1)\r\n\t\"'"),
        Recognition("\ufeff\u200b\U000e0100\x01\x1b[2J"),
    ],
)
def test_what_is_no_rubbish(sound: Recognition) -> None:
    assert recognise(Scripted(sound), CROPS[:1]) == [sound]


# Reading documents, with the engines of the fixture ``faulty_engines`` in this process.


@pytest.fixture
def job(tmp_path: Path, template: Template, registered: dict[str, Registered], faulty_engines: None) -> FieldJob:
    cv2.imwrite(str(tmp_path / "1.png"), registered["moving-01.pdf"].image)
    page = {"document": "moving-01.pdf", "page": "1", "status": "registered", "reason": "", "image": "1.png"}
    return FieldJob(
        document="moving-01.pdf", engine="faulty", pages=(page,), fields=template.fields, dpi=DPI, blank=BLANK,
        results=tmp_path, entry=tmp_path / "cache" / "k.csv",
    )  # fmt: skip


def with_allowed(job: FieldJob, field: str, allowed: str) -> FieldJob:
    fields = tuple(
        entry.model_copy(update={"allowed": allowed}) if entry.id == field else entry for entry in job.fields
    )
    return replace(job, fields=fields)


def test_every_field_has_a_row_with_its_place(job: FieldJob) -> None:
    (rows,) = read_documents([job])
    assert [row["field"] for row in rows] == [field.id for field in job.fields]
    assert {(row["document"], row["page"], row["engine"], row["status"], row["text"]) for row in rows} == {
        ("moving-01.pdf", "1", "faulty", "read", "read")
    }
    assert (rows[0]["x"], rows[0]["y"], rows[0]["w"], rows[0]["h"]) == ("41.7", "52.7", "70.6", "12.6")
    assert rows[0] | {"value": "", "error": "not_a_date", "confidence": "0.5000"} == rows[0]
    assert rows[3] | {"value": "read", "error": ""} == rows[3]
    assert not problems_of(read_table(job.entry), READINGS)
    assert kept_readings(job) == rows


def test_lines_are_joined_and_are_as_sure_as_the_least_sure() -> None:
    assert joined([Recognition("上", 0.9), Recognition("下", 0.4)]) == Recognition("上\n下", 0.4)
    assert joined([Recognition("上"), Recognition("下", 0.4)]) == Recognition("上\n下", 0.4)
    assert joined([Recognition("上"), Recognition("下")]) == Recognition("上\n下", None)
    assert joined([Recognition("上", 0.9)]) == Recognition("上", 0.9)
    assert joined([Recognition("上", 0.9), ENGINE_ERROR, RUBBISH]) == ENGINE_ERROR


def test_of_an_empty_box_no_engine_is_asked(job: FieldJob) -> None:
    cv2.imwrite(str(job.results / "1.png"), np.full((3508, 2480), 250, dtype=np.uint8))
    (rows,) = read_documents([with_allowed(job, "name", "raise")])
    assert {(row["status"], row["text"], row["value"], row["confidence"], row["error"]) for row in rows} == {
        ("read", "", "", "", "")
    }


def test_an_individual_number_is_refused_or_told_by_its_check_digit(job: FieldJob) -> None:
    class Numbers(Scripted):
        def read(self, crops: Sequence[Crop]) -> list[Recognition]:
            return [Recognition("1234 5678 9018" if crop.type == "my_number" else "字", 0.5) for crop in crops]

    fields = tuple(
        field.model_copy(update={"type": "my_number"}) if field.id == "new_address" else field for field in job.fields
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "engine", lambda _name: Numbers())
        refused, told = read_documents([replace(job, fields=fields), replace(job, fields=fields, my_numbers=True)])
    (hidden,) = (row for row in refused if row["field"] == "new_address")
    assert (hidden["status"], hidden["error"], hidden["text"], hidden["value"]) == ("refused", "my_number", "", "")
    (kept,) = (row for row in told if row["field"] == "new_address")
    assert (kept["status"], kept["error"], kept["value"], kept["confidence"]) == ("read", "", "valid", "0.5000")
    assert kept["text"] == kept["normalised"] == kept["candidates"] == ""
    assert "1234" not in json.dumps([refused, told])
    assert b"1234" not in job.entry.read_bytes()


def test_a_field_that_fails_is_named_and_not_kept(job: FieldJob) -> None:
    (rows,) = read_documents([with_allowed(job, "name", "raise")])
    assert {row["field"]: (row["status"], row["error"]) for row in rows if row["status"] != "read"} == {
        "name": ("failed", ENGINE_ERROR)
    }
    assert kept_readings(job) is None
    assert "平塚" not in json.dumps(rows, ensure_ascii=False)


@pytest.mark.parametrize("status", ["refused", "failed"])
def test_fields_of_a_page_that_is_not_there_say_why(job: FieldJob, status: str) -> None:
    page = job.pages[0] | {"status": status, "reason": "encrypted", "image": ""}
    (rows,) = read_documents([replace(job, pages=(page,))])
    assert {(row["status"], row["error"], row["text"]) for row in rows} == {(status, "encrypted", "")}


def test_a_field_on_a_page_that_the_document_lacks(job: FieldJob) -> None:
    fields = tuple(field.model_copy(update={"page": 1 + (field.id == "name")}) for field in job.fields)
    (rows,) = read_documents([replace(job, fields=fields)])
    assert {row["error"] for row in rows if row["field"] == "name"} == {"no_such_page"}
    assert {row["status"] for row in rows if row["field"] != "name"} == {"read"}


def test_documents_are_told_apart(job: FieldJob) -> None:
    other = replace(job, document="moving-02.pdf", pages=(), entry=job.entry.with_name("l.csv"))
    first, second, third = read_documents([job, other, replace(job, document="moving-03.pdf")])
    assert [{row["document"] for row in rows} for rows in (first, second, third)] == [
        {"moving-01.pdf"}, {"moving-02.pdf"}, {"moving-03.pdf"},
    ]  # fmt: skip
    assert [{row["status"] for row in rows} for rows in (first, second, third)] == [{"read"}, {"failed"}, {"read"}]


def test_an_entry_of_other_fields_counts_as_none(job: FieldJob) -> None:
    read_documents([job])
    assert kept_readings(replace(job, fields=job.fields[1:])) is None
    job.entry.write_bytes(job.entry.read_bytes()[:-200])
    assert kept_readings(job) is None


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30))
def test_any_text_is_written_and_read_back(
    tmp_path_factory: pytest.TempPathFactory, template: Template, text: str
) -> None:
    folder = tmp_path_factory.mktemp("readings")
    cv2.imwrite(str(folder / "1.png"), WRITTEN)
    page = {"document": "d", "page": "1", "status": "registered", "reason": "", "image": "1.png"}
    job = FieldJob("d", "scripted", (page,), template.fields, DPI // 10, BLANK, folder, folder / "k.csv")

    class Constant(Scripted):
        def read(self, crops: Sequence[Crop]) -> list[Recognition]:
            return [Recognition(text, 0.25)] * len(crops)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "engine", lambda _name: Constant())
        (rows,) = read_documents([job])
    assert [row["text"] for row in rows] == [text] * 8
    assert kept_readings(job) == rows


def test_a_document_at_which_the_process_ended_has_a_row_a_field(job: FieldJob) -> None:
    rows = failed_rows(job, "crashed")
    assert [row["field"] for row in rows] == [field.id for field in job.fields]
    assert {(row["status"], row["error"]) for row in rows} == {("failed", "crashed")}
    assert empty_reading(job, job.fields[0]).keys() == set(READINGS.names)


def test_a_full_disk_is_no_mistake_of_any_crop() -> None:
    class Full:
        @staticmethod
        def version() -> str:
            return "1"

        def read(self, crops: Sequence[Crop]) -> list[Recognition]:
            raise OSError(errno.ENOSPC, "No space left on device")

    class Lost(Full):
        def read(self, crops: Sequence[Crop]) -> list[Recognition]:
            raise OSError(errno.ENOENT, "No such file")

    crop = Crop(np.zeros((9, 9), np.uint8), 300, "text", None)
    with pytest.raises(DiskFull):
        recognise(Full(), [crop, crop])
    assert recognise(Lost(), [crop, crop]) == [ENGINE_ERROR, ENGINE_ERROR]
