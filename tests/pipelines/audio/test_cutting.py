import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipelines.audio import RATE, Samples, Span, Stretch, cutting
from pipelines.audio.cutting import cut, plan, plans, quietest, samples_of, stretches
from pipelines.audio.decoding import GRID
from pipelines.audio.refusal import Reason
from pipelines.audio.voice import speech
from tests.pipelines.audio.sounds import SPOKEN_RATE, at_rate, cut_off, silence, spoken, talk, unbroken, write


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of seconds instead of minutes."""
    monkeypatch.setattr(cutting, "LONGEST_SECONDS", 12)
    monkeypatch.setattr(cutting, "SHORTEST_SECONDS", 6)


def blocks(samples: Samples, size: int = 1_024) -> Iterator[Samples]:
    return (samples[begin : begin + size] for begin in range(0, len(samples), size))


def total(spans: tuple[Span, ...]) -> float:
    return sum(end - begin for begin, end in spans)


def test_cuts_are_in_pauses(short: None) -> None:
    samples = at_rate(talk(1, 1, 1, 1, 1, 1, 1, 1), RATE)
    found = list(cut(blocks(samples)))
    assert len(found) > 2
    assert np.array_equal(np.concatenate([stretch.samples for stretch in found]), samples)
    for stretch in found[:-1]:
        assert 6 <= len(stretch.samples) / RATE <= 12
        assert np.abs(stretch.samples[-1600:]).max() < 0.02
        assert len(stretch.samples) % (RATE // GRID) == 0
    for stretch in found:
        assert all(0 <= begin < end <= len(stretch.samples) / RATE for begin, end in stretch.speech)


def test_cuts_are_the_same_however_blocks_come(short: None) -> None:
    samples = at_rate(talk(1, 0.6, 1, 0.7, 1, 1), RATE)

    def shape(found: Iterator[Stretch]) -> list[tuple]:
        return [(one.number, one.start, len(one.samples), one.speech) for one in found]

    assert shape(cut(blocks(samples))) == shape(cut(blocks(samples, 77_777))) == shape(cut(iter([samples])))


def test_speech_without_a_pause_is_cut_where_it_is_quietest(short: None) -> None:
    samples = at_rate(unbroken(30), RATE)
    found = list(cut(blocks(samples)))
    assert sum(len(stretch.samples) for stretch in found) == len(samples)
    assert all(len(stretch.samples) <= 12 * RATE for stretch in found)
    spoken_for = sum(total(stretch.speech) for stretch in found)
    assert spoken_for == pytest.approx(30, abs=1.5)


def test_the_quietest_place() -> None:
    samples = np.ones(10 * RATE, np.float32)
    samples[int(6.9 * RATE) : int(7.1 * RATE)] = 0
    assert abs(quietest(samples, 5 * RATE, 10 * RATE) - 7 * RATE) <= RATE // GRID
    assert 5 * RATE <= quietest(samples, 5 * RATE, 5 * RATE + 100) <= 5 * RATE + 100


def test_what_ends_with_a_stretch_is_one(short: None) -> None:
    (only,) = cut(blocks(np.zeros(12 * RATE, np.float32)))
    assert (only.number, only.start, len(only.samples), only.speech) == (1, 0, 12 * RATE, ())
    assert list(cut(iter([]))) == []


@pytest.mark.parametrize("name", ["a.opus", "a.mp3", "a.wma"])
def test_a_planned_stretch_can_be_decoded_alone(tmp_path: Path, short: None, name: str) -> None:
    codec = {"a.opus": "libopus", "a.mp3": "libmp3lame", "a.wma": "wmav2"}[name]
    file = write(tmp_path / name, talk(1, 0.6, 1, 0.7, 1, 1), codec=codec, b="64000")
    found = plan(file)
    assert len(found.parts) > 1
    assert found.broke_off is None
    assert found.seconds == found.parts[-1].end
    for part, stretch in reversed([*zip(found.parts, stretches(file), strict=True)]):  # none follows the one before
        assert (part.number, part.start, part.speech) == (stretch.number, stretch.start, stretch.speech)
        assert np.array_equal(samples_of(file, None, part), stretch.samples)
    assert [part.number for part in found.parts] == list(range(1, len(found.parts) + 1))
    assert [part.start for part in found.parts[1:]] == [part.end for part in found.parts[:-1]]


def test_a_channel_is_planned_by_itself(tmp_path: Path) -> None:
    one, other = spoken("本日の議題です。"), silence(6)
    rows = np.zeros((4, len(other)), np.float32)
    rows[2, SPOKEN_RATE : SPOKEN_RATE + len(one)] = one
    file = write(tmp_path / "a.wav", rows)
    assert [len(plan(file, channel).parts[0].speech) for channel in (1, 2, 3, 4, None)] == [0, 0, 1, 0, 1]


def test_telephone_and_clipped_speech_are_found(tmp_path: Path) -> None:
    sound = talk(1, 1, 1)
    spans = speech(at_rate(sound, RATE))
    telephone = write(tmp_path / "a.wav", at_rate(sound, 8_000), 8_000, "pcm_alaw")
    clipped = write(tmp_path / "b.wav", np.clip(20 * sound, -1, 1))
    for file in (telephone, clipped):
        (part,) = plan(file).parts
        assert total(part.speech) == pytest.approx(total(spans), rel=0.15)
        assert all(any(begin < other_end and other < end for other, other_end in spans) for begin, end in part.speech)


def test_plans_or_the_reasons_why_there_are_none(tmp_path: Path) -> None:
    file = write(tmp_path / "a.wav", talk(1))
    found = plans([[(file, None)], [(file, 2)], [(tmp_path / "none.wav", None)]])
    assert found == [[plan(file)], [Reason.NO_SUCH_CHANNEL], [Reason.MISSING]]


def test_a_plan_says_where_a_file_breaks_off(tmp_path: Path) -> None:
    found = plan(cut_off(write(tmp_path / "a.flac", talk(1, 1, 1, 1), codec="flac"), 0.5))
    assert found.broke_off == found.seconds > 2
    assert found.parts[0].speech


PLAN = """
import re, sys
from pathlib import Path
from pipelines.audio.cutting import plan
found = plan(Path(sys.argv[1]))
speech = sum(len(part.speech) for part in found.parts)
# Not by getrusage: what it says begins with what the process was that started this one, and that is pytest.
peak = re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1]
print(found.seconds, len(found.parts), speech, peak)
"""


@pytest.mark.slow
def test_an_hour_of_silence_is_planned_in_bounded_memory(tmp_path: Path) -> None:
    file = write(tmp_path / "a.flac", silence(3_600, 8_000), 8_000, "flac")
    assert file.stat().st_size < 1_000_000
    done = subprocess.run([sys.executable, "-c", PLAN, file], capture_output=True, text=True, check=True)
    seconds, parts, spans, kibibytes = done.stdout.split()
    assert float(seconds) == 3_600
    assert 12 <= int(parts) <= 15
    assert spans == "0"
    assert int(kibibytes) < 600_000  # looking for speech in the whole hour at once takes 2 GB
