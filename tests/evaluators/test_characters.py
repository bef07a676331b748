import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from evaluators.characters import (
    Difference,
    ErrorCounts,
    clusters,
    count_errors,
    count_token_errors,
    differences,
)

text = st.text(st.sampled_from("ab東京カ\u3099n\u0303葛\U000e0100 "), max_size=12)
counts = st.builds(ErrorCounts, *[st.integers(0, 50)] * 4)


@pytest.mark.parametrize(
    ("truth", "output", "errors", "length"),
    [
        # Printed by other tools; see the table of worked numbers.
        ("Foo", "Food", 1, 3),
        ("Fnord", "Food", 2, 5),
        ("Müll", "Mull", 1, 4),
        ("Abstand", "Sand", 4, 7),
        ("Schlyñ", "Schlym\u0303", 1, 6),
        ("東京都千代田区霞が関", "東京部干代田区霞が関", 2, 10),
        ("ハ\u309a", "パ", 1, 1),
        ("\ufa19", "神", 1, 1),
        ("髙橋", "高橋", 1, 2),
        ("ﾋﾗﾂｶ ﾀﾛｳ", "ヒラツカ タロウ", 7, 8),
        ("", "", 0, 0),
        ("", "Foo", 3, 0),
    ],
)
def test_errors_are_those_that_other_tools_print(truth, output, errors, length):
    found = count_errors(truth, output)
    assert (found.errors, found.length) == (errors, length)


def test_the_rate_may_exceed_one_and_the_bounded_form_may_not():
    found = count_errors("X", "X X Y Y")
    assert found == ErrorCounts(substitutions=0, deletions=0, insertions=6, correct=1)
    assert found.rate == 6
    assert found.bounded == 6 / 7


def test_words_share_the_core_with_characters():
    found = count_token_errors(["X"], ["X", "X", "Y", "Y"])
    assert found.rate == 3
    assert found.bounded == 0.75  # jiwer calls it MER


def test_totals_are_sums_of_counts_so_that_rates_are_micro_averages():
    # jiwer's example. Characters: " am" is added to 1, "am " is missing from 9. Words: one of each, over 1 and 3.
    pairs = [("i", "i am"), ("am i good", "i good")]
    characters = sum((count_errors(*pair) for pair in pairs), ErrorCounts.zero())
    assert characters == ErrorCounts(substitutions=0, deletions=3, insertions=3, correct=7)
    assert characters.rate == 0.6
    words = sum((count_token_errors(truth.split(), output.split()) for truth, output in pairs), ErrorCounts.zero())
    assert words == ErrorCounts(substitutions=0, deletions=1, insertions=1, correct=3)


def test_output_over_an_empty_truth_is_invented_without_a_rate_and_stays_in_the_total():
    invented = count_errors("", "Foo")
    assert invented.invented
    assert invented.rate is None
    assert invented.bounded == 1
    assert (count_errors("Foo", "Foo") + invented).rate == 1


def test_empty_on_both_sides_has_nothing_to_rate():
    nothing = count_errors("", "")
    assert nothing == ErrorCounts.zero()
    assert not nothing.invented
    assert (nothing.rate, nothing.bounded) == (None, None)


def test_a_variation_selector_belongs_to_its_ideograph():
    assert clusters("葛\U000e0100飾") == ["葛\U000e0100", "飾"]
    assert count_errors("葛\U000e0100", "葛") == ErrorCounts(1, 0, 0, 0)


def test_differences_are_runs_to_mark_on_a_page():
    assert differences("東京都千代田区", "東京部干代田") == (
        Difference("equal", "東京", "東京"),
        Difference("substituted", "都千", "部干"),
        Difference("equal", "代田", "代田"),
        Difference("missing", "区", ""),
    )
    assert differences("", "ab") == (Difference("added", "", "ab"),)
    assert differences("", "") == ()


@given(text, text)
def test_differences_hold_both_texts_and_agree_with_the_counts(truth, output):
    runs = differences(truth, output)
    assert "".join(run.truth for run in runs) == truth
    assert "".join(run.output for run in runs) == output
    assert all(run.truth == run.output for run in runs if run.kind == "equal")
    found = count_errors(truth, output)
    size = dict.fromkeys(("equal", "substituted", "missing", "added"), 0)
    for run in runs:
        size[run.kind] += max(len(clusters(run.truth)), len(clusters(run.output)))
    assert ErrorCounts(size["substituted"], size["missing"], size["added"], size["equal"]) == found


@given(text, text)
def test_counts_account_for_every_character_of_both_texts(truth, output):
    found = count_errors(truth, output)
    assert found.length == len(clusters(truth))
    assert found.substitutions + found.insertions + found.correct == len(clusters(output))
    assert found.errors == Levenshtein.distance(clusters(truth), clusters(output))
    assert (found.errors == 0) == (truth == output)


@given(text, text)
def test_truth_and_output_can_change_places(truth, output):
    assert count_errors(truth, output).errors == count_errors(output, truth).errors


@given(counts, counts, counts)
def test_counts_add_up_in_any_order(a, b, c):
    assert (a + b) + c == a + (b + c) == c + b + a
    assert a + ErrorCounts.zero() == a
    assert (a + b).errors == a.errors + b.errors
    assert (a + b).length == a.length + b.length


@given(counts)
def test_the_bounded_rate_never_exceeds_one_nor_the_rate(found):
    if found.bounded is not None:
        assert 0 <= found.bounded <= 1
        assert found.rate is None or found.bounded <= found.rate
