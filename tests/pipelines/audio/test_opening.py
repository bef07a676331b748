import pickle
from pathlib import Path

import pytest

from pipelines.audio import Audio, opening
from pipelines.audio.decoding import Decoding
from pipelines.audio.opening import probe
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.limits import Limits
from tests.pipelines.audio.sounds import at_rate, cut_off, silence, talk, write, write_video


def reason(file: Path) -> Reason:
    with pytest.raises(Unreadable) as refused:
        probe(file)
    return refused.value.reason


def test_what_a_file_says_of_its_sound(tmp_path: Path) -> None:
    file = write(tmp_path / "a.wav", at_rate(silence(2), 8_000), 8_000, "pcm_mulaw")
    assert probe(file) == Audio(2.0, 1, 8_000, "pcm_mulaw")


def test_the_ending_of_the_name_says_nothing(tmp_path: Path) -> None:
    file = write(tmp_path / "a.mp3", silence(1), codec="libmp3lame").rename(tmp_path / "a.wav")
    assert probe(file).codec.startswith("mp3")


def test_the_sound_track_of_a_film_is_taken(tmp_path: Path) -> None:
    assert probe(write_video(tmp_path / "a.mp4", talk(0.1))).codec == "aac"


def test_a_film_without_sound_is_none(tmp_path: Path) -> None:
    assert reason(write_video(tmp_path / "a.mp4", None)) is Reason.NOT_AUDIO


def test_files_without_sound_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "empty.mp3").touch()
    (tmp_path / "text.wav").write_text("本日の議題\n" * 500, "utf-8")
    assert reason(tmp_path / "empty.mp3") is Reason.EMPTY
    assert reason(tmp_path / "text.wav") is Reason.NOT_AUDIO
    assert reason(tmp_path / "none.wav") is Reason.MISSING
    assert reason(tmp_path) is Reason.NOT_AUDIO


@pytest.mark.parametrize("ending", [".m4a", ".flac", ".opus", ".wav"])
def test_a_file_that_breaks_off_before_any_sound(tmp_path: Path, ending: str) -> None:
    codec = {".m4a": "aac", ".flac": "flac", ".opus": "libopus", ".wav": "pcm_s16le"}[ending]
    file = write(tmp_path / f"a{ending}", silence(1), codec=codec)
    file.write_bytes(file.read_bytes()[:40])
    assert reason(file) is Reason.TRUNCATED


def test_an_mp4_whose_index_is_missing(tmp_path: Path) -> None:
    assert reason(cut_off(write(tmp_path / "a.m4a", talk(0.1, 0.1), codec="aac"), 0.7)) is Reason.TRUNCATED


@pytest.mark.parametrize(
    "listing",
    ["#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\na.wav\n#EXT-X-ENDLIST\n", "ffconcat version 1.0\nfile a.wav\n"],
)
def test_a_list_that_names_other_files_opens_none(tmp_path: Path, listing: str) -> None:
    write(tmp_path / "a.wav", silence(9))
    for name in ("list.m3u8", "list.ffconcat", "list.wav"):
        (tmp_path / name).write_text(listing)
        assert reason(tmp_path / name) is Reason.NOT_AUDIO


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "a.wav", silence(3))
    monkeypatch.setattr(opening, "LIMITS", Limits(audio_bytes=1_000))
    assert reason(file) is Reason.TOO_LARGE
    monkeypatch.setattr(opening, "LIMITS", Limits(audio_seconds=2))
    assert reason(file) is Reason.TOO_LONG


def test_what_says_nothing_of_its_length_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "a.wav", silence(3))
    monkeypatch.setattr("pipelines.audio.decoding.LIMITS", Limits(audio_seconds=2))
    with pytest.raises(Unreadable) as refused:
        list(Decoding(file))
    assert refused.value.reason is Reason.TOO_LONG


def test_a_refusal_crosses_the_border_of_a_process() -> None:
    assert pickle.loads(pickle.dumps(Unreadable(Reason.TOO_LONG))).reason is Reason.TOO_LONG
