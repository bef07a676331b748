import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.digests import digest, file_digest

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def test_a_file_has_the_digest_of_its_content(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    # FIPS 180-4: the digest of nothing.
    assert file_digest(tmp_path / "empty") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    content = b"\x00\xff" * 1_000_000
    (tmp_path / "large").write_bytes(content)
    assert file_digest(tmp_path / "large") == hashlib.sha256(content).hexdigest()


@given(JSON, JSON)
def test_parts_have_one_digest_if_they_are_one(one: object, other: object) -> None:
    assert (digest(one) == digest(other)) == (repr(one) == repr(other) or _same(one, other))


def _same(one: object, other: object) -> bool:
    # 1 and True are equal to Python and not to JSON.
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and one == other


def test_order_of_keys_does_not_matter_and_order_of_parts_does() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest("a", "b") != digest("b", "a")
    assert digest("a", "b") != digest("ab")
    assert digest(["a"], "b") != digest("a", ["b"])


def test_what_json_cannot_hold_has_no_digest(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        digest(tmp_path)
