import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.audio import RATE, Span
from pipelines.audio.voice import speech
from pipelines.recognizers.windows import LONGEST_PAUSE, windows
from tests.pipelines.audio.sounds import at_rate, unbroken

ZEROS = np.zeros(120 * RATE, np.float32)


def test_short_pauses_are_within_a_window_and_long_ones_between() -> None:
    found = windows(ZEROS, [(1, 3), (4, 6), (9, 11)], 30)
    assert found == [(pytest.approx(0.7), pytest.approx(6.3)), (pytest.approx(8.7), pytest.approx(11.3))]


def test_a_window_is_never_longer_than_can_be_heard() -> None:
    assert windows(ZEROS, [(0, 7), (7.5, 12)], 10) == [(0, pytest.approx(7.25)), (pytest.approx(7.25), 12.3)]
    assert windows(ZEROS, [], 10) == []


def test_margins_end_with_the_sound() -> None:
    assert windows(ZEROS[: 5 * RATE], [(0.1, 4.9)], 30) == [(0, 5)]


@given(
    st.lists(st.tuples(st.floats(0.01, 3), st.floats(0.1, 40)), max_size=8),
    st.sampled_from([10, 12, 30]),
)
def test_all_speech_is_in_windows_that_do_not_overlap(pieces: list[tuple[float, float]], longest: int) -> None:
    spans: list[Span] = []
    time = 0.0
    for pause, length in pieces:
        spans.append((time + pause, time + pause + length))
        time += pause + length
    samples = np.zeros(int(time * RATE) + RATE, np.float32)
    found = windows(samples, spans, longest)
    for start, end in found:
        assert 0 <= start < end <= len(samples) / RATE + 1e-6
        assert end - start <= longest + 1e-6
    for (_start, end), (start, _end) in itertools.pairwise(found):
        assert end <= start + 1e-6
    heard = sum(max(0.0, min(b, d) - max(a, c)) for a, b in spans for c, d in found)
    assert heard == pytest.approx(sum(end - start for start, end in spans), abs=1e-3)
    for start, end in found:
        silent = end - start - sum(max(0.0, min(b, end) - max(a, start)) for a, b in spans)
        assert silent <= len(spans) * (LONGEST_PAUSE + 1)


def test_ninety_seconds_without_a_pause_are_all_in_windows() -> None:
    samples = at_rate(unbroken(90), RATE)
    found = windows(samples, speech(samples), 30)
    assert max(end - start for start, end in found) <= 30
    assert sum(end - start for start, end in found) > 88
