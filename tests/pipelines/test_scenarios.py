"""Scenarios as files: saved, read, answered, and wrong."""

from datetime import datetime, timedelta, timezone

import pytest

from evaluators.cost.what_if import Setting
from pipelines.contracts.scenario import scenario
from pipelines.cost.campaign import assess_campaign, numbers_of_campaign
from pipelines.errors import KoukaError, Severity
from pipelines.scenarios import answered_scenarios, save, scenarios_of
from tests.evaluators.cost.small import a_case
from tests.pipelines.cases import write_case

NOON = datetime(2026, 12, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
N = 300


@pytest.fixture
def campaign(results):
    write_case(results / "trial", a_case())
    return results / "trial"


def made(option="ai_all", at=NOON, note="", **values):
    return scenario("田中", at, note, Setting(option=option, **values))


def test_what_is_saved_is_what_is_read(campaign):
    given = made(volume=20_000.0, accuracy=0.98, note='半分になったら "もし"')
    path = save(campaign, "half", given)
    assert path == campaign / "scenarios" / "half.toml"
    assert scenarios_of(campaign) == ({"half": given}, [])
    assert given.saved.microsecond == 0


def test_the_first_saved_comes_first(campaign):
    save(campaign, "a", made(at=NOON))
    save(campaign, "b", made(at=NOON - timedelta(days=1)))
    assert [*scenarios_of(campaign)[0]] == ["b", "a"]


def test_none(campaign):
    assert scenarios_of(campaign) == ({}, [])
    assert answered_scenarios(campaign, numbers_of_campaign(campaign, N).measured) == ([], [])


@pytest.mark.parametrize("name", ["", "a/b", "../a", ".a", "a.b", "x" * 65])
def test_a_name_that_is_none(campaign, name):
    with pytest.raises(KoukaError):
        save(campaign, name, made())
    assert not (campaign / "scenarios").exists()


def test_a_name_is_used_once(campaign):
    save(campaign, "a", made())
    with pytest.raises(KoukaError) as raised:
        save(campaign, "a", made(volume=1.0))
    assert raised.value.problem.where.file.name == "a.toml"
    assert scenarios_of(campaign)[0]["a"].setting.volume is None


HEAD = 'schema = 1\nauthor = "x"\n'
SETTING = '[setting]\noption = "ai_all"\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f'{HEAD}saved = "2026-12-01T12:00:00+09:00"\n{SETTING}volume = -1\n', 6),
        (f'{HEAD}saved = "2026-12-01T12:00:00"\n{SETTING}', 3),
        ('schema = 2\nauthor = "x"\n', 1),
        ("schema = 1\nauthor = \n", 2),
    ],
)
def test_a_file_that_is_wrong_is_named_with_its_line(campaign, text, line):
    save(campaign, "right", made())
    (campaign / "scenarios" / "wrong.toml").write_text(text, encoding="utf-8")
    found, problems = scenarios_of(campaign)
    assert [*found] == ["right"]
    assert (problems[0].where.file.name, problems[0].where.line) == ("wrong.toml", line)


def test_what_a_scenario_comes_to_is_by_the_numbers_of_the_assessment(campaign):
    """One that sets nothing gives the figures of the case, by the same draws, under a name of its own."""
    save(campaign, "same", made())
    save(campaign, "dearer", made(licence=2_000_000.0))
    assessed = assess_campaign(campaign, N)
    found, problems = answered_scenarios(campaign, assessed.measured)
    same, dearer = sorted(found, key=lambda each: each.name, reverse=True)
    assessment = assessed.assessment
    assert problems == []
    for quantity in same.quantities:
        known = assessment.quantity("ai_all", quantity.metric)
        assert (quantity.value, quantity.low, quantity.high) == (known.value, known.low, known.high)
        assert quantity.id == f"{known.id}/scenario=same"
    npv = {each.metric: each for each in dearer.quantities}["npv"]
    assert npv.value < assessment.quantity("ai_all", "npv").value
    assert (dearer.author, dearer.saved) == ("田中", "2026-12-01T12:00:00+09:00")


def test_a_way_of_working_that_is_gone_is_named(campaign):
    save(campaign, "gone", made(option="two_engines"))
    found, (problem,) = answered_scenarios(campaign, numbers_of_campaign(campaign, N).measured)
    assert found == []
    assert problem.severity is Severity.WARNING
    assert problem.where.file.name == "gone.toml"
    assert "two_engines" in problem.what
