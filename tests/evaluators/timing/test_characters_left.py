"""Characters of minutes that are wrong after people's work, by hand."""

import pandas as pd
import pytest

from evaluators.grade import Grade, Origin
from evaluators.timing.characters_left import DRAFT, characters_left

COUNTED = pd.DataFrame(
    [("minutes_draft", f"m{n}", n, 100) for n in range(6)] + [(DRAFT, f"m{n}", 10 + n, 100) for n in range(6)],
    columns=["method", "item", "errors", "characters"],
)


def test_rates_are_sums_over_minutes_each_way_apart_and_of_the_draft():
    found = {each.scope["method"]: each for each in characters_left(COUNTED, Origin.REAL)}
    assert found["minutes_draft"].value == pytest.approx(15 / 600)
    assert found[DRAFT].value == pytest.approx(75 / 600)
    assert found[DRAFT].low < 75 / 600 < found[DRAFT].high
    assert (found[DRAFT].grade, found[DRAFT].n_documents) == (Grade.MEASURED, 6)


def test_minutes_of_which_nothing_was_said_have_no_rate():
    (found,) = characters_left(COUNTED[:6].assign(characters=0), Origin.REAL)
    assert found.value is None
