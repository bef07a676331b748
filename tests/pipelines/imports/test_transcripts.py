"""Transcripts of products, put to where ``import:<product>`` looks for them."""

from pathlib import Path

import pytest

from pipelines.batches.examine_meetings import load_meetings
from pipelines.errors import ExitCode, KoukaError
from pipelines.imports.transcripts import Kept, keep
from pipelines.meetings.imports import products, utterances
from tests.pipelines.batches.meeting_files import write_batch

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v 山田>始めます\n"
SRT = "1\n00:00:01,000 --> 00:00:02,000\n鈴木：賛成です\n"
SEGLST = '[{"session_id": "hearing", "speaker": "佐藤", "start_time": 1, "end_time": 2, "words": "はい"}]'


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    return write_batch(tmp_path / "meetings")


def take(
    batch: Path, name: str, text: str, session: str | None = None, recording: str | None = None, replace: bool = False
) -> Kept:
    file = batch.parent / "from-vendor" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return keep(load_meetings(batch), "asr-b", file, session=session, recording=recording, may_replace=replace)


@pytest.mark.parametrize(
    ("name", "text", "session", "recording", "kept"),
    [
        ("export.vtt", VTT, "budget", "far", "budget.far.vtt"),
        ("export.SRT", SRT, "budget", None, "budget.near.srt"),
        ("budget.channels.txt", "山田：始めます\n", None, None, "budget.channels.txt"),
        ("hearing.csv", "話者,発言\n佐藤,はい\n", None, None, "hearing.near.csv"),
        ("export.json", SEGLST, None, None, "hearing.near.json"),
    ],
)
def test_a_transcript_goes_to_its_recording(
    batch: Path, name: str, text: str, session: str | None, recording: str | None, kept: str
) -> None:
    found = take(batch, name, text, session, recording)
    assert found.file == batch / "imports" / "asr-b" / kept
    assert found.is_new
    read = load_meetings(batch)
    assert products(read) == ["asr-b"]
    assert utterances(read, "asr-b", found.recording) == found.transcript.utterances
    again = take(batch, name, text, session, recording)
    assert not again.is_new
    assert [file.name for file in found.file.parent.iterdir()] == [kept]


def test_another_transcript_of_a_recording_goes_in_only_when_asked_for(batch: Path) -> None:
    first = take(batch, "export.vtt", VTT, "budget", "near")
    with pytest.raises(KoukaError, match="something else of “asr-b” for budget/near") as caught:
        take(batch, "export.srt", SRT, "budget", "near")
    assert "--replace" in (caught.value.problem.todo or "")
    second = take(batch, "export.srt", SRT, "budget", "near", replace=True)
    assert not first.file.exists()
    assert second.file.read_text("utf-8") == SRT


def test_one_that_names_the_meeting_alone_is_of_its_first_recording(batch: Path) -> None:
    folder = batch / "imports" / "asr-b"
    folder.mkdir(parents=True)
    (folder / "budget.txt").write_text("山田：始めます\n", "utf-8")
    with pytest.raises(KoukaError, match="something else"):
        take(batch, "export.vtt", VTT, "budget")
    assert take(batch, "export.vtt", VTT, "budget", "far").is_new


@pytest.mark.parametrize(
    ("name", "text", "session", "recording", "says", "code"),
    [
        ("export.vtt", VTT, None, None, "not clear of which meeting", ExitCode.USAGE),
        ("export.vtt", VTT, "council", None, "no session “council”", ExitCode.USAGE),
        ("export.vtt", VTT, "budget", "middle", "no recording “middle”", ExitCode.USAGE),
        ("export.vtt", "WEBVTT\n\n00:01 --> x\n", "budget", None, "no line of times", ExitCode.INPUT),
        ("export.pdf", "x", "budget", None, "“.pdf” cannot be read", ExitCode.INPUT),
        ("export.txt", "", "budget", None, "empty", ExitCode.INPUT),
    ],
)
def test_what_is_not_taken_in(
    batch: Path, name: str, text: str, session: str | None, recording: str | None, says: str, code: ExitCode
) -> None:
    with pytest.raises(KoukaError, match=says) as caught:
        take(batch, name, text, session, recording)
    assert caught.value.code is code
    assert not (batch / "imports").exists()


def test_where_the_meeting_is_not_clear_it_is_said_how_to_name_it(batch: Path) -> None:
    with pytest.raises(KoukaError) as caught:
        take(batch, "export.vtt", VTT)
    assert caught.value.problem.todo == "Say it with --session ID. Sessions of this batch: budget, hearing"


def test_a_file_that_names_another_meeting_is_looked_at_again(batch: Path) -> None:
    (problem,) = take(batch, "export.json", SEGLST, "budget").problems
    assert "says that it is of session “hearing”" in problem.what
