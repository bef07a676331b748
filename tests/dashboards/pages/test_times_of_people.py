"""Times of people that came in with a batch, on the page of a result."""

import pandas as pd

from benchmarks.timed_studies import World, study
from dashboards.language import speaking
from dashboards.pages.result import render
from evaluators.grade import Origin
from evaluators.timing.people import TimesFrom, amount_to
from evaluators.timing.preparing import preparing
from tests.dashboards.pages.test_result import a_result


def a_page(rows) -> str:
    forms = dict.fromkeys(rows[rows["method"] != "setup"]["item"].unique(), 12)
    found = amount_to(rows, Origin.REAL, "manual", forms, None)
    with speaking("en"):
        prepared = preparing(rows, len(forms), Origin.REAL)
        return render(a_result(people=(TimesFrom("manual", found, prepared=prepared),)))


def test_reported_times_have_a_section_with_their_grade_and_their_sentence():
    rows = study(World(ratios=(("manual", 1.0), ("ai_all", 0.5))), 30, 4, seed=3).assign(source="reported")
    page = a_page(rows)
    section = page[page.index('id="people"') : page.index('id="cost"')]
    assert "grade-assumed" in section
    assert "correcting what AI read, every field looked at:" in section
    assert "of the time is saved" in section
    assert "Compared with “typing from the scan, without AI”" in section


def test_what_preparing_the_batch_took_stands_beside_the_times_or_that_nobody_wrote_it_down():
    rows = study(World(ratios=(("manual", 1.0), ("ai_all", 0.5))), 30, 4, seed=3)
    assert "nobody wrote it down, and 0 is counted" in a_page(rows)
    setup = rows.head(2).assign(item="batch", method="setup", worker=["p1", "p2"], seconds=[100.0, 50.0])
    page = a_page(pd.concat([rows, setup.assign(source="reported")]))
    assert "It took 2.5 min in all, 5.0 s a form, as 2 people wrote down" in page
    assert "correcting what AI read, every field looked at: with that counted," in page
    assert "nobody wrote it down" not in page


def test_one_person_has_a_reason_in_the_place_of_an_interval():
    rows = study(World(ratios=(("manual", 1.0), ("ai_all", 0.5))), 20, 2, seed=3).assign(worker="p1")
    assert "one person only: nothing shows how people differ" in a_page(rows)


def test_without_times_there_is_no_section():
    with speaking("en"):
        assert 'id="people"' not in render(a_result())
