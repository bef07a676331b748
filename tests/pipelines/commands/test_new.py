import re
from pathlib import Path

import av
import pytest

from dashboards import language
from evaluators.cost.case import Case
from evaluators.meetings.frames import RECORDINGS
from pipelines import starters
from pipelines.batches.examine_meetings import load_meetings
from pipelines.batches.scans import SCAN_KINDS
from pipelines.contracts.toml import load_toml
from pipelines.errors import ExitCode
from pipelines.field_types import TYPES
from pipelines.transcripts import KINDS
from tests.conftest import BUNDLED
from tests.pipelines.commands.conftest import Kouka
from tests.pipelines.starters.labelmake_files import box, save

BUNDLED_MEETINGS = BUNDLED.with_name("meetings")


def test_a_new_case_can_be_read(kouka: Kouka, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for tongue in language.LANGUAGES:
        monkeypatch.setattr("pipelines.starters.spoken", lambda tongue=tongue: tongue)
        code, out, _err = kouka("new", "case", tmp_path / tongue)
        assert (code, out) == (0, f"{tmp_path / tongue / 'case.toml'}\n")
        assert load_toml(tmp_path / tongue / "case.toml", Case).schema_ == 2


def test_a_case_that_is_there_stays(kouka: Kouka, tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text("mine")
    code, out, err = kouka("new", "case", tmp_path)
    assert (code, out) == (ExitCode.INPUT, "")
    assert str(tmp_path / "case.toml") in err
    assert (tmp_path / "case.toml").read_text() == "mine"


def test_new_forms_pass_the_check(kouka: Kouka, tmp_path: Path) -> None:
    code, out, _err = kouka("new", "forms", tmp_path / "mine")
    assert code == 0
    assert f"kouka check {tmp_path / 'mine'}" in out
    code, _out, err = kouka("check", tmp_path / "mine")
    assert (code, err) == (0, "")


@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_new_meetings_pass_the_check(
    kouka: Kouka, tmp_path: Path, tongue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.starters.spoken", lambda: tongue)
    code, out, _err = kouka("new", "meetings", tmp_path / "mine")
    assert code == 0
    assert f"kouka check {tmp_path / 'mine'}" in out
    code, out, err = kouka("check", tmp_path / "mine")
    assert (code, out, err) == (0, f"{tmp_path / 'mine'}: 1 recordings of 1 meetings, nothing wrong.\n", "")
    assert sum(file.stat().st_size for file in (tmp_path / "mine").rglob("*") if file.is_file()) < 300_000
    batch = load_meetings(tmp_path / "mine")
    (said,) = batch.truth.values()
    assert len({each.speaker for each in said}) == 2
    with av.open(str(batch.recordings[0].tracks[0].file)) as sound:
        seconds = sum(frame.samples / frame.sample_rate for frame in sound.decode(audio=0))
    assert seconds == pytest.approx(30.3, abs=0.1)
    assert max(each.end or 0 for each in said) < seconds
    assert set(batch.agenda) == {"hearing"}
    assert set(batch.terms) <= set(load_meetings(BUNDLED_MEETINGS).terms)


@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_the_start_of_meetings_names_every_kind_of_transcript_and_column(tongue: str) -> None:
    text = (Path(starters.__file__).parent / tongue / "meetings.toml").read_text("utf-8")
    assert [kind for kind in KINDS if kind[1:].upper() not in text] == []
    assert [name for name in RECORDINGS.names if not re.search(rf"^#  +{name} +…", text, re.MULTILINE)] == []


@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_the_start_names_every_type_of_field_and_every_kind_of_scan(tongue: str) -> None:
    folder = Path(starters.__file__).parent / tongue
    template = (folder / "template.toml").read_text("utf-8")
    assert [name for name in TYPES if not re.search(rf"^#.*\b{name}\b", template, re.MULTILINE)] == []
    batch = (folder / "batch.toml").read_text("utf-8")
    assert [kind for kind in SCAN_KINDS.keys() - {".tif", ".jpg"} if f"{kind[1:]}".upper() not in batch] == []


@pytest.mark.parametrize("kind", ["forms", "meetings"])
@pytest.mark.parametrize("there", ["file", "folder"])
def test_what_is_there_is_not_written_over(kouka: Kouka, tmp_path: Path, there: str, kind: str) -> None:
    place = tmp_path / "mine"
    if there == "file":
        place.write_text("mine")
    else:
        place.mkdir()
        (place / "batch.toml").write_text("mine")
    code, _out, err = kouka("new", kind, place)
    assert code == ExitCode.INPUT
    assert "left as it is" in err
    assert (place if there == "file" else place / "batch.toml").read_text() == "mine"


def test_an_empty_folder_may_be_filled(kouka: Kouka, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    assert kouka("new", "forms", tmp_path / "mine").code == 0


@pytest.mark.parametrize("kind", ["forms", "meetings", "case"])
def test_a_folder_that_cannot_be_made_is_named(kouka: Kouka, tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("mine")
    code, _out, err = kouka("new", kind, tmp_path / "file" / "mine")
    assert code == ExitCode.INPUT
    assert str(tmp_path / "file" / "mine") in err


def test_new_forms_from_labelmake_pass_the_check(kouka: Kouka, tmp_path: Path) -> None:
    files = [save(tmp_path, "one"), save(tmp_path, "二", schemas=[{"氏名": box(), "印": box(type="image")}])]
    code, out, err = kouka("new", "forms", tmp_path / "mine", "--from-labelmake", *files)
    assert code == 0
    assert f"kouka check {tmp_path / 'mine'}" in out
    assert err == f"{files[1]}: Boxes that hold no text were left out: 印 (image)\n"
    code, out, _err = kouka("check", tmp_path / "mine")
    assert code == 0
    assert "2 documents, 2 templates" in out


@pytest.mark.parametrize("arguments", [["--from-labelmake"], ["a.template.json"]])
def test_files_and_where_they_are_from_belong_together(kouka: Kouka, tmp_path: Path, arguments: list[str]) -> None:
    code, _out, err = kouka("new", "forms", tmp_path / "mine", *arguments)
    assert code == ExitCode.USAGE
    assert "belong together" in err
    assert not (tmp_path / "mine").exists()


def test_the_help_shows_how_to_take_forms_over(kouka: Kouka) -> None:
    code, out, _err = kouka("new", "forms", "--help")
    assert code == 0
    assert "--from-labelmake invoice.template.json" in " ".join(out.split())
