"""Factors of times, from times that are made of them."""

import numpy as np
import pandas as pd
import pytest

from evaluators.timing.effects import effects

SIZES = {f"i{number}": 2.0 ** (number % 5) for number in range(30)}
SPEEDS = {"p1": 0.5, "p2": 1.0, "p3": 2.0}


def rows(noise=0.0):
    random = np.random.default_rng(4)
    made = [
        (item, person, size * speed * np.exp(random.normal(0, noise)))
        for item, size in SIZES.items()
        for person, speed in SPEEDS.items()
    ]
    return pd.DataFrame(made, columns=["item", "worker", "seconds"])


def test_times_that_are_products_come_apart_into_their_factors():
    found = effects(rows(), {"person": (table := rows())["worker"]})
    assert found.of["person"].to_dict() == pytest.approx(SPEEDS, rel=1e-3)
    assert (found.size / found.size["i0"]).to_dict() == pytest.approx(SIZES, rel=1e-3)
    assert np.abs(found.residual).max() < 1e-3
    assert len(found.residual) == len(table)


def test_what_no_factor_explains_is_left_over():
    table = rows(noise=0.2)
    found = effects(table, {"person": table["worker"]})
    assert found.residual.std() == pytest.approx(0.2 * (58 / 90) ** 0.5, rel=0.15)


def test_sizes_that_are_all_noise_are_shrunk():
    random = np.random.default_rng(2)
    table = rows().assign(seconds=np.exp(random.normal(0, 0.3, 90)))
    found = effects(table, {"person": table["worker"]})
    raw = np.log(table["seconds"]).groupby(table["item"]).mean()
    assert np.log(found.size).std() < 0.85 * raw.std()


def test_a_time_of_nothing_has_a_logarithm():
    table = rows()
    table.loc[0, "seconds"] = 0.0
    assert np.isfinite(effects(table, {"person": table["worker"]}).residual).all()
