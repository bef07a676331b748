"""What is said of people's times, in both languages."""

import re
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.timed_studies import World, study
from dashboards.language import speaking
from dashboards.pages import timing_words
from evaluators.grade import Origin
from evaluators.timing import effort, learning, paired
from evaluators.timing.balance import Finding, Kind
from evaluators.timing.clock import Flag
from evaluators.timing.figure import Reason
from evaluators.timing.frames import TIMING_METHODS
from evaluators.timing.people import amount_to
from evaluators.timing.remaining import Verdict

ROWS = study(World(by_item=0.2, noise=0.1, by_person_and_arm=0.02), 40, 4, seed=1)


def judged(rows):
    return amount_to(rows, Origin.REAL, "manual", dict.fromkeys(rows["item"], 20), None)


def test_every_code_has_words():
    methods = {paired.METHOD, paired.METHOD_HERE, effort.METHOD, learning.METHOD, learning.METHOD_PEOPLE}
    for language in ("ja", "en"):
        with speaking(language):
            assert set(Reason) == set(timing_words.no_number_names())
            assert methods <= set(timing_words.method_names())
            assert set(TIMING_METHODS) == set(timing_words.arm_names())
            assert set(Flag) == set(timing_words.flag_names())


def test_time_saved_with_more_errors_left_is_one_sentence():
    rows = ROWS.assign(errors_left=np.where(ROWS["method"] == "ai_all", 1, 0))
    (found,) = judged(rows).balances
    with speaking("en"):
        said = timing_words.saving_sentence(found)
    assert re.search(
        r": \d\d% \[\d\d% – \d\d%\] of the time is saved, but 50\.0 more fields in 1,000 are left wrong\.$", said
    )
    with speaking("ja"):
        assert "残る誤りは 1,000 項目あたり 50.0 個増えます。" in timing_words.saving_sentence(found)


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.UNKNOWN])
def test_every_verdict_has_a_sentence_of_its_own_with_the_interval(verdict):
    (found,) = judged(ROWS).balances
    said = {}
    for language in ("ja", "en"):
        with speaking(language):
            said[language] = timing_words.saving_sentence(replace(found, verdict=verdict))
            others = {
                timing_words.saving_sentence(replace(found, verdict=each)) for each in Verdict if each is not verdict
            }
        assert said[language] not in others
        assert "[" in said[language]
    assert said["ja"] != said["en"]


def test_where_there_is_no_number_the_sentence_says_why():
    (found,) = judged(ROWS.assign(worker="p1")).balances
    with speaking("en"):
        assert timing_words.saving_sentence(found).endswith(
            "cannot be said (one person only: nothing shows how people differ)."
        )


def test_few_people_are_said_beside_the_number():
    with speaking("en"):
        assert timing_words.few_people(judged(ROWS).paired[0]).startswith("From 4 people only.")
        assert timing_words.few_people(judged(study(World(), 40, 5, 1)).paired[0]) is None


@pytest.mark.parametrize("kind", Kind)
def test_every_finding_of_a_design_has_a_sentence(kind):
    with speaking("ja"):
        said = timing_words.finding_sentence(Finding(kind, "manual|ai_all", 0.25, 3))
    assert re.search(r"[ぁ-ん]", said)
    assert "{" not in said
