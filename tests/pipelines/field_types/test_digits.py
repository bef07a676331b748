import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.field_types import TYPES, parse
from pipelines.field_types.dashes import DASHES

DASH = st.sampled_from(["-", *DASHES])


@pytest.mark.parametrize(
    "text",
    [
        "254-8686",
        "２５４－８６８６",
        "〒254-8686",
        "〒 254 ー 8686",
        "2548686",
        "254−8686",
        "254一8686",
        "〒２５４‐８６８６",
    ],
)
def test_postal_codes(text: str) -> None:
    assert parse("postal_code", text) == ("2548686", "")


@pytest.mark.parametrize(
    "text", ["254-868", "254-86866", "2548-686", "254--8686", "254.8686", "25A-8686", "〒", "254-8686〒"]
)
def test_what_is_no_postal_code(text: str) -> None:
    assert parse("postal_code", text) == ("", "not_a_postal_code")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("090-1234-5678", "09012345678"),
        ("０９０ー１２３４ー５６７８", "09012345678"),
        ("090一1234一5678", "09012345678"),
        ("03(1234)5678", "0312345678"),
        ("(03)1234-5678", "0312345678"),
        ("（0463）23-1111", "0463231111"),
        ("０４６３（２３）１１１１", "0463231111"),
        ("0463 23 1111", "0463231111"),
        ("0463231111", "0463231111"),
        ("0120-123-456", "0120123456"),
        ("0800-123-4567", "08001234567"),
        ("04992-2-1234", "0499221234"),
    ],
)
def test_telephone_numbers(text: str, value: str) -> None:
    assert parse("phone", text) == (value, "")


@pytest.mark.parametrize(
    "text",
    [
        "090-1234-567",  # a mobile number has eleven digits
        "0463-23-11111",  # and no other has
        "463-23-1111",
        "0463-23-111O",
        "03(1234-5678",
        "03--1234-5678",
        "03-1234-5678-9",
        "090-1234-5678 内線1",
        "-0463231111",
    ],
)
def test_what_is_no_telephone_number(text: str) -> None:
    assert parse("phone", text) == ("", "not_a_phone_number")


@pytest.mark.parametrize("text", ["0123456", "０１２３４５６", "0 1 2 3 4 5 6", " 0123456 "])
def test_accounts(text: str) -> None:
    assert parse("account", text) == ("0123456", "")


@pytest.mark.parametrize("text", ["123456", "01234567", "0123-456", "012345O", "普通0123456"])
def test_an_account_that_lost_a_digit_is_not_filled_up(text: str) -> None:
    assert parse("account", text) == ("", "not_an_account")


@given(st.from_regex(r"[0-9]{3}", fullmatch=True), st.from_regex(r"[0-9]{4}", fullmatch=True), DASH)
def test_whatever_is_written_for_the_dash(first: str, last: str, dash: str) -> None:
    assert parse("postal_code", f"〒{first}{dash}{last}") == (first + last, "")


@given(st.from_regex(r"0[256789]0[0-9]{8}", fullmatch=True), DASH)
def test_a_mobile_number_is_one_with_and_without_dashes(digits: str, dash: str) -> None:
    assert parse("phone", dash.join([digits[:3], digits[3:7], digits[7:]])) == (digits, "") == parse("phone", digits)
    assert not TYPES["phone"].is_value(digits[:-1])


@pytest.mark.parametrize("kind", ["postal_code", "phone", "account"])
@pytest.mark.parametrize("cell", ["", "-", "254-8686", "２５４８６８６", "03(1234)5678", "٠١٢٣٤٥٦"])
def test_values_are_ascii_digits_alone(kind: str, cell: str) -> None:
    assert not TYPES[kind].is_value(cell)
