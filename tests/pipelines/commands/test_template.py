from pathlib import Path

import pytest
from PIL import Image

from pipelines.errors import ExitCode
from tests.pipelines.commands.conftest import Kouka


@pytest.fixture
def folder(forms_batch: Path) -> Path:
    return forms_batch / "templates" / "moving-notice"


def test_a_preview_is_written_beside_the_template(kouka: Kouka, folder: Path) -> None:
    code, out, err = kouka("template", folder, "--preview")
    assert (code, out, err) == (0, f"{folder / 'preview.png'}\n", "")
    assert Image.open(folder / "preview.png").size == (1240, 1754)
    assert sorted(file.name for file in folder.iterdir()) == ["blank.pdf", "preview.png", "template.toml"]
    assert kouka("check", folder.parent.parent).code == 0


def test_without_one_the_template_is_checked(kouka: Kouka, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    code, out, err = kouka("template", ".")
    assert (code, out, err) == (0, f"{folder / 'template.toml'}: 8 fields, nothing wrong.\n", "")


def test_what_is_wrong_is_named_and_nothing_drawn(kouka: Kouka, folder: Path) -> None:
    file = folder / "template.toml"
    file.write_text(file.read_text("utf-8").replace('"kana"', '"furigana"'), "utf-8")
    code, out, err = kouka("template", folder, "--preview")
    assert (code, out) == (ExitCode.INPUT, "")
    assert err.startswith(f"{file}:27: “furigana” is not allowed")
    assert not (folder / "preview.png").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "The file is empty."), (b"%PDF-1.4\n", "Page 1 of the blank form: the file is damaged.")],
)
def test_a_blank_form_that_cannot_be_drawn(kouka: Kouka, folder: Path, content: bytes, says: str) -> None:
    (folder / "blank.pdf").write_bytes(content)
    code, out, err = kouka("template", folder, "--preview")
    assert (code, out) == (ExitCode.INPUT, "")
    assert f"{folder / 'blank.pdf'}: {says}" in err
    assert not (folder / "preview.png").exists()


def test_no_template(kouka: Kouka, tmp_path: Path) -> None:
    code, _out, err = kouka("template", tmp_path)
    assert code == ExitCode.INPUT
    assert f"{tmp_path / 'template.toml'}: " in err
