from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.batches import playing
from pipelines.errors import ExitCode
from pipelines.limits import LIMITS
from tests.conftest import SAMPLES
from tests.pipelines.batches.meeting_files import NEAR, write_batch, write_near_in
from tests.pipelines.commands.conftest import Kouka
from tests.pipelines.forms.pdfs import pdf


def test_a_sound_batch(process: Kouka) -> None:
    code, out, err = process("check", SAMPLES)
    assert (code, err) == (0, "")
    assert out.startswith(f"{SAMPLES}: 6 documents, 1 ")


def test_every_problem_has_a_line_and_what_to_do(process: Kouka, forms_batch: Path) -> None:
    table = forms_batch / "values" / "moving-notice.csv"
    table.write_bytes(table.read_bytes().replace(b"2024-03-25", b"25.3.").replace(b",5,", b",five,"))
    (forms_batch / "scans" / "moving-04.pdf").write_bytes(b"")
    code, out, err = process("check", forms_batch)
    assert (code, out) == (ExitCode.INPUT, "")
    assert err.splitlines() == [
        f"{forms_batch}/scans/moving-04.pdf: The file is empty.",
        "  → Scan it again, or take its rows out of documents.csv.",
        f"{table}:3: “25.3.” is no value of field “notice_date” (date).",
        "  → A value is written like 2021-04-01.",
        f"{table}:7: “five” is no value of field “household_size” (number).",
        "  → A value is written like 3.",
        "3 problems.",
    ]


def test_a_warning_is_said_and_lets_pass(kouka: Kouka, forms_batch: Path) -> None:
    (forms_batch / "truth" / "moving-notice.csv").unlink()
    code, out, err = kouka("check", forms_batch)
    assert code == 0
    assert "6 documents have no truth" in err
    assert out == f"{forms_batch}: 6 documents, 1 templates, 1 warning.\n"


def test_problems_and_warnings_are_counted_apart(kouka: Kouka, forms_batch: Path) -> None:
    (forms_batch / "truth" / "moving-notice.csv").unlink()
    (forms_batch / "scans" / "moving-04.pdf").write_bytes(b"")
    code, out, err = kouka("check", forms_batch)
    assert (code, out) == (ExitCode.INPUT, "")
    assert err.splitlines()[-1] == "1 problem, 1 warning."


def test_a_recording_that_cannot_be_heard_and_a_channel_that_is_not_there(kouka: Kouka, tmp_path: Path) -> None:
    batch = write_batch(tmp_path / "meetings")
    (batch / NEAR).write_bytes(b"RIFF\0\0\0\0WAVE" + b"\0" * 400)
    table = batch / "recordings.csv"
    table.write_text(table.read_text("utf-8-sig").replace(",2,", ",7,"), "utf-8-sig")
    code, _out, err = kouka("check", batch)
    assert code == ExitCode.INPUT
    assert f"{batch / NEAR}: It cannot be heard: it breaks off before anything can be heard." in err
    assert "The file has no channel 7.\n  → Correct the column channel of recordings.csv" in err
    assert err.splitlines()[-1].startswith("2 problems")


def test_a_recording_that_breaks_off_is_named_before_it_is_heard(kouka: Kouka, tmp_path: Path) -> None:
    batch = write_batch(tmp_path / "meetings")
    content = (batch / NEAR).read_bytes()
    (batch / NEAR).write_bytes(content[: len(content) * 2 // 3])
    code, out, err = kouka("check", batch)
    assert code == ExitCode.OK
    assert out.endswith("1 warning.\n")
    assert f"{batch / NEAR}: The file ends before the sound that it announces; what is there is heard.\n  → Copy" in err


def test_a_file_of_several_microphones_is_named_once(kouka: Kouka, tmp_path: Path) -> None:
    batch = write_batch(tmp_path / "meetings")
    (batch / "recordings" / "four.wav").write_bytes(b"RIFF\0\0\0\0WAVE" + b"\0" * 400)
    table = batch / "recordings.csv"
    rows = "".join(f"four.wav,budget,channels,{n},話者{n}\n" for n in range(1, 5))
    table.write_text(table.read_text("utf-8-sig") + rows, "utf-8-sig")
    _code, _out, err = kouka("check", batch)
    assert err.count("four.wav: It cannot be heard") == 1


def test_a_recording_that_is_missing_is_named_once_by_its_row(kouka: Kouka, tmp_path: Path) -> None:
    batch = write_batch(tmp_path / "meetings")
    (batch / NEAR).unlink()
    code, _out, err = kouka("check", batch)
    assert code == ExitCode.INPUT
    lines = err.splitlines()
    assert [line for line in lines if "player" in line] == []
    assert lines[-1].startswith("1 problem")


@pytest.mark.parametrize("spelling", ["batch/", "./batch", "../{name}/batch"])
def test_a_path_may_be_spelt_in_any_way(
    kouka: Kouka, forms_batch: Path, monkeypatch: pytest.MonkeyPatch, spelling: str
) -> None:
    monkeypatch.chdir(forms_batch.parent)
    assert kouka("check", spelling.format(name=forms_batch.parent.name)).code == 0


def test_a_batch_of_meetings(kouka: Kouka, tmp_path: Path) -> None:
    batch = write_batch(tmp_path / "meetings")
    assert kouka("check", batch) == (0, f"{batch}: 4 recordings of 2 meetings, nothing wrong.\n", "")
    (batch / "truth" / "hearing.json").unlink()
    code, out, err = kouka("check", batch)
    assert (code, out) == (0, f"{batch}: 4 recordings of 2 meetings, 1 warning.\n")
    assert "1 sessions have no truth" in err
    (batch / NEAR).write_bytes(b"")
    code, out, err = kouka("check", batch)
    assert (code, out) == (ExitCode.INPUT, "")
    assert f"{batch / NEAR}: The file is empty." in err
    assert err.splitlines()[-1] == "1 problem, 1 warning."


def test_a_scan_of_many_applications_is_split_and_checked(kouka: Kouka, forms_batch: Path) -> None:
    (forms_batch / "documents.csv").unlink()
    for folder in ("truth", "values"):
        (forms_batch / folder / "moving-notice.csv").unlink()
    code, out, err = kouka("check", forms_batch, "--split", 1)
    assert code == 0
    assert out.splitlines() == [
        f"Wrote {forms_batch}/documents.csv: 6 documents of 1 pages each, from 6 files.",
        f"{forms_batch}: 6 documents, 1 templates, 1 warning.",
    ]
    assert "6 documents have no truth" in err


def test_pages_left_over_are_a_problem(kouka: Kouka, forms_batch: Path) -> None:
    (forms_batch / "documents.csv").unlink()
    (forms_batch / "scans" / "moving-04.pdf").write_bytes(pdf((595, 842), (595, 842)))
    code, out, err = kouka("check", forms_batch, "--split", 2)
    assert code == ExitCode.INPUT
    assert "1 document of 2 pages each, from 1 file." in out
    assert err.count("1 pages do not make applications of 2") == 5


def test_splitting_leaves_a_table_that_is_there(kouka: Kouka, forms_batch: Path) -> None:
    code, _out, err = kouka("check", forms_batch, "--split", 1)
    assert code == ExitCode.INPUT
    assert "documents.csv: There is one already" in err


def test_where_there_is_no_batch_nothing_is_split(kouka: Kouka, tmp_path: Path) -> None:
    code, _out, err = kouka("check", tmp_path / "nowhere", "--split", 1)
    assert code == ExitCode.INPUT
    assert "There is no batch here" in err


@pytest.mark.parametrize("arguments", [["--split", "0"], ["--template", "moving-notice"]])
def test_options_that_say_nothing(kouka: Kouka, forms_batch: Path, arguments: list[str]) -> None:
    assert kouka("check", forms_batch, *arguments).code == ExitCode.USAGE


def test_a_part_that_is_not_listed_is_named_once(kouka: Kouka, tmp_path: Path) -> None:
    batch = write_batch(tmp_path / "meetings")
    write_near_in(batch, 2)
    assert kouka("check", batch)[0] == ExitCode.OK
    table = batch / "recordings.csv"
    table.write_text(table.read_text("utf-8").replace("near,,,2", "near,,,3"), "utf-8")
    (batch / "recordings" / "budget-near-2.wav").write_bytes(b"RIFF....WAVE")
    code, _out, err = kouka("check", batch)
    assert code == ExitCode.INPUT
    assert err.splitlines()[::2] == [
        f"{table}:7: This is part 3 of “budget/near”; before it these are not listed: 2.",
        f"{batch}/recordings/budget-near-2.wav: It cannot be heard: it breaks off before anything can be heard.",
        "2 problems.",
    ]


def test_parts_that_are_too_long_together_are_named_before_they_are_heard(
    kouka: Kouka, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = write_batch(tmp_path / "meetings")
    write_near_in(batch, 2)  # a tenth of a second each
    monkeypatch.setattr(playing, "LIMITS", replace(LIMITS, audio_seconds=0.15))
    code, _out, err = kouka("check", batch)
    assert code == ExitCode.INPUT
    first, todo, *_rest = err.splitlines()
    assert first == f"{batch / NEAR}: It cannot be heard: the recording is longer than is taken."
    assert "each with its own name in the column recording" in todo
    assert err.splitlines()[-1].startswith("1 problem")


def test_meetings_are_not_split(kouka: Kouka, tmp_path: Path) -> None:
    batch = write_batch(tmp_path / "meetings")
    assert kouka("check", batch, "--split", 1).code == ExitCode.USAGE
    assert not (batch / "documents.csv").exists()
