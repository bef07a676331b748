"""Promises are settled by evidence that is there, sure enough and young enough, whatever came out."""

import pytest
from pydantic import ValidationError

from evaluators.commitments.facts import AttestationFact, CheckFact, Facts, PolicyFact, PrecedentsFact
from evaluators.commitments.promises import Evidence
from evaluators.commitments.settling import Lack, State, settle
from evaluators.grade import Grade
from tests.evaluators.commitments.making import a_figure, a_promise

RATE = {"kind": "run", "metric": "field_accuracy", "least_n": 50, "widest": 0.12}
CHECK = {"kind": "check", "check": "log", "valid_days": 31}
SIGNED = {"kind": "attestation", "about": "off-site", "wants": "控えの保管", "valid_days": 92}


def only(evidence, **facts):
    (finding,) = settle(a_promise(evidence), Facts(**facts)).findings
    return finding


def test_a_figure_sure_enough_settles_it_good_or_bad():
    for value in (0.99, 0.3):
        found = settle(a_promise(RATE), Facts(figures=(a_figure(value=value),)))
        assert (found.state, found.since) == (State.SETTLED, "2026-11-24")


@pytest.mark.parametrize(
    ("figure", "lack"),
    [
        ({"n": 49}, Lack.FEW),
        ({"width": 0.13}, Lack.WIDE),
        ({"grade": Grade.DEMONSTRATION}, Lack.GRADE),
        ({"metric": "cer"}, Lack.ABSENT),
        ({"kind": "study"}, Lack.ABSENT),
        ({"scope": {"template": "survey"}}, Lack.ABSENT),  # a part says nothing of the whole
    ],
)
def test_what_a_figure_lacks_is_named(figure, lack):
    found = only(RATE, figures=(a_figure(**figure),))
    assert (found.lack, found.settled) == (lack, False)


def test_invented_samples_settle_what_says_that_they_may():
    assert only(RATE | {"grade": "demonstration"}, figures=(a_figure(grade=Grade.DEMONSTRATION),)).settled


def test_a_scope_and_an_engine_that_are_asked_for_are_looked_for():
    moving = a_figure(scope={"template": "moving", "field": "name"})
    assert only(RATE | {"scope": {"template": "moving"}}, figures=(moving,)).settled
    assert only(RATE | {"engine": "rapidocr"}, figures=(a_figure(),)).lack is Lack.ABSENT


def test_the_newest_figure_is_shown_and_the_first_says_since_when():
    newest_first = (
        a_figure(by="demo/three", since="2026-11-30", n=10), a_figure(by="demo/two", since="2026-11-26"),
        a_figure(by="demo/one", since="2026-11-24"),
    )  # fmt: skip
    found = only(RATE, figures=newest_first)
    assert (found.by, found.since) == ("demo/two", "2026-11-24")


def test_what_comes_nearest_is_shown():
    found = only(RATE, figures=(a_figure(n=10, by="few"), a_figure(width=0.2, by="wide")))
    assert (found.lack, found.by) == (Lack.WIDE, "wide")


def check(passed=True, age=3):
    return CheckFact("log", passed, "2026-10-01", age, "…")


@pytest.mark.parametrize(
    ("facts", "lack"),
    [
        ((check(),), None),
        ((check(age=32),), Lack.OLD),
        ((check(passed=False),), Lack.FAILED),
        ((), Lack.ABSENT),
        ((CheckFact("access", True, "2026-10-01", 1, "…"),), Lack.ABSENT),
    ],
)
def test_checks_have_to_have_passed_lately(facts, lack):
    assert only(CHECK, checks=facts).lack is lack


def signed(about="off-site", age=3, intact=True):
    return AttestationFact(about, "した", "甲", "2026-11-01", age, intact)


@pytest.mark.parametrize(
    ("facts", "lack"),
    [
        ((signed(),), None),
        ((signed(age=93),), Lack.OLD),
        ((signed(intact=False),), Lack.CHANGED),
        ((signed(about="training"),), Lack.ABSENT),
    ],
)
def test_attestations_have_to_be_intact_and_young_enough(facts, lack):
    assert only(SIGNED, attestations=facts).lack is lack


def test_nothing_passes_by_a_policy_that_was_changed():
    assert only({"kind": "policy"}, policy=(PolicyFact("甲", "2026-11-01", True),)).by == "甲"
    assert only({"kind": "policy"}, policy=(PolicyFact("甲", "2026-11-01", False),)).lack is Lack.CHANGED


def beside(n, grade=Grade.MEASURED):
    return PrecedentsFact(n, "cases.csv", "2026-11-01", grade)


def test_precedents_are_counted():
    wanted = {"kind": "precedents", "least_n": 10}
    assert only(wanted, precedents=(beside(9),)).lack is Lack.FEW
    assert only(wanted, precedents=(beside(10),)).settled
    invented = (beside(10, Grade.DEMONSTRATION),)  # what nobody measured of the city stands beside nothing
    assert only(wanted, precedents=invented).lack is Lack.GRADE
    assert only(wanted | {"grade": "demonstration"}, precedents=invented).settled


def test_all_evidence_settles_a_promise_and_some_of_it_a_part():
    promise = a_promise(RATE, CHECK)
    figures, checks = (a_figure(),), (check(),)
    assert settle(promise, Facts()).state is State.OPEN
    assert settle(promise, Facts(figures=figures)).state is State.PARTLY
    assert settle(promise, Facts(figures=figures)).since == ""
    whole = settle(promise, Facts(figures=figures, checks=checks))
    assert (whole.state, whole.since) == (State.SETTLED, "2026-11-24")  # the later of the two


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "run"},
        {"kind": "check"},
        {"kind": "attestation", "about": "x"},
        {"kind": "study", "widest": 0},
        {"kind": "attestation", "about": "Off Site", "wants": "x"},
        {"kind": "hearsay"},
        {"kind": "check", "check": "log", "least": 3},
    ],
)
def test_evidence_that_asks_for_nothing_certain_is_refused(wrong):
    with pytest.raises(ValidationError):
        Evidence(**wrong)
