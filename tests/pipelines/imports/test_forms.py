"""What a product returned: imported, mapped, and as an answer for every field of every document."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipelines.batches.examine import load_forms
from pipelines.contracts.mapping import Encoding
from pipelines.engines import Recognition
from pipelines.engines.soundness import RUBBISH
from pipelines.errors import ExitCode, KoukaError, Severity
from pipelines.imports import forms, keeping
from pipelines.imports.forms import NO_COLUMN, NOT_RETURNED, Returned, load
from pipelines.imports.keeping import Kept, keep
from pipelines.imports.sheets import Sheet, read_sheet
from pipelines.limits import LIMITS
from tests.pipelines.batches.breaking import replace
from tests.pipelines.imports.vendor import FILE, LABELS, perfect, save, truth

P = "ocr-a"
MAPPING = f"imports/{P}/mapping.toml"
Import = Callable[..., Kept]


@pytest.fixture
def take(forms_batch: Path, tmp_path: Path) -> Import:
    """Import rows, which a file ``result.csv`` holds unless another name is given."""

    def take(rows: Sequence[Sequence[str]], name: str = "result.csv", encoding: str = "cp932", **how: bool) -> Kept:
        file = save(tmp_path / "from-vendor" / name, rows, encoding)
        return keep(load_forms(forms_batch), P, [file], **{"may_guess": True, **how})

    return take


def said(found: Returned | Kept) -> list[str]:
    returned = found.returned if isinstance(found, Kept) else found
    return [f"{(problem.where and problem.where.line) or ''}: {problem.what}" for problem in returned.problems]


def answers(batch: Path, document: str) -> list[object]:
    returned = load(load_forms(batch), P)
    found = [returned.answer(document, "moving-notice", field) for field in LABELS]
    return [each.text if isinstance(each, Recognition) else each for each in found]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_labels_as_headers_need_nobody_to_look(forms_batch: Path, take: Import, encoding: str) -> None:
    kept = take(perfect(forms_batch), encoding=encoding)
    assert said(kept) == []
    (entry,) = kept.mapping.files
    assert (entry.draft, entry.document, dict(entry.fields)) == (False, FILE, LABELS)
    for row in truth(forms_batch):
        assert answers(forms_batch, row["document"]) == [row[field] for field in LABELS]


def test_headers_that_are_ids(forms_batch: Path, take: Import) -> None:
    kept = take([["file", *LABELS], *perfect(forms_batch)[1:]])
    assert dict(kept.mapping.files[0].fields) == {field: field for field in LABELS}


def test_what_is_only_similar_waits_for_a_person(forms_batch: Path, take: Import) -> None:
    rows = perfect(forms_batch)
    rows[0] = ["届出年月日" if name == "届出日" else f"【{name}】" if name == "氏名" else name for name in rows[0]]
    kept = take(rows)
    (guess,) = kept.guessed
    assert guess.similar == {"notice_date": 75}
    assert guess.entry.fields["name"] == "【氏名】"
    with pytest.raises(KoukaError, match="Nobody has looked through") as caught:
        load(load_forms(forms_batch), P)
    assert caught.value.problem.where is not None
    line = (forms_batch / MAPPING).read_text("utf-8").splitlines()[(caught.value.problem.where.line or 0) - 1]
    assert line == "draft = true"
    replace(MAPPING, "draft = true", "draft = false")(forms_batch)
    assert answers(forms_batch, "moving-01.pdf")[0] == "令和6年3月15日"


def test_a_person_s_mapping_stays_and_the_same_command_goes_on(forms_batch: Path, take: Import) -> None:
    rows = perfect(forms_batch)
    rows[0][1] = "いつ"
    assert take(rows).guessed[0].missing == ("notice_date",)
    replace(MAPPING, "[files.fields]\n", '[files.fields]\nnotice_date = "いつ"\n')(forms_batch)
    replace(MAPPING, 'ignored = ["いつ"]', "ignored = []")(forms_batch)
    edited = (forms_batch / MAPPING).read_bytes()
    kept = take(rows)
    assert (kept.guessed, kept.copied, said(kept)) == ((), (), [])
    assert (forms_batch / MAPPING).read_bytes() == edited
    assert answers(forms_batch, "moving-01.pdf")[0] == "令和6年3月15日"


def test_without_being_asked_nothing_is_guessed(forms_batch: Path, take: Import) -> None:
    with pytest.raises(KoukaError, match="Nothing says which column") as caught:
        take(perfect(forms_batch), may_guess=False)
    assert "--guess" in (caught.value.problem.todo or "")
    assert not (forms_batch / "imports").exists()


def test_columns_of_no_field_and_fields_of_no_column_are_named(forms_batch: Path, take: Import) -> None:
    rows = [[*row[:7], "備考" if n == 0 else "=1+1"] for n, row in enumerate(perfect(forms_batch))]
    kept = take(rows)
    assert kept.mapping.files[0].ignored == ("備考",)
    assert said(kept) == [
        ": Fields of template “moving-notice” without a column count as wrong: 新しい住所 (new_address), "
        "前の住所 (old_address)"
    ]
    assert answers(forms_batch, "moving-01.pdf")[6:] == [NO_COLUMN, NO_COLUMN]
    replace(MAPPING, 'ignored = ["備考"]', "ignored = []")(forms_batch)
    (problem, _other) = load(load_forms(forms_batch), P).problems
    assert problem.what == "Columns of which mapping.toml says nothing: 備考"


def test_confidences_of_both_scales(forms_batch: Path, take: Import) -> None:
    for scale, sure in ((100, ["98", "７０%", ""]), (1, ["0.98", "0.7", ""])):
        rows = perfect(forms_batch, ["name", "name_kana", "old_address"], documents=1)
        rows[0] += ["氏名_信頼度", "フリガナの確信度", "confidence(前の住所)"]
        rows[1] += sure
        kept = take(rows, name=f"{scale}.csv")
        assert kept.guessed[0].entry.confidence_scale == scale
        assert set(kept.guessed[0].entry.confidences) == {"name", "name_kana", "old_address"}
        found = forms.returned(load_forms(forms_batch), P, kept.mapping, _sheets(forms_batch, kept))
        cells = [found.cells["moving-01.pdf", field] for field in ("name", "name_kana", "old_address")]
        assert [each.confidence if isinstance(each, Recognition) else each for each in cells] == [0.98, 0.7, None]


def _sheets(batch: Path, kept: Kept) -> dict[str, keeping.Sheet]:
    folder = batch / "imports" / P
    return {entry.file: keeping.read_sheet(folder / entry.file, entry.encoding) for entry in kept.mapping.files}


def test_a_confidence_without_a_name_is_of_the_column_before_it(forms_batch: Path, take: Import) -> None:
    rows = perfect(forms_batch, ["name", "old_address"], documents=2)
    table = [[row[0], row[1], sure, row[2], sure] for row, sure in zip(rows, ["信頼度", "90", "高"], strict=True)]
    kept = take(table)
    assert dict(kept.mapping.files[0].confidences) == {"name": "信頼度", "old_address": "信頼度#2"}
    (problem,) = [each for each in said(kept) if "confidence" in each]
    assert problem == "3: 2 confidences are no number from 0 to 100; this is the first."


def test_several_sheets_of_a_form(forms_batch: Path, take: Import) -> None:
    """A file a sheet, each with some of the fields; the second comes later."""
    fields = list(LABELS)
    take(perfect(forms_batch, fields[:4]), name="sheet1.csv")
    assert answers(forms_batch, "moving-02.pdf")[4:] == [NO_COLUMN] * 4
    first = (forms_batch / MAPPING).read_text("utf-8")
    kept = take(perfect(forms_batch, fields[4:]), name="sheet2.csv", encoding="utf-8")
    assert said(kept) == []
    assert [entry.encoding for entry in kept.mapping.files] == ["cp932", "utf-8"]
    assert (forms_batch / MAPPING).read_text("utf-8").startswith(first)
    row = truth(forms_batch)[1]
    assert answers(forms_batch, "moving-02.pdf") == [row[field] for field in fields]


def test_several_columns_make_one_field(forms_batch: Path, take: Import) -> None:
    header = [FILE, "姓", "氏名", "年", "月", "日", "届出日"]
    take([header, ["moving-01", "髙橋", "美咲", "令和6", "3", "15", ""], ["moving-02", "", "", "", "", "", ""]])
    replace(MAPPING, 'name = "氏名"', 'name = ["姓", "氏名"]')(forms_batch)
    replace(MAPPING, 'notice_date = "届出日"', 'notice_date = ["年", "月", "日"]')(forms_batch)
    assert answers(forms_batch, "moving-01.pdf")[:4:3] == ["令和6-3-15", "髙橋美咲"]
    assert answers(forms_batch, "moving-02.pdf")[:4:3] == ["", ""]


def test_two_rows_of_one_document(forms_batch: Path, take: Import) -> None:
    rows = perfect(forms_batch)
    rows.append([rows[1][0], *["x"] * 8])
    (problem,) = take(rows).returned.problems
    assert (problem.where and problem.where.line, problem.severity) == (8, Severity.FAILS_DOCUMENT)
    assert problem.what == "Document “moving-01.pdf” is there twice."
    assert "in line 2, which is the one that counts" in (problem.todo or "")
    assert answers(forms_batch, "moving-01.pdf")[3] == "髙橋　美咲"


def test_one_document_in_two_files(forms_batch: Path, take: Import) -> None:
    take(perfect(forms_batch, documents=5), name="one.csv")
    rows = perfect(forms_batch)
    kept = take([rows[0], [rows[5][0], *["x"] * 8], rows[6]], name="two.csv")
    (problem,) = kept.returned.problems
    assert (problem.where and problem.where.line, problem.what) == (2, "Document “moving-05.pdf” is there twice.")
    assert "one.csv:6" in (problem.todo or "")
    assert answers(forms_batch, "moving-05.pdf")[3] == "鈴木　大輔"


def test_rows_of_no_document_and_documents_of_no_row(forms_batch: Path, take: Import) -> None:
    rows = perfect(forms_batch, documents=4)
    rows.insert(2, ["elsewhere.pdf", *["x"] * 8])
    kept = take(rows)
    assert said(kept) == [
        "3: No document of the batch is called “elsewhere.pdf”.",
        ": The product returned nothing for 2 documents, which count as wrong; the first is “moving-05.pdf”.",
    ]
    assert kept.returned.documents == 4
    assert answers(forms_batch, "moving-05.pdf") == [NOT_RETURNED] * 8


def test_of_many_rows_of_no_document_some_are_named(forms_batch: Path, take: Import) -> None:
    rows = [*perfect(forms_batch), *([f"{n}.pdf", *["x"] * 8] for n in range(100))]
    named = said(take(rows))
    assert len(named) == 20
    assert "and 80 more" in named[-1]


def test_a_row_a_page(forms_batch: Path, tmp_path: Path) -> None:
    """A form of two pages: the row of a page says nothing of fields on the other one."""
    replace("templates/moving-notice/template.toml", 'type = "address"\nbox_mm = [41.7, 113.7, 152.6, 15.6]\npage = 1',
            'type = "address"\nbox_mm = [41.7, 113.7, 152.6, 15.6]\npage = 2')(forms_batch)  # fmt: skip
    replace("documents.csv", "moving-01.pdf,moving-01.pdf,1,1", "moving-01.pdf,moving-01.pdf,1,2")(forms_batch)
    rows = [
        [FILE, "ページ", "氏名", "前の住所"],
        ["moving-01.pdf", "1", "髙橋　美咲", "x"],
        ["moving-01.pdf", "2", "y", "東京都"],
        ["moving-02.pdf", "1", "渡邉", "z"],
        ["moving-02.pdf", "2", "渡邉", "z"],
    ]
    kept = keep(load_forms(forms_batch), P, [save(tmp_path / "a.csv", rows)], may_guess=True)
    assert kept.mapping.files[0].page == "ページ"
    assert "5: “moving-02.pdf” has no such page in documents.csv." in said(kept)
    assert answers(forms_batch, "moving-01.pdf")[3:8:4] == ["髙橋　美咲", "東京都"]
    assert answers(forms_batch, "moving-02.pdf")[3:8:4] == ["渡邉", NOT_RETURNED]


def test_cells_that_are_no_text_or_too_long_are_failed_readings(forms_batch: Path, take: Import) -> None:
    rows = perfect(forms_batch)
    rows[1][4], rows[2][4], rows[3][4] = "字" * (LIMITS.text_characters + 1), "a\0b", "=cmd|' /C calc'!A0"
    kept = take(rows, encoding="utf-8")
    assert said(kept) == [f"{line}: The cell of field “name” is no text, or longer than is taken." for line in (2, 3)]
    assert answers(forms_batch, "moving-01.pdf")[3] == RUBBISH
    assert answers(forms_batch, "moving-03.pdf")[3] == "=cmd|' /C calc'!A0"


def test_a_header_cannot_write_into_the_mapping(forms_batch: Path, take: Import) -> None:
    evil = 'x"\n[files.confidences]\nname = "前の住所" # \x7f\x1b]0;'
    rows = [[*row, evil if n == 0 else "1"] for n, row in enumerate(perfect(forms_batch))]
    kept = take(rows, encoding="utf-8")
    assert kept.mapping.files[0].ignored == (evil,)
    mapping, problems = forms.mapping_of(load_forms(forms_batch), P)
    assert (mapping, problems) == (kept.mapping, [])


def test_individual_numbers_are_not_kept(forms_batch: Path, take: Import) -> None:
    rows = [[*row, "個人番号" if n == 0 else "123456789018"] for n, row in enumerate(perfect(forms_batch))]
    with pytest.raises(KoukaError, match="individual numbers, which are not kept"):
        take(rows)
    assert not (forms_batch / "imports").exists()


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["番号", "氏名"], ["1", "x"]], "No column names the documents of this batch"),
        ([[FILE, "あああ"], ["moving-01.pdf", "x"]], "No column is called like a field"),
        ([[FILE, "氏名"]], "No column names the documents"),
    ],
)
def test_what_cannot_be_guessed(take: Import, rows: list[list[str]], says: str) -> None:
    with pytest.raises(KoukaError, match=says) as caught:
        take(rows)
    assert caught.value.problem.todo


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('name = "氏名"', 'name = "名前"', "Column “名前” is not in result.csv"),
        ('name = "氏名"', 'nome = "氏名"', "has no field “nome”"),
        ('name = "氏名"', 'name = "フリガナ"', "Column “フリガナ” is there twice"),
        ('template = "moving-notice"', 'template = "other"', "no template “other”"),
        ('file = "result.csv"', 'file = "../../documents.csv"', "leads out of the folder"),
        ('file = "result.csv"', 'file = "gone.csv"', "The file is missing"),
        ('encoding = "cp932"', 'encoding = "euc-jp"', "“euc-jp” is not allowed"),
        ('encoding = "cp932"', 'encoding = "utf-8"', "not utf-8"),
        ('document = "ファイル名"', 'document = "氏名"', "No row names a document"),
        ("schema = 1", "schema = 2", "schema"),
        ("[files.fields]", "[files.field]", "Key “files.0.fields” is missing"),
    ],
)
def test_a_mapping_that_is_wrong_is_named_with_its_line(
    forms_batch: Path, take: Import, old: str, new: str, says: str
) -> None:
    take(perfect(forms_batch))
    replace(MAPPING, old, new)(forms_batch)
    if '"氏名"' in new and "document" in new:
        replace(MAPPING, 'name = "氏名"\n', "")(forms_batch)
    batch = load_forms(forms_batch)
    with pytest.raises(KoukaError) as caught:
        load(batch, P)
    assert says in caught.value.problem.what
    assert caught.value.problem.where is not None
    problems = forms.problems_of(batch)
    assert [problem.what for problem in problems] == [caught.value.problem.what]
    assert problems[0].severity is Severity.FAILS_DOCUMENT


def test_a_file_of_another_content_goes_only_when_asked_for(forms_batch: Path, take: Import) -> None:
    take(perfect(forms_batch))
    before = forms.version_of(load_forms(forms_batch), P)
    changed = perfect(forms_batch)
    changed[1][4] = "高橋　美咲"
    with pytest.raises(KoukaError, match="another content"):
        take(changed)
    assert answers(forms_batch, "moving-01.pdf")[3] == "髙橋　美咲"
    assert len(take(changed, may_replace=True).copied) == 1
    assert answers(forms_batch, "moving-01.pdf")[3] == "高橋　美咲"
    assert forms.version_of(load_forms(forms_batch), P) != before


@pytest.mark.parametrize("name", ["mapping.toml", ".hidden.csv"])
def test_names_that_a_file_cannot_be_kept_under(forms_batch: Path, tmp_path: Path, name: str) -> None:
    file = save(tmp_path / name, perfect(forms_batch))
    with pytest.raises(KoukaError, match="cannot be kept"):
        keep(load_forms(forms_batch), P, [file], may_guess=True)


@pytest.mark.parametrize("product", ["", "../x", "a/b", ".a", "a b", "x" * 41, "a:b"])
def test_names_that_no_product_can_have(forms_batch: Path, product: str) -> None:
    with pytest.raises(KoukaError, match="cannot be the name of a product") as caught:
        load(load_forms(forms_batch), product)
    assert caught.value.code is ExitCode.USAGE


def test_killed_between_the_file_and_its_mapping_the_same_call_goes_on(
    forms_batch: Path, take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(keeping.atomic, "write_text", killed)
        with pytest.raises(KeyboardInterrupt):
            take(perfect(forms_batch))
    assert forms.products(load_forms(forms_batch)) == []
    assert take(perfect(forms_batch)).copied == ()
    assert forms.products(load_forms(forms_batch)) == [P]


def test_kinds_of_form_in_one_file_are_read_each_by_its_own(bundled_batch: Path, tmp_path: Path) -> None:
    batch = load_forms(bundled_batch)
    kinds = list(batch.templates)[:2]
    documents = [next(each for each in batch.documents if each.template == kind) for kind in kinds]
    fields = [next(f for f in batch.templates[kind].fields if f.type == "name") for kind in kinds]
    header = ["file", *dict.fromkeys(field.label for field in fields)]
    file = save(
        tmp_path / "a.csv", [header, *([document.name, *["山田"] * (len(header) - 1)] for document in documents)]
    )
    kept = keep(batch, P, [file], may_guess=True)
    assert [entry.template for entry in kept.mapping.files] == kinds
    assert {key[0] for key in kept.returned.cells} == {document.name for document in documents}


def test_it_is_read_once_until_something_changes(
    forms_batch: Path, take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = perfect(forms_batch)
    take(rows)
    read: list[Path] = []

    def counting(path: Path, *encoding: Encoding | None) -> Sheet:
        read.append(path)
        return read_sheet(path, *encoding)

    monkeypatch.setattr(forms, "read_sheet", counting)
    document = rows[1][0]
    first = answers(forms_batch, document)
    assert answers(forms_batch, document) == first
    assert len(read) == 1
    file = forms_batch / "imports" / P / "result.csv"
    file.write_bytes(file.read_bytes().replace(str(first[1]).encode("cp932"), "千葉".encode("cp932")))
    assert answers(forms_batch, document)[1] == "千葉"
    documents = forms_batch / "documents.csv"
    documents.write_bytes(b"".join(documents.read_bytes().splitlines(keepends=True)[:2]))
    assert load(load_forms(forms_batch), P).problems != ()
    assert len(read) == 3
