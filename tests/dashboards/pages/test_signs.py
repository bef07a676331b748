"""Signs that look like others are told apart."""

import pytest

from dashboards.language import speaking
from dashboards.pages import signs


@pytest.mark.parametrize(
    ("text", "shown", "code"),
    [("髙", "髙", ""), ("1", "1", ""), ("‐", "‐", "U+2010"), (" ", "（空白）", "U+0020"), ("", "", "")],
)
def test_signs_that_look_alike_show_their_code_and_blanks_a_name(text, shown, code):
    with speaking("ja"):
        assert (signs.character(text), signs.code(text)) == (shown, code)
