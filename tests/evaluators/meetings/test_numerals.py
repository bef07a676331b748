"""Numbers in one way of writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.meetings.numerals import with_digits


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("二千二十六年", "2026年"),
        ("二〇二六年", "2026年"),
        ("令和八年度", "令和8年度"),
        ("第十回", "第10回"),
        ("百二十三", "123"),
        ("千", "1000"),
        ("一万", "10000"),
        ("3万5千人", "35000人"),
        ("1億2,000万円", "120000000円"),
        ("2億3千万", "230000000"),
        ("1,234,567円", "1234567円"),
        ("1,23", "1,23"),
        ("二、三人", "2、3人"),
        ("三百万五百", "3000500"),
        ("零", "0"),
        # No numbers as written.
        ("十百", "十百"),
        ("万", "万"),
        ("一般会計", "1般会計"),
        ("百貨店", "100貨店"),
        ("", ""),
    ],
)
def test_numbers_as_they_are_written(written, digits):
    assert with_digits(written) == digits


DIGITS = "〇一二三四五六七八九"


def kanji(number: int) -> str:
    """A number as minutes write it, by the rule of thousands, myriads and so on."""
    if number == 0:
        return "〇"
    parts = []
    for size, name in ((10**8, "億"), (10**4, "万"), (1, "")):
        part, number = divmod(number, size)
        if part:
            parts.append(_below(part) + name)
    return "".join(parts)


def _below(number: int) -> str:
    text = ""
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += ("" if digit == 1 and name else DIGITS[digit]) + name
    return text


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_number_is_itself_in_kanji_and_with_separators(number):
    assert with_digits(kanji(number)) == str(number)
    assert with_digits(f"{number:,}") == str(number)
    assert with_digits(str(number)) == str(number)


@given(st.text(alphabet="0123456789〇一二三十百千万億兆、,年 ", max_size=12))
def test_once_is_enough(text):
    assert with_digits(with_digits(text)) == with_digits(text)
