"""Engine against engine, and where errors come from, as pages show them."""

import pytest

from dashboards.language import speaking
from dashboards.pages import contrast_words, error_words
from dashboards.pages.comparison import ComparisonPage, render_comparison
from dashboards.pages.result import render
from evaluators.comparison import cells, compare, compare_engines, pairs, tables
from evaluators.confusion_groups import confusion_groups
from evaluators.error_sources import Effect, Source, Sources, error_sources
from evaluators.field_contrasts import ACCURACY
from evaluators.grade import Origin
from tests.dashboards.pages.test_result import HOSTILE, a_result
from tests.evaluators.scoring import scored

PAPER = {f"{number:02}": {"name": "千葉", "note": "役所"} for number in range(30)}
WORSE = {name: {"name": "干葉", "note": HOSTILE if int(name) % 2 else "役所"} for name in PAPER}


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


def the_page(first, second, **more):
    rows = scored(PAPER, a=first, b=second)
    two = pairs(rows[rows["engine"] == "a"], rows[rows["engine"] == "b"])
    given = {
        "runs": (),
        "origin": Origin.REAL,
        "comparisons": tuple(compare({("a", "b"): two}, Origin.REAL)),
        "cells": {("a", "b"): cells(two).to_dict("records")},
        "labels": {("permit", "name"): "<b>氏名</b>"},
        "templates": {"permit": "Permits"},
    }
    return render_comparison(ComparisonPage(**given | more))


def test_the_page_of_a_comparison_escapes_and_lists(each_language):
    page = the_page(PAPER, WORSE)
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>氏名" not in page
    assert page.count("&lt;script&gt;") == 15
    assert 'class="banner"' not in page
    assert "nan" not in page.lower().replace("&lt;", "")


def test_a_long_list_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr("dashboards.pages.comparison.MOST_SHOWN", 3)
    page = the_page(PAPER, WORSE)
    assert "The first 3 are shown" in page
    assert page.count("<code>") == 3


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (PAPER, WORSE, "b read fewer fields right than a: by"),
        (WORSE, PAPER, "b read more fields right than a: by"),
        (PAPER, PAPER, "Between a and b no difference can be shown: 0.0 points"),
    ],
)
def test_the_sentence_says_what_the_test_says(first, second, says):
    ((comparison, contrast),) = [
        row
        for row in tables(compare_engines(scored(PAPER, a=first, b=second), ["a", "b"], Origin.REAL))[ACCURACY, "type"]
        if not row[1].scope
    ]
    assert says in contrast_words.sentence(comparison, contrast)
    assert "four of five batches" in contrast_words.sentence(comparison, contrast)


def test_so_few_forms_show_nothing():
    paper = dict(list(PAPER.items())[:2])
    rows = scored(paper, a=paper, b={name: WORSE[name] for name in paper})
    comparisons = tuple(compare_engines(rows, ["a", "b"], Origin.REAL))
    page = render(a_result(comparisons=comparisons))
    assert "So few forms cannot show any difference" in page


def test_a_result_shows_its_engines_and_their_errors(each_language):
    rows = scored(PAPER, a=PAPER, b=WORSE)
    page = render(
        a_result(
            engines=("a", "b"),
            quantities=(),
            comparisons=tuple(compare_engines(rows, ["a", "b"], Origin.REAL)),
            groups=tuple(confusion_groups(rows).to_dict("records")),
            sources=tuple(error_sources(rows, name) for name in ("a", "b")),
        )
    )
    assert 'id="engine-comparison"' in page
    assert 'id="error-sources"' in page
    assert "<script" not in page
    assert ">nan<" not in page


def test_with_one_engine_there_is_nothing_to_compare():
    page = render(a_result())
    assert "engine-comparison" not in page
    assert "error-sources" not in page


def test_too_few_errors_are_said_with_their_number():
    assert list(error_words.sentences(Sources("x", 3, 100, 10, (), ()))) == ["Too few errors to say anything (3)."]


def a_source(low, high, wrong=40):
    effect = Effect("fax", (low + high) / 2, low, high, 100, wrong, 20)
    return Source("cond_scan", "grey200", 0.0004, 0.001, (effect,))


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (a_source(0.1, 0.3), "“fax, black and white” +20.0 points [+10.0 – +30.0] of fields wrong; p 0.001."),
        (a_source(-0.1, 0.3), "no single level stands out"),
        (a_source(0.1, 0.3, wrong=0), "no single level stands out"),
    ],
)
def test_a_factor_that_matters_has_its_sentence(source, says):
    (sentence,) = error_words.sentences(Sources("x", 60, 200, 40, (source,), ()))
    assert says in sentence


def test_without_a_factor_that_is_said():
    dull = Source("length", "", 0.4, 0.8, (Effect("", 0.01, -0.02, 0.04, 200, 60, 40),))
    assert list(error_words.sentences(Sources("x", 60, 200, 40, (dull,), ()))) == ["No factor can be shown to matter."]
