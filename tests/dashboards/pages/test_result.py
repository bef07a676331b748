"""The page of a run, rendered from made-up evaluations."""

import re

import pytest

from dashboards.language import speaking
from dashboards.pages.result import Result, WrongField, render
from evaluators.answers import answers
from evaluators.characters import differences
from evaluators.grade import Grade, Origin, Source
from evaluators.keystrokes import DEFAULT
from evaluators.quantity import Quantity, quantity_id

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


def a_rate(engine, right, total, scope=None, low=0.0, high=1.0):
    scope = scope or {}
    return Quantity(
        id=quantity_id("field_accuracy", engine, "typed", scope), metric="field_accuracy", engine=engine, scope=scope,
        normaliser="typed", numerator=right, denominator=total, value=right / total, low=low, high=high, unit="ratio",
        method="korn-graubard", n_documents=3, grade=Grade.MEASURED, source=Source.MEASURED, cases=f"cases-{engine}",
    )  # fmt: skip


def a_result(origin=Origin.REAL, text="高橋", quantities=None, pages=()):
    wrong = WrongField(
        document="a.pdf", field="name", engine="x", status="read", error="", truth="髙橋", expected="髙橋", value=text,
        differences=differences("髙橋", text), value_right=False, picture=None,
    )  # fmt: skip
    record = {
        "started": "2026-04-01T09:00:00+09:00",
        "engines": [{"name": "x", "version": "1"}],
        "batch": {"digest": "0" * 64},
        "settings": {"dpi": 300},
        "packages": {"kouka": "0"},
        "machine": {"cores": 2},
    }
    default = (a_rate("x", 5, 8), a_rate("x", 1, 4, {"field": "name"}))
    return Result(
        run="c/r", title="A batch", task="Moving notices", origin=origin, record=record,
        quantities=default if quantities is None else quantities, answers=answers(None, None), best="", worths={},
        case=None, keystrokes=DEFAULT, pages=pages, labels={"name": "氏名"}, cases=(wrong,),
    )  # fmt: skip


def test_text_from_a_form_is_never_markup():
    page = render(a_result(text=HOSTILE))
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_a_banner_says_that_samples_are_invented_and_only_then():
    assert 'class="banner"' in render(a_result(Origin.DEMONSTRATION))
    assert 'class="banner"' not in render(a_result(Origin.REAL))


def test_the_page_fetches_nothing():
    page = render(a_result())
    assert not re.findall(r"""(?:src|href)=["'](?!#|data:)""", page)
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_a_rate_leads_to_its_cases():
    page = render(a_result())
    assert '<a href="#cases-x">5 / 8</a>' in page
    assert 'id="cases-x"' in page


def test_every_link_within_the_page_has_its_target():
    page = render(a_result())
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_differences_are_marked():
    assert "<ins>高</ins><del>髙</del>橋" in render(a_result())


def test_without_truth_the_page_says_what_to_do():
    page = render(a_result(quantities=()))
    assert "kouka score c/r" in page
    assert "This cannot be answered yet" in page


def test_pages_that_could_not_be_read_are_listed_with_their_reason():
    lost = {"document": "b.pdf", "page": "1", "status": "refused", "reason": "wrong_form_or_unreadable"}
    page = render(a_result(pages=(lost,)))
    assert "b.pdf" in page
    assert "another form, or unreadable" in page


def test_the_language_is_declared():
    assert '<html lang="en">' in render(a_result())
    with speaking("ja"):
        assert '<html lang="ja">' in render(a_result())
