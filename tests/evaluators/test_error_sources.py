"""Factors that were put into made-up errors are found again, and what cannot be told is not told."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from evaluators.error_factors import (
    BESIDE,
    EDGE,
    FREE,
    LENGTH,
    PLACE,
    RULES,
    THROUGH,
    Box,
    design,
    filled_fields,
)
from evaluators.error_sources import FEW_ERRORS, error_sources
from evaluators.frames import SCORED

DOCUMENTS, FIELDS = 120, 12


def made_up(chance, documents=DOCUMENTS, seed=4):
    """Fields of one engine, wrong with the chance that a function of their rows gives."""
    draw = np.random.default_rng(seed)
    cells = documents * FIELDS
    rows = pd.DataFrame(
        {
            "document": np.repeat([f"{number:04}" for number in range(documents)], FIELDS),
            "template": "form",
            "field": np.tile([f"f{number:02}" for number in range(FIELDS)], documents),
            "type": np.tile(["name", "date", "address"] * (FIELDS // 3), documents),
            "engine": "x",
            "status": "read",
            "cond_scan": np.repeat(draw.choice(["grey", "fax"], documents, p=[0.6, 0.4]), FIELDS),
            "correct": draw.integers(1, 25, cells),
        }
    )
    rows["cond_pen"] = np.where(rows["cond_scan"] == "fax", "ball", "ink")
    right = (draw.random(cells) >= chance(rows)).astype(int)
    rows = rows.assign(right_typed=right, substitutions=0, deletions=0, insertions=0)
    return rows.reindex(columns=[*dict.fromkeys([*SCORED.names, *rows.columns])])


def by_scan(rows):
    return np.where(rows["cond_scan"] == "fax", 0.35, 0.15)


def test_the_factor_that_matters_is_found_with_its_size():
    found = error_sources(made_up(by_scan).drop(columns="cond_pen"), "x")
    assert [source.factor for source in found.sources if source.matters] == ["cond_scan"]
    first = found.sources[0]
    (effect,) = first.effects
    assert (first.reference, effect.level) == ("grey", "fax")
    assert effect.low < effect.points < effect.high
    assert effect.points == pytest.approx(0.20, abs=0.07)


def test_intervals_hold_the_true_difference():
    held = 0
    for seed in range(100, 140):
        rows = made_up(by_scan, seed=seed).drop(columns="cond_pen")
        (source,) = [source for source in error_sources(rows, "x").sources if source.factor == "cond_scan"]
        (effect,) = source.effects
        true = 0.20 if effect.level == "fax" else -0.20
        held += effect.low < true < effect.high
    assert held >= 34


def test_length_is_told_by_its_doubling():
    found = error_sources(made_up(lambda rows: 0.05 + 0.08 * np.log2(rows["correct"])), "x")
    assert found.sources[0].factor == LENGTH
    assert found.sources[0].effects[0].points == pytest.approx(0.08, abs=0.03)


def test_the_model_is_that_of_statsmodels():
    """But for the slight ridge: same weights, same covariance with documents as clusters."""
    rows = made_up(by_scan).drop(columns="cond_pen")
    made = design(filled_fields(rows), {})
    model = sm.Logit(1 - made.rows["right_typed"], made.matrix())
    groups = made.rows["document"].factorize()[0]
    fitted = model.fit(disp=0, cov_type="cluster", cov_kwds={"groups": groups})
    place = 1 + sum(len(factor.levels) for factor in made.factors[:1])
    (source,) = [source for source in error_sources(rows, "x").sources if source.factor == "cond_scan"]
    assert made.factors[1].name == "cond_scan"
    assert source.p == pytest.approx(float(fitted.pvalues.iloc[place]), abs=2e-3)


def test_what_goes_together_is_told_once():
    found = error_sources(made_up(by_scan), "x")
    assert {source.factor for source in found.sources} >= {"cond_pen"}
    assert found.left_out == ("cond_scan",)


def test_the_place_is_a_factor_where_it_is_known():
    boxes = {("form", f"f{number:02}"): Box(5.0 if number < 4 else 60.0, 0.5) for number in range(FIELDS)}
    rows = made_up(lambda rows: np.where(rows["field"] < "f04", 0.4, 0.1))
    found = error_sources(rows, "x", boxes)
    assert found.sources[0].factor == PLACE
    assert found.sources[0].effects[0].level == EDGE
    assert PLACE not in {source.factor for source in error_sources(rows, "x").sources}


def test_rules_are_a_factor_where_all_of_them_are_known():
    boxes = {("form", f"f{number:02}"): Box(60.0, (0.0, 0.5, 4.0)[number // 4]) for number in range(FIELDS)}
    rows = made_up(lambda rows: np.where(rows["field"] < "f04", 0.4, 0.1))
    found = error_sources(rows, "x", boxes)
    assert (found.sources[0].factor, found.sources[0].matters) == (RULES, True)
    assert [effect.level for effect in found.sources[0].effects if effect.low > 0] == [THROUGH]
    assert {found.sources[0].reference, *(effect.level for effect in found.sources[0].effects)} == {
        *(THROUGH, BESIDE, FREE)
    }
    for other in (boxes | {("form", "f11"): Box(60.0, None)}, {("form", "f00"): Box(60.0, 0.0)}, {}):
        assert RULES not in {factor.name for factor in design(filled_fields(rows), other).factors}


def test_a_level_without_errors_keeps_a_finite_effect_and_is_said_to_be_one():
    found = error_sources(made_up(lambda rows: np.where(rows["type"] == "date", 0.0, 0.3)), "x")
    (source,) = [source for source in found.sources if source.factor == "type"]
    effects = {effect.level: effect for effect in source.effects}
    date = effects.get("date")
    assert np.isfinite([effect.points for effect in source.effects]).all()
    if date is not None:
        assert date.separated
        assert date.wrong == 0
    assert source.matters


def test_a_level_of_a_few_fields_without_errors_is_no_finding():
    # One error would be expected in these 20 fields: that there is none is chance (.95^20 = .36).
    rows = made_up(lambda rows: np.where(rows["field"] == "f11", 0.0, 0.05))
    rows = rows[(rows["field"] != "f11") | (rows["document"] < "0020")]
    boxes = {("form", f"f{number:02}"): Box(60.0, 0.5 if number < 11 else 4.0) for number in range(FIELDS)}
    (source,) = [source for source in error_sources(rows, "x", boxes).sources if source.factor == RULES]
    assert [(effect.level, effect.separated, effect.fields) for effect in source.effects] == [(FREE, True, 20)]
    assert 0.2 < source.p < 0.6


@pytest.mark.parametrize("chance", [0.0, 1.0, 0.005])
def test_too_few_errors_say_nothing(chance):
    found = error_sources(made_up(lambda rows: np.full(len(rows), chance)), "x")
    assert found.too_few
    assert found.sources == ()
    assert min(found.wrong, found.fields - found.wrong) < FEW_ERRORS


def test_nothing_is_made_of_one_document_or_none():
    rows = made_up(by_scan)
    assert error_sources(rows.iloc[:0], "x").too_few
    assert error_sources(rows[rows["document"] == "0000"], "x").too_few
    assert error_sources(rows, "absent").fields == 0
    many = made_up(lambda rows: np.full(len(rows), 0.5)).assign(document="one")
    many["field"] = [f"f{number}" for number in range(len(many))]
    found = error_sources(many, "x")
    assert (found.too_few, found.too_few_documents, found.sources) == (False, True, ())


def test_few_documents_have_few_conditions():
    rows = made_up(lambda rows: np.full(len(rows), 0.4), documents=9).drop(columns="cond_pen")
    assert "cond_scan" in error_sources(rows, "x").left_out


def test_the_order_of_rows_changes_nothing():
    rows = made_up(by_scan)
    assert error_sources(rows.sample(frac=1, random_state=2), "x") == error_sources(rows, "x")


def test_chance_alone_is_hardly_ever_called_a_factor():
    """Documents of their own luck and no factor at all: with 95 % at most one batch in twenty, and some."""
    draw = np.random.default_rng(8)
    called = 0
    for seed in range(40):
        luck = draw.beta(2, 6, 60)
        rows = made_up(lambda rows, luck=luck: np.repeat(luck, FIELDS), documents=60, seed=seed)
        called += any(source.matters for source in error_sources(rows, "x").sources)
    assert called <= 6


def test_which_form_a_document_shows_is_no_factor():
    rows = made_up(by_scan)
    named = rows.assign(cond_form=[f"form{int(name) // 12}" for name in rows["document"]])
    assert error_sources(named, "x") == error_sources(rows, "x")
