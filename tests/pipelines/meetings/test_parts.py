"""Meetings whose recordings lie in several files: heard as the whole is, and what becomes of a file that is missing."""

import re
import shutil
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from dashboards.reports.minutes.formats import WRITERS
from pipelines import isolation, models
from pipelines.audio import RATE, Samples
from pipelines.audio.decoding import Decoding
from pipelines.batches.examine_meetings import load_meetings
from pipelines.commands.lost_tracks import lost_tracks
from pipelines.meetings import scoring, steps
from pipelines.meetings.beginning import begin_meetings
from pipelines.meetings.collecting import collect
from pipelines.meetings.jobs import Place, places
from pipelines.meetings.sound_files import sound_files
from pipelines.minutes import loading
from pipelines.minutes.drafting import draft
from pipelines.recognizers import BUNDLED
from pipelines.runs import store
from pipelines.runs.store import Run
from pipelines.starters.meetings import write_meetings
from pipelines.tables import read_table
from tests.pipelines.audio import sounds
from tests.pipelines.meetings.speaking import ENGINE, write_truth

Hear = Callable[..., Run]
DEMO = f"{BUNDLED[0]}:{models.DEMO}"
CUT = 4.2
"""Seconds; in the midst of the first sentence."""
HEADER = "file,session_id,recording,channel,speaker,part"


def heard(batch: Path, campaign: str = "trial", engine: str = ENGINE) -> Run:
    """Every step of a run, as the flow does them."""
    steps.opened.cache_clear()
    read = load_meetings(batch)
    run = begin_meetings(read, campaign, [engine])
    with isolation.workers(1):
        for number in range(len(read.recordings)):
            steps.plan_recording(run.folder, number)
        for place, recording, track in places(read):
            plan = steps.plan_of(run.folder, place)
            for part in range(len(plan.parts) if plan else 0):
                steps.hear_part(run.folder, place, part, engine)
            if plan and len(recording.tracks) == 1 and not track.speaker:
                steps.tell_speakers(run.folder, place)
    counts, seconds = collect(run.folder)
    return run.save(run.file.model_copy(update={"counts": counts, "seconds": seconds, "finished": "2026-04-01"}))


@pytest.fixture
def hear(results: Path, scripted: Path) -> Hear:
    """With the recogniser that says what it is told to."""
    return heard


def sound(file: Path, channel: int | None = None) -> Samples:
    return np.concatenate(list(Decoding(file, channel)))


def table(batch: Path, *rows: str) -> None:
    (batch / "recordings.csv").write_text("\n".join([HEADER, *rows, ""]), "utf-8")


def written(batch: Path, name: str, *pieces: Samples) -> None:
    for number, piece in enumerate(pieces, start=1):
        sounds.write(batch / "recordings" / f"{name}-{number}.wav", piece, RATE)


@pytest.fixture
def whole(spoken: Path) -> Path:
    """Both meetings in files at 16 kHz that are whole."""
    write_truth(spoken)
    home = spoken / "recordings"
    written(spoken, "one", sound(home / "one.wav"))
    for seat in (1, 2):
        written(spoken, f"seat{seat}", sound(home / "both.wav", seat))
    table(spoken, "one-1.wav,first,near,,,", "seat1-1.wav,second,mics,,山田,", "seat2-1.wav,second,mics,,鈴木,")
    return spoken


@pytest.fixture
def parted(whole: Path, tmp_path: Path) -> Path:
    """The same, cut at different places: within a sentence, and in three files."""
    batch = shutil.copytree(whole, tmp_path / "parted")
    home, cut = batch / "recordings", round(CUT * RATE) + 7
    one, first, second = (sound(home / f"{name}-1.wav") for name in ("one", "seat1", "seat2"))
    written(batch, "one", one[:cut], one[cut:])
    written(batch, "seat1", first[: cut // 2], first[cut // 2 : cut], first[cut:])
    written(batch, "seat2", second[: cut + 999], second[cut + 999 :])
    table(
        batch,
        *("one-2.wav,first,near,,,2", "one-1.wav,first,near,,,1"),
        *(f"seat1-{number}.wav,second,mics,,山田,{number}" for number in (1, 2, 3)),
        *(f"seat2-{number}.wav,second,mics,,鈴木,{number}" for number in (1, 2)),
    )
    return batch


def rows(run: Run, name: str) -> Sequence[dict[str, str]]:
    return read_table(run.folder / name).rows


def test_a_meeting_in_several_files_is_written_down_and_measured_as_the_whole(
    hear: Hear, whole: Path, parted: Path
) -> None:
    one, several = hear(whole), hear(parted)
    for name in ("segments.csv", "words.csv"):
        assert (several.folder / name).read_bytes() == (one.folder / name).read_bytes()
    assert {key: count for key, count in several.file.counts.items() if not key.startswith("tracks")} == {
        key: count for key, count in one.file.counts.items() if not key.startswith("tracks")
    }
    assert (one.file.counts["tracks_heard"], several.file.counts["tracks_heard"]) == (3, 7)
    for run in (one, several):
        scoring.score(run)
    assert [(each.id, each.value) for each in store.accuracy_of(several).quantities] == [
        (each.id, each.value) for each in store.accuracy_of(one).quantities
    ]


@pytest.mark.slow
def test_a_bundled_meeting_that_is_cut_within_a_word_gives_its_own_text_and_rates(
    results: Path, tmp_path: Path, own_pool: None
) -> None:
    """Half a minute of it, heard by the model that comes along; the truth is the same for both, and its times go on."""
    whole, parted = tmp_path / "whole", tmp_path / "parted"
    write_meetings(whole)
    said = sound(next((whole / "recordings").iterdir()))
    shutil.copytree(whole, parted)
    written(whole, "near", said)
    table(whole, "near-1.wav,hearing,near,,,")
    cut = round(9.87 * RATE) + 3
    written(parted, "near", said[:cut], said[cut:])
    table(parted, "near-1.wav,hearing,near,,,1", "near-2.wav,hearing,near,,,2")
    one, several = heard(whole, "one", DEMO), heard(parted, "several", DEMO)
    assert any(float(row["start"]) < cut / RATE < float(row["end"]) for row in rows(one, "words.csv"))
    for name in ("segments.csv", "words.csv"):
        assert (several.folder / name).read_bytes() == (one.folder / name).read_bytes()
    for run in (one, several):
        scoring.score(run)
    first, second = (
        [(each.id, each.value, each.low, each.high) for each in store.accuracy_of(run).quantities]
        for run in (one, several)
    )
    assert first == second


def test_the_table_of_tracks_has_a_row_for_each_part_and_says_when_it_begins(
    hear: Hear, whole: Path, parted: Path
) -> None:
    assert "part" not in read_table(hear(whole).folder / "tracks.csv").columns
    found = rows(hear(parted), "tracks.csv")
    assert [(row["file"], row["part"], row["begins"]) for row in found[:2]] == [
        ("one-1.wav", "1", "0.00"),
        ("one-2.wav", "2", f"{CUT:.2f}"),
    ]
    assert {row["status"] for row in found} == {"heard"}
    first, second = found[:2]
    assert float(first["seconds"]) == pytest.approx(CUT, abs=0.01)
    assert 0 < float(first["speech_seconds"]) < CUT
    assert 0 < float(second["speech_seconds"]) < float(second["seconds"])


def test_what_was_heard_of_parts_is_not_heard_again(hear: Hear, parted: Path, scripted: Path) -> None:
    hear(parted)
    said = scripted.read_text()
    first = hear(parted, "other")
    assert scripted.read_text() == said
    (parted / "recordings" / "one-1.wav").write_bytes((parted / "recordings" / "seat1-1.wav").read_bytes())
    second = hear(parted, "third")
    assert len(scripted.read_text().splitlines()) == len(said.splitlines()) + 1
    assert (first.folder / "segments.csv").read_bytes() != (second.folder / "segments.csv").read_bytes()


def test_a_part_that_is_missing_is_a_hole_and_the_rest_is_heard(hear: Hear, parted: Path) -> None:
    (parted / "recordings" / "one-1.wav").unlink()
    run = hear(parted)
    assert run.file.counts["tracks_failed"] == 1
    assert run.file.counts["flagged_missing_part"] == run.file.counts["flagged_unknown_length"] == 1
    own = [row for row in rows(run, "segments.csv") if row["session_id"] == "first"]
    assert own[0]["flags"] == "missing_part|unknown_length"
    assert (own[0]["start_time"], own[0]["end_time"], own[0]["words"]) == ("0.00", "0.00", "")
    assert own[1]["words"]
    found = rows(run, "tracks.csv")
    assert [(row["status"], row["reason"]) for row in found[:2]] == [("failed", "missing"), ("heard", "")]
    assert [bool(row["lasts"]) for row in found[:2]] == [False, True]
    problem, *others = lost_tracks(load_meetings(parted), found)
    assert others == []
    assert problem.what == "Part 1 of first/near was not heard: the recording is missing. It is of unknown length."
    assert str(problem.where) == str(parted / "recordings" / "one-1.wav")
    scoring.score(run)
    page = run.page.read_text("utf-8")
    assert "<td>0:00</td><td>a part of the recording is missing, of unknown length</td>" in page
    assert re.search(r"one-1.wav.*<td>the recording is missing \(of unknown length\)</td>", page)
    assert "At 0:00 a part of unknown length is missing: one-1.wav" in page


def test_of_a_part_that_is_not_listed_the_table_is_to_be_put_right(hear: Hear, parted: Path) -> None:
    listed = parted / "recordings.csv"
    listed.write_text(listed.read_text("utf-8").replace("one-1.wav,first,near,,,1\n", ""), "utf-8")
    run = hear(parted)
    (problem,) = lost_tracks(load_meetings(parted), rows(run, "tracks.csv"))
    assert str(problem.where) == str(listed)
    assert problem.todo is not None
    assert problem.todo.endswith("Add what is missing.")


def test_a_folder_in_the_place_of_a_part_keeps_nothing_else_from_being_heard(hear: Hear, parted: Path) -> None:
    (parted / "recordings" / "one-1.wav").unlink()
    (parted / "recordings" / "one-1.wav").mkdir()
    found = rows(hear(parted), "tracks.csv")
    assert [(row["status"], row["reason"]) for row in found[:2]] == [("failed", "not_audio"), ("heard", "")]


def test_a_hole_stands_in_the_minutes_of_every_format(hear: Hear, parted: Path, english: None) -> None:
    (parted / "recordings" / "one-1.wav").unlink()
    heard = next(each for each in loading.heard(hear(parted)) if each.source.session == "first")
    drafted = draft(heard.segments, heard.words, None, (), heard.source)
    for form, write in WRITERS.items():
        content = write(drafted, True)
        if form == "docx":
            content = ZipFile(BytesIO(content)).read("word/document.xml")
        told = content.decode("utf-8-sig")
        assert "recording missing, of unknown length" in told, form


def test_what_is_to_be_heard_says_that_what_is_missing_is_not_in_the_minutes_counted(
    hear: Hear, parted: Path, english: None
) -> None:
    (parted / "recordings" / "one-1.wav").unlink()
    heard = next(each for each in loading.heard(hear(parted)) if each.source.session == "first")
    unsure = [row | {"confidence": "0.1"} if row["words"] else row for row in heard.segments]
    text = WRITERS["txt"](draft(unsure, heard.words, None, (), heard.source), True).decode("utf-8-sig")
    assert text.count("What is missing is of unknown length and not in this time.") == 2


def test_a_part_that_breaks_off_leaves_a_hole_as_long_as_what_is_missing(hear: Hear, parted: Path) -> None:
    file = parted / "recordings" / "one-1.wav"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    run = hear(parted)
    hole = next(row for row in rows(run, "segments.csv") if row["flags"] == "missing_part")
    scoring.score(run)
    assert "of unknown length" not in run.page.read_text("utf-8")
    assert float(hole["start_time"]) == pytest.approx(CUT / 2, abs=0.02)
    assert float(hole["end_time"]) == pytest.approx(CUT, abs=0.02)
    first, second, *_others = rows(run, "tracks.csv")
    assert float(first["broke_off"]) == pytest.approx(CUT / 2, abs=0.02)
    assert float(second["begins"]) == pytest.approx(CUT, abs=0.02)
    (problem,) = lost_tracks(load_meetings(parted), rows(run, "tracks.csv"))
    assert "breaks off at 2.10 s" in problem.what


def test_a_microphone_that_lost_its_place_is_heard_no_further_and_the_others_are(hear: Hear, parted: Path) -> None:
    (parted / "recordings" / "seat1-2.wav").unlink()
    run = hear(parted)
    found = {row["file"]: row for row in rows(run, "tracks.csv")}
    assert [found[f"seat1-{n}.wav"]["reason"] for n in (1, 2, 3)] == ["", "missing", "unplaced"]
    assert [found[f"seat2-{n}.wav"]["status"] for n in (1, 2)] == ["heard", "heard"]
    (_missing, unplaced) = lost_tracks(load_meetings(parted), rows(run, "tracks.csv"))
    assert "it is not known when it begins" in unplaced.what
    assert unplaced.todo == "Copy the part before it again, and give the same command again."
    # It is played from no place, either.
    assert [found[f"seat1-{n}.wav"]["begins"] == "" for n in (1, 2, 3)] == [False, False, True]
    recording = load_meetings(parted).recordings[1]
    files = [each.file.name for each in sound_files(recording, rows(run, "tracks.csv"))]
    assert files == ["seat1-1.wav", "seat1-2.wav", "seat2-1.wav", "seat2-2.wav"]
    holes = [row for row in rows(run, "segments.csv") if "missing_part" in row["flags"]]
    assert len(holes) == 1


def test_parts_of_which_none_can_be_heard_have_their_own_reasons(hear: Hear, parted: Path) -> None:
    (parted / "recordings" / "one-1.wav").unlink()
    (parted / "recordings" / "one-2.wav").write_bytes(b"")
    run = hear(parted)
    found = rows(run, "tracks.csv")
    assert [(row["status"], row["reason"], row["part"]) for row in found[:2]] == [
        ("failed", "missing", "1"),
        ("failed", "empty", "2"),
    ]
    assert "speakers_failed" not in run.file.counts
    assert {row["flags"] for row in rows(run, "segments.csv") if row["session_id"] == "first"} == {
        "missing_part|unknown_length"
    }


def test_a_part_that_changes_during_the_run_is_not_kept(hear: Hear, parted: Path, scripted: Path) -> None:
    steps.opened.cache_clear()
    read = load_meetings(parted)
    run = begin_meetings(read, "trial", [ENGINE])
    with isolation.workers(1):
        steps.plan_recording(run.folder, 0)
        file = parted / "recordings" / "one-2.wav"
        file.write_bytes(file.read_bytes()[:-3200])
        steps.hear_part(run.folder, Place(0, 0), 0, ENGINE)
    heard = steps.heard(run.folder, Place(0, 0), 0, ENGINE)
    assert heard is not None
    assert heard.reason == "changed"


def test_of_what_nobody_has_decoded_files_say_when_the_next_begins(hear: Hear, parted: Path) -> None:
    file = parted / "imports" / "product" / "first.txt"
    file.parent.mkdir(parents=True)
    file.write_text("山田：本日の議題は、効果検証です。\n", "utf-8")
    steps.opened.cache_clear()
    run = begin_meetings(load_meetings(parted), "trial", ["import:product"])
    collect(run.folder)
    assert [row["begins"] for row in rows(run, "tracks.csv")[:2]] == ["0.00", f"{CUT:.2f}"]
