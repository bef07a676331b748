import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.field_types import TYPES, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", "3"),
        ("３", "3"),
        ("３人", "3"),
        (" 4 名 ", "4"),
        ("007", "7"),
        ("0", "0"),
        ("1,200", "1200"),
        ("１，２００円", "1200"),
        ("1,234,567", "1234567"),
        ("③", "3"),
    ],
)
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert parse("number", text) == (value, "")


@pytest.mark.parametrize("text", ["三", "3.5", "-3", "1,20", "1,2000", ",200", "3 4", "3人人", "l", "٣", "3匹", "人"])
def test_what_is_no_number(text: str) -> None:
    assert parse("number", text) == ("", "not_a_number")


@given(st.integers(0, 10**30), st.sampled_from(["{}", "{:,}", "00{}", "{}人"]))
def test_a_number_in_any_style_is_itself(number: int, style: str) -> None:
    assert parse("number", style.format(number)) == (str(number), "")
    assert TYPES["number"].is_value(str(number))


def test_an_engine_may_return_thousands_of_digits() -> None:
    # More than Python turns into an int.
    digits = "1" * 9_999
    assert parse("number", digits) == (digits, "")
    assert TYPES["number"].is_value(digits)


@pytest.mark.parametrize("cell", ["03", "3人", "1,200", "３", "-1", "1.0", " 1"])
def test_what_is_no_value(cell: str) -> None:
    assert not TYPES["number"].is_value(cell)
