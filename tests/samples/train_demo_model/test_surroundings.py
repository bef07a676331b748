import math

import pytest

pytest.importorskip("torch", reason="only training needs torch")

import torch

from samples.speech.acoustics import RATE
from samples.train_demo_model.surroundings import disturbed, echoed, hum, narrowed, noise

LENGTH = 2 * RATE


@pytest.fixture
def tones():
    """Four tones, one of which ends after a second."""
    at = torch.arange(LENGTH) / RATE
    sound = 0.3 * torch.sin(2 * math.pi * torch.tensor([[220.0], [440.0], [880.0], [1760.0]]) * at)
    sound[3, RATE:] = 0
    return sound, torch.tensor([LENGTH, LENGTH, LENGTH, RATE])


def _power(sound, low, high):
    power = torch.fft.rfft(sound).abs().square()
    hertz = torch.fft.rfftfreq(sound.shape[-1], 1 / RATE)
    return power[..., (hertz >= low) & (hertz < high)].sum(-1)


def test_clean_sounds_are_only_made_louder_or_softer_in_steps_of_sixteen_bits(tones):
    sound, samples = tones
    made = disturbed(sound, samples, clean=1.0)
    peaks = made.abs().amax(1)
    assert bool(((peaks > 0.09) & (peaks < 0.96)).all())
    assert torch.allclose(made / peaks[:, None], sound / sound.abs().amax(1, keepdim=True), atol=1e-3)
    assert torch.equal(made * 32768, (made * 32768).round())


def test_nothing_is_heard_beyond_a_sound(tones):
    sound, samples = tones
    for seed in range(8):
        torch.manual_seed(seed)
        made = disturbed(sound, samples, clean=0.0)
        assert not made[3, RATE:].any()
        assert bool(made.isfinite().all())
        assert float(made.abs().max()) <= 1


def test_a_share_stays_clean(tones):
    sound, samples = tones[0].repeat(50, 1), tones[1].repeat(50)
    torch.manual_seed(1)
    clean, rough = (_changed(disturbed(sound, samples, share), sound) for share in (0.8, 0.0))
    assert clean < 0.35 * len(sound)
    assert rough > 0.6 * len(sound)


def _changed(made, sound):
    alike = torch.nn.functional.cosine_similarity(made, sound)
    return int((alike < 0.9999).sum())


def test_a_sound_that_is_silent_becomes_noise_alone():
    torch.manual_seed(2)
    made = disturbed(torch.zeros(20, RATE), torch.full((20,), RATE), clean=0.5)
    peaks = made.abs().amax(1)
    assert bool(((peaks > 5e-5) & (peaks < 0.11)).all())


def test_an_echo_comes_after_the_sound_and_dies_away():
    click = torch.zeros(30, RATE)
    click[:, 1000] = 1
    torch.manual_seed(3)
    made = echoed(click)
    assert torch.allclose(made[:, 1000], torch.ones(30), atol=1e-3)
    assert float(made[:, :1000].abs().max()) < 1e-3
    early, late = made[:, 1001:3000].square().sum(1), made[:, 10_000:12_000].square().sum(1)
    assert bool((late < early / 10).all())
    ratio = 10 * torch.log10(1 / made[:, 1001:].square().sum(1))
    assert bool(((ratio > -4.5) & (ratio < 14.5)).all())


def test_noise_falls_with_frequency_between_white_and_brown():
    torch.manual_seed(4)
    made = noise(torch.zeros(60, LENGTH))
    falls = 10 * torch.log10(_power(made, 500, 1000) / 500 / (_power(made, 4000, 8000) / 4000))  # three octaves
    assert float(falls.min()) > -1
    assert float(falls.max()) < 3 * 6.02 + 1.5
    assert float(falls.max() - falls.min()) > 9


def test_a_hum_is_a_low_tone_with_overtones():
    made = hum(torch.zeros(10, LENGTH))
    assert bool((_power(made, 45, 6 * 240 + 10) > 0.95 * _power(made, 0, 8000)).all())


def test_a_narrow_line_keeps_what_it_carries_and_loses_the_rest():
    at = torch.arange(LENGTH) / RATE
    low, middle, high = (torch.sin(2 * math.pi * hertz * at)[None] for hertz in (10.0, 1000.0, 7990.0))
    torch.manual_seed(5)
    assert float(narrowed(middle).norm() / middle.norm()) > 0.95
    assert float(narrowed(low).norm() / low.norm()) < 0.1
    assert float(narrowed(high).norm() / high.norm()) < 0.75
