"""Kinds of mistakes, by the pair of characters."""

import pytest

from evaluators.confusion_groups import COLUMNS, FEW_ERRORS, confusion_groups, group
from evaluators.confusions import confusions
from tests.evaluators.scoring import scored


@pytest.mark.parametrize(
    ("truth", "output", "kind"),
    [
        ("1", "l", "digits"),
        ("0", "O", "digits"),
        ("7", "", "digits"),
        ("O", "0", "similar"),
        ("が", "か", "voiced_kana"),
        ("ハ", "バ", "voiced_kana"),
        ("ぱ", "ば", "voiced_kana"),
        ("ッ", "ツ", "small_kana"),
        ("よ", "ょ", "small_kana"),
        ("ツ", "シ", "similar"),
        ("千", "干", "similar"),
        ("一", "ー", "similar"),
        ("髙", "高", "similar"),
        ("山", "川", "other"),
        ("山", "", "missing"),
        ("", "1", "added"),
    ],
)
def test_a_pair_is_of_one_kind(truth, output, kind):
    what = "missing" if not output else "added" if not truth else "substituted"
    assert group(what, truth, output) == kind


PAPER = {str(number): {"note": "千が"} for number in range(30)}


def read(wrong):
    return {name: {"note": "干か" if int(name) < wrong else "千が"} for name in PAPER}


def test_shares_add_up_and_have_intervals():
    found = confusion_groups(scored(PAPER, a=read(20), b=PAPER))
    assert list(found["engine"]) == ["a", "a"]  # b has no errors to speak of
    assert found["share"].sum() == pytest.approx(1)
    assert list(found["count"]) == [20, 20]
    assert (found["low"] < found["share"]).all()
    assert (found["share"] < found["high"]).all()
    assert list(found["characters"]) == ["千→干", "が→か"]


def test_too_few_errors_are_said_to_be():
    found = confusion_groups(scored(PAPER, a=read(FEW_ERRORS // 2 - 1)))
    assert found[["group", "errors"]].to_numpy().tolist() == [["", FEW_ERRORS - 2]]
    assert found["share"].isna().all()


def test_what_was_not_read_or_has_no_characters_is_no_mistake_of_a_kind():
    nothing = {name: {"note": None} for name in PAPER}
    assert list(confusion_groups(scored(PAPER, a=nothing)).columns) == COLUMNS
    assert confusion_groups(scored(PAPER, a=nothing)).empty


def test_the_order_of_rows_changes_nothing():
    rows = scored(PAPER, a=read(20))
    assert confusion_groups(rows.iloc[::-1]).equals(confusion_groups(rows))


def test_pairs_have_intervals_too():
    found = confusions(scored(PAPER, a=read(20)))
    assert (found["low"] < found["share"]).all()
    assert (found["share"] < found["high"]).all()
