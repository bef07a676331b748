from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import pytest
from av.container import InputContainer

from pipelines.audio import RATE, Samples, decoding
from pipelines.audio.decoding import GRID, Decoding
from pipelines.audio.opening import opened
from pipelines.audio.refusal import Reason, Unreadable
from tests.pipelines.audio.sounds import SPOKEN_RATE, Sound, at_rate, cut_off, silence, spoken, talk, write, write_video


def decoded(file: Path, channel: int | None = None, start: float = 0) -> Samples:
    return np.concatenate(list(Decoding(file, channel, start)))


def tone(seconds: float, rate: int, hertz: float = 200) -> Sound:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def onset(samples: Samples) -> float:
    """Seconds until something is heard."""
    return float(np.flatnonzero(np.abs(samples) > 0.05)[0] / RATE)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 96_000])
def test_every_rate_becomes_16_khz(tmp_path: Path, rate: int) -> None:
    samples = decoded(write(tmp_path / "a.wav", tone(2, rate), rate))
    assert samples.dtype == np.float32
    assert len(samples) == 2 * RATE
    inner = slice(RATE // 4, -RATE // 4)
    assert np.abs(samples - tone(2, RATE))[inner].max() < 0.01


@pytest.mark.parametrize(
    ("codec", "precision"),
    [("pcm_u8", 0.02), ("pcm_s16le", 1e-3), ("pcm_s24le", 1e-3), ("pcm_s32le", 1e-3), ("pcm_f32le", 1e-3)],
)
def test_every_way_to_write_a_sample_means_the_same(tmp_path: Path, codec: str, precision: float) -> None:
    samples = decoded(write(tmp_path / "a.wav", tone(1, RATE), RATE, codec))
    assert np.abs(samples - tone(1, RATE)).max() < precision


def test_channels_are_heard_alone_or_mixed(tmp_path: Path) -> None:
    both = np.stack([tone(1, 96_000, 200), tone(1, 96_000, 330)])
    for name, codec in (("a.wav", "pcm_s16le"), ("a.flac", "flac")):
        file = write(tmp_path / name, both, 96_000, codec)
        left, right, mixed = decoded(file, 1), decoded(file, 2), decoded(file)
        inner = slice(1_000, -1_000)
        assert np.abs(left - tone(1, RATE, 200))[inner].max() < 0.01
        assert np.abs(right - tone(1, RATE, 330))[inner].max() < 0.01
        assert np.abs(mixed - (left + right) / 2).max() < 0.01


@pytest.mark.parametrize("channel", [0, 3, -1])
def test_a_channel_that_is_not_there(tmp_path: Path, channel: int) -> None:
    file = write(tmp_path / "a.wav", np.stack([silence(1), silence(1)]))
    with pytest.raises(Unreadable) as refused:
        decoded(file, channel)
    assert refused.value.reason is Reason.NO_SUCH_CHANNEL


def test_clipped_sound_stays_within_full_level(tmp_path: Path) -> None:
    samples = decoded(write(tmp_path / "a.wav", np.clip(20 * spoken("本日の議題です。"), -1, 1)))
    assert 0.9 < np.abs(samples).max() < 1.5
    assert np.isfinite(samples).all()


def test_what_is_no_number_is_silence(tmp_path: Path) -> None:
    sound = tone(1, RATE)
    sound[4_000:4_100] = np.nan
    assert np.isfinite(decoded(write(tmp_path / "a.wav", sound, RATE, "pcm_f32le"))).all()


def test_a_sound_track_that_begins_later_keeps_its_time(tmp_path: Path) -> None:
    sound = np.concatenate([silence(0.5), tone(1, SPOKEN_RATE)])
    assert onset(decoded(write_video(tmp_path / "a.mp4", sound, start=2))) == pytest.approx(2.5, abs=0.05)


def test_a_hole_in_the_recording_is_silence(tmp_path: Path) -> None:
    file = tmp_path / "a.mkv"
    with av.open(str(file), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for second in (0, 1, 5):  # three seconds were never written
            frame = av.AudioFrame.from_ndarray(tone(1, RATE)[None], format="fltp", layout="mono")
            frame.sample_rate, frame.pts = RATE, second * RATE
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    samples = decoded(file)
    assert len(samples) / RATE == pytest.approx(6, abs=0.05)
    assert np.abs(samples[int(2.2 * RATE) : int(4.8 * RATE)]).max() < 0.01
    assert np.abs(samples[int(5.2 * RATE) :]).max() > 0.4


KINDS = {
    "a.wav": (44_100, "pcm_s16le", {}),
    "telephone.wav": (8_000, "pcm_mulaw", {}),
    "a.flac": (44_100, "flac", {}),
    "constant.mp3": (44_100, "libmp3lame", {"b": "64000"}),
    "variable.mp3": (44_100, "libmp3lame", {"flags": "+qscale", "global_quality": "590"}),
    "a.opus": (48_000, "libopus", {"b": "24000"}),
    "a.m4a": (44_100, "aac", {"b": "64000"}),
    "a.wma": (44_100, "wmav2", {"b": "64000"}),
    "a.mka": (48_000, "libopus", {}),
}


@pytest.mark.parametrize("name", KINDS)
def test_sound_decoded_from_a_time_on_is_that_decoded_from_the_start(tmp_path: Path, name: str) -> None:
    rate, codec, options = KINDS[name]
    file = write(tmp_path / name, at_rate(talk(*[0.4] * 12), rate), rate, codec, **options)
    whole = decoded(file)
    for start in (1.2, 7.48, 20.04):
        part, wanted = decoded(file, start=start), whole[round(start * RATE) :]
        assert len(part) == len(wanted)
        if codec == "aac":  # its decoder makes up noise as it goes, so it is the same sound in other samples
            assert np.corrcoef(part, wanted)[0, 1] > 0.99
            assert np.correlate(wanted[100:-100], part, "valid").argmax() == 100 or _lag(wanted, part) == 0
        else:
            assert np.abs(part - wanted).max() == 0


def _lag(wanted: Samples, part: Samples) -> int:
    middle = slice(RATE, 3 * RATE)
    window = wanted[RATE - 500 : 3 * RATE + 500]
    return int(np.correlate(window, part[middle], "valid").argmax()) - 500


def test_where_the_index_of_a_file_leads_too_far_it_is_decoded_from_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Far:
        """A container that always arrives ten seconds behind."""

        def __init__(self, container: InputContainer) -> None:
            self.container = container

        def __getattr__(self, name: str) -> object:
            return getattr(self.container, name)

        def seek(self, place: int) -> None:
            self.container.seek(place + 10_000_000)

    @contextmanager
    def leading_far(file: Path) -> Iterator[tuple[Far, object]]:
        with opened(file) as (container, stream):
            yield Far(container), stream

    file = write(tmp_path / "a.mp3", talk(*[0.4] * 12), codec="libmp3lame")
    whole = decoded(file)
    monkeypatch.setattr(decoding, "opened", leading_far)
    assert np.array_equal(decoded(file, start=7.48), whole[round(7.48 * RATE) :])


def test_cuts_may_be_at_any_multiple_of_the_grid() -> None:
    assert all(rate % GRID == 0 for rate in (8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, RATE))


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("a.wav", "pcm_s16le", {}),
        ("a.flac", "flac", {}),
        ("a.mp3", "libmp3lame", {}),
        ("a.opus", "libopus", {}),
        ("a.m4a", "aac", {"movflags": "faststart"}),
        ("a.mka", "libopus", {}),
    ],
)
def test_what_is_there_of_a_truncated_file_is_used_and_where_it_ends_is_said(
    tmp_path: Path, name: str, codec: str, options: dict[str, str]
) -> None:
    file = write(tmp_path / name, talk(*[0.4] * 8), codec=codec, **options)
    whole = Decoding(file)
    seconds = len(np.concatenate(list(whole))) / RATE
    assert whole.broke_off is None
    broken = Decoding(cut_off(file, 0.5))
    samples = np.concatenate(list(broken))
    assert broken.broke_off == len(samples) / RATE
    assert seconds / 4 < broken.broke_off < seconds * 3 / 4


def test_a_damaged_place_costs_no_more_than_itself(tmp_path: Path) -> None:
    file = write(tmp_path / "a.mp3", talk(*[0.4] * 4), codec="libmp3lame")
    whole, content = decoded(file), bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2_000] = bytes(2_000)
    file.write_bytes(content)
    damaged = decoded(file)
    assert abs(len(damaged) - len(whole)) < RATE
    assert np.abs(damaged[:RATE] - whole[:RATE]).max() == 0
