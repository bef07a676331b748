import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.field_types import TYPES, parse

ANYTHING = st.one_of(
    st.text(),
    st.text("0123456789０１２３元年月日令和平成昭和RHS./-, 　\n人円,", max_size=14),
    st.text(st.characters(min_codepoint=0x3000, max_codepoint=0x30FF), max_size=8),
)


@given(st.sampled_from(sorted(TYPES)), ANYTHING)
@example("number", "9" * 10_000)
@example("date", "令和" + "9" * 4 + "年1月1日")
@example("name", "\ud800")
@example("kana", "゛")
def test_any_text_is_a_value_or_a_code(field_type: str, text: str) -> None:
    value, code = parse(field_type, text)
    assert not (value and code)
    assert re.fullmatch(r"[a-z_]*", code)
    if value:
        assert TYPES[field_type].is_value(value)
        assert parse(field_type, value) == (value, "")


@pytest.mark.parametrize("field_type", sorted(TYPES))
@pytest.mark.parametrize("blank", ["", " ", "　", "\n", "\t　\r\n"])
def test_an_empty_box_is_empty_and_no_error(field_type: str, blank: str) -> None:
    assert parse(field_type, blank) == ("", "")


@pytest.mark.parametrize("field_type", sorted(TYPES))
def test_the_example_of_a_value_is_one(field_type: str) -> None:
    assert TYPES[field_type].is_value(TYPES[field_type].wants)


@given(st.text())
def test_width_never_matters(text: str) -> None:
    for field_type in ("number", "date", "kana", "text"):
        assert parse(field_type, text) == parse(field_type, unicodedata.normalize("NFKC", text))
