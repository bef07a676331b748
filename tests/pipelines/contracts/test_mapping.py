import pytest
from pydantic import ValidationError

from pipelines.contracts.mapping import Mapping


def _file(**changes: object) -> dict[str, object]:
    plain = {"file": "a.csv", "template": "notice", "document": "file", "fields": {"name": "氏名"}}
    return {**plain, **changes}


def _mapping(*files: dict[str, object]) -> Mapping:
    return Mapping.model_validate({"schema": 1, "files": list(files)})


def test_what_is_not_said_is_utf_8_from_0_to_1_and_no_draft() -> None:
    (entry,) = _mapping(_file()).files
    assert (entry.encoding, entry.confidence_scale, entry.draft, entry.page) == ("utf-8", 1, False, None)
    assert entry.used == {"name": ("氏名",)}


def test_several_columns_are_read_in_their_order() -> None:
    (entry,) = _mapping(_file(fields={"name": ["姓", "名"]}, confidences={"name": ["a", "b"]})).files
    assert (entry.used, entry.sure) == ({"name": ("姓", "名")}, {"name": ("a", "b")})


def test_one_file_may_hold_several_kinds_of_form() -> None:
    mapping = _mapping(_file(), _file(template="other"), _file(file="b.csv"))
    assert [entry.template for entry in mapping.entries_of("a.csv")] == ["notice", "other"]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([], "at least 1"),
        ([_file(fields={})], "at least 1"),
        ([_file(fields={"name": []})], "at least 1"),
        ([_file(fields={"name": ""})], "at least 1"),
        ([_file(fields={"Name": "氏名"})], "pattern"),
        ([_file(fields={"name": "x", "kana": "x"})], "Column “x” is there twice"),
        ([_file(confidences={"name": "氏名"})], "Column “氏名” is there twice"),
        ([_file(confidences={"kana": "x"})], "a confidence of field “kana”, and no column of it"),
        ([_file(), _file()], "twice for template “notice”"),
        ([_file(), _file(template="other", encoding="cp932")], "another encoding"),
        ([_file(), _file(template="other", document="x")], "another column of documents"),
        ([_file(encoding="shift_jis")], "utf-8"),
        ([_file(confidence_scale=10)], "100"),
        ([_file(threshold=0.5)], "not permitted"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("english")
def test_what_cannot_be_meant(files: list[dict[str, object]], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        _mapping(*files)
