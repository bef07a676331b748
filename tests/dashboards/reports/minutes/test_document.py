import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dashboards.reports.minutes.document import docx_of
from dashboards.reports.minutes.draft import Source, Summary
from dashboards.reports.minutes.layout import layout
from tests.dashboards.reports.minutes.drafts import NASTY, SOURCE, hostile, plain


def opened(content: bytes) -> "docx.document.Document":
    return docx.Document(io.BytesIO(content))


def text_of(content: bytes) -> str:
    document = opened(content)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_headings_have_the_styles_that_the_navigation_pane_shows(japanese):
    document = opened(docx_of(layout(plain(), False)))
    headed = [
        (each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith(("Head", "Tit"))
    ]
    assert headed == [
        ("Title", "検証委員会 会議録（案）"),
        ("Heading 1", "議事"),
        ("Heading 2", "議題1　予備費について"),
        ("Heading 1", "決定事項"),
        ("Heading 1", "対応事項"),
        ("Heading 1", "聞き直す箇所"),
    ]


def test_the_head_is_as_on_minutes_of_a_city(japanese):
    table = opened(docx_of(layout(plain(), False))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["会議名", "検証委員会"],
        ["日時", "令和8年4月1日（水） 14:00～15:30"],
        ["場所", "会議室"],
        ["出席者", "委員長\n佐藤委員"],
        ["議題", "1　予備費について (00:00:10)\n2　その他 （始まりを発言から見つけられませんでした）"],
    ]


def test_every_page_says_that_it_is_a_draft_and_of_what(japanese):
    section = opened(docx_of(layout(plain(), False))).sections[0]
    head = section.header.paragraphs[0].text
    assert all(part in head for part in ("機械的に作った案", "m1/near", "faster-whisper 1.2.1", "large-v3", "確認"))
    assert "実演用" not in head
    fields = [each.get(qn("w:instr")) for each in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_demonstration_model_is_named_as_one(japanese):
    source = Source("m1", "near", "faster-whisper 1.2.1", "demo", True, SOURCE.run)
    head = opened(docx_of(layout(plain(source), False))).sections[0].header.paragraphs[0].text
    assert "実演用" in head


def test_fonts_are_japanese_for_japanese_characters(japanese):
    content = docx_of(layout(plain(), False))
    styles = opened(content).styles
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Header", "Turn", "Note"):
        fonts = styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in ("ＭＳ 明朝", "ＭＳ ゴシック")
        assert not [key for key in fonts.attrib if "Theme" in key]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        table = etree.fromstring(parts.read("word/fontTable.xml"))
        fonts = {font.get(qn("w:name")): font for font in table}
        assert fonts["ＭＳ 明朝"].find(qn("w:altName")).get(qn("w:val")) == "MS Mincho"


def test_who_speaks_is_bold_and_what_is_doubtful_is_marked(japanese):
    turn = next(each for each in opened(docx_of(layout(plain(), False))).paragraphs if "佐藤委員" in each.text)
    assert turn.text == "○佐藤委員　[00:00:10]　予備費は足りますか〔聞き取れず 00:00:14–00:00:16〕次です。"
    assert [run.text for run in turn.runs if run.bold] == ["○佐藤委員"]
    assert [run.text for run in turn.runs if run.font.highlight_color] == ["予備費", "〔聞き取れず 00:00:14–00:00:16〕"]


def test_tidied_and_verbatim(japanese):
    assert "えー、" not in text_of(docx_of(layout(plain(), False)))
    assert "えー、始めます。" in text_of(docx_of(layout(plain(), True)))


def test_a_summary_is_said_to_be_by_a_language_model(japanese):
    text = text_of(docx_of(layout(plain(summary=Summary("予備費を話した。", "gemma", False)), False)))
    assert "言語モデル gemma がこの案から書いたもので、人が書いたものではありません" in text
    assert "はじめの部分だけ" in text
    assert "予備費を話した。" in text
    assert "言語モデル" not in text_of(docx_of(layout(plain(), False)))


@pytest.mark.parametrize("text", NASTY)
def test_texts_stay_texts(english, text):
    content = docx_of(layout(hostile(text), True))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
    found = opened(content)
    assert len([each for each in found.paragraphs if each.style.name == "Heading 1"]) == 5


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_text_gives_a_document_that_opens(text):
    opened(docx_of(layout(hostile(text), False)))


def test_the_same_draft_is_the_same_document(english):
    one, other = (docx_of(layout(plain(), False)) for _time in range(2))
    with zipfile.ZipFile(io.BytesIO(one)) as first, zipfile.ZipFile(io.BytesIO(other)) as second:
        assert {name: first.read(name) for name in first.namelist()} == {
            name: second.read(name) for name in second.namelist()
        }


@pytest.mark.slow
def test_libreoffice_opens_it_and_shows_everything(japanese, tmp_path: Path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not on this machine")
    (tmp_path / "minutes.docx").write_bytes(docx_of(layout(plain(), False)))
    command = [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "minutes.docx"], check=True, capture_output=True, timeout=300
    )
    done = subprocess.run(["pdftotext", tmp_path / "minutes.pdf", "-"], check=True, capture_output=True, text=True)
    text = "".join(done.stdout.split())
    for part in (
        "検証委員会",
        "会議名",
        "令和8年4月1日（水）",
        "○佐藤委員",
        "決定事項",
        "対応事項",
        "聞き直す箇所",
        "試算を提出",
    ):
        assert part in text, part
    assert "1/" in text
    info = subprocess.run(["pdfinfo", tmp_path / "minutes.pdf"], check=True, capture_output=True, text=True).stdout
    assert "A4" in info
