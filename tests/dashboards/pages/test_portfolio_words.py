"""Sentences on a list of tasks claim what the interval allows, in three ways."""

from dataclasses import replace

import numpy as np
import pytest

from dashboards.pages import portfolio_words as words
from evaluators.portfolio.assessing import assess
from tests.evaluators.portfolio.listing import a_list, a_result


def made(left, width=0.02, *more):
    listed = a_list(("keying", "forms", 600, 60), ("minutes", "forms", 60, 60), *more)
    return assess(listed, {"forms": a_result(left, np.linspace(left - width, left + width, 101))}, seed=1)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("left", "said", "unsaid"),
    [(0.2, "most of them", "not most"), (0.8, "not most", "most of them"), (0.5, "cannot be told", "not most")],
)
def test_most_not_most_or_neither(left, said, unsaid):
    sentence = words.most_sentence(made(left))
    assert said in sentence
    assert unsaid not in sentence
    assert "660 hours" in sentence
    assert "[" in sentence


@pytest.mark.usefixtures("english")
def test_a_gain_is_claimed_of_tasks_whose_whole_interval_gains():
    assert "shortens 2 tasks" in words.ranking_sentence(made(0.5))
    assert "not shown" not in words.ranking_sentence(made(0.5))
    assert words.ranking_sentence(made(0.9, width=0.2)).startswith("For no task")


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("left", "width", "said"),
    [
        (0.5, 0.02, "AI shortens it"),
        (0.9, 0.2, "whether AI shortens it cannot be told"),
        (1.2, 0.02, "AI does not shorten it"),
    ],
)
def test_no_task_is_called_shorter_that_the_sentence_does_not_count(left, width, said):
    found = made(left, width)
    assert all(said in words.fate_name(task) for task in found.tasks)
    assert words.ranking_sentence(found).startswith("For no task") == (said != "AI shortens it")


@pytest.mark.usefixtures("english")
def test_what_nobody_measured_is_said_beside_it():
    notes = [*words.notes(made(0.2, 0.02, ("council", "meetings", 10, 60)))]
    assert notes[0].startswith("1 task of the list (10 hours)")
    assert len([*words.notes(made(0.2))]) == len(notes) - 1


@pytest.mark.usefixtures("english")
def test_what_passes_by_a_signed_policy_is_said():
    result = replace(a_result(0.4, method="ai_policy"), passed=0.31)
    found = assess(a_list(("keying", "forms", 600, 60)), {"forms": result}, seed=1)
    assert any("31% pass without a person looking" in line for line in words.notes(found))
    assert not any("pass without" in line for line in words.notes(made(0.2)))


@pytest.mark.usefixtures("english")
def test_the_most_likely_value_is_said_beside_the_mean():
    found = assess(a_list(("keying", "forms", 600, 60)), {"forms": a_result(0.4, [0.4, 0.6])}, seed=1)
    assert "AI can take over 50.0%" in words.most_sentence(found)
    assert any("AI would take over 360 hours (60.0%)" in line for line in words.notes(found))
    assert {name: value for name, value, _ in words.totals(found)}["Hours that AI can take over"] == "300 hours"
    nothing = assess(a_list(("keying", "forms", 0, 60)), {"forms": a_result(0.4)}, seed=1)
    assert not any("most likely value" in line for line in words.notes(nothing))


@pytest.mark.usefixtures("english")
def test_whose_uncertainty_it_is_is_said_by_grade():
    wide = {"per_year_low": 300, "per_year_high": 900}
    listed = a_list(("keying", "forms", 600, 60), ("judging", "other", 600, 60, wide))
    certain, unsure = (a_result(0.5, draws) for draws in (None, np.linspace(0.1, 0.9, 101)))
    only_list = [*words.notes(assess(listed, {"forms": certain}, seed=1))][-1]
    assert "assumed" in only_list
    assert "estimated" not in only_list
    both = [*words.notes(assess(listed, {"forms": unsure}, seed=1))][-1]
    assert "estimated" in both


@pytest.mark.usefixtures("english")
def test_every_row_has_a_cell_for_every_head():
    found = made(0.2, 0.02, ("judging", "other", 10, 60), ("council", "meetings", 10, 60))
    rows = {task.task: dict(zip(words.heads(found), words.cells(task), strict=True)) for task in found.tasks}
    assert rows["keying"]["Place"] == "1 [1 – 1]"
    assert rows["keying"]["Taken over by AI"] == "480"
    assert (rows["judging"]["Place"], rows["judging"]["Measured as"]) == ("–", "people do it")
    assert rows["council"]["Measured as"] == "nobody has measured it"


@pytest.mark.usefixtures("japanese")
def test_in_japanese_too():
    assert "過半" in words.most_sentence(made(0.8))


@pytest.mark.usefixtures("english")
def test_the_n_of_the_whole_list_is_of_its_tasks_and_that_of_a_task_of_what_was_measured():
    found = made(0.2, 0.02, ("council", "meetings", 10, 60), ("judging", "other", 10, 60))
    assert words.sampled(found, found.share) == "4 tasks, 2 with a result"
    assert words.sampled(found, found.taken_over_likely) == "4 tasks, 2 with a result"
    assert words.sampled(found, found.listed) == "4 tasks"
    assert words.sampled(found, found.not_measured) == "1 task"
    assert [words.sampled(found, each.saved) for each in found.tasks] == ["20 items", "20 items", "–", "–"]
    assert {words.sampled(found, each.hours) for each in found.tasks} == {"–"}
