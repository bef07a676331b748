"""``kouka report`` from end to end, over the reference campaign."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest

from pipelines.errors import ExitCode

ROOT = Path(__file__).parents[3]
RUN = "20261124-154509-53cd552c"
DAY = ("--date", "2026-11-26")
FILES = ("--to", "html", "--to", "docx", "--to", "xlsx")


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the reference results, beside the batch that they were read from."""
    home = tmp_path_factory.mktemp("home")
    (home / "samples").symlink_to(ROOT / "samples")
    shutil.copytree(ROOT / "results" / "reference", home / "results" / "reference")
    campaign = home / "results" / "reference"
    (campaign / RUN / "index.html").write_text('<p id="cases-rapidocr"></p>', "utf-8")
    shutil.copy(ROOT / "samples" / "portfolio" / "tasks.csv", campaign)
    shutil.copy(ROOT / "samples" / "commitments" / "commitments.toml", campaign)
    return campaign


@pytest.fixture
def results(reference: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In place of an empty one."""
    monkeypatch.setenv("KOUKA_RESULTS", str(reference.parent))
    return reference.parent


@pytest.fixture
def written(kouka, reference: Path, japanese: None) -> Path:
    """The folder of the report in Japanese, in all formats but PDF."""
    folder = reference / "report"
    if not (folder / "report-ja.xlsx").exists():
        answer = kouka("report", "reference", *DAY, *FILES, "--lang", "ja")
        assert (answer.code, answer.out.splitlines()) == (
            ExitCode.OK,
            [str(folder / f"report-ja.{form}") for form in ("html", "docx", "xlsx")],
        )
    return folder


def test_the_page_opens_with_three_answers_and_a_banner(written: Path) -> None:
    page = (written / "report-ja.html").read_text("utf-8")
    text = re.sub("<style>.*?</style>", "", page, flags=re.DOTALL)
    assert text.count('class="answer"') == 3
    assert text.index('class="banner"') < text.index('class="answer"') < text.index("1　目的")
    for link in re.findall(r'href="#([^"]+)"', text):
        assert f'id="{link}"' in text


def test_who_doubts_a_number_reaches_its_cases_in_two_clicks(written: Path) -> None:
    page = (written / "report-ja.html").read_text("utf-8")
    sentence = re.search(r"項目の正解率は、rapidocrが.*?</p>", page)
    assert sentence is not None
    [first, *_others] = re.findall(r'href="#(F\d+)"', sentence[0])
    row = re.search(rf'<tr id="{first}">.*?</tr>', page, re.DOTALL)
    assert row is not None
    assert f'href="../{RUN}/index.html#cases-rapidocr"' in row[0]
    assert (written / f"../{RUN}/index.html").is_file()


def test_the_page_fetches_nothing(written: Path) -> None:
    page = (written / "report-ja.html").read_text("utf-8")
    assert not re.search(r"""(src|srcset)=["'](?!data:)""", page)
    assert not re.search(r"@import|url\(", page)


def test_word_has_headings_heads_of_tables_and_japanese_fonts(written: Path) -> None:
    document = docx.Document(str(written / "report-ja.docx"))
    heads = [each.text for each in document.paragraphs if each.style is not None and each.style.name == "Heading 1"]
    assert heads[:3] == ["三つの問いへの回答", "1　目的", "2　検証の概要"]
    xml = document.element.xml
    assert xml.count("w:tblHeader") > 5
    assert "ＭＳ 明朝" in document.styles.element.xml
    assert f"{RUN}/index.html#cases-rapidocr" in {rel.target_ref for rel in document.part.rels.values()} | {
        rel.target_ref.removeprefix("../") for rel in document.part.rels.values() if rel.is_external
    }
    marks = set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    assert set(re.findall(r'w:hyperlink w:anchor="([^"]+)"', xml)) <= marks


def test_the_workbook_has_answers_and_live_sums(written: Path) -> None:
    content = (written / "report-ja.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    assert book.sheetnames == ["回答", "費用の前提", "費用の計算", "数値一覧", "図の値"]
    assert [row[0].value for row in book["回答"].iter_rows()][-3:] == [1, 2, 3]


def test_the_page_of_the_campaign_leads_to_the_report(written: Path) -> None:
    page = (written.parent / "index.html").read_text("utf-8")
    assert 'href="report/report-ja.docx"' in page


@pytest.mark.slow
def test_pdf_is_a4_with_embedded_fonts_page_numbers_and_text(
    kouka, reference: Path, tmp_path: Path, japanese: None
) -> None:
    answer = kouka("report", "reference", *DAY, "--to", "pdf", "--lang", "ja", "--out", tmp_path)
    assert answer.code == ExitCode.OK, answer.err
    file = tmp_path / "report-ja.pdf"

    def told(*command: str) -> str:
        return subprocess.run([*command, str(file), *(["-"] if command[0] == "pdftotext" else [])], check=True,
                              capture_output=True, text=True).stdout  # fmt: skip

    text = told("pdftotext", "-layout")
    assert "三つの問いへの回答" in text
    pages = text.split("\f")
    assert next(number for number, page in enumerate(pages) if "数値の一覧と出所" in page) <= 6
    assert re.search(r"\b1 / \d+", text)
    info = told("pdfinfo")
    assert "A4" in info
    fonts = [line.split() for line in told("pdffonts").splitlines()[2:]]
    assert {font[0].split("+")[-1] for font in fonts} >= {"IPAexGothic", "IPAexMincho"}
    assert all(font[-5] == "yes" for font in fonts)


def test_it_speaks_the_language_asked_for(kouka, reference: Path, tmp_path: Path) -> None:
    answer = kouka("report", "reference", *DAY, "--to", "html", "--lang", "en", "--out", tmp_path)
    assert answer.code == ExitCode.OK
    assert "The answers in short" in (tmp_path / "report-en.html").read_text("utf-8")


def test_where_nobody_asked_it_speaks_the_language_of_the_campaign(
    kouka, results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KOUKA_LANG", raising=False)
    copy = tmp_path / "results" / "mine"
    copy.mkdir(parents=True)
    (copy / "campaign.toml").write_text('schema = 1\ntitle = "t"\nlanguage = "en"\n', "utf-8")
    answer = kouka("report", copy, *DAY, "--to", "html")
    assert answer.code == ExitCode.OK, answer.err
    assert (copy / "report" / "report-en.html").is_file()


def test_the_same_campaign_gives_the_same_bytes(kouka, reference: Path, written: Path) -> None:
    before = {file.name: file.read_bytes() for file in written.glob("report-ja.*")}
    assert kouka("report", "reference", *DAY, *FILES, "--lang", "ja").code == ExitCode.OK
    assert {file.name: file.read_bytes() for file in written.glob("report-ja.*")} == before
    assert len(before) >= 3


def test_a_campaign_that_is_not_there_is_named(kouka, results: Path) -> None:
    answer = kouka("report", "nothing", "--lang", "en")
    assert answer.code == ExitCode.USAGE
    assert "There is no campaign “nothing”." in answer.err


def test_a_part_that_is_wrong_is_named_and_the_report_is_written_without_it(
    kouka, reference: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "home" / "results" / "broken"
    shutil.copytree(reference, copy)
    (copy / "case.toml").write_text("schema = 2\ntitle = 3\n", "utf-8")
    (copy / "tasks.csv").write_text("nonsense\n1\n", "utf-8")
    answer = kouka("report", copy, *DAY, "--to", "html", "--lang", "en")
    assert answer.code == ExitCode.INCOMPLETE
    assert re.search(r"case\.toml:\d+", answer.err)
    assert "tasks.csv" in answer.err
    page = (copy / "report" / "report-en.html").read_text("utf-8")
    assert "case.toml could not be taken in" in page
    assert "tasks.csv could not be taken in" in page


def test_what_was_not_measured_yet_is_said_and_the_report_is_whole(
    kouka, reference: Path, results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("campaign", "left_out"):
        monkeypatch.setattr(f"pipelines.cost.{module}.FEW_DOCUMENTS", 1_000)
    answer = kouka("report", "reference", *DAY, "--to", "html", "--to", "docx", "--to", "xlsx", "--lang", "en", "--out",
                   tmp_path)  # fmt: skip
    assert answer.code == ExitCode.OK, answer.err
    assert "It takes 1000 to see how forms differ" in answer.err
    page = (tmp_path / "report-en.html").read_text("utf-8")
    assert "too little was measured for case.toml, see section 6" in page
    assert page.count("further ones with their truth into the batch and run it again") == 3
    assert "Until then nothing is said about money." in page
    # What was measured of accuracy stands there all the same, and so do the inputs of the case.
    assert "of the fields right" in page
    assert "Table 4: inputs of the cost case" in page
    assert openpyxl.load_workbook(tmp_path / "report-en.xlsx").sheetnames[1] == "Inputs"


def test_an_option_of_old_is_answered_with_its_name(kouka, reference: Path, results: Path, tmp_path: Path) -> None:
    answer = kouka("report", "reference", "--output", tmp_path)
    assert answer.code == ExitCode.USAGE
    assert "--out" in answer.err.replace("--output", "")


def test_a_run_that_campaign_toml_names_in_vain_is_told_with_its_line(kouka, reference: Path, tmp_path: Path) -> None:
    copy = tmp_path / "mine"
    copy.mkdir()
    (copy / "campaign.toml").write_text('schema = 1\ntitle = "t"\nruns = ["gone"]\n', "utf-8")
    answer = kouka("report", copy, "--lang", "en")
    assert answer.code == ExitCode.INPUT
    assert "campaign.toml:3: There is no run “gone”." in answer.err
