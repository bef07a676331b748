"""Stretches that are asked for in order are given as if each was decoded alone, and decoded in one pass."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipelines.audio import RATE, Part, Plan, ahead, cutting, in_order
from pipelines.audio.cutting import plan, samples_of, stretches
from pipelines.audio.decoding import Decoding
from pipelines.audio.refusal import Unreadable
from tests.pipelines.audio.sounds import silence, talk, write


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Where each pass over a file begins."""
    found: list[float] = []

    def counted(file: Path, channel: int | None, start: float) -> Decoding:
        found.append(start)
        return Decoding(file, channel, start)

    monkeypatch.setattr(cutting, "LONGEST_SECONDS", 12)
    monkeypatch.setattr(cutting, "SHORTEST_SECONDS", 9)
    monkeypatch.setattr(in_order, "Decoding", counted)
    in_order._kept.clear()
    yield found
    in_order._kept.clear()


def long_talk(file: Path) -> tuple[Path, Plan]:
    write(file, talk(1, 0.6, 1, 0.7, 1, 1))
    made = plan(file)
    assert len(made.parts) > 2
    return file, made


@pytest.mark.parametrize("name", ["a.wav", "a.wma"])
def test_in_order_they_are_decoded_once(tmp_path: Path, passes: list[float], name: str) -> None:
    options = {"codec": "wmav2", "b": "64000"} if name == "a.wma" else {}
    file = write(tmp_path / name, talk(1, 0.6, 1, 0.7, 1, 1), **options)
    for part, stretch in zip(plan(file).parts, stretches(file), strict=True):
        assert np.array_equal(samples_of(file, None, part), stretch.samples)
    assert passes == [0.0]


def test_out_of_order_they_are_the_same(tmp_path: Path, passes: list[float]) -> None:
    file, made = long_talk(tmp_path / "a.wav")
    in_order = [samples_of(file, None, part) for part in made.parts]
    for number in (2, 0, 1, 1):
        assert np.array_equal(samples_of(file, None, made.parts[number]), in_order[number])
    assert passes == [0.0, *(made.parts[number].start for number in (2, 0, 1))]


def test_a_file_that_was_replaced_is_opened_again(tmp_path: Path, passes: list[float]) -> None:
    file, made = long_talk(tmp_path / "a.wav")
    samples_of(file, None, made.parts[0])
    write(tmp_path / "b.wav", silence(made.seconds + 1)).replace(file)
    assert not samples_of(file, None, made.parts[1]).any()
    file.unlink()
    with pytest.raises(Unreadable):
        samples_of(file, None, made.parts[2])
    assert passes == [part.start for part in made.parts[:3]]


def test_where_the_sound_ends_there_is_less_and_no_thread_is_left(
    tmp_path: Path, passes: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, made = long_talk(tmp_path / "a.wav")
    monkeypatch.setattr(ahead, "BLOCKS", 1)  # with room for all of it, the thread may be done before it is looked for
    before = threading.enumerate()
    samples_of(file, None, made.parts[0])
    (decoding,) = set(threading.enumerate()).difference(before)
    beyond = Part(2, made.parts[1].start, made.seconds + 5, ())
    assert len(samples_of(file, None, beyond)) == round((made.seconds - beyond.start) * RATE)
    assert not decoding.is_alive()
    assert passes == [0.0]
