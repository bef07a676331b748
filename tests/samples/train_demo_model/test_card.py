from dataclasses import replace

import pytest

from pipelines.models import BUNDLED
from samples.train_demo_model import card
from samples.train_demo_model.bundle import HERE
from samples.train_demo_model.card import Figure

NEAR = Figure(card.NEAR, 150, 3210, 0.082344444, 0.07, 0.1, 0.05, 1, 2, 3, 600.0)
FAR = Figure("far, clean", 150, 3210, 0.6, 0.5, 0.7, 0.55, 4, 5, 6, 600.0)
CARD = (HERE / card.NAME).read_text("utf-8")


def test_the_figures_are_kept_and_put_into_the_card(tmp_path):
    (tmp_path / card.NAME).write_text(CARD, "utf-8")
    card.save(tmp_path, [NEAR, FAR])
    assert card.read(tmp_path) == [replace(NEAR, rate=0.08234), FAR]
    text = (tmp_path / card.NAME).read_text("utf-8")
    assert "| near, clean | 8.2 % | 7.0 % to 10.0 % | 5.0 % | 150 | 3210 |\n| far, clean | 60.0 % |" in text
    assert "Met: 8.2 % (95 % interval 7.0 % to 10.0 %, 150 sentences)." in text
    card.save(tmp_path, [FAR])
    assert "near, clean" not in (tmp_path / card.NAME).read_text("utf-8")


def test_a_model_without_a_card_keeps_its_figures_all_the_same(tmp_path):
    card.save(tmp_path, [NEAR])
    assert not (tmp_path / card.NAME).exists()
    assert len(card.read(tmp_path)) == 1


@pytest.mark.parametrize(
    ("rate", "begins"),
    [(0.0999, "Met: 10.0 %"), (0.1, "Met: 10.0 %"), (0.1001, "**Not met: 10.0 %"), (0.4, "**Not met: 40.0 %")],
)
def test_whether_the_aim_is_met_is_said(rate, begins):
    said = card.verdict([FAR, replace(NEAR, rate=rate)])
    assert said.startswith(begins)
    assert ("curve.csv" in said) == (rate > 0.1)


def test_without_the_condition_of_the_aim_nothing_is_said_of_it():
    assert card.verdict([FAR]) == "Not measured."


def test_a_place_that_the_card_lacks_is_an_error():
    with pytest.raises(ValueError, match="0 places colour"):
        card.filled(CARD, "colour", "red")


def test_the_card_of_the_project_says_for_what_the_model_is_not():
    assert "**It knows only synthetic speech" in CARD
    assert "not for real meetings**" in CARD


@pytest.mark.skipif(
    not all((BUNDLED / name).is_file() for name in (card.NAME, card.FIGURES)), reason="the model is not bundled yet"
)
def test_the_table_of_the_bundled_card_is_that_of_its_figures():
    text = (BUNDLED / card.NAME).read_text("utf-8")
    assert card.completed(text, card.read(BUNDLED)) == text
