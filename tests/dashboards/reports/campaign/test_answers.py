"""The three answers: which words the interval allows, in both languages."""

import pytest

from dashboards.reports.campaign.answers import does_it_pay, most_work, which_tasks
from dashboards.reports.campaign.blocks import Bullets, text_of
from dashboards.reports.campaign.figures import Figure
from dashboards.reports.campaign.sections.plans import plans
from dashboards.reports.campaign.writing import Writing
from evaluators.answers import Claim
from evaluators.campaigns.money import money
from evaluators.cost.assessing import assess
from evaluators.grade import Grade
from tests.dashboards.reports.campaign.campaigns import a_run, assessment, findings, rates, three, with_meetings
from tests.evaluators.cost.cases import N, a_case, entered, measured, price, tool

PARTS = (most_work, which_tasks, does_it_pay)


def answers(found):
    writing = Writing(found)
    return [part.answer(writing) for part in PARTS]


def sentences(found):
    return [text_of(answer.sentence) for answer in answers(found)]


def test_three_campaigns_three_sentences_to_each_question_in_english(english):
    said = {kind: sentences(found) for kind, found in three().items()}
    assert [text.split(":")[0].split(",")[0] for text in said["pays"]] == [
        "Keying “転入届” would take more than half less time",
        "Keying “転入届” would become shorter",
        "“AI-OCR",
    ]
    assert said["pays"][2].startswith(
        "“AI-OCR, all fields looked at” would pay on these assumptions: mean net present value for “"
    )
    assert said["does_not_pay"][0].startswith("Keying “転入届” would take less time by under half")
    assert said["does_not_pay"][1].startswith("Keying “転入届” would become longer")
    assert "would not pay on these assumptions" in said["does_not_pay"][2]
    assert said["undecided"][0].startswith("Whether keying “転入届” would take more than half less time cannot be said")
    assert said["undecided"][1].startswith("For “転入届” no saving of time can be confirmed")
    assert said["undecided"][2].startswith("Whether “AI-OCR, all fields looked at” would pay cannot be said")


def test_three_campaigns_three_sentences_to_each_question_in_japanese(japanese):
    said = {kind: sentences(found) for kind, found in three().items()}
    assert [len({said[kind][number] for kind in said}) for number in range(3)] == [3, 3, 3]
    good, bad, open_ = (said[kind] for kind in ("pays", "does_not_pay", "undecided"))
    assert "半分を超える見込み" in good[0]
    assert "短縮する見込み" in good[1]
    assert "費用に見合う: " in good[2]
    assert "半分に届かない見込み" in bad[0]
    assert "増える見込み" in bad[1]
    assert "費用に見合わない: " in bad[2]
    assert "半分を超えるかどうか判断できない" in open_[0]
    assert "短縮は確認できない" in open_[1]
    assert "判断できない: " in open_[2]


def test_an_open_question_is_answered_with_no_claim_on_either_side(japanese):
    for text in sentences(three()["undecided"]):
        assert not any(claim in text for claim in ("短縮する", "増える", "費用に見合う: ", "見合わない", "届かない"))


def test_each_sentence_has_one_number_with_interval_and_grade(english):
    for found in three().values():
        for answer in answers(found):
            numbers = [piece for piece in answer.sentence if isinstance(piece, Figure)]
            assert len(numbers) == 1
            assert answer.grade is numbers[0].quantity.grade
            assert numbers[0].interval.startswith("[")
            assert answer.would_change


def test_of_several_ways_the_best_is_named_as_the_best_of_so_many(english):
    found = findings(runs=(a_run(*rates()),), assessment=with_meetings("pays"))
    assert found.money.answer.kinds == 1
    both = money(with_meetings("pays"), of_meetings=True)
    assert both is not None
    assert both.answer.kinds == 1
    text = text_of(does_it_pay.answer(Writing(found)).would_change)
    assert text.endswith("AI support for minutes, see section 6, would pay.")


def test_that_nothing_pays_needs_each_of_them_not_to_pay():
    found = money(assessment("does_not_pay"), of_meetings=False)
    assert found is not None
    assert found.answer.claim is Claim.DOES_NOT_PAY


def test_what_would_change_it_is_the_volume_and_the_input_that_moves_most(english):
    paying = text_of(does_it_pay.answer(Writing(three()["pays"])).would_change)
    # 750,000 yen over five years, at 25 yen a form.
    assert paying.startswith("Fewer than 6,000 forms a year [")
    assert paying.endswith("below that it would not pay. ")
    open_ = text_of(does_it_pay.answer(Writing(three()["undecided"])).would_change)
    assert "What moves it most: “Minutes to look at a form (all fields looked at)” (measured), with 100.0%" in open_


def test_what_pays_from_no_form_on_is_not_said_to_need_any(english):
    case = a_case(ai=tool(licence=price(0, "yen/year"), setup=price(0, "yen")))
    found = findings(runs=(a_run(*rates()),), assessment=assess(case, measured(), n=N, seed=1, n_documents=20))
    assert found.money.of("ai_all", "break_even_volume").value == 0
    assert "forms a year" not in text_of(does_it_pay.answer(Writing(found)).would_change)


def test_where_the_case_has_no_way_with_ai_nothing_is_missing_of_what_was_measured(english):
    online = {"share": entered([0.5] * 5, "ratio"), "setup": price(0, "yen"), "yearly": price(10_000, "yen/year")}
    found = findings(assessment=assess(a_case(ai=None, online=online), measured(), n=N, seed=1, n_documents=20))
    assert found.money is None
    answer = does_it_pay.answer(Writing(found))
    assert text_of(answer.sentence) == "This cannot be answered yet: case.toml does not say what AI would cost."
    assert text_of(answer.would_change) == "[ai] or [[products]] in case.toml."
    (first, *_others) = next(block for block in plans(Writing(found)) if isinstance(block, Bullets)).lines
    assert "stays open until case.toml says what it costs" in text_of(first)


@pytest.mark.parametrize("number", range(3))
def test_without_anything_each_question_says_what_is_missing(english, number):
    answer = answers(findings())[number]
    assert text_of(answer.sentence).startswith("This cannot be answered yet:")
    assert answer.grade is None
    assert text_of(answer.would_change)


def test_the_grade_is_the_worst_of_what_it_rests_on():
    # The case is assumed, whatever was measured.
    assert answers(three()["pays"])[2].grade is Grade.ASSUMED


def test_a_case_that_could_not_be_taken_in_is_not_said_to_be_missing(english):
    answer = answers(findings(left_out={"case.toml": "Its {readings} were taken away."}))[2]
    assert text_of(answer.sentence) == "This cannot be answered yet: case.toml could not be taken in, see section 6."
    assert text_of(answer.would_change) == "Its {readings} were taken away."
