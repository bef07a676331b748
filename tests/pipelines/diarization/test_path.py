from itertools import product

import numpy as np
import pytest

from pipelines.diarization import path as module
from pipelines.diarization.path import path


@pytest.mark.parametrize("seed", range(8))
def test_no_sequence_is_likelier(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHANGE", 2.0)
    monkeypatch.setattr(module, "CHANGE_AFTER_PAUSE", 0.7)
    generator = np.random.default_rng(seed)
    likelihood = generator.normal(0, 1, (6, 3))
    begins = generator.random(6) < 0.4

    def worth(labels: tuple[int, ...]) -> float:
        changes = [0.7 if begins[n] else 2.0 for n in range(1, 6) if labels[n] != labels[n - 1]]
        return float(likelihood[np.arange(6), list(labels)].sum()) - sum(changes)

    best = max(product(range(3), repeat=6), key=worth)
    assert worth(tuple(path(likelihood, begins).tolist())) == pytest.approx(worth(best))


def test_a_change_is_likelier_after_a_pause() -> None:
    likelihood = np.array([[100.0, 0.0], [0.0, 10.0], [0.0, 100.0]])
    pause_first = path(likelihood, np.array([True, True, False]))
    pause_last = path(likelihood, np.array([True, False, True]))
    assert pause_first.tolist() == [0, 1, 1]
    assert pause_last.tolist() == [0, 0, 1]


def test_one_piece() -> None:
    assert path(np.array([[1.0, 2.0]]), np.array([True])).tolist() == [1]
