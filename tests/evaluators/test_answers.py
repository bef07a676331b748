"""A claim goes no further than its interval."""

import pytest

from evaluators.answers import Claim, Question, answers, claim_against
from evaluators.grade import Grade, Source
from evaluators.quantity import Quantity
from evaluators.saving import Saving


def a_quantity(low, value, high):
    return Quantity(
        id="q", metric="q", value=value, low=low, high=high, unit="ratio", method="none", n_documents=1,
        grade=Grade.MEASURED, source=Source.MEASURED,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "claim"),
    [
        (0.51, 0.9, Claim.MOST),
        (0.1, 0.49, Claim.NOT_MOST),
        (0.4, 0.6, Claim.UNDECIDED),
        (0.5, 0.6, Claim.UNDECIDED),  # touching the threshold decides nothing
        (0.4, 0.5, Claim.UNDECIDED),
    ],
)
def test_a_claim_needs_the_whole_interval(low, high, claim):
    quantity = a_quantity(low, (low + high) / 2, high)
    assert claim_against(quantity, 0.5, Claim.MOST, Claim.NOT_MOST) is claim


def test_an_undefined_number_answers_nothing():
    undefined = a_quantity(None, None, None)
    assert claim_against(undefined, 0, Claim.PAYS, Claim.DOES_NOT_PAY) is Claim.UNANSWERABLE


def test_without_anything_known_all_three_are_unanswerable():
    found = answers(None, None)
    assert [answer.question for answer in found] == list(Question)
    assert {answer.claim for answer in found} == {Claim.UNANSWERABLE}
    assert {answer.quantity for answer in found} == {None}


def a_kind(low, value, high):
    saved = a_quantity(low, value, high).model_copy(update={"metric": "minutes_saved"})
    return Saving((saved, saved.model_copy(update={"metric": "share_saved"})))


@pytest.mark.parametrize(
    ("kinds", "claim", "shorter", "value"),
    [
        ([(0.1, 0.2, 0.3), (0.2, 0.5, 0.9), (-0.1, 0.1, 0.2)], Claim.SHORTER, 2, 0.5),
        ([(0.1, 0.2, 0.3), (-0.2, 0.5, 0.9)], Claim.UNDECIDED, 1, 0.5),
        ([(-0.3, -0.2, -0.1), (-0.9, -0.5, -0.2)], Claim.LONGER, 0, -0.2),
        # The best becomes longer for sure, the other one perhaps: that all do cannot be said.
        ([(-0.69, -0.5, -0.3), (-2.55, -0.6, 1.35)], Claim.UNDECIDED, 0, -0.5),
    ],
)
def test_of_several_kinds_of_form_the_one_that_gains_most_is_named_and_those_that_gain_are_counted(
    kinds, claim, shorter, value
):
    by_kind = [a_kind(*kind) for kind in kinds]
    answer = answers(by_kind[0], None, by_kind)[1]
    assert (answer.claim, answer.shorter, answer.kinds, answer.quantity.value) == (claim, shorter, len(kinds), value)


def test_kinds_with_too_few_forms_are_not_among_those_compared():
    few = a_kind(None, None, None)
    found = answers(None, None, [a_kind(0.1, 0.2, 0.3), few])[1]
    assert (found.claim, found.kinds) == (Claim.SHORTER, 1)
    assert answers(None, None, [few, few])[1].claim is Claim.UNANSWERABLE


def test_a_single_kind_of_form_is_answered_by_the_saving_over_all():
    one = a_kind(0.1, 0.2, 0.3)
    assert answers(one, None, [one]) == answers(one, None)
    assert answers(one, None)[1].kinds == 1
