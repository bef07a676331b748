"""The numbers here are made up: 123456789018 is the one that the law's own explanations use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.field_types import parse
from pipelines.field_types.my_number import check_digit

DIGITS = st.text("0123456789", min_size=11, max_size=11)


def test_the_check_digit_by_hand() -> None:
    # 1*2 from the right: 1,0,9,8,7,6 times 2..7 and 5,4,3,2,1 times 2..6: 2+0+36+40+42+42+10+12+12+10+6 = 212;
    # 212 mod 11 = 3, 11 - 3 = 8.
    assert check_digit("12345678901") == 8


@pytest.mark.parametrize(
    ("eleven", "digit"), [("00000000000", 0), ("00000000005", 1), ("00000000006", 0), ("00000000001", 9)]
)
def test_remainders_of_nought_and_one_give_nought(eleven: str, digit: int) -> None:
    # 5*2 = 10 -> 1; 6*2 = 12, remainder 1 -> 0; 1*2 = 2 -> 9.
    assert check_digit(eleven) == digit


@pytest.mark.parametrize(
    "text", ["123456789018", "１２３４５６７８９０１８", "1234 5678 9018", "1234-5678-9018", "1234ー5678ー9018"]
)
def test_a_number_that_holds_together(text: str) -> None:
    assert parse("my_number", text) == ("valid", "")


@pytest.mark.parametrize("text", ["123456789017", "213456789018"])
def test_a_number_that_does_not(text: str) -> None:
    assert parse("my_number", text) == ("invalid", "")


@pytest.mark.parametrize("text", ["12345678901", "1234567890188", "12345678901a", "番号", "1234567890一8a"])
def test_what_is_no_number(text: str) -> None:
    assert parse("my_number", text) == ("", "not_my_number")


@given(DIGITS, st.integers(0, 11), st.integers(1, 9))
def test_a_wrong_digit_is_noticed_but_where_the_law_folds_remainders(eleven: str, place: int, by: int) -> None:
    number = eleven + str(check_digit(eleven))
    changed = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    value, _error = parse("my_number", changed)
    if place == 11:
        assert value == "invalid"
    else:
        # Remainders 0 and 1 share the check digit 0, so one change in some eleven can pass, and only there.
        assert value == "invalid" or changed[-1] == "0"


@given(DIGITS)
def test_no_digit_of_it_is_in_the_value(eleven: str) -> None:
    value, _error = parse("my_number", eleven + "0")
    assert value in ("valid", "invalid")
