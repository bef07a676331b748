"""The page of a campaign, rendered from made-up runs."""

import re

import pytest

from dashboards.language import speaking
from dashboards.pages.campaign import RunOfCampaign, render_campaign
from evaluators.grade import Grade, Source
from evaluators.quantity import Quantity, quantity_id

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


def a_rate(metric, engine, normaliser, scope=None, share=0.25, grade=Grade.MEASURED):
    scope = scope or {}
    return Quantity(
        id=quantity_id(metric, engine, normaliser, scope), metric=metric, engine=engine, scope=scope,
        normaliser=normaliser, numerator=share * 100, denominator=100, value=share, low=0.0, high=1.0, unit="ratio",
        method="korn-graubard", n_documents=3, grade=grade, source=Source.MEASURED, cases="cases-x",
    )  # fmt: skip


def a_run(*quantities, kind="forms", title="forms", origin="real", engines=("tesseract",), address="r/index.html"):
    record = {
        "kind": kind,
        "started": "2026-04-01T09:00:00+09:00",
        "engines": [{"name": name} for name in engines],
        "batch": {"origin": origin},
    }
    return RunOfCampaign(title, address, record, quantities)


def rows(page):
    """Text of the cells of each row, without grades and counts."""
    found = re.findall("<tr><th scope=.row.>(.*?)</tr>", page, re.DOTALL)
    return [" ".join(re.sub("<[^>]*>", " ", row).split()) for row in found]


def test_forms_show_their_fields_by_engine():
    page = render_campaign(
        "trial",
        [
            a_run(
                a_rate("field_accuracy", "tesseract", "typed", share=0.9),
                a_rate("field_accuracy", "marks", "typed"),
                a_rate("field_accuracy", "tesseract", "raw"),
                a_rate("field_accuracy", "tesseract", "typed", {"field": "name"}),
            )
        ],
    )
    (row,) = rows(page)
    assert row.startswith("tesseract Fields read right 90.0% [0.0% – 100.0%]")


def test_meetings_show_character_errors_by_recording_near_and_far_first():
    names = ("channels", "far", "近く", "near")
    quantities = [a_rate("cer", "w", "nopunct", {"recording": name}) for name in names]
    quantities += [
        a_rate("cer", "w", "nopunct"),
        a_rate("cer", "w", "nopunct", {"recording": "near", "session_id": "x"}),
        a_rate("cer", "w", "raw", {"recording": "near"}),
        a_rate("cpcer", "w", "nopunct", {"recording": "near"}),
    ]
    page = render_campaign("trial", [a_run(*quantities, kind="meetings", engines=("w",))])
    recordings = [re.search("· (.*?) 25", row).group(1) for row in rows(page)]
    assert recordings == ["microphone near", "recorder far", "a microphone a speaker", "近く"]


def test_engines_stay_together():
    quantities = [a_rate("cer", engine, "nopunct", {"recording": name}) for name in ("far", "near") for engine in "ba"]
    page = render_campaign("trial", [a_run(*quantities, kind="meetings")])
    assert [row[0] for row in rows(page)] == ["a", "a", "b", "b"]


def test_a_run_without_truth_says_so_and_leads_to_its_page():
    page = render_campaign("trial", [a_run(kind="meetings", address="20260401-x/index.html")])
    assert "Nothing was measured: there is no truth to measure against." in page
    assert 'href="20260401-x/index.html"' in page


def test_no_number_leads_to_cases_that_are_on_another_page():
    page = render_campaign("trial", [a_run(a_rate("field_accuracy", "tesseract", "typed"))])
    assert "cases-x" not in page


@pytest.mark.parametrize(
    ("run", "marked"),
    [
        (a_run(a_rate("field_accuracy", "tesseract", "typed")), False),
        (a_run(a_rate("field_accuracy", "tesseract", "typed", grade=Grade.DEMONSTRATION)), True),
        (a_run(origin="demonstration"), True),
    ],
)
def test_what_is_invented_is_said_at_the_head(run, marked):
    page = render_campaign("trial", [run])
    assert ('class="banner"' in page) is marked


def test_whatever_a_batch_is_called_is_escaped():
    page = render_campaign(HOSTILE, [a_run(title=HOSTILE, engines=(HOSTILE,), address=HOSTILE)])
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;") == 5


def test_nothing_runs_and_nothing_is_fetched():
    page = render_campaign("trial", [])
    assert "default-src 'none'" in page
    assert "script-src" not in page


def test_it_speaks_japanese():
    with speaking("ja"):
        page = render_campaign("trial", [])
    assert '<html lang="ja">' in page
