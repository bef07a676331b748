from pathlib import Path

import pytest

from pipelines.contracts import toml
from pipelines.contracts.campaign import Campaign
from pipelines.contracts.forms import BatchFile, Template
from pipelines.contracts.meetings import Agenda
from pipelines.contracts.toml import load_toml, read_toml
from pipelines.errors import KoukaError, Problem

BATCH = """\
# A batch of forms
schema = 1
kind = "forms"

title = "転入届"
origin = "real"
"""
TEMPLATE = """\
schema = 1
id = "notice"
title = "転入届"
paper_mm = [210.0, 297.0]

[[fields]]
id = "name"
label = "氏名"
type = "name"
box_mm = [10, 10, 50, 10]

[[fields]]
id = "birth"
label = "生年月日"
type = "date"
box_mm = [10, 30, 50, 10]
"""
CHOICE = (
    TEMPLATE.replace('"date"', '"choice"')
    + """\
[[fields.options]]
id = "early"
label = "明治"
box_mm = [10, 30, 5, 5]
[[fields.options]]
id = "late"
label = "大正"
box_mm = [20, 30, 5, 5]
"""
)
AGENDA = """\
schema = 1
[sessions.first]
title = "委員会"
[[sessions.first.items]]
title = "開会"
[[sessions.first.items]]
title = "質疑"
"""


@pytest.fixture
def problems(tmp_path: Path):
    """What is wrong with a text as a TOML file of some kind."""

    def read(text: str | bytes, model: type) -> list[Problem]:
        path = tmp_path / "file.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        value, found = read_toml(path, model)
        assert (value is None) == bool(found)
        assert all(problem.where is not None and problem.where.file == path for problem in found)
        return found

    return read


def changed(text: str, old: str, new: str, count: int = 1) -> str:
    assert old in text
    return text.replace(old, new, count)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (changed(BATCH, '"forms"', '"letters"'), 3, "“letters” is not allowed for “kind”; allowed: forms, meetings"),
        (changed(BATCH, 'origin = "real"', 'origin = "true"'), 6, "allowed: real, demonstration"),
        (changed(BATCH, "schema = 1", "schema = 2"), 2, "“2” is not allowed for “schema”; allowed: 1"),
        (changed(BATCH, "title", "tilte"), 5, "“tilte” is not known here"),
        (changed(BATCH, '"転入届"', "7"), 5, "“title” cannot be 7"),
        (changed(BATCH, '"転入届"', '""'), 5, "“title” cannot be ''"),
        (changed(BATCH, '"転入届"', "転入届"), 5, "not TOML"),
        (changed(BATCH, "schema = 1", "schema = 1\nschema = 1"), 3, "not TOML"),
        (changed(BATCH, "schema = 1", "schema = " + "1" * 5000), None, "not TOML"),
        (BATCH + "x = " + "[" * 5000, None, "not TOML"),
        (BATCH.encode("cp932"), 5, "not UTF-8"),
        (BATCH.encode("utf-16"), 1, "not UTF-8"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_batch_file(problems, text: str | bytes, line: int | None, says: str) -> None:
    found = next(problem for problem in problems(text, BatchFile) if says in problem.what)
    assert found.where is not None
    assert found.where.line == line


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (changed(TEMPLATE, 'type = "date"', 'type = "day"'), 15, "“day” is not allowed for “fields.1.type”"),
        (changed(TEMPLATE, 'label = "氏名"\n', ""), 6, "“fields.0.label” is missing"),
        (changed(TEMPLATE, 'label = "生年月日"\n', ""), 12, "“fields.1.label” is missing"),
        (changed(TEMPLATE, 'id = "notice"\n', ""), None, "“id” is missing"),
        (changed(TEMPLATE, 'id = "birth"', 'id = "Birth"'), 13, "“fields.1.id” cannot be 'Birth'"),
        (changed(TEMPLATE, "[10, 30, 50, 10]", "[10, -30, 50, 10]"), 16, "“fields.1.box_mm.1” cannot be -30"),
        (changed(TEMPLATE, "[10, 30, 50, 10]", "[10, 30, 50]"), 16, "“fields.1.box_mm.3” is missing"),
        (changed(TEMPLATE, "[10, 10, 50, 10]", "[10, 10,\n  50, inf]"), 10, "“fields.0.box_mm.3” cannot be inf"),
        (changed(TEMPLATE, "paper_mm", "size_mm"), 4, "“size_mm” is not known here"),
        (TEMPLATE.split("[[")[0], None, "“fields” is missing"),
        (changed(TEMPLATE, "[[fields]]", "[fields]").split("[[")[0], 6, "“fields” cannot be"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_template(problems, text: str, line: int | None, says: str) -> None:
    found = next(problem for problem in problems(text, Template) if says in problem.what)
    assert found.where is not None
    assert found.where.line == line


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (changed(TEMPLATE, '"birth"', '"name"'), 13, "“name” is used twice"),
        (changed(TEMPLATE, "[10, 30, 50, 10]", "[10, 30, 0, 10]"), 16, "“birth” has no area"),
        (changed(TEMPLATE, "[10, 10, 50, 10]", "[10, 10, 500, 10]"), 10, "“name” reaches over the paper's edge"),
        (changed(TEMPLATE, '"date"', '"choice"'), 12, "needs at least two options"),
        (CHOICE.rpartition("[[fields.options]]")[0], 17, "needs at least two options"),
        (changed(CHOICE, '"late"', '"early"'), 22, "“early” of field “birth” is used twice"),
        (changed(CHOICE, "[20, 30, 5, 5]", "[20, 60, 5, 5]"), 24, "reaches out of field “birth”"),
        (changed(CHOICE, '"choice"', '"text"'), 17, "only a choice has options"),
        (changed(TEMPLATE, 'type = "date"', 'type = "date"\nmultiple = true'), 16, "only a choice has options"),
    ],
)
def test_what_the_parts_of_a_template_say_together_has_the_line_of_the_part(
    problems, text: str, line: int, says: str
) -> None:
    (found,) = problems(text, Template)
    assert says in found.what
    assert found.where is not None
    assert found.where.line == line


def test_every_problem_is_named_at_once(problems) -> None:
    text = changed(changed(BATCH, '= "forms"', '= "letters"'), "real", "true").replace("schema = 1\n", "")
    assert [problem.where.line for problem in problems(text, BatchFile)] == [None, 2, 5]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_sound_file_is_its_model(tmp_path: Path, ends: str) -> None:
    (tmp_path / "batch.toml").write_bytes(b"\xef\xbb\xbf" + BATCH.replace("\n", ends).encode())
    assert load_toml(tmp_path / "batch.toml", BatchFile).title == "転入届"


def test_loading_raises_the_first_problem(tmp_path: Path) -> None:
    with pytest.raises(KoukaError, match="missing") as caught:
        load_toml(tmp_path / "campaign.toml", Campaign)
    assert str(caught.value.problem.where) == str(tmp_path / "campaign.toml")


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    _value, (problem,) = read_toml(tmp_path, BatchFile)
    assert "cannot be read" in problem.what


def test_a_file_over_the_limit_is_not_read(problems, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toml, "LIMITS", toml.LIMITS.__class__(toml_bytes=20))
    (problem,) = problems(BATCH, BatchFile)
    assert "larger than" in problem.what


def test_a_nested_array_is_located_by_its_model(problems) -> None:
    (problem,) = problems(changed(AGENDA, '"質疑"', "5"), Agenda)
    assert problem.where.line == 7
