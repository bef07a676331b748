"""Normalisers of transcripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.meetings.text import Normaliser, normalise


@pytest.mark.parametrize(
    ("normaliser", "same"),
    [
        (Normaliser.RAW, [("本日は\n晴天", "本日は晴天"), ("あ\r\n", "あ")]),
        (Normaliser.NOPUNCT, [("では、始めます。", "では始めます"), ("ＡＩ－ＯＣＲ", "AI-OCR")]),
        (Normaliser.NOPUNCT, [("「議題」　１", "議題1"), ("えー・・・", "えー"), ("（拍手）", "拍手")]),
        (Normaliser.NOPUNCT, [("5.5%", "５．５％"), ("ｼｽﾃﾑ", "システム")]),
        (Normaliser.NUMBERS, [("第三回", "第3回"), ("二千二十六年", "２０２６年"), ("1,200万円", "1200万円")]),
    ],
)  # fmt: skip
def test_what_is_the_same(normaliser, same):
    for one, other in same:
        assert normalise(one, normaliser) == normalise(other, normaliser)


@pytest.mark.parametrize(
    ("normaliser", "different"),
    [
        (Normaliser.RAW, [("では、", "では"), ("AI", "ＡＩ"), ("第三回", "第3回")]),
        (Normaliser.NOPUNCT, [("第三回", "第3回"), ("5.5%", "55%"), ("子供", "子ども"), ("5%", "5")]),
        (Normaliser.NUMBERS, [("第三回", "第四回"), ("子供", "子ども"), ("5.5", "55")]),
    ],
)
def test_what_is_not(normaliser, different):
    for one, other in different:
        assert normalise(one, normaliser) != normalise(other, normaliser)


def test_reading_asks_the_dictionary():
    kana = {"子供、三人": "コドモ、サンニン", "子ども3人": "コドモサンニン"}
    assert normalise("子供、三人", Normaliser.READING, kana.__getitem__) == "コドモサンニン"
    assert normalise("子ども３人", Normaliser.READING, kana.__getitem__) == "コドモサンニン"
    with pytest.raises(ValueError, match="dictionary"):
        normalise("子供", Normaliser.READING)


@given(st.text(max_size=30), st.sampled_from([Normaliser.RAW, Normaliser.NOPUNCT, Normaliser.NUMBERS]))
def test_once_is_enough(text, normaliser):
    once = normalise(text, normaliser)
    assert normalise(once, normaliser) == once
