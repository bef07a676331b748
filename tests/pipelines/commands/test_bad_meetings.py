"""Whole runs of two small meetings and something bad, one row for each kind of it; as in test_bad_input of forms.

Of each it is seen that the message names the file (and the line, where there is one) and says what to do, that the
command's exit code says so too, and which tracks were heard all the same.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines import isolation
from pipelines.batches.examine_meetings import load_meetings
from pipelines.commands import flow_run
from pipelines.errors import ExitCode
from pipelines.imports import product_of
from pipelines.isolation import FAILED, Outcome
from pipelines.meetings import scoring, steps
from pipelines.meetings.beginning import begin_meetings
from pipelines.meetings.collecting import collect
from pipelines.meetings.jobs import places
from pipelines.tables import read_table
from tests.pipelines.audio import sounds
from tests.pipelines.batches.breaking import Change, each, encode, remove, rename, replace, write
from tests.pipelines.commands.conftest import Answer, Kouka
from tests.pipelines.going_wrong import SECRET
from tests.pipelines.meetings.listeners import WRONG
from tests.pipelines.meetings.speaking import ENGINE, set_up, write_spoken, write_truth

pytestmark = pytest.mark.usefixtures("without_prefect")

DONE, INCOMPLETE, STOPPED = ExitCode.OK, ExitCode.INCOMPLETE, ExitCode.INPUT
TABLE, ONE, BOTH, TRUTH = "recordings.csv", "recordings/one.wav", "recordings/both.wav", "truth/first.json"
OTHERS = ("both.wav/1", "both.wav/2")
ALL = ("one.wav/", *OTHERS)
COPY_AGAIN = "Copy it again from the recorder, or take its rows out of recordings.csv."
PLAY = "Open it in a player; where it plays, save it as WAV or MP3, and give the same command again."


@dataclass(frozen=True)
class Bad:
    """Something bad, and what comes of it."""

    how: Change
    where: str
    """File below the batch, and line after a colon where there is one."""
    says: str
    todo: str
    code: ExitCode = INCOMPLETE
    heard: Sequence[str] = OTHERS


def cut(file: str, share: float) -> Change:
    """End a file after a share of its bytes."""

    def change(batch: Path) -> None:
        content = (batch / file).read_bytes()
        (batch / file).write_bytes(content[: int(len(content) * share)])

    return change


def in_place_of(file: str, name: str, make: Callable[[Path], object]) -> Change:
    """Another file in the place of the first recording, and its name in the table."""
    return each(remove(file), lambda batch: make(batch / "recordings" / name), replace(TABLE, file.split("/")[1], name))


def in_parts(*numbers: int) -> Change:
    """The first recording in several files, each as the first."""

    def change(batch: Path) -> None:
        table = batch / TABLE
        header, first, *others = table.read_text("utf-8").splitlines()
        parts = [first.replace("one.wav", f"one-{number}.wav") + f",{number}" for number in numbers]
        table.write_text("\n".join([f"{header},part", *parts, *(f"{row}," for row in others), ""]), "utf-8")
        for number in numbers:
            (batch / "recordings" / f"one-{number}.wav").write_bytes((batch / ONE).read_bytes())
        (batch / ONE).unlink()

    return change


def talk(file: Path, codec: str) -> Path:
    rate = 48_000
    return sounds.write(file, sounds.talk(1, 1), rate, codec)


def speakers_twice(batch: Path) -> None:
    """The same person in two widths."""
    each(replace(TRUTH, "山田", "ＡＢＥ"), replace(TRUTH, "鈴木", "ABE"))(batch)


CASES = {
    "zero-byte file": Bad(write(ONE, b""), ONE, "The file is empty.", COPY_AGAIN),
    "recording that is missing": Bad(remove(ONE), f"{TABLE}:2", "The recording ", COPY_AGAIN),
    "text named .wav": Bad(write(ONE, b"Dear all,\n"), ONE, "The file holds no sound of a known kind", COPY_AGAIN),
    "WAV of a head alone": Bad(
        cut(ONE, 0.00002), ONE, "first/near was not heard: it breaks off before anything can be heard.", PLAY
    ),
    "truncated WAV": Bad(
        cut(ONE, 0.6),
        ONE,
        "The sound breaks off at 6.65 s; what is there was heard.",
        "Copy it again, if the original is longer.",
        heard=ALL,
    ),
    "truncated MP3": Bad(
        each(in_place_of(ONE, "one.mp3", lambda file: talk(file, "mp3")), cut("recordings/one.mp3", 0.6)),
        "recordings/one.mp3",
        "The sound breaks off at ",
        "Copy it again, if the original is longer.",
        heard=("one.mp3/", *OTHERS),
    ),
    "video without sound": Bad(
        in_place_of(ONE, "one.mp4", lambda file: sounds.write_video(file, None)),
        "recordings/one.mp4",
        "first/near was not heard: there is no sound in it that can be played.",
        PLAY,
    ),
    "video named .wav": Bad(
        each(
            in_place_of(ONE, "one.mp4", lambda file: sounds.write_video(file, sounds.talk(1))),
            rename("recordings/one.mp4", "one.wav"),
            replace(TABLE, "one.mp4", "one.wav"),
        ),
        ONE,
        "The file is named .wav but holds MP4.",
        "It is read as MP4. Look whether it is the right file.",
        code=DONE,
        heard=ALL,
    ),
    "channel that is not there": Bad(
        replace(TABLE, "both.wav,second,channels,2", "both.wav,second,channels,3"),
        BOTH,
        "second/channels was not heard: the file has no such channel.",
        "Correct the column channel of recordings.csv; channels count from 1.",
        heard=("one.wav/", "both.wav/1"),
    ),
    "part that is no sound": Bad(
        each(in_parts(1, 2, 3), write("recordings/one-2.wav", b"Dear all,\n")),
        "recordings/one-2.wav",
        "Part 2 of first/near was not heard: there is no sound in it that can be played.",
        PLAY,
        heard=("one-1.wav/", "one-3.wav/", *OTHERS),
    ),
    "part that breaks off": Bad(
        each(in_parts(1, 2), cut("recordings/one-1.wav", 0.6)),
        "recordings/one-1.wav",
        "The sound breaks off at 6.65 s; what is there was heard.",
        "Copy it again, if the original is longer.",
        heard=("one-1.wav/", "one-2.wav/", *OTHERS),
    ),
    "part that is missing": Bad(
        each(in_parts(1, 2), remove("recordings/one-1.wav")),
        f"{TABLE}:2",
        "The recording ",
        COPY_AGAIN,
        heard=("one-2.wav/", *OTHERS),
    ),
    "part that is not listed": Bad(
        in_parts(1, 3),
        f"{TABLE}:3",
        "This is part 3 of “first/near”; before it these are not listed: 2.",
        "Add what is missing.",
        heard=("one-1.wav/", "one-3.wav/", *OTHERS),
    ),
    "part twice": Bad(
        each(in_parts(1, 2), replace(TABLE, "one-2.wav,first,near,,,2", "one-2.wav,first,near,,,1")),
        f"{TABLE}:3",
        "Part 1 of “first/near” is there twice.",
        "line 2",
        heard=("one-1.wav/", *OTHERS),
    ),
    "name with ../": Bad(
        replace(TABLE, "one.wav", "../one.wav"), f"{TABLE}:2", "“../one.wav” leads out of the batch.", "Put the"
    ),
    "table in Shift_JIS": Bad(
        encode(TABLE, "cp932"),
        f"{TABLE}:3",
        "The file is not UTF-8.",
        "save it as “CSV UTF-8 (comma delimited)”",
        code=STOPPED,
        heard=(),
    ),
    "truth in Shift_JIS": Bad(
        encode(TRUTH, "cp932"), f"{TRUTH}:1", "The file is Shift_JIS and not UTF-8.", "Notepad", heard=ALL
    ),
    "speaker named twice in other widths": Bad(speakers_twice, f"{TRUTH}:1", "ABE", "one way", code=DONE, heard=ALL),
    "times out of order": Bad(
        each(
            replace(TRUTH, '"start_time": 1.5', '"start_time": 9.5'),
            replace(TRUTH, '"end_time": 4.795', '"end_time": 9.9'),
        ),
        f"{TRUTH}:1",
        "the one before it at 9.5 s",
        "order of time",
        code=DONE,
        heard=ALL,
    ),
    "end before the start": Bad(
        replace(TRUTH, '"end_time": 4.795', '"end_time": 1'),
        f"{TRUTH}:1",
        "The segment ends at 1.0 s, before it starts",
        "SegLST",
        heard=ALL,
    ),
}


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two small meetings with truth, and who hears them."""
    set_up(tmp_path, monkeypatch)
    found = write_spoken(tmp_path / "spoken")
    write_truth(found)
    return found


@pytest.fixture
def without_prefect(monkeypatch: pytest.MonkeyPatch) -> None:
    """The steps of the flow, one after the other in this process."""

    def here(work: Callable[[Sequence], list], items: Sequence, **_seconds: float) -> list[Outcome]:
        try:
            return [Outcome(result) for result in work(items)]
        except Exception as error:
            return [Outcome(None, f"{FAILED}:{type(error).__name__}")]

    def flow(kind: str, path: str, campaign: str, engines: Sequence[str], shown: bool) -> None:
        assert kind == "meetings"
        steps.opened.cache_clear()
        read = load_meetings(Path(path))
        run = begin_meetings(read, campaign, engines)
        listeners = [engine for engine in engines if not product_of(engine)]
        for number in range(len(read.recordings)) if listeners else ():  # as the flow: products need no sound
            steps.plan_recording(run.folder, number)
        for place, recording, _track in places(read):
            planned = steps.planned(run.folder, place)
            if planned is None or planned.plan is None:
                continue
            for engine in listeners:
                for part in range(len(planned.plan.parts)):
                    steps.hear_part(run.folder, place, part, engine)
            if len(recording.tracks) == 1:
                steps.tell_speakers(run.folder, place)
        counts, seconds = collect(run.folder)
        run = run.save(run.file.model_copy(update={"counts": counts, "seconds": seconds}))
        scoring.score(run, shown)
        run.save(run.file.model_copy(update={"finished": "2026-04-01T09:00:00+09:00"}))

    monkeypatch.setattr(steps, "isolated", here)
    monkeypatch.setattr(isolation, "start", lambda *_early: None)
    monkeypatch.setattr(flow_run, "_run", flow)


@pytest.fixture
def run(kouka: Kouka, batch: Path) -> Callable[..., Answer]:
    """Hear the batch with the engine of the tests, or others."""
    return lambda *options: kouka("run", batch, "--campaign", "trial", *(options or ["--engine", ENGINE]))


def heard(results: Path) -> tuple[str, ...]:
    """File and channel of the tracks that were heard in the only run."""
    found = [row for file in results.glob("trial/*/tracks.csv") for row in read_table(file).rows]
    return tuple(f"{row['file']}/{row['channel']}" for row in found if row["status"] == "heard")


def assert_said(err: str, where: object, says: str, todo: str) -> None:
    """A line names the place and says so; the one below says what to do."""
    lines = err.splitlines()
    line = next((n for n, text in enumerate(lines) if text.startswith(f"{where}: ") and says in text), None)
    assert line is not None, err
    assert lines[line + 1].startswith("  → ")
    assert todo in lines[line + 1]
    assert "fault of kouka's" not in err


@pytest.mark.parametrize("bad", CASES.values(), ids=CASES.keys())
def test_it_is_named_with_what_to_do_and_the_rest_is_heard(
    run: Callable[..., Answer], batch: Path, results: Path, bad: Bad
) -> None:
    bad.how(batch)
    code, out, err = run()
    assert code == bad.code, err
    assert_said(err, batch / bad.where, bad.says, bad.todo)
    assert heard(results) == tuple(bad.heard)
    assert (len(out.splitlines()), bool(list(results.glob("trial/*/index.html")))) == (
        (0, False) if code == STOPPED else (1, True)
    )


def test_a_sound_batch_is_heard_without_a_word_of_complaint(run: Callable[..., Answer], results: Path) -> None:
    code, _out, err = run()
    assert code == DONE
    assert "  → " not in err
    assert heard(results) == ALL


def test_a_video_is_heard_as_any_other_file(run: Callable[..., Answer], batch: Path, results: Path) -> None:
    in_place_of(ONE, "one.mp4", lambda file: sounds.write_video(file, sounds.talk(1, 1)))(batch)
    code, _out, err = run()
    assert code == DONE, err
    assert heard(results) == ("one.mp4/", *OTHERS)


def test_what_was_not_heard_counts_as_wrong(run: Callable[..., Answer], batch: Path, results: Path) -> None:
    write(ONE, b"")(batch)
    assert run()[0] == INCOMPLETE
    (page,) = results.glob("trial/*/index.html")
    assert "first" in page.read_text("utf-8")
    (accuracy,) = results.glob("trial/*/accuracy.json")
    assert '"cer/scripted:whisper/nopunct/recording=near"' in accuracy.read_text("utf-8")


def test_a_batch_of_which_nothing_can_be_heard_has_a_page_all_the_same(
    run: Callable[..., Answer], batch: Path, results: Path
) -> None:
    each(write(ONE, b""), write(BOTH, b""))(batch)
    code, out, err = run()
    assert code == INCOMPLETE, err
    assert heard(results) == ()
    assert Path(out.strip()).is_file()


def test_stretches_that_could_not_be_heard_are_told(
    run: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WRONG, "raise")
    code, _out, err = run()
    assert code == INCOMPLETE
    assert "3 stretches could not be heard; the draft marks them as lost. The same command tries them again." in err
    assert SECRET not in err
    monkeypatch.delenv(WRONG)
    assert run()[0] == DONE


def test_another_recording_under_the_same_name_is_not_measured_with_what_was_heard(
    run: Callable[..., Answer], kouka: Kouka, batch: Path
) -> None:
    assert run()[0] == DONE
    talk(batch / ONE, "pcm_s16le")
    code, _out, err = kouka("score", "latest")
    assert code == STOPPED
    assert_said(err, batch / ONE, "The file is not the one that the run has read.", f"kouka run {batch}")
    assert "--engine scripted:whisper" in err


def test_after_truth_was_corrected_it_is_measured_again_and_nothing_is_heard(
    run: Callable[..., Answer], kouka: Kouka, batch: Path, tmp_path: Path
) -> None:
    def errors() -> float:
        (file,) = (tmp_path / "results").glob("trial/*/accuracy.json")
        rates = {each["id"]: each["value"] for each in json.loads(file.read_bytes())["quantities"]}
        return rates["cer/scripted:whisper/nopunct"]

    assert run()[0] == DONE
    before, heard_before = errors(), (tmp_path / "said.txt").read_text()
    for session in ("first", "second"):
        replace(f"truth/{session}.json", sounds.SENTENCES[0], "発言効果検証")(batch)
    code, out, _err = kouka("score", "latest")
    assert (code, Path(out.strip()).name) == (DONE, "index.html")
    assert errors() < before
    assert (tmp_path / "said.txt").read_text() == heard_before


def model_file(tmp_path: Path, name: str) -> Path:
    return tmp_path / "models" / "whisper" / name


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("model.bin", None, "The file of the speech model is missing."),
        ("tokenizer.json", b"{}", "The file of the speech model is not what it was when the model was taken in."),
        ("manifest.json", b"{", "The manifest of the speech model cannot be read."),
    ],
)
def test_a_damaged_model_is_named_before_anything_is_heard(
    run: Callable[..., Answer], tmp_path: Path, results: Path, name: str, content: bytes | None, says: str
) -> None:
    file = model_file(tmp_path, name)
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    code, out, err = run()
    assert (code, out) == (ExitCode.SETUP, "")
    assert_said(err, file, says, f"Delete {file.parent} and take the model in again.")
    assert not list(results.glob("trial/*"))


@pytest.mark.parametrize(
    ("options", "says", "todo"),
    [
        (["--engine", "nobody"], "There is no recogniser “nobody”.", "faster-whisper"),
        (["--engine", "scripted:nobody"], "There is no speech model “nobody”.", "whisper"),
        (["--model", "nobody"], "There is no speech model “nobody”.", "whisper"),
        (["--engine", "import:nobody"], "There is nothing of “nobody”", "imports/nobody/<session_id>"),
    ],
)
def test_an_engine_nobody_has_is_named_with_those_there_are(
    run: Callable[..., Answer], results: Path, options: Sequence[str], says: str, todo: str
) -> None:
    code, out, err = run(*options)
    assert (code, out) == (ExitCode.USAGE, "")
    what, then = err.splitlines()
    assert what.partition(": ")[2].startswith(says) or what.startswith(says)
    assert then.startswith("  → ")
    assert todo in then
    assert not list(results.glob("trial/*"))


def test_a_model_is_for_meetings_alone(kouka: Kouka, three: Path, results: Path) -> None:
    code, out, err = kouka("run", three, "--model", "whisper")
    assert (code, out) == (ExitCode.USAGE, "")
    assert "--model is for batches of meetings; this one is of forms." in err
    assert not results.exists()


def test_what_a_product_wrote_in_shift_jis_is_named_before_anything_is_heard(
    run: Callable[..., Answer], batch: Path, results: Path, tmp_path: Path
) -> None:
    file = batch / "imports" / "product" / "first.txt"
    file.parent.mkdir(parents=True)
    file.write_bytes("山田：本日の議題\n".encode("cp932"))
    code, out, err = run("--engine", ENGINE, "--engine", "import:product")
    assert (code, out) == (STOPPED, "")
    assert_said(err, f"{file}:1", "The file is Shift_JIS and not UTF-8.", "Notepad")
    assert (tmp_path / "said.txt").read_text() == ""


def test_recordings_that_nobody_was_asked_to_hear_are_not_said_to_have_failed(
    run: Callable[..., Answer], batch: Path, results: Path
) -> None:
    file = batch / "imports" / "product" / "first.txt"
    file.parent.mkdir(parents=True)
    file.write_text("山田：本日の議題\n", "utf-8")
    code, _out, err = run("--engine", "import:product")
    assert code == DONE, err
    assert "not heard" not in err
    (page,) = results.glob("trial/*/index.html")
    assert "What was not heard" not in page.read_text("utf-8")


def test_a_folder_of_imports_without_any_of_this_batch_is_passed_over(
    run: Callable[..., Answer], kouka: Kouka, batch: Path
) -> None:
    (batch / "imports" / "old").mkdir(parents=True)
    (batch / "imports" / "product").mkdir()
    (batch / "imports" / "product" / "first.txt").write_text("山田：本日の議題\n", "utf-8")
    from pipelines.meetings.engines import defaults

    assert defaults(load_meetings(batch)) == ["faster-whisper:whisper", "import:product"]
