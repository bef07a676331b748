"""What a run over meetings leaves behind, in its folder and in Prefect's, and what becomes of one that is killed."""

import json
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.tables import read_table
from tests import processes
from tests.pipelines.flows.conftest import Heard, Speech
from tests.pipelines.flows.content import found_below
from tests.pipelines.flows.test_demo_run import LOG_LINE
from tests.pipelines.meetings.listeners import WAITS

pytestmark = [pytest.mark.slow, pytest.mark.prefect]

STRETCHES = 3
"""One of the recording on one channel, one of each microphone."""
SAID = ("発言", "効果検証", "本日の議題")
SPEAKERS = ("山田", "鈴木")
FILES = ("one.wav", "both.wav")


def test_it_ends_well_and_says_where_the_page_is(heard: Heard) -> None:
    assert heard.code == 0, heard.err
    assert heard.out == f"{heard.run / 'index.html'}\n"
    assert (heard.run / "index.html").is_file()


def test_it_says_how_far_it_is_in_minutes_of_sound_and_prefect_says_nothing(heard: Heard) -> None:
    assert (
        heard.err.index("2 recordings, scripted:whisper")
        < heard.err.index("Loading Prefect")
        < heard.err.index("Reading: 0.0 of 0.6 minutes of sound; waiting for the recogniser")
        < heard.err.index("Reading: 0.6 of 0.6 minutes of sound, took")
        < heard.err.index("Draft minutes: kouka minutes talk/")
    )
    assert LOG_LINE.search(heard.err) is None
    assert heard.err.replace("\n", "").isprintable()


def test_everything_is_there_that_was_promised(heard: Heard) -> None:
    record = json.loads((heard.run / "run.json").read_bytes())
    assert record["finished"] >= record["started"]
    counts = {"recordings": 2, "tracks_heard": 3, "segments": len(rows(heard, "segments.csv"))}
    assert record["counts"] == counts | {"flagged_repetition": 3}  # it says the same all the time
    assert record["seconds"].keys() == {"read", "score", "hear scripted:whisper", "sound scripted:whisper"}
    assert heard_by(heard) == {("first", "S1"), ("second", "山田"), ("second", "鈴木")}
    assert {row["word"] for row in rows(heard, "words.csv")} == {"発言", "効果検証"}
    assert [row["status"] for row in rows(heard, "tracks.csv")] == ["heard"] * 3
    assert Speech.heard(heard.log) == STRETCHES
    measured = json.loads((heard.run / "accuracy.json").read_bytes())
    rates = {entry["id"]: entry["value"] for entry in measured["quantities"]}
    assert rates["speaker_right/scripted:whisper/nopunct/recording=channels"] == 1
    assert rates["term_recall/scripted:whisper/nopunct"] == 1
    assert 0 < rates["cer/scripted:whisper/nopunct"] < 1


def test_no_part_or_temporary_file_stays_behind(heard: Heard) -> None:
    assert not (heard.run / "parts").exists()
    assert not list(heard.results.rglob("*.tmp"))


def test_the_page_of_the_campaign_leads_to_it(heard: Heard) -> None:
    page = (heard.run.parent / "index.html").read_text("utf-8")
    assert f'href="{heard.run.name}/index.html"' in page
    assert "会議の見本" in page


def test_nothing_that_was_said_and_nobody_is_in_prefect(heard: Heard) -> None:
    home = heard.results / ".prefect"
    told = ["meetings", "hear-stretch-1-0-0-scripted:whisper", "headline-rates", "result-page"]
    assert found_below(home, told) == set(told)  # the search would find it
    assert found_below(home, [*SAID, *SPEAKERS, *FILES]) == set()
    assert not (heard.results / ".cache" / "prefect").exists()


def test_nothing_that_was_said_and_nobody_is_on_the_terminal(heard: Heard) -> None:
    assert [text for text in (*SAID, *SPEAKERS) if text in heard.out + heard.err] == []


def test_prefect_shows_a_task_for_each_stretch(heard: Heard) -> None:
    with closing(sqlite3.connect(heard.results / ".prefect" / "prefect.db")) as database:
        names = {name for (name,) in database.execute("SELECT name FROM task_run")}
    assert names == {
        *("plan-recording-0", "plan-recording-1", "tell-speakers-0-0", "score"),
        *(f"hear-stretch-{place}-0-scripted:whisper" for place in ("0-0", "1-0", "1-1")),
    }


def test_no_other_machine_is_asked_for_anything(heard: Heard) -> None:
    if heard.attempts is None:
        pytest.skip("this system lets its users make no network namespaces, so nothing could be watched")
    assert heard.attempts == 0


def test_a_killed_run_goes_on_and_ends_like_one_that_was_not(heard: Heard, speech: Speech, tmp_path: Path) -> None:
    results, log, command = tmp_path / "results", tmp_path / "said.txt", speech.command("talk")
    with processes.started(command, results, **speech.told(log), **{WAITS: "1"}) as process:
        processes.until(lambda: Speech.heard(log) == 2)  # the first is done, the second is waited for
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    processes.until_gone(results)
    (begun,) = results.glob("talk/*/run.json")
    assert [part.name for part in (begun.parent / "parts").glob("heard-*")] == ["heard-0-0-0-scripted_whisper.json"]
    assert not (begun.parent / "segments.csv").exists()

    done = processes.run(command, results, **speech.told(log))
    assert done.returncode == 0, done.stderr
    (run,) = (file.parent for file in results.glob("talk/*/run.json"))
    assert done.stdout == f"{run / 'index.html'}\n"
    assert run == begun.parent
    for name in ("segments.csv", "words.csv", "tracks.csv"):
        assert (run / name).read_bytes() == (heard.run / name).read_bytes()
    assert quantities(run) == quantities(heard.run)
    assert Speech.heard(log) == 2 + STRETCHES - 1  # the one that was done is not heard again
    assert not (run / "parts").exists()


def test_ctrl_c_ends_everything_and_what_was_heard_is_kept(speech: Speech, tmp_path: Path) -> None:
    results, log, command = tmp_path / "results", tmp_path / "said.txt", speech.command("talk")
    with processes.started(command, results, **speech.told(log), **{WAITS: "1"}) as process:
        processes.until(lambda: Speech.heard(log) == 2)
        os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to the whole group
        out, err = process.communicate(timeout=processes.SOON)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "Stopped. What was finished is kept; the same command goes on from there."
    assert "Traceback" not in err
    processes.until_gone(results)
    # Hearing was cut off. What was not heard must not be taken for a failure.
    (parts,) = results.glob("talk/*/parts")
    heard = [json.loads(part.read_bytes()) for part in parts.glob("heard-*")]
    assert [part["reason"] for part in heard] == [""]


def test_ctrl_c_while_the_process_that_hears_gets_ready(speech: Speech, tmp_path: Path) -> None:
    results, log, command = tmp_path / "results", tmp_path / "said.txt", speech.command("talk")
    with processes.started(command, results, **speech.told(log)) as process:
        processes.until(lambda: [called for called in processes.alive(results).values() if "spawn_main" in called])
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=processes.SOON)
    assert process.returncode == 130, err
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1].startswith("Stopped.")
    assert "Traceback" not in err
    processes.until_gone(results)


def test_a_run_whose_server_is_killed_ends_all_the_same(heard: Heard, speech: Speech, tmp_path: Path) -> None:
    results, log, command = tmp_path / "results", tmp_path / "said.txt", speech.command("talk")
    with processes.started(command, results, **speech.told(log), PREFECT_CLIENT_MAX_RETRIES="0") as process:
        processes.until(lambda: [*results.glob("talk/*/parts/plan-0-0.json")])
        (server,) = (pid for pid, called in processes.alive(results).items() if "embedded_server" in called)
        os.kill(server, signal.SIGKILL)
        out, err = process.communicate(timeout=processes.PATIENCE)
    assert process.returncode == 0, err
    (run,) = (file.parent for file in results.glob("talk/*/run.json"))
    assert out == f"{run / 'index.html'}\n"
    assert (run / "segments.csv").read_bytes() == (heard.run / "segments.csv").read_bytes()


def rows(heard: Heard, table: str) -> list[dict[str, str]]:
    return [dict(row) for row in read_table(heard.run / table).rows]


def heard_by(heard: Heard) -> set[tuple[str, str]]:
    return {(row["session_id"], row["speaker"]) for row in rows(heard, "segments.csv")}


def quantities(run: Path) -> bytes:
    """accuracy.json without the run's own id, in which its start stands."""
    content = (run / "accuracy.json").read_bytes()
    assert json.loads(content)["run"] == run.name
    return content.replace(run.name.encode(), b"")
