"""Files that follow one another are one sound: cut anywhere, they are divided and decoded as the whole was."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.audio import RATE, Files, Plan, cutting, following
from pipelines.audio.cutting import plan, plan_together, samples_of
from pipelines.audio.following import Following, between
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.limits import LIMITS
from tests.pipelines.audio.sounds import Sound, at_rate, cut_off, talk, write
from tests.pipelines.audio.test_crosstalk import table


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of seconds instead of minutes."""
    monkeypatch.setattr(cutting, "LONGEST_SECONDS", 12)
    monkeypatch.setattr(cutting, "SHORTEST_SECONDS", 6)


def cut(folder: Path, sound: Sound, *places: int, name: str = "part", ending: str = "wav", rate: int = RATE) -> Files:
    """A sound in files that end at these samples."""
    edges = [0, *places, sound.shape[-1]]
    codec = {"wav": "pcm_s16le", "flac": "flac", "mp3": "libmp3lame"}[ending]
    return Files(
        tuple(
            write(folder / f"{name}{number}.{ending}", sound[..., begin:end], rate, codec)
            for number, (begin, end) in enumerate(pairwise(edges), start=1)
        )
    )


def known(files: Files, found: Plan) -> Files:
    """With what the pass over them has found."""
    return replace(files, spans=found.files)


@pytest.mark.parametrize("places", [[100_001], [37, 38], [77_777, 160_000, 200_123]])
def test_a_sound_in_several_files_is_divided_and_decoded_as_the_whole(
    tmp_path: Path, short: None, places: list[int]
) -> None:
    sound = at_rate(talk(1, 0.6, 1, 0.7, 1, 1), RATE)
    whole = write(tmp_path / "whole.wav", sound, RATE)
    files = cut(tmp_path, sound, *places)
    one, several = plan(whole), plan(files)
    assert len(one.parts) > 1
    assert several.parts == one.parts
    assert (several.seconds, several.broke_off, several.holes) == (one.seconds, None, [])
    assert [round(span.start * RATE) for span in several.files] == [0, *places]
    for part in one.parts:
        assert np.array_equal(samples_of(known(files, several), None, part), samples_of(whole, None, part))


@settings(max_examples=30, deadline=None)
@given(start=st.integers(0, 40_000), length=st.integers(1, 40_000))
def test_any_span_is_decoded_alone(tmp_path_factory: pytest.TempPathFactory, start: int, length: int) -> None:
    sound = np.random.default_rng(0).uniform(-0.5, 0.5, 50_000).astype(np.float32)
    files = cut(tmp_path_factory.mktemp("a"), sound, 12_345, 12_400, 30_000)
    passed = Following(files)
    whole = np.concatenate(list(passed))
    end = min(start + length, len(whole))
    found = between(replace(files, spans=tuple(passed.spans)), None, start / RATE, end / RATE)
    assert np.array_equal(found, whole[start:end])


def test_at_another_rate_and_lossy_only_the_place_of_the_cut_differs(tmp_path: Path) -> None:
    sound = talk(1, 1, 1)
    files = cut(tmp_path, sound, 300_000, ending="mp3", rate=48_000)
    found = plan(files)
    whole = plan(write(tmp_path / "whole.mp3", sound, codec="libmp3lame"))
    assert found.files[1].start == pytest.approx(300_000 / 48_000, abs=0.06)  # a frame of silence that encoders add
    assert found.seconds == pytest.approx(whole.seconds, abs=0.06)
    assert len(found.speech) == pytest.approx(len(whole.speech), abs=1)


def test_where_a_file_is_missing_the_others_go_on(tmp_path: Path) -> None:
    sound = at_rate(talk(1, 1, 1), RATE)
    files = cut(tmp_path, sound, 50_000, 100_000)
    files.paths[1].unlink()
    found = plan(files)
    first, lost, last = found.files
    assert (lost.reason, lost.lasts, lost.seconds) == (Reason.MISSING, None, 0)
    assert found.holes == [(first.end, first.end)]
    assert (last.start, last.reason) == (first.end, "")
    assert [part.end for part in found.parts] == [first.end, found.seconds]  # no window is heard across the hole
    samples = between(known(files, found), None, 0, found.seconds)
    assert np.array_equal(samples, np.concatenate(list(Following(Files((files.paths[0], files.paths[2]))))))


@pytest.mark.parametrize("ending", ["wav", "flac"])
def test_where_a_file_breaks_off_there_is_silence_for_as_long_as_it_was(tmp_path: Path, ending: str) -> None:
    sound = at_rate(talk(1, 1, 1, 1, 1), RATE)
    files = cut(tmp_path, sound, 160_000, ending=ending)
    broken = cut_off(files.paths[0], 0.5)
    files = Files((broken, files.paths[1]))
    found = plan(files)
    first, second = found.files
    assert first.broke_off
    assert first.seconds < 6
    assert first.lasts == pytest.approx(10, abs=0.01)
    assert second.start == first.end
    assert found.holes == [(first.seconds, first.end)]
    assert found.broke_off is None
    samples = between(known(files, found), None, 0, found.seconds)
    begin = round(second.start * RATE)
    assert not samples[round(first.seconds * RATE) : begin].any()
    assert np.allclose(samples[begin:], sound[160_000:], atol=1e-4)


@pytest.mark.parametrize("size", [0x6000_0000, 0x7FFF_F024, 0x7FFF_FFFF, 0x8000_0024, 0xFFFF_FFF0])
def test_a_length_that_was_never_put_right_is_none(tmp_path: Path, size: int) -> None:
    """14 hours, and the largest that there is, as programs write that cannot know it and are killed."""
    files = cut(tmp_path, at_rate(talk(1, 1, 1), RATE), 50_000)
    content = files.paths[0].read_bytes()
    files.paths[0].write_bytes(content[:4] + size.to_bytes(4, "little") + content[8:])
    first, second = plan(files).files
    assert (first.broke_off, first.lasts) == (True, None)
    assert second.start == first.seconds == 50_000 / RATE


def test_one_that_does_not_say_how_long_it_was_leaves_a_hole_without_a_length(tmp_path: Path) -> None:
    sound = talk(1, 1, 1)
    whole = write(tmp_path / "a.opus", sound, codec="libopus")
    found = plan(Files((cut_off(whole, 0.5), whole)))
    first, second = found.files
    assert (first.broke_off, first.lasts) == (True, None)
    assert second.start == first.seconds
    assert found.holes == [(first.seconds, first.seconds)]
    assert [part.start for part in found.parts] == [0, first.seconds]


def test_what_is_behind_several_holes_is_one_stretch(tmp_path: Path) -> None:
    sound = at_rate(talk(1, 1, 1), RATE)
    files = cut(tmp_path, sound, 30_000, 60_000, 90_000, 120_000)
    for number in (0, 2, 3):
        files.paths[number].unlink()
    found = plan(files)
    assert [part.number for part in found.parts] == [1, 2]
    assert [round(part.start * RATE) for part in found.parts] == [0, 30_000]
    for part in found.parts:
        alone = samples_of(known(files, found), None, part)
        assert np.array_equal(alone, between(known(files, found), None, part.start, part.end))


def test_the_last_file_breaks_off_as_a_single_one_does(tmp_path: Path) -> None:
    files = cut(tmp_path, at_rate(talk(1, 1, 1), RATE), 50_000)
    found = plan(Files((files.paths[0], cut_off(files.paths[1], 0.5))))
    assert found.broke_off == found.seconds == pytest.approx(found.files[1].start + found.files[1].seconds)
    assert found.holes == []


def test_files_of_which_none_can_be_heard_are_divided_into_nothing(tmp_path: Path) -> None:
    (tmp_path / "b.wav").write_bytes(b"")
    found = plan(Files((tmp_path / "a.wav", tmp_path / "b.wav")))
    assert (found.parts, found.seconds, found.speech) == ((), 0, [])
    assert [span.reason for span in found.files] == [Reason.MISSING, Reason.EMPTY]
    gone = Files((tmp_path / "a.wav", tmp_path / "c.wav"))
    whole = write(tmp_path / "whole.wav", at_rate(talk(1), RATE), RATE)
    assert plan_together([(whole, None), (gone, None)])[0] == plan(whole)
    first, second = plan_together([(gone, None), (gone, None)])
    assert isinstance(first, Plan)
    assert isinstance(second, Plan)
    assert [span.reason for span in first.files] == [Reason.MISSING, Reason.UNPLACED]


def test_all_files_together_are_no_longer_than_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = cut(tmp_path, np.zeros(4 * RATE, np.float32), 2 * RATE)
    monkeypatch.setattr(following, "LIMITS", replace(LIMITS, audio_seconds=3))
    with pytest.raises(Unreadable, match="too_long"):
        plan(files)


def test_microphones_that_were_cut_at_different_places_are_laid_side_by_side(tmp_path: Path) -> None:
    rows, _said = table((0, 1), (1, 4.5), (0, 8), (1, 12), seconds=16)
    whole = write(tmp_path / "whole.wav", rows)
    one = cut(tmp_path, rows[0], 300_001, name="one", rate=48_000)
    other = cut(tmp_path, rows[1], 480_000, 600_000, name="other", rate=48_000)
    together = plan_together([(whole, 1), (whole, 2)])
    apart = plan_together([(one, None), (other, None)])
    for expected, found in zip(together, apart, strict=True):
        assert isinstance(expected, Plan)
        assert isinstance(found, Plan)
        assert found.parts[0].gated
        # Resampled piece by piece, sound differs by a step of 16 bits at the cut.
        assert np.allclose(found.parts[0].speech, expected.parts[0].speech, atol=0.05)


def test_a_missing_part_is_as_long_as_that_of_a_microphone_beside_it(tmp_path: Path) -> None:
    rows, _said = table((0, 1), (1, 4.5), (0, 8), (1, 12), seconds=16)
    one, other = (cut(tmp_path, row, 200_000, 400_000, name=str(n), rate=48_000) for n, row in enumerate(rows))
    expected = plan_together([(one, None), (other, None)])[1]
    one.paths[1].unlink()
    found, beside = plan_together([(one, None), (other, None)])
    assert isinstance(expected, Plan)
    assert isinstance(found, Plan)
    assert isinstance(beside, Plan)
    assert [span.start for span in found.files] == [span.start for span in beside.files]
    assert found.files[1].lasts == beside.files[1].seconds
    assert found.holes == [(beside.files[1].start, beside.files[2].start)]
    # What only the other one has heard there is its own, and everything behind as it was.
    kept = [span for span in beside.parts[0].speech if span[0] > beside.files[2].start]
    assert kept == [span for span in expected.parts[0].speech if span[0] > beside.files[2].start]


def test_what_is_behind_a_hole_of_unknown_length_is_not_laid_beside_others(tmp_path: Path) -> None:
    rows, _said = table((0, 1), (1, 4.5), seconds=9)
    one = cut(tmp_path, rows[0], 150_000, 300_000, name="one", rate=48_000)
    other = cut(tmp_path, rows[1], 200_000, name="other", rate=48_000)
    one.paths[1].unlink()
    found, beside = plan_together([(one, None), (other, None)])
    assert isinstance(found, Plan)
    assert isinstance(beside, Plan)
    assert [span.reason for span in found.files] == ["", Reason.MISSING, Reason.UNPLACED]
    assert found.seconds == found.files[0].seconds
    assert [span.reason for span in beside.files] == ["", ""]
