"""A batch made of files of labelmake's."""

import json
import os
import unicodedata
from pathlib import Path

import pytest

from pipelines.batches.examine import examine_forms
from pipelines.errors import KoukaError, Severity
from pipelines.starters import labelmake
from tests.pipelines.forms.pdfs import pdf
from tests.pipelines.starters.labelmake_files import A4, address, box, save


def made(tmp_path: Path, *files: Path):
    """The batch of the files, which passes the check."""
    assert labelmake.write(tmp_path / "batch", files) == []
    batch, problems = examine_forms(tmp_path / "batch")
    assert problems == []
    assert batch is not None
    return batch


def test_boxes_become_a_template_and_what_is_written_the_truth(tmp_path: Path) -> None:
    batch = made(tmp_path, save(tmp_path))
    template = batch.templates["form-1"]
    assert (template.title, template.paper_mm) == ("申込書", (210, 297))
    assert [(field.id, field.label, field.type, field.box_mm, field.page) for field in template.fields] == [
        ("field_01", "氏名", "text", (20, 30, 80, 6), 1),
        ("day-1", "Day 1", "text", (20, 50, 80, 6), 1),
    ]
    assert batch.file.origin == "demonstration"
    assert [(entry.name, entry.file.name, entry.pages) for entry in batch.documents] == [
        ("申込書.pdf", "申込書.pdf", 1)
    ]
    # Variants of a character stay apart, which NFC would fold.
    row = {"document": "申込書.pdf", "field_01": "髙橋 﨑子", "day-1": "2026/04/01"}
    assert batch.truth["form-1"].rows == batch.values["form-1"].rows == [row]


def test_each_record_is_a_document_of_all_pages_of_the_form(tmp_path: Path) -> None:
    schemas = [{"name": box()}, {"town": box(), "stamp": box()}]
    records = [{"name": "甲", "town": "平塚"}, {"name": "乙", "stamp": "㊞"}, {}]
    batch = made(
        tmp_path, save(tmp_path, "Two pages", basePdf=address(pdf(A4, A4)), schemas=schemas, sampledata=records)
    )
    assert [(entry.name, entry.first_page, entry.last_page) for entry in batch.documents] == [
        ("Two pages.pdf#001", 1, 2),
        ("Two pages.pdf#002", 3, 4),
        ("Two pages.pdf#003", 5, 6),
    ]
    assert [(field.id, field.page) for field in batch.templates["two-pages"].fields] == [
        ("name", 1),
        ("town", 2),
        ("stamp", 2),
    ]
    assert [[*row.values()][1:] for row in batch.truth["two-pages"].rows] == [
        ["甲", "平塚", ""],
        ["乙", "", "㊞"],
        ["", "", ""],
    ]


def test_of_a_text_in_several_lines_no_value_is_written(tmp_path: Path) -> None:
    batch = made(tmp_path, save(tmp_path, sampledata=[{"氏名": "平塚\r\n花子", "Day 1": "2026/04/01\n"}]))
    assert batch.truth["form-1"].rows[0]["field_01"] == "平塚\n花子"
    assert batch.truth["form-1"].rows[0]["day-1"] == "2026/04/01"
    assert batch.values["form-1"].columns == ["document", "day-1"]


def test_numbers_are_written_as_they_stand_and_formulas_are_harmless(tmp_path: Path) -> None:
    file = save(tmp_path, sampledata=[{"氏名": '=HYPERLINK("http://x")', "Day 1": 12}])
    assert [*made(tmp_path, file).truth["form-1"].rows[0].values()][1:] == ['=HYPERLINK("http://x")', "12"]
    assert b"'=HYPERLINK" in (tmp_path / "batch" / "truth" / "form-1.csv").read_bytes()


def test_pictures_and_barcodes_are_left_out_and_named(tmp_path: Path) -> None:
    file = save(tmp_path, schemas=[{"氏名": box(), "印": box(type="image"), "code": box(type="qrcode")}])
    (problem,) = labelmake.write(tmp_path / "batch", [file])
    assert (problem.what, problem.severity) == (
        "Boxes that hold no text were left out: 印 (image), code (qrcode)",
        Severity.WARNING,
    )
    assert str(problem.where) == str(file)
    batch, problems = examine_forms(tmp_path / "batch")
    assert batch is not None
    assert problems == []
    assert [field.id for field in batch.templates["form-1"].fields] == ["field_01"]


def test_the_blank_may_lie_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(pdf(A4))
    batch = made(tmp_path, save(tmp_path, basePdf="empty.pdf"))
    assert batch.blank("form-1").read_bytes() == pdf(A4)


def test_files_of_the_same_name_stay_apart(tmp_path: Path) -> None:
    files = []
    for folder in ("1", "2"):
        (tmp_path / folder).mkdir()
        files.append(save(tmp_path / folder, "form", basePdf=address(pdf(A4, extra=f"/Rotate {int(folder) * 180}"))))
    batch = made(tmp_path, *files)
    assert [*batch.templates] == ["form", "form-2"]
    assert [document.name for document in batch.documents] == ["form.pdf", "form-2.pdf"]


@pytest.mark.parametrize(
    ("name", "scan"),
    [
        ("パ", "パ.pdf"),
        (unicodedata.normalize("NFD", "パ"), "パ.pdf"),
        ("a\nb\x1b[2J", "ab[2J.pdf"),
        ('"x": <1>?', "_x__ _1__.pdf"),
        (" . ", "form-1.pdf"),
        ("..", "form-1.pdf"),
        ("長" * 70, "長" * 48 + ".pdf"),
    ],
)
def test_names_of_files_are_made_safe(tmp_path: Path, name: str, scan: str) -> None:
    batch = made(tmp_path, save(tmp_path, name))
    assert [document.file.name for document in batch.documents] == [scan]


def test_a_box_over_the_edge_is_cut_off_there(tmp_path: Path) -> None:
    batch = made(tmp_path, save(tmp_path, schemas=[{"a": box(-5, 290, 400, 50), "b": box(33.333, 1e-9, 0.1, 0.1)}]))
    assert [field.box_mm for field in batch.templates["form-1"].fields] == [(0, 290, 210, 7), (33.33, 0, 0.1, 0.1)]


WRONG = {
    "not JSON": ("json", "{", "This is not JSON"),
    "deep": ("json", "[" * 100_000, "This is not JSON"),
    "no dictionary": ("json", "[1]", "a table with keys is wanted"),
    "Shift_JIS": ("json", '{"basePdf": "申込"}'.encode("cp932"), "This is not JSON"),
    "lone surrogate": ("json", '{"basePdf": "\\ud800"}', "This is not JSON"),
    "without boxes": ("key", {"schemas": None}, "Key “schemas” is missing"),
    "no page": ("key", {"schemas": []}, "“schemas” cannot be []: at least 1 entries are wanted"),
    "without records": ("key", {"sampledata": []}, "at least 1 entries are wanted"),
    "many boxes": ("key", {"schemas": [{str(n): box() for n in range(1001)}]}, "at most 1000 entries are allowed"),
    "a box without width": ("key", {"schemas": [{"a": {**box(), "width": None}}]}, "a number is wanted"),
    "a box far away": ("key", {"schemas": [{"a": box(1e300)}]}, "it has to be at most 2000"),
    "a box beside the paper": ("key", {"schemas": [{"a": box(300)}]}, "Box “a” has no area on the paper"),
    "a flat box": ("key", {"schemas": [{"a": box(height=0)}]}, "Box “a” has no area on the paper"),
    "a list of values": ("key", {"sampledata": [{"氏名": [1]}]}, "sampledata.0.氏名"),
    "only pictures": ("key", {"schemas": [{"印": box(type="image")}]}, "No box of this form holds text"),
    "a page that is not drawn": ("key", {"basePdf": {"width": 210, "height": 297}}, "text in double quotes is wanted"),
    "not base64": ("key", {"basePdf": "data:application/pdf;base64,%PDF"}, "The empty form in basePdf is damaged"),
    "another kind": ("key", {"basePdf": "data:image/png;base64,iVBORw0="}, "The empty form in basePdf is damaged"),
    "no PDF": ("key", {"basePdf": address(b"Dear all,")}, "The PDF cannot be read"),
    "locked": (
        "key",
        {"basePdf": address(pdf(A4, encrypted=True))},
        "The PDF cannot be read: the PDF is protected by a password",
    ),
    "too few pages": ("key", {"schemas": [{"a": box()}] * 2}, "The PDF cannot be read: the file has no such page"),
    "several sizes": (
        "key",
        {"schemas": [{"a": box()}] * 2, "basePdf": address(pdf(A4, (400, 400)))},
        "The pages of the empty form are of several sizes",
    ),
    "a file elsewhere": ("key", {"basePdf": "../empty.pdf"}, "The empty form that basePdf names is missing"),
    "no such file": ("key", {"basePdf": "empty.pdf"}, "The empty form that basePdf names is missing"),
}


@pytest.mark.parametrize(("kind", "change", "says"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_named_with_its_file_and_nothing_is_written(
    tmp_path: Path, kind: str, change: dict | str | bytes, says: str
) -> None:
    sound = save(tmp_path, "sound")
    (tmp_path.parent / "empty.pdf").write_bytes(pdf(A4))
    if kind == "key":
        file = save(tmp_path, **change)  # type: ignore[arg-type]
    else:
        file = save(tmp_path)
        file.write_bytes(change if isinstance(change, bytes) else str(change).encode())
    with pytest.raises(KoukaError) as caught:
        labelmake.write(tmp_path / "batch", [sound, file])
    assert says in caught.value.problem.what
    assert str(caught.value.problem.where) == str(file)
    assert caught.value.problem.todo
    assert not (tmp_path / "batch").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "The filled form is missing"),
        (b"", "The file is empty"),
        (b"Dear all,", "named .pdf but is something else"),
        (pdf(A4)[:100], "The PDF cannot be read"),
        (pdf(A4, A4), "The records of sampledata fill 1 pages"),
    ],
)
def test_what_is_wrong_with_the_filled_form_is_named(tmp_path: Path, content: bytes | None, says: str) -> None:
    file = save(tmp_path)
    filled = tmp_path / "申込書.pdf"
    if content is None:
        filled.unlink()
    else:
        filled.write_bytes(content)
    with pytest.raises(KoukaError) as caught:
        labelmake.write(tmp_path / "batch", [file])
    assert says in caught.value.problem.what
    assert str(caught.value.problem.where) == str(filled)
    assert "Put the PDF that labelmake made beside" in (caught.value.problem.todo or "")


@pytest.mark.parametrize("there", [None, "folder", "pipe"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, there: str | None) -> None:
    file = tmp_path / "x.template.json"
    if there == "folder":
        file.mkdir()
    elif there == "pipe":
        os.mkfifo(file)
    with pytest.raises(KoukaError) as caught:
        labelmake.write(tmp_path / "batch", [file])
    assert str(caught.value.problem.where) == str(file)


def test_a_plain_json_will_do_and_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = save(tmp_path, "form")
    plain = tmp_path / "form.JSON"
    plain.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert json.loads(file.read_text("utf-8"))["id"] == "form"
    assert [*made(tmp_path, plain).templates] == ["form"]
