import os
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from dashboards.pages import policy
from evaluators.frames import DOCUMENTS
from evaluators.grade import Origin
from pipelines.contracts.forms import BatchFile, Template
from samples import make_forms, plan, tables
from samples.drawing import fonts
from samples.filling import KINDS
from samples.kinds import survey
from samples.people import check_digit

FORMS = [kind.template.id for kind in KINDS.values()]
MEGABYTE = 1_000_000


def _template(batch: Path, form: str) -> Template:
    return Template.model_validate(tomllib.loads((batch / "templates" / form / "template.toml").read_text("utf-8")))


@pytest.mark.slow
@pytest.mark.usefixtures("fonts_installed")
def test_making_the_batch_again_gives_the_committed_bytes(tmp_path, bundled):
    make_forms.make(tmp_path)
    assert (tmp_path / "MANIFEST.sha256").read_text("utf-8") == (bundled / "MANIFEST.sha256").read_text("utf-8")


@pytest.mark.usefixtures("fonts_installed")
def test_two_processes_make_the_committed_bytes_of_a_file_of_each_kind(tmp_path, bundled):
    photograph = min(path.name for path in (bundled / "scans/photo").iterdir())
    files = ["moving-01.pdf", "fax/moving.tif", f"photo/{photograph}"]
    code = (
        "import sys; from pathlib import Path; from samples import make_forms as m\n"
        "sheets = m._files()\n"
        "for name in sys.argv[2:]: m._write_file(Path(sys.argv[1]), (name, sheets[name]))\n"
    )
    root = str(Path(make_forms.__file__).parents[1])
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / seed), *files],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": root},
        )
        for seed in ("1", "2")
    ]
    assert [process.wait() for process in processes] == [0, 0]
    for name in files:
        committed = (bundled / "scans" / name).read_bytes()
        assert [(tmp_path / seed / "scans" / name).read_bytes() == committed for seed in ("1", "2")] == [True, True]


def test_the_manifest_is_that_of_the_committed_files(bundled):
    committed = (bundled / "MANIFEST.sha256").read_text("utf-8")
    assert tables.manifest(bundled) == committed
    # 1 feeder file, 12 single sheets, 3 faxes, 12 photographs; 3 templates and blanks; 3 tables of truth and of values.
    assert len(committed.splitlines()) == (1 + 12 + 3 + 12) + 3 * 2 + 3 * 2 + 2
    assert sum(path.stat().st_size for path in bundled.rglob("*")) < 12 * MEGABYTE


@pytest.mark.usefixtures("fonts_installed")
def test_a_character_without_glyph_stops_the_making(monkeypatch):
    monkeypatch.setattr(survey, "TITLE", "見本\U00030ede")
    with pytest.raises(fonts.GlyphMissing, match=r"gothic .* \(U\+30EDE\)"):
        survey.draw()


def test_documents_are_on_the_contract_and_twenty_of_each_form(rows):
    documents = rows("documents.csv")
    assert list(documents[0]) == [*DOCUMENTS.names, *tables.CONDITIONS]
    assert Counter(row["template"] for row in documents) == {**dict.fromkeys(FORMS, 20), "-": 4}
    assert len({row["document"] for row in documents}) == 64
    for row in documents:
        assert row["first_page"] == row["last_page"]
        name, _hash, number = row["document"].partition("#")
        assert name == row["file"] == unicodedata.normalize("NFC", row["file"])
        assert number in ("", f"{int(row['first_page']):03d}")


def test_conditions_are_those_of_the_plan_and_blank_where_there_is_no_form(rows):
    documents = [row for row in rows("documents.csv") if row["template"] != "-"]
    strangers = [row for row in rows("documents.csv") if row["template"] == "-"]
    assert Counter(row["cond_scan"] for row in documents) == {"grey200": 20, "grey300": 12, "fax": 16, "photo": 12}
    assert Counter(row["cond_pen"] for row in documents) == {"print": 24, "hand": 36}
    assert Counter(row["cond_font"] for row in documents) == {face: 3 * n for face, n in plan.FACES.items()}
    assert [row["cond_skew"] for row in documents].count("upside_down") == 1
    assert {row["cond_trouble"] for row in documents} == set(plan.TROUBLES)
    assert {(row["cond_pen"], row["cond_font"], row["cond_trouble"]) for row in strangers} == {("", "", "")}


def test_every_page_of_every_file_is_a_document(rows, bundled):
    pages = Counter(row["file"] for row in rows("documents.csv"))
    scans = bundled / "scans"
    assert set(pages) == {path.relative_to(scans).as_posix() for path in scans.rglob("*") if path.is_file()}
    for name, count in pages.items():
        if name.endswith(".tif"):
            with Image.open(scans / name) as image:
                assert (image.n_frames, image.mode, image.info["compression"]) == (count, "1", "group4")
        elif name.endswith(".pdf"):
            assert (scans / name).read_bytes().count(b"/Type /Page\n") == count


def test_the_feeder_made_one_file_of_twenty_applications_in_a_japanese_folder(rows):
    fed = [row for row in rows("documents.csv") if row["file"] == "窓口/feeder.pdf"]
    assert [row["document"] for row in fed] == [f"窓口/feeder.pdf#{number:03d}" for number in range(1, 23)]
    assert [row["template"] for row in fed].count("-") == 2


@pytest.mark.parametrize("form", FORMS)
def test_truth_and_values_have_the_documents_and_columns_of_the_form(form, rows, bundled):
    template = _template(bundled, form)
    columns = ["document", *(field.id for field in template.fields if field.type != "my_number")]
    documents = [row["document"] for row in rows("documents.csv") if row["template"] == form]
    for folder in ("truth", "values"):
        found = rows(f"{folder}/{form}.csv")
        assert [row["document"] for row in found] == documents
        assert all(list(row) == columns for row in found)


@pytest.mark.parametrize("form", FORMS)
def test_batch_and_template_are_on_the_contract(form, bundled):
    batch = BatchFile.model_validate(tomllib.loads((bundled / "batch.toml").read_text("utf-8")))
    assert (batch.kind, batch.origin) == ("forms", Origin.DEMONSTRATION)
    assert _template(bundled, form) == next(kind.template for kind in KINDS.values() if kind.template.id == form)
    assert (bundled / "templates" / form / "blank.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    "name", ["documents.csv", *(f"{side}/{form}.csv" for side in ("truth", "values") for form in FORMS)]
)
def test_tables_open_in_excel(name, bundled):
    content = (bundled / name).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") == (65 if name == "documents.csv" else 21)


def _digits(value: str) -> bool:
    return value.isascii() and value.isdigit()


@pytest.mark.parametrize("form", FORMS)
def test_values_are_of_their_type(form, rows, bundled):
    for truth, value in zip(rows(f"truth/{form}.csv"), rows(f"values/{form}.csv"), strict=True):
        for field in _template(bundled, form).fields:
            if field.type == "my_number":
                continue
            written, meant = truth[field.id], value[field.id]
            assert written == unicodedata.normalize("NFC", written)
            assert (written == "") == (meant == "")
            if field.type == "checkbox":
                assert meant in ("0", "1")
            elif field.type == "choice":
                ids = [option.id for option in field.options]
                chosen = meant.split("|") if meant else []
                assert chosen == [key for key in ids if key in chosen]
                assert field.multiple or len(chosen) <= 1
            elif not meant:
                assert not field.required or form == "child-allowance"
            elif field.type == "kana":
                assert all(char == "　" or "ァ" <= char <= "ー" for char in meant)
            elif field.type == "date":
                assert date.fromisoformat(meant).isoformat() == meant
            elif field.type in ("number", "money"):
                assert str(int(meant)) == meant
            elif field.type in ("postal_code", "account"):
                assert _digits(meant)
                assert len(meant) == 7
            elif field.type == "phone":
                assert _digits(meant)
                assert meant.startswith(("04630", "07000", "08000", "09000"))
            elif field.type == "name":
                assert meant == written
            else:
                assert unicodedata.normalize("NFKC", written)[:4] == unicodedata.normalize("NFKC", meant)[:4]


def test_what_is_hard_to_read_is_there(rows):
    written = "".join(cell for form in FORMS for row in rows(f"truth/{form}.csv") for cell in row.values())
    for hard in (
        "髙橋",
        "﨑",
        "𠮷田",
        "渡邉",
        "齋藤",
        "元年",
        "丁目",
        "番地の",
        "号室",
        "ｶ",
        "ﾞ",
        "ガ",
        "０",
        "令和",
        "R",
    ):
        assert hard in written, hard
    assert len(set("-－ー−‐") & set(written)) >= 4
    empty = [key for form in FORMS for row in rows(f"truth/{form}.csv") for key, cell in row.items() if cell == ""]
    assert len(set(empty)) >= 15


def test_dates_are_in_order(rows):
    for row in rows("values/moving-notice.csv"):
        born, moved, notified = (date.fromisoformat(row[key]) for key in ("birth_date", "moving_date", "notice_date"))
        assert born < moved <= notified
        assert (notified - moved).days <= 14
    for row in rows("values/child-allowance.csv"):
        children = [row[f"child{place}_birth_date"] for place in (1, 2, 3) if row[f"child{place}_birth_date"]]
        assert len(children) == int(row["child_count"])
        assert [row["birth_date"], *children, row["claim_date"]] == sorted(
            [row["birth_date"], *children, row["claim_date"]]
        )


def test_the_check_digit_of_an_individual_number():
    # By hand, weights 6 5 4 3 2 7 6 5 4 3 2 from the left: 1*6+2*5+3*4+4*3+5*2+6*7+7*6+8*5+9*4+0*3+1*2 = 212,
    # 212 mod 11 = 3, 11 - 3 = 8.
    assert check_digit("12345678901") == 8
    # 2*6 = 12, 12 mod 11 = 1: where the rest is 0 or 1, the digit is 0.
    assert check_digit("20000000000") == 0


def test_the_page_names_generated_batches_as_they_are_made_and_calls_no_form_by_another_word():
    titles = {make_forms.CROSSED_TITLE.format(forms=50, documents=600), make_forms.SINGLE_TITLE.format(documents=600)}
    assert {each["title"] for each in policy.generated()} == titles
    assert not any("帳票" in title for title in titles)


@pytest.mark.usefixtures("fonts_installed")
def test_a_crossed_batch_scans_each_form_in_every_way(tmp_path, capsys):
    make_forms.make_crossed(tmp_path, 1)
    documents = [line.split(",") for line in (tmp_path / "documents.csv").read_text("utf-8-sig").splitlines()]
    head, body = documents[0], documents[1:]
    assert head == [*DOCUMENTS.names, *tables.CONDITIONS, "cond_form"]
    assert len(body) == 12
    assert {(row[head.index("cond_scan")], row[head.index("cond_skew")]) for row in body} == set(plan.CROSSED_SCANS)
    assert Counter(row[head.index("cond_form")] for row in body) == {"moving-01": 12}
    truth = (tmp_path / "truth/moving-notice.csv").read_text("utf-8-sig").splitlines()[1:]
    assert len(truth) == 12
    assert len({line.partition(",")[2] for line in truth}) == 1
    assert all((tmp_path / "scans" / row[1]).is_file() for row in body)
    assert capsys.readouterr().err.endswith("\r12 / 12\n")
    assert tables.manifest(tmp_path) == (tmp_path / "MANIFEST.sha256").read_text("utf-8")
