import csv
import tomllib
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from evaluators.frames import DOCUMENTS
from evaluators.grade import Origin
from pipelines.contracts.forms import BatchFile, Template
from samples import fonts, make_forms, moving_notice
from samples.make_forms import DEFAULT as BATCH
from samples.people import FILLINGS
from samples.writing import PENS

FORM = "moving-notice"


def _rows(name: str) -> list[dict[str, str]]:
    with (BATCH / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _template() -> Template:
    return Template.model_validate(tomllib.loads((BATCH / "templates" / FORM / "template.toml").read_text("utf-8")))


@pytest.mark.usefixtures("fonts_installed")
def test_making_the_batch_again_gives_the_committed_bytes(tmp_path: Path) -> None:
    make_forms.make(tmp_path)
    assert (tmp_path / "MANIFEST.sha256").read_text("utf-8") == (BATCH / "MANIFEST.sha256").read_text("utf-8")


def test_the_manifest_is_that_of_the_committed_files() -> None:
    committed = (BATCH / "MANIFEST.sha256").read_text("utf-8")
    assert make_forms.manifest(BATCH) == committed
    assert len(committed.splitlines()) == 6 + 2 + 1 + 1 + 2  # scans, template and blank, batch, documents, tables


@pytest.mark.usefixtures("fonts_installed")
@pytest.mark.parametrize("row", _rows(f"truth/{FORM}.csv"), ids=lambda row: row["document"])
def test_no_document_uses_a_glyph_its_font_lacks(row: dict[str, str]) -> None:
    (face,) = (listed["cond_font"] for listed in _rows("documents.csv") if listed["document"] == row["document"])
    fonts.require_glyphs(face, "".join(row[field.id] for field in _template().fields))


@pytest.mark.usefixtures("fonts_installed")
def test_a_character_without_glyph_stops_the_making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving_notice, "NOTES", ("見本\U00030ede",))
    with pytest.raises(fonts.GlyphMissing, match=r"ipaexgothic .* \(U\+30EDE\)"):
        make_forms.make(tmp_path)


def test_truth_and_values_have_the_documents_and_columns_of_the_batch() -> None:
    columns = ["document", *(field.id for field in _template().fields)]
    documents = [row["document"] for row in _rows("documents.csv")]
    for folder in ("truth", "values"):
        rows = _rows(f"{folder}/{FORM}.csv")
        assert [row["document"] for row in rows] == documents
        assert all(list(row) == columns for row in rows)


def test_documents_are_on_the_contract_and_their_files_are_there() -> None:
    rows = _rows("documents.csv")
    assert list(rows[0]) == [*DOCUMENTS.names, "cond_pen", "cond_font", "cond_skew"]
    assert {row["file"] for row in rows} == {path.name for path in (BATCH / "scans").iterdir()}
    assert {row["template"] for row in rows} == {FORM}
    assert [row["cond_pen"] for row in rows].count("print") == [row["cond_pen"] for row in rows].count("hand") == 3
    assert all(row["cond_font"] == PENS[row["cond_pen"]].face for row in rows)
    skews = [float(row["cond_skew"]) for row in rows]
    assert len(set(skews)) == 6
    assert 0 in skews
    assert max(map(abs, skews)) <= 0.8


def test_batch_and_template_are_on_the_contract() -> None:
    batch = BatchFile.model_validate(tomllib.loads((BATCH / "batch.toml").read_text("utf-8")))
    assert (batch.kind, batch.origin) == ("forms", Origin.DEMONSTRATION)
    assert _template() == moving_notice.template()
    assert (BATCH / "templates" / FORM / "blank.pdf").is_file()


@pytest.mark.parametrize("name", ["documents.csv", f"truth/{FORM}.csv", f"values/{FORM}.csv"])
def test_tables_open_in_excel(name: str) -> None:
    content = (BATCH / name).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") == 7


def test_every_date_meant_is_an_iso_date_in_order() -> None:
    for row in _rows(f"values/{FORM}.csv"):
        born, moved, notified = (
            date.fromisoformat(row[field]) for field in ("birth_date", "moving_date", "notice_date")
        )
        assert born < moved <= notified
        assert (notified - moved).days <= 14
        assert all(row[field] == date.fromisoformat(row[field]).isoformat() for field in row if field.endswith("_date"))


def test_values_are_of_their_type_and_differ_from_truth_only_where_the_type_allows() -> None:
    empty = []
    for truth, value in zip(_rows(f"truth/{FORM}.csv"), _rows(f"values/{FORM}.csv"), strict=True):
        for field in _template().fields:
            written, meant = truth[field.id], value[field.id]
            assert written == unicodedata.normalize("NFC", written)
            if not written:
                empty.append(field.id)
                assert meant == ""
            elif field.type == "kana":
                assert all(char == "　" or "ァ" <= char <= "ー" for char in meant)
            elif field.type == "number":
                assert meant.isascii()
                assert meant.isdigit()
            elif field.type != "date":
                assert meant == written
    assert empty == ["household_size"]


def test_a_hand_and_the_printer_write_dates_in_several_ways() -> None:
    written = {filling.entries["notice_date"].written for filling in FILLINGS}
    assert {"令和6年3月15日", "R6.3.25", "令和元年5月10日", "２０２４年４月１日", "2024/4/5"} <= written
