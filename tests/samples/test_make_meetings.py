"""The bundled meetings: what is committed is what is made here, and holds what its truth says."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from pipelines.batches.examine_meetings import examine_meetings
from pipelines.batches.meetings import MeetingsBatch
from samples import make_meetings, tables
from samples.make_meetings import DEFAULT, SCRIPTS
from samples.meetings_making.script import Script
from samples.meetings_making.timeline import spoken
from samples.speech.voice import RATE

MEGABYTE = 1_000_000
FILLERS = ("えー、", "あのー、", "えっと、", "まあ、", "その、")
CORRECTIONS = ("失礼しました", "いえ、", "いや、", "すみません", "訂正します")


@pytest.fixture(scope="module")
def batch() -> MeetingsBatch:
    found, problems = examine_meetings(DEFAULT)
    assert problems == []
    assert found is not None
    return found


def decoded(path: Path) -> np.ndarray:
    """The channels of a file at 16 kHz, one row each."""
    blocks = []
    with av.open(str(path)) as file:
        resampler = av.AudioResampler(format="fltp", rate=RATE)
        for frame in [*file.decode(audio=0), None]:
            blocks += [part.to_ndarray() for part in resampler.resample(frame)]
    return np.concatenate(blocks, axis=1)


def loudness(sound: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(np.square(sound)) + 1e-12))


def test_the_manifest_is_that_of_the_committed_files():
    assert tables.manifest(DEFAULT) == (DEFAULT / "MANIFEST.sha256").read_text("utf-8")
    assert sum(path.stat().st_size for path in DEFAULT.rglob("*")) < 8 * MEGABYTE


@pytest.mark.slow
def test_making_the_batch_again_gives_the_same_samples_and_texts(tmp_path):
    make_meetings.make(tmp_path)
    for path in sorted(DEFAULT.rglob("*")):
        if path.is_file() and path.parent.name != "recordings" and path.name != tables.MANIFEST:
            assert (tmp_path / path.relative_to(DEFAULT)).read_bytes() == path.read_bytes(), path


def test_three_meetings_in_seven_recordings(batch):
    assert [each.name for each in batch.recordings] == [
        "digitalisation/near",
        "digitalisation/far",
        "budget/near",
        "budget/far",
        "budget/channels",
        "hearing/near",
        "hearing/far",
    ]
    assert [track.speaker for track in batch.recordings[4].tracks] == ["中村", "石川", "岡本", "西田"]
    assert batch.file.origin == "demonstration"
    assert [len({said.speaker for said in batch.truth[session]}) for session in batch.sessions] == [5, 4, 6]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.session)
def test_the_truth_is_the_script(batch, script: Script):
    lines = {(line.speaker, line.words) for line in script.lines}
    assert {(said.speaker, said.words) for said in batch.truth[script.session]} == lines
    assert len(batch.truth[script.session]) == len(script.lines)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.session)
def test_what_makes_meetings_hard_is_there(batch, script: Script):
    text = "".join(line.words for line in script.lines)
    assert sum(text.count(filler) for filler in FILLERS) >= 6
    assert any(correction in text for correction in CORRECTIONS)
    assert len(re.findall(r"\d+", text)) >= 12
    assert re.search(r"\d+月\d+日|\d+日", text)
    changes = [(one, other) for one, other in pairwise(batch.truth[script.session]) if one.speaker != other.speaker]
    overlaps = [one.end - other.start for one, other in changes if other.start < one.end]
    assert len(overlaps) >= 4
    assert 0.1 < max(overlaps) < 1
    assert all(
        one.end <= other.start for one, other in pairwise(batch.truth[script.session]) if one.speaker == other.speaker
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.session)
def test_voices_are_within_what_the_model_hears_in_training_and_apart_from_each_other(script: Script):
    voices = [person.voice for person in script.people]
    for voice in voices:
        assert 0.87 <= voice.formants <= 1.15
        assert -4.5 <= voice.pitch <= 3.8
        assert 0.8 <= voice.speed <= 1.3
    for one, other in combinations(voices, 2):
        assert abs(one.pitch - other.pitch) / 2 + abs(one.formants - other.formants) / 0.05 > 1


def test_the_terms_are_spoken(batch):
    text = "".join(said.words for utterances in batch.truth.values() for said in utterances)
    assert [term for term in batch.terms if term not in text] == []
    items = [item for meeting in batch.agenda.values() for item in meeting.items]
    assert {term for item in items for term in item.terms} == set(batch.terms)


def test_every_recording_is_as_long_as_its_meeting_and_begins_with_the_room(batch):
    for recording in batch.recordings:
        if recording.recording == "channels":
            continue
        truth = batch.truth[recording.session]
        sound = decoded(recording.tracks[0].file)
        assert sound.shape[0] == 1
        assert 0 < sound.shape[1] / RATE - max(said.end for said in truth) < 1
        assert 150 < sound.shape[1] / RATE < 190
        silence = loudness(sound[0, : int(0.5 * RATE)])
        speech = loudness(np.concatenate([sound[0, int(s.start * RATE) : int(s.end * RATE)] for s in truth]))
        if recording.recording == "near":
            assert speech - silence > 30
        else:
            assert 14 < speech - silence < 22
            assert np.abs(sound).max() < 0.15


def test_every_speaker_is_loudest_in_the_own_channel(batch):
    recording = batch.recordings[4]
    sound = decoded(recording.tracks[0].file)
    assert sound.shape[0] == 4
    for number, track in enumerate(recording.tracks):
        own = [said for said in batch.truth["budget"] if said.speaker == track.speaker]
        parts = [sound[:, int(said.start * RATE) : int(said.end * RATE)] for said in own]
        levels = [loudness(channel) for channel in np.concatenate(parts, axis=1)]
        others = levels[:number] + levels[number + 1 :]
        assert all(10 < levels[number] - other < 25 for other in others)


def test_an_utterance_is_heard_where_the_truth_says(batch):
    first = batch.truth["budget"][0]
    sound = decoded(DEFAULT / "recordings" / "budget-near.ogg")[0]
    script = make_meetings.BY_SPEAKER
    (said,) = spoken(Script(**{**vars(script), "lines": script.lines[:1]}))
    shifts = range(-800, 801, 40)
    start = int(first.start * RATE)
    matches = [float(np.dot(sound[start + shift :][: len(said.sound)], said.sound)) for shift in shifts]
    assert abs(shifts[int(np.argmax(matches))]) <= 80  # 5 ms


def sentences() -> list[str]:
    texts = [line.words for script in SCRIPTS for line in script.lines]
    return [sentence for text in texts for sentence in re.findall(r"[^。？]+[。？]?", text)]


def test_no_sentence_is_in_the_training_corpus():
    corpus = pytest.importorskip(
        "samples.train_demo_model.corpus.corpus", reason="the corpus of the speech model is not part of this version"
    )
    known = set(corpus.corpus())
    assert [sentence for sentence in sentences() if sentence in known or sentence.strip("。？") in known] == []
    assert [sentence for sentence in sentences() if corpus.shared(sentence) > 0.5] == []


def test_the_model_can_write_every_character():
    corpus = pytest.importorskip(
        "samples.train_demo_model.corpus.corpus", reason="the corpus of the speech model is not part of this version"
    )
    assert set("".join(sentences())) - set("".join(corpus.corpus())) == set()
