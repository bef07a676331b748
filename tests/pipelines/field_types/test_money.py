import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.field_types import TYPES, parse


@pytest.mark.parametrize(
    "text",
    [
        "12000", "12,000", "１２，０００", "12、000", "12,000円",
        "12,000円也", "12,000円-", "12,000也", "¥12,000-", "￥１２，０００－",
        "¥12,000ー", "¥12,000―", "\\12,000", "金12,000円也", "金 ¥12,000-", " 12,000 円", "012,000",
    ],
)  # fmt: skip
def test_amounts(text: str) -> None:
    assert parse("money", text) == ("12000", "")


@pytest.mark.parametrize(
    "text",
    [
        "12,00",
        "1,2000",
        ",000",
        "12.000",
        "12万円",
        "金一万二千円",
        "-12,000",
        "12,000-円",
        "円",
        "¥",
        "12,000円12",
        "△500",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert parse("money", text) == ("", "not_money")


def test_nothing_is_zero_yen() -> None:
    assert parse("money", "０円") == ("0", "")
    assert parse("money", "") == ("", "")


def test_an_engine_may_return_thousands_of_digits() -> None:
    assert parse("money", "9" * 9000) == ("9" * 9000, "")


@given(st.integers(min_value=0, max_value=10**15), st.sampled_from(["{}", "¥{}-", "金{}円也", "{}円"]), st.booleans())
def test_an_amount_is_read_back(amount: int, written: str, commas: bool) -> None:
    text = written.format(f"{amount:,}" if commas else amount)
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert parse("money", text) == parse("money", wide) == (str(amount), "")
    assert TYPES["money"].is_value(str(amount))
