import numpy as np
import pytest

pytest.importorskip("faster_whisper", reason="windows need the features of faster-whisper")
pytest.importorskip("torch", reason="only training needs torch")

import torch
from faster_whisper.feature_extractor import FeatureExtractor

from samples.speech.acoustics import RATE
from samples.train_demo_model.features import PADDED_FRAMES, Features, frames

LENGTHS = (RATE, RATE // 2 + 77, 401)


def test_features_are_those_that_faster_whisper_has_before_it_pads_and_zero_beyond():
    rng = np.random.default_rng(1)
    sounds = [(rng.standard_normal(length) * 0.1).astype(np.float32) for length in LENGTHS]
    together = torch.zeros(len(sounds), RATE)
    for row, sound in enumerate(sounds):
        together[row, : len(sound)] = torch.from_numpy(sound)
    samples = torch.tensor(LENGTHS)
    made = Features(torch.device("cpu"))(together, samples, 140)
    for row, (sound, length) in enumerate(zip(sounds, frames(samples).tolist(), strict=True)):
        alone = FeatureExtractor()(sound)
        assert alone.shape[1] == length
        inner = slice(0, length - 2)  # the last ones reach beyond the sound, where it is not mirrored here
        assert np.allclose(made[row, :, inner].numpy(), alone[:, inner], atol=1e-3)
        assert not made[row, :, length:].any()
    assert made.shape == (3, 80, 140)


def test_what_is_longer_than_half_a_minute_is_cut_off():
    assert frames(torch.tensor([40 * RATE])).tolist() == [PADDED_FRAMES]
    made = Features(torch.device("cpu"))(torch.rand(1, RATE), torch.tensor([RATE]), 60)
    assert made.shape == (1, 80, 60)
