"""From sound to segments, step by step, in processes of their own."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines import isolation
from pipelines.batches.examine_meetings import load_meetings
from pipelines.imports import engine_of
from pipelines.limits import LIMITS
from pipelines.meetings import entries, jobs, steps
from pipelines.meetings import work as work_done
from pipelines.meetings.collecting import collect
from pipelines.meetings.entries import HeardPart
from pipelines.runs.store import Run
from pipelines.tables import read_table
from tests.pipelines.going_wrong import SECRET
from tests.pipelines.meetings.every_step import ALONE, FIRST, SECOND, Begin, work
from tests.pipelines.meetings.listeners import WRONG
from tests.pipelines.meetings.speaking import ENGINE


def segments(run: Run) -> list[tuple[str, str, str, str]]:
    rows = read_table(run.folder / "segments.csv").rows
    return [(row["session_id"], row["speaker"], row["words"], row["flags"]) for row in rows]


def test_each_microphone_is_heard_for_its_own_speaker(begin: Begin, scripted: Path) -> None:
    run = begin()
    counts = work(run)
    found = segments(run)
    # 山田 speaks first, then 鈴木; a pause at a comma may make two segments of a sentence.
    second = [row[1] for row in found if row[0] == "second"]
    assert second == ["山田"] * second.count("山田") + ["鈴木"] * second.count("鈴木")
    assert {row[2] for row in found} == {"発言効果検証"}
    assert {row[1] for row in found if row[0] == "first"} == {"S1"}  # one voice, told apart from nobody
    assert counts["tracks_heard"] == 3
    rows = read_table(run.folder / "segments.csv").rows
    starts = [float(row["start_time"]) for row in rows if row["session_id"] == "second"]
    assert starts == sorted(starts)
    words = read_table(run.folder / "words.csv").rows
    assert [word["word"] for word in words[:2]] == ["発言", "効果検証"]
    assert float(words[1]["start"]) == pytest.approx(float(words[0]["end"]), abs=0.02)


def test_what_was_heard_is_not_heard_again(begin: Begin, scripted: Path) -> None:
    first = begin()
    work(first)
    said = len(scripted.read_text().splitlines())
    assert said == 3
    second = begin(campaign="other")
    work(second)
    assert len(scripted.read_text().splitlines()) == said
    for name in ("segments.csv", "words.csv", "tracks.csv"):
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes()


def test_new_terms_are_heard_anew(begin: Begin, scripted: Path, spoken: Path) -> None:
    work(begin())
    (spoken / "terms.txt").write_text("議会\n", "utf-8")
    run = begin()
    work(run)
    assert "発言議会" in {row[2] for row in segments(run)}
    assert len(scripted.read_text().splitlines()) == 6


@pytest.mark.parametrize("how", ["raise", "exit", "segfault"])
def test_a_recogniser_that_fails_costs_its_stretches(begin: Begin, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setenv(WRONG, how)
    run = begin()
    counts = work(run)
    assert {row[2:] for row in segments(run)} == {("", "lost")}  # marked for whoever listens again
    assert {row[:2] for row in segments(run)} == {("first", ""), ("second", "山田"), ("second", "鈴木")}
    assert counts["stretches_failed"] == 3
    failed = steps.heard(run.folder, ALONE, 0, ENGINE)
    assert failed is not None
    assert failed.reason == ("failed:ValueError" if how == "raise" else "crashed")
    assert SECRET not in "".join(file.read_text() for file in run.parts.iterdir())
    monkeypatch.delenv(WRONG)
    later = begin(campaign="later")  # what failed is not kept for others
    work(later)
    assert {each[0] for each in segments(later)} == {"first", "second"}


def test_a_file_that_goes_while_it_is_heard_costs_its_stretches(begin: Begin, spoken: Path) -> None:
    run = begin()
    with isolation.workers(1):
        steps.plan_recording(run.folder, 0)
        (spoken / "recordings" / "one.wav").unlink()
        steps.hear_part(run.folder, ALONE, 0, ENGINE)
    found = steps.heard(run.folder, ALONE, 0, ENGINE)
    assert found is not None
    assert found.reason == "missing"


def test_a_recording_that_changes_during_the_run_is_kept_as_nothing(begin: Begin, spoken: Path) -> None:
    run = begin()
    with isolation.workers(1):
        steps.plan_recording(run.folder, 0)
        sound = spoken / "recordings" / "one.wav"
        sound.write_bytes(sound.read_bytes()[:-3200])
        steps.hear_part(run.folder, ALONE, 0, ENGINE)
        steps.tell_speakers(run.folder, ALONE)
    found, told = steps.heard(run.folder, ALONE, 0, ENGINE), steps.told(run.folder, ALONE)
    assert found == HeardPart(reason="changed")
    assert told is not None
    assert told.reason == "changed"
    batch = load_meetings(spoken)
    plan = steps.plan_of(run.folder, ALONE)
    assert plan is not None
    assert not jobs.heard_file(run, batch, ALONE, plan, 0, ENGINE).exists()


def test_a_recording_that_changed_before_it_was_divided(begin: Begin, spoken: Path) -> None:
    run = begin()
    sound = spoken / "recordings" / "one.wav"
    sound.write_bytes(sound.read_bytes()[:-3200])
    with isolation.workers(1):
        steps.plan_recording(run.folder, 0)
    planned = steps.planned(run.folder, ALONE)
    assert planned is not None
    assert (planned.plan, planned.reason) == (None, "changed")
    assert not jobs.plan_file(run, load_meetings(spoken), ALONE).exists()


def test_speakers_whom_nobody_could_tell_apart_are_counted(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_done, "tell_apart", len)  # gives no list of results
    run = begin()
    counts = work(run)
    assert counts["speakers_failed"] == 1
    assert {row[1] for row in segments(run) if row[0] == "first"} == {""}


def test_a_recogniser_that_hangs_is_ended(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WRONG, "hang")
    quick = replace(LIMITS, engine_start_seconds=5, hear_start_seconds=0, hear_seconds_per_second=0)
    run = begin()
    with isolation.workers(1):
        steps.plan_recording(run.folder, 0)
        monkeypatch.setattr(steps, "LIMITS", quick)
        steps.hear_part(run.folder, ALONE, 0, ENGINE)
    found = steps.heard(run.folder, ALONE, 0, ENGINE)
    assert found is not None
    assert found.reason == "timeout"


def test_a_recording_that_cannot_be_played_is_named_and_the_rest_goes_on(begin: Begin, spoken: Path) -> None:
    (spoken / "recordings" / "one.wav").write_bytes(b"RIFF and no more")
    run = begin()
    counts = work_without(run)
    assert counts["tracks_failed"] == 1
    (row, *_rest) = read_table(run.folder / "tracks.csv").rows
    assert row["reason"] in {"not_audio", "truncated"}
    assert {each[0] for each in segments(run)} == {"second"}


def work_without(run: Run) -> dict[str, int]:
    """As ``work``, where the first recording cannot be divided."""
    with isolation.workers(1):
        for number in (0, 1):
            steps.plan_recording(run.folder, number)
        for place in (FIRST, SECOND):
            steps.hear_part(run.folder, place, 0, ENGINE)
    return collect(run.folder)[0]


def test_a_damaged_entry_is_made_again(begin: Begin, scripted: Path, results: Path) -> None:
    work(begin())
    for file in (results / ".cache" / "heard").iterdir():
        file.write_text("{")
    run = begin(campaign="other")
    work(run)
    assert len(scripted.read_text().splitlines()) == 6
    assert {each[0] for each in segments(run)} == {"first", "second"}


def test_imports_stand_beside_what_was_heard(begin: Begin, spoken: Path, scripted: Path) -> None:
    file = spoken / "imports" / "product" / "first.txt"
    file.parent.mkdir(parents=True)
    file.write_text("山田：本日の議題は、効果検証です。\n", "utf-8")
    engine = engine_of("product")
    run = begin(engine)
    collect(run.folder)
    assert segments(run) == [("first", "山田", "本日の議題は、効果検証です。", "")]
    (row,) = read_table(run.folder / "segments.csv").rows
    assert (row["start_time"], row["engine"]) == ("", engine)
    assert {row["status"] for row in read_table(run.folder / "tracks.csv").rows} == {"imported"}
    file.write_text("山田：本日。\n", "utf-8")
    assert begin(engine).file.engines[0].version != run.file.engines[0].version
    assert scripted.read_text() == ""


def test_what_a_product_made_up_is_marked_as_far_as_its_words_show_it(begin: Begin, spoken: Path) -> None:
    file = spoken / "imports" / "product" / "first.txt"
    file.parent.mkdir(parents=True)
    loop = "このように、" * 20
    file.write_text(f"山田：本日の議題です。\n鈴木：{loop}\n山田：ご視聴ありがとうございました。\n", "utf-8")
    run = begin(engine_of("product"))
    counts, _seconds = collect(run.folder)
    flags = [each[-1] for each in segments(run)]
    assert flags == ["", "repetition", "stock_phrase"]
    assert (counts["flagged_repetition"], counts["flagged_stock_phrase"]) == (1, 1)


def test_names_of_entries_depend_on_all_they_come_from(begin: Begin, spoken: Path) -> None:
    run, batch = begin(), load_meetings(spoken)
    steps.plan_recording(run.folder, 1)
    isolation.close()
    plan = steps.planned(run.folder, FIRST)
    assert plan is not None
    assert plan.plan is not None
    names = {jobs.plan_file(run, batch, place).name for place in (ALONE, FIRST, SECOND)}
    assert len(names) == 3
    assert jobs.heard_file(run, batch, FIRST, plan.plan, 0, ENGINE) != jobs.heard_file(
        run, batch, SECOND, plan.plan, 0, ENGINE
    )


def test_entries_come_back_as_they_were_written(tmp_path: Path) -> None:
    assert entries.load(tmp_path / "none.json", HeardPart) is None
    entry = HeardPart((), 1.5, "timeout")
    entries.save(tmp_path / "a.json", entry)
    assert entries.load(tmp_path / "a.json", HeardPart) == entry
