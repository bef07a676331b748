"""Reading a batch of meetings: what it holds when it is right, and what is said of it when it is wrong."""

from dataclasses import replace as with_
from pathlib import Path

import pytest

from pipelines.batches.batch_file import kind_of
from pipelines.batches.examine_meetings import examine_meetings, load_meetings
from pipelines.batches.meetings import Track
from pipelines.errors import KoukaError
from pipelines.transcripts import Utterance
from tests.conftest import SAMPLES
from tests.pipelines.batches.breaking import (
    ONE_DOCUMENT,
    STOPS,
    WARNING,
    Broken,
    Change,
    append,
    each,
    encode,
    folder,
    remove,
    rename,
    replace,
    write,
)
from tests.pipelines.batches.meeting_files import AGENDA, BATCH, NEAR, RECORDINGS, TERMS, TRUTH, write_wav


def test_a_sound_batch(meetings_batch: Path) -> None:
    batch, problems = examine_meetings(meetings_batch)
    assert problems == []
    assert batch is not None
    assert [each.name for each in batch.recordings] == ["budget/near", "budget/far", "budget/channels", "hearing/near"]
    assert batch.sessions == ("budget", "hearing")
    four = meetings_batch / "recordings" / "budget-four.wav"
    assert batch.recordings[2].tracks == (Track(four, 1, "山田"), Track(four, 2, "鈴木"))
    assert batch.recordings[0].tracks == (Track(meetings_batch / NEAR, None, ""),)
    assert batch.truth["budget"][1] == Utterance("鈴木", 1, 1.5, "発言1")
    assert batch.terms == ("財政課", "庁内LAN")
    assert batch.agenda["budget"].items[0].terms == ("基金",)


def test_the_kind_of_a_batch(meetings_batch: Path, tmp_path: Path) -> None:
    assert kind_of(meetings_batch) == "meetings"
    assert kind_of(SAMPLES) == kind_of(tmp_path) == kind_of(tmp_path / "nowhere") == "forms"


def test_a_batch_of_forms_and_nothing_at_all(tmp_path: Path) -> None:
    assert "kind “forms” cannot be read here" in examine_meetings(SAMPLES)[1][0].what
    (problem,) = examine_meetings(tmp_path / "nowhere")[1]
    assert f"kouka new meetings {tmp_path / 'nowhere'}" in (problem.todo or "")


def test_digests_are_of_what_is_heard_and_of_what_it_is_measured_against(meetings_batch: Path) -> None:
    before = load_meetings(meetings_batch)
    files = before.file_digests()
    assert [*files] == [
        "agenda.toml",
        "recordings/budget-four.wav",
        "recordings/budget-near.wav",
        "recordings/hearing.wav",
        "recordings/予算/budget-far.wav",
        "recordings.csv",
        "terms.txt",
    ]
    assert [*before.label_digests()] == ["truth/budget.json", "truth/hearing.json"]
    remove(TERMS)(meetings_batch)
    replace(RECORDINGS, "channels,2", "channels,3")(meetings_batch)
    after = load_meetings(meetings_batch)
    assert files.keys() - after.file_digests().keys() == {"terms.txt"}
    assert after.recordings_digest() != before.recordings_digest()


def test_words_of_the_item_whose_turn_it_is_come_first(meetings_batch: Path) -> None:
    terms = ['["あ"]', '["い", "財政課"]', '["う"]']
    items = ", ".join(f'{{ title = "{number}", terms = {each} }}' for number, each in enumerate(terms))
    replace(AGENDA, '{ title = "当初予算", terms = ["基金"] }', items)(meetings_batch)
    batch = load_meetings(meetings_batch)
    assert batch.terms_at("budget", 0.1) == ("あ", "い", "財政課", "う", "庁内LAN")
    assert batch.terms_at("budget", 0.6) == ("い", "財政課", "う", "あ", "庁内LAN")
    assert batch.terms_at("budget", 1) == ("う", "い", "財政課", "あ", "庁内LAN")
    assert batch.terms_at("hearing", 0.5) == ("財政課", "庁内LAN")
    assert {*batch.terms_at("budget", 0.5)} == {*batch.terms_of("budget")}


def test_a_recording_that_is_not_there_keeps_its_place(meetings_batch: Path) -> None:
    remove(NEAR)(meetings_batch)
    batch = load_meetings(meetings_batch)
    assert batch.recordings[0].name == "budget/near"
    assert batch.file_digests()["recordings/budget-near.wav"] == "missing"


def parts(first: str, second: str) -> Change:
    """The far recording in two files, with these numbers."""

    def change(batch: Path) -> None:
        rows = [
            f"予算/budget-far.wav,budget,far,,,{first}",
            f"budget-far-2.wav,budget,far,,,{second}",
            *("budget-near.wav,budget,near,,,", "hearing.wav,hearing,near,,,"),
            *("budget-four.wav,budget,channels,1,山田,", "budget-four.wav,budget,channels,2,鈴木,"),
        ]
        text = "\r\n".join(["file,session_id,recording,channel,speaker,part", *rows, ""])
        (batch / RECORDINGS).write_bytes(text.encode("utf-8-sig"))
        write_wav(batch / "recordings" / "budget-far-2.wav", 1)

    return change


ROW = "budget-near.wav,budget,near,,\r\n"
BROKEN = {
    "no table": Broken(remove(RECORDINGS), RECORDINGS, "missing", "kouka new meetings"),
    "Shift_JIS table": Broken(encode(RECORDINGS, "cp932"), RECORDINGS + ":3", "not UTF-8", "CSV UTF-8"),
    "column": Broken(replace(RECORDINGS, ",speaker", ",name"), RECORDINGS + ":1", "“speaker” is missing", "kouka new"),
    "no rows": Broken(write(RECORDINGS, b"file,session_id,recording,channel,speaker\r\n"), RECORDINGS, "no recordings"),
    "blank session": Broken(replace(RECORDINGS, "hearing.wav,hearing", "hearing.wav,"), RECORDINGS + ":6", "is blank"),
    "session with a slash": Broken(
        replace(RECORDINGS, "hearing.wav,hearing", "hearing.wav,../x"), RECORDINGS + ":6", "“../x”", "80 characters"
    ),
    "channel 0": Broken(replace(RECORDINGS, "channels,1", "channels,0"), RECORDINGS + ":4", "count from 1", "empty"),
    "channel left": Broken(replace(RECORDINGS, "channels,1", "channels,L"), RECORDINGS + ":4", "not a whole number"),
    "missing file": Broken(remove(NEAR), RECORDINGS + ":2", "budget-near.wav is missing", "recorder", ONE_DOCUMENT),
    "folder": Broken(folder(NEAR), RECORDINGS + ":2", "budget-near.wav is missing", "recorder", ONE_DOCUMENT),
    "outside": Broken(
        replace(RECORDINGS, "hearing.wav,", "../hearing.wav,"), RECORDINGS + ":6", "leads out", "below", ONE_DOCUMENT
    ),
    "zero bytes": Broken(write(NEAR, b""), NEAR, "is empty", "recorder", ONE_DOCUMENT),
    "not listed": Broken(
        lambda batch: write_wav(batch / "recordings" / "予算" / "second.WAV", 1),
        RECORDINGS,
        "1 recording is not in it and will not be heard: 予算/second.WAV",
        "Add a row",
        WARNING,
    ),
    "no sound": Broken(write(NEAR, b"%PDF-1.7"), NEAR, "no sound of a known kind", "recorder", ONE_DOCUMENT),
    "wrong extension": Broken(write(NEAR, b"OggS..."), NEAR, "named .wav but holds Ogg", "right file", WARNING),
    "recording twice": Broken(
        append(RECORDINGS, ROW.strip()), RECORDINGS + ":7", "“budget/near” is", "2", ONE_DOCUMENT
    ),
    "channel twice": Broken(
        append(RECORDINGS, "budget-four.wav,budget,channels,2,佐藤"),
        RECORDINGS + ":7",
        "“budget/channels, channel 2” is there twice",
        "line 5",
        ONE_DOCUMENT,
    ),
    "mixed beside channels": Broken(
        append(RECORDINGS, "budget-four.wav,budget,channels,,"),
        RECORDINGS + ":7",
        "“budget/channels” is",
        "4",
        ONE_DOCUMENT,
    ),
    "two files of nobody": Broken(
        append(RECORDINGS, "hearing.wav,budget,near,,"),
        RECORDINGS + ":7",
        "“budget/near” is",
        "microphone",
        ONE_DOCUMENT,
    ),
    "part twice": Broken(
        parts("1", "1"), RECORDINGS + ":3", "Part 1 of “budget/far” is there twice", "line 2", ONE_DOCUMENT
    ),
    "part without number": Broken(
        parts("1", ""), RECORDINGS + ":3", "“budget/far” has a part in one of its rows", "line 2", ONE_DOCUMENT
    ),
    "part that is not listed": Broken(
        parts("1", "4"),
        RECORDINGS + ":3",
        "This is part 4 of “budget/far”; before it these are not listed: 2, 3.",
        "1, 2, 3",
        ONE_DOCUMENT,
    ),
    "first part that is not listed": Broken(
        parts("3", "2"),
        RECORDINGS + ":3",
        "part 2 of “budget/far”; before it these are not listed: 1.",
        "1, 2, 3",
        ONE_DOCUMENT,
    ),
    "part 0": Broken(parts("1", "0"), RECORDINGS + ":3", "Parts count from 1 to 99", "1, 2, 3"),
    "part of minutes": Broken(parts("1", "1000000000"), RECORDINGS + ":3", "Parts count from 1 to 99", "1, 2, 3"),
    "part in letters": Broken(parts("1", "b"), RECORDINGS + ":3", "“b” in column “part” is not a whole", ""),
    "parts of two speakers": Broken(
        each(
            parts("1", "2"), replace(RECORDINGS, "budget-far-2.wav,budget,far,,", "budget-far-2.wav,budget,far,,山田")
        ),
        RECORDINGS + ":3",
        "“budget/far” is there twice",
        "with the same channel and speaker",
        ONE_DOCUMENT,
    ),
    "the same file as two parts": Broken(
        each(parts("1", "2"), replace(RECORDINGS, "budget-far-2.wav", "予算/budget-far.wav")),
        RECORDINGS + ":3",
        "“budget/far” is there twice",
        "line 2",
        ONE_DOCUMENT,
    ),
    "part that is missing": Broken(
        each(parts("1", "2"), remove("recordings/budget-far-2.wav")),
        RECORDINGS + ":3",
        "budget-far-2.wav is missing",
        "recorder",
        ONE_DOCUMENT,
    ),
    "file of another recording": Broken(
        replace(RECORDINGS, "hearing.wav", "budget-near.wav"), RECORDINGS + ":6", "line 2", "is meant", WARNING
    ),
    "truth for nobody": Broken(
        rename(TRUTH, "x.json"), "truth/x.json", "no session “x”", "budget, hearing", ONE_DOCUMENT
    ),
    "no truth": Broken(remove(TRUTH), "truth", "the first is “budget”", "<session_id>", WARNING),
    "truth twice": Broken(
        write("truth/budget.txt", b"a"), "truth/budget.txt", "two files", "budget.json", ONE_DOCUMENT
    ),
    "truth of another session": Broken(
        each(remove("truth/hearing.json"), rename(TRUTH, "hearing.json")),
        "truth/hearing.json",
        "of session “budget”",
        "same name",
        ONE_DOCUMENT,
    ),
    "Shift_JIS truth": Broken(encode(TRUTH, "cp932"), TRUTH + ":1", "Shift_JIS", "Notepad", ONE_DOCUMENT),
    "empty truth": Broken(write(TRUTH, b""), TRUTH, "is empty", "", ONE_DOCUMENT),
    "truth of another kind": Broken(
        write("truth/budget.doc", b"\xd0\xcf"), "truth/budget.doc", "“.doc” cannot be read", "", ONE_DOCUMENT
    ),
    "end before start": Broken(
        replace(TRUTH, '"end_time": 1.5', '"end_time": 0.5'), TRUTH + ":2", "ends at 0.5 s", "SegLST", ONE_DOCUMENT
    ),
    "out of order": Broken(
        replace(TRUTH, '"start_time": 0, "end_time": 0.5', '"start_time": 3, "end_time": 3.5'),
        TRUTH + ":2",
        "begins at 1.0 s, the one before it at 3.0 s",
        "order of time",
        WARNING,
    ),
    "speaker twice": Broken(
        each(replace(TRUTH, "山田", "山　田"), replace(RECORDINGS, "山田", "山 田")),
        TRUTH + ":3",
        "山　田 / 山田",
        "one way",
        WARNING,
    ),
    "speaker unknown": Broken(
        replace(RECORDINGS, "山田", "山本"), RECORDINGS, "“山本” says nothing", "spelling", WARNING
    ),
    "Shift_JIS terms": Broken(encode(TERMS, "cp932"), TERMS + ":1", "Shift_JIS", "Notepad", ONE_DOCUMENT),
    "long term": Broken(append(TERMS, "長" * 51), TERMS + ":5", "51 characters", "50", ONE_DOCUMENT),
    "term twice": Broken(append(TERMS, "財政課"), TERMS + ":5", "“財政課” is there twice", "line 2", WARNING),
    "agenda syntax": Broken(replace(AGENDA, '"予算説明会"', "予算"), AGENDA + ":4", "not TOML", "quotes", ONE_DOCUMENT),
    "agenda key in Japanese": Broken(
        replace(AGENDA, "sessions.budget", "sessions.予算"),
        AGENDA + ":3",
        "not TOML",
        "keys with other letters than a to z",
        ONE_DOCUMENT,
    ),
    "agenda key": Broken(replace(AGENDA, "title", "name"), AGENDA + ":4", "“sessions.budget.name”", "", ONE_DOCUMENT),
    "agenda date": Broken(replace(AGENDA, "2026-04-01", '"4月1日"'), AGENDA + ":5", "a date such as", "", ONE_DOCUMENT),
    "agenda session": Broken(
        replace(AGENDA, "sessions.budget", "sessions.budgets"),
        AGENDA + ":3",
        "no session “budgets”",
        "hearing",
        WARNING,
    ),
    "batch file": Broken(replace(BATCH, "title", "name"), BATCH + ":3", "“name” is not known"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_wrong_is_named_once_and_the_rest_goes_on(meetings_batch: Path, broken: Broken) -> None:
    broken.how(meetings_batch)
    read, problems = examine_meetings(meetings_batch)
    said = [(str(problem.where), problem.what) for problem in problems]
    (problem,) = [
        problem
        for problem, (where, what) in zip(problems, said, strict=True)
        if where == str(meetings_batch / broken.where) and broken.says in what
    ] or pytest.fail(str(said))
    assert broken.todo in (problem.todo or "")
    assert problem.severity is broken.severity
    if broken.severity is STOPS:
        with pytest.raises(KoukaError):
            load_meetings(meetings_batch)
    else:
        assert read is not None
        assert sorted(each.name for each in load_meetings(meetings_batch).recordings) == [
            "budget/channels",
            "budget/far",
            "budget/near",
            "hearing/near",
        ]


def test_parts_are_one_track_in_their_order(meetings_batch: Path) -> None:
    parts("2", "1")(meetings_batch)
    batch, problems = examine_meetings(meetings_batch)
    assert problems == []
    assert batch is not None
    home = meetings_batch / "recordings"
    far = next(each for each in batch.recordings if each.name == "budget/far")
    assert far.tracks == (Track(home / "budget-far-2.wav", None, "", (home / "予算" / "budget-far.wav",)),)
    assert "recordings/budget-far-2.wav" in batch.file_digests()
    before = batch.recordings_digest()
    parts("1", "2")(meetings_batch)
    assert load_meetings(meetings_batch).recordings_digest() != before


def test_one_part_alone_and_an_empty_column_are_as_if_it_were_not_there(meetings_batch: Path) -> None:
    before = load_meetings(meetings_batch)
    table = (meetings_batch / RECORDINGS).read_text("utf-8-sig")
    header, *rows = table.splitlines()
    numbers = ["1", "", "1", "1", ""]
    text = "\n".join([f"{header},part", *(f"{row},{number}" for row, number in zip(rows, numbers, strict=True)), ""])
    (meetings_batch / RECORDINGS).write_text(text, "utf-8")
    after, problems = examine_meetings(meetings_batch)
    assert problems == []
    assert after is not None
    assert after.recordings == before.recordings
    assert after.recordings_digest() == before.recordings_digest()


def test_each_microphone_has_its_own_parts(meetings_batch: Path) -> None:
    table = (
        "file,session_id,recording,channel,speaker,part\nhearing.wav,budget,mics,,山田,2\n"
        "budget-near.wav,budget,mics,,鈴木,1\n予算/budget-far.wav,budget,mics,,山田,1\n"
        "budget-four.wav,budget,table,1,山田,1\nbudget-four.wav,budget,table,2,鈴木,1\n"
    )
    each(write(RECORDINGS, table.encode()), remove("truth/hearing.json"), remove(AGENDA))(meetings_batch)
    batch, problems = examine_meetings(meetings_batch)
    assert problems == []
    assert batch is not None
    found = [[(track.speaker, len(track.files)) for track in each.tracks] for each in batch.recordings]
    assert found == [[("山田", 2), ("鈴木", 1)], [("山田", 1), ("鈴木", 1)]]


def test_in_the_place_of_a_part_that_is_not_listed_a_file_is_missing(meetings_batch: Path) -> None:
    parts("1", "3")(meetings_batch)
    batch = load_meetings(meetings_batch)
    far = next(each for each in batch.recordings if each.name == "budget/far")
    assert [file.is_file() for file in far.tracks[0].files] == [True, False, True]


def test_microphones_of_one_person_may_be_a_file_each(meetings_batch: Path) -> None:
    table = (
        "file,session_id,recording,channel,speaker\nhearing.wav,budget,mics,,山田\nbudget-near.wav,budget,mics,,鈴木\n"
    )
    change: Change = each(write(RECORDINGS, table.encode()), remove("truth/hearing.json"), remove(AGENDA))
    change(meetings_batch)
    batch, problems = examine_meetings(meetings_batch)
    assert [problem.what for problem in problems if "not in it" not in problem.what] == []
    assert batch is not None
    assert [track.speaker for track in batch.recordings[0].tracks] == ["山田", "鈴木"]


def test_a_speaker_of_a_microphone_is_written_as_in_the_truth(meetings_batch: Path) -> None:
    replace(RECORDINGS, "山田", "山　田")(meetings_batch)
    batch, problems = examine_meetings(meetings_batch)
    assert problems == []
    assert batch is not None
    assert batch.recordings[2].tracks[0] == with_(batch.recordings[2].tracks[0], speaker="山田")


def test_truth_may_be_any_kind_of_transcript(meetings_batch: Path) -> None:
    each(remove(TRUTH), write("truth/budget.txt", "山田：はい。\n鈴木：ええ。\n".encode()))(meetings_batch)
    batch, problems = examine_meetings(meetings_batch)
    assert problems == []
    assert batch is not None
    assert batch.truth["budget"] == (Utterance("山田", None, None, "はい。"), Utterance("鈴木", None, None, "ええ。"))


def test_a_file_that_is_no_transcript_does_not_take_the_place_of_one(meetings_batch: Path) -> None:
    write("truth/budget.doc", b"\xd0\xcf")(meetings_batch)
    batch, problems = examine_meetings(meetings_batch)
    assert len(problems) == 1
    assert batch is not None
    assert batch.truth.keys() == {"budget", "hearing"}


def test_empty_terms_are_none(meetings_batch: Path) -> None:
    write(TERMS, b"")(meetings_batch)
    batch, problems = examine_meetings(meetings_batch)
    assert (problems, batch and batch.terms) == ([], ())
