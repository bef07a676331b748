"""policy.toml: what was written is what is read, and a change is noticed."""

import tomllib
from datetime import date

import pytest
from pydantic import ValidationError

from pipelines.contracts.policy import Policy
from pipelines.contracts.toml_writing import to_toml
from pipelines.errors import KoukaError
from pipelines.policies import files

TODAY = date(2026, 4, 1)


def test_a_proposal_is_read_as_it_was_written(proposed, tmp_path):
    path = tmp_path / "policy.toml"
    files.write(path, proposed)
    assert files.read(path) == proposed
    assert proposed.intact
    assert not proposed.signed
    assert path.read_text("utf-8").startswith("# ")


def test_a_signature_names_who_and_when(proposed, tmp_path):
    path = tmp_path / "policy.toml"
    files.write(path, proposed)
    signed = files.sign(path, " 情報化推進課長 ", TODAY)
    assert files.read(path) == signed
    assert (signed.signed_by, signed.signed_on, signed.intact) == ("情報化推進課長", TODAY, True)
    with pytest.raises(KoukaError, match="signed before"):
        files.sign(path, "another", TODAY)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("target = 0.1", "target = 0.2"),
        ('signed_by = "A"', 'signed_by = "B"'),
        ('signed_on = "2026-04-01"', 'signed_on = "2026-04-02"'),
        ('types = ["checkbox", "choice"]', 'types = ["checkbox", "choice", "name"]'),
        ('origin = "demonstration"', 'origin = "real"'),
    ],
)
def test_a_change_after_the_signature_is_noticed(proposed, tmp_path, before, after):
    path = tmp_path / "policy.toml"
    files.write(path, proposed)
    assert files.sign(path, "A", TODAY).intact
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    assert files.read(path).signed
    assert not files.read(path).intact


def test_what_was_changed_before_is_not_signed(proposed, tmp_path):
    path = tmp_path / "policy.toml"
    files.write(path, proposed)
    path.write_text(path.read_text("utf-8").replace("target = 0.1", "target = 0.2"), "utf-8")
    with pytest.raises(KoukaError, match="changed after it was proposed"):
        files.sign(path, "A", TODAY)


def test_a_blank_name_signs_nothing(proposed, tmp_path):
    files.write(tmp_path / "policy.toml", proposed)
    with pytest.raises(KoukaError, match="needs a name"):
        files.sign(tmp_path / "policy.toml", " ", TODAY)
    assert not files.read(tmp_path / "policy.toml").signed


def test_a_signed_policy_is_not_written_over(proposed, tmp_path):
    path = tmp_path / "policy.toml"
    files.write(path, proposed)
    files.write(path, proposed)
    files.sign(path, "A", TODAY)
    with pytest.raises(KoukaError, match="signed policy stands here"):
        files.write(path, proposed)
    path.write_text("schema = 1\n", "utf-8")  # may have been one
    with pytest.raises(KoukaError, match="signed policy stands here"):
        files.write(path, proposed)


@pytest.mark.parametrize("left_out", ["seal", "signed_by", "signed_on"])
def test_half_a_signature_is_none(proposed, left_out):
    signed = proposed.model_copy(update={"signed_by": "A", "signed_on": TODAY, "seal": "0" * 64})
    table = signed.model_dump(mode="json", by_alias=True)
    Policy.model_validate(table)
    with pytest.raises(ValidationError, match="together or not at all"):
        Policy.model_validate(table | {left_out: None})


def test_tables_of_toml_are_read_back():
    table = {
        "text": 'a "quoted" \\ one\n\x7f 髙',
        "number": 0.1,
        "list": ["a", "b"],
        "empty": [],
        "inner": {"a": 1, "日 本": {"b.c": 2}},
        "several": [{"x": 1, "deep": {"y": 2}}, {"x": 3}],
    }
    assert tomllib.loads(to_toml(table | {"nothing": None})) == table
