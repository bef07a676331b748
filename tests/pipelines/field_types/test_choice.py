import pytest

from pipelines.field_types import TYPES, parse


@pytest.mark.parametrize("cell", ["a", "a|b", "age18|age30", "no-answer|other_2"])
def test_ids_joined(cell: str) -> None:
    assert TYPES["choice"].is_value(cell)
    assert parse("choice", cell) == (cell, "")


@pytest.mark.parametrize("cell", ["a|a", "|", "a|", "|a", "a||b", "A", "1", "普通", "a b", "a, b"])
def test_what_is_no_choice(cell: str) -> None:
    assert not TYPES["choice"].is_value(cell)
    assert parse("choice", cell) == ("", "not_a_choice")


def test_a_check_box_is_one_or_nought() -> None:
    assert [cell for cell in ("0", "1", "2", "01", "１", "レ", "true", "on") if TYPES["checkbox"].is_value(cell)] == [
        "0",
        "1",
    ]
    assert parse("checkbox", "レ") == ("", "not_a_checkbox")
