import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from pipelines.contracts.forms import Identifier
from pipelines.starters.names import file_name, identifier, unique


@given(st.lists(st.text(max_size=80), max_size=8))
def test_ids_are_ids_and_none_comes_twice(texts: list[str]) -> None:
    ids = list(unique(texts, identifier, "field_{n:02}"))
    assert len({*ids}) == len(texts)
    assert TypeAdapter(list[Identifier]).validate_python(ids) == ids


@given(st.lists(st.text(max_size=80), max_size=8))
def test_names_of_files_lead_nowhere_and_none_comes_twice(texts: list[str]) -> None:
    names = list(unique(texts, file_name, "form-{n}"))
    assert len({name.casefold() for name in names}) == len(texts)
    for name in names:
        assert name not in ("", ".", "..")
        assert "/" not in name
        assert "\\" not in name
        assert "\0" not in name
        assert len(f"{name}.pdf".encode()) <= 255


@pytest.mark.parametrize(
    ("text", "id"),
    [("Invoice No. 1", "invoice-no-1"), ("氏名", ""), ("1st", ""), ("Name 氏名", ""), ("a" * 80, "a" * 48)],
)
def test_only_plain_letters_make_an_id(text: str, id: str) -> None:
    assert identifier(text) == id


def test_a_number_is_added_until_a_name_is_free() -> None:
    assert list(unique(["a", "氏名", "A", "field-2", "a-3"], identifier, "field-{n}")) == [
        "a",
        "field-2",
        "a-3",
        "field-2-4",
        "a-3-5",
    ]
