"""A case that cannot be computed is refused before anything is, with its file and line."""

from pathlib import Path

import pytest

from dashboards import language
from pipelines.cost.case_file import load_case
from pipelines.cost.form_numbers import Draw, numbers_of
from pipelines.errors import KoukaError
from pipelines.starters import text_of
from tests.evaluators.cost.small import a_case

STARTER = text_of("case.toml", "en")
OWN = """
[more]
postage = { value = 84, low = 84, high = 110, unit = "yen/form", grade = "assumed", source = "asked", says = "a test" }

[[lines]]
name = "posting"
option = "ai_all"
adds_to = "tool"
formula = "paper * postage"
says = "a test"
"""


@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_the_starter_is_a_case_in_both_languages(tmp_path: Path, tongue: language.Language) -> None:
    (tmp_path / "case.toml").write_text(text_of("case.toml", tongue), "utf-8")
    case = load_case(tmp_path / "case.toml")
    assert (case.schema_, case.years, case.first_year) == (2, 5, 2026)
    # Nothing in it was measured, and it does not say so.
    assert {entered.grade.value for entered in case.inputs.values()} == {"assumed", "cited"}


def test_the_two_starters_hold_the_same_numbers() -> None:
    import tomllib

    def numbers(table: object) -> object:
        if isinstance(table, dict):
            return {key: numbers(value) for key, value in table.items() if key not in ("says", "title", "label")}
        return [numbers(each) for each in table] if isinstance(table, list) else table

    ja, en = (numbers(tomllib.loads(text_of("case.toml", tongue))) for tongue in ("ja", "en"))
    assert ja == en


def test_what_moves_together_is_drawn_so_where_it_stands_for_a_measurement(tmp_path: Path) -> None:
    pair = {"inputs": ["forms_times_manual", "forms_times_ai_all"], "rank": 1.0, "says": "a test"}
    case = a_case(together=[pair])
    assert case.forms is not None
    found = numbers_of(case, case.forms, tmp_path, None, Draw.of(case, 500, 1))
    manual, ai = (found[name].draws[:, 0] for name in ("minutes_manual", "ai_all_looking"))
    # Triangles of 2 and of 1.2 minutes, each 10 % to either side; each has its own place within one of 500 parts.
    assert (ai.argsort() == manual.argsort()).all()
    assert ai == pytest.approx(0.6 * manual, rel=0.01)


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ('["forms_volume", "licence"]', "There is no input “licence”"),
        ('["forms_volume", "forms_volume"]', "names two different inputs"),
    ],
)
def test_what_cannot_move_together_is_told_with_its_line(tmp_path: Path, inputs: str, said: str) -> None:
    text = STARTER + f'\n[[together]]\ninputs = {inputs}\nrank = 0.5\nsays = "a test"\n'
    what, line = refused(tmp_path, text)
    assert said in what
    assert line == f"inputs = {inputs}"


def refused(folder: Path, text: str) -> tuple[str, str]:
    """What is said, and the text of the line that it names."""
    file = folder / "case.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(KoukaError) as caught:
        load_case(file)
    problem = caught.value.problem
    assert problem.where is not None
    assert problem.where.file == file
    assert problem.where.line is not None
    return problem.what, text.splitlines()[problem.where.line - 1]


def test_two_offers_under_one_name_are_refused(tmp_path: Path) -> None:
    """Of the second neither price nor readings could be told from those of the first."""
    prices = STARTER.split("[ai]\n")[1].split("# What a second engine adds")[0]
    offer = f'\n[[products]]\nname = "ocr-a"\n{prices}'
    (tmp_path / "case.toml").write_text(STARTER + offer, "utf-8")
    assert [each.name for each in load_case(tmp_path / "case.toml").products] == ["ocr-a"]
    what, line = refused(tmp_path, STARTER + offer + offer.replace('"ocr-a"', '"ocr-a"  # once more'))
    assert what == "Two of [[products]] have the same name."
    assert line == 'name = "ocr-a"  # once more'


@pytest.mark.parametrize(
    ("old", "new", "says", "line"),
    [
        ("value = 12000", "value = -12000", "it has to be at least 0", "volume = "),
        ("high = 0.3, ", "high = 30, ", "30 is above 1", "slip = "),
        ('unit = "min/form"', 'unit = "s/form"', "“s/form”; it has to be in “min/form”", "minutes_online = "),
        (', source = "cited"', "", "tax_rate.source” is missing", "tax_rate = "),
        ("years = 5 ", "years = 0 ", "it has to be at least 1", "years = 0 "),
        ("years = 5 ", "years = 6 ", "holds 5 numbers; it needs one for each of the 6", "online_share = "),
        ("share = 1.0", "share = 0.9", "add up to 1", "share = 0.9"),
        ("schema = 2", "schema = 1", "of an earlier version (schema 1)", "schema = 1"),
        ("high = 15000", "high = 1e308", "1e+308 is above 1e+12", "volume = "),
        ("high = 1.01", "high = 1e100", "1e+100 is above 1000", "trend = "),
        ("templates = 1", "templates = 100001", "it has to be at most 10000", "templates = "),
        ("years = 5 ", "years = 5\nyear = 5 ", "Key “year” is not known here.", "year = 5"),
    ],
)  # fmt: skip
def test_a_wrong_key_is_named_with_its_line(tmp_path: Path, old: str, new: str, says: str, line: str) -> None:
    assert old in STARTER
    what, where = refused(tmp_path, STARTER.replace(old, new, 1))
    assert says in what
    assert where.startswith(line)


@pytest.mark.parametrize(
    ("old", "new", "says", "line"),
    [
        ("paper * postage", "cost * 2", "need each other, so that none can be computed: posting →", "formula = "),
        ("paper * postage", "posting + 1", "posting → posting", "formula = "),
        ("paper * postage", "paper * postages", "names “postages”, which there is not", "formula = "),
        ("paper * postage", "open('x')", "This is no formula: open('x')", "formula = "),
        ('"posting"', '"paper"', "“paper” is the name of something else", "name = "),
        ("postage = {", "forms_volume = {", "“forms_volume” is the name of something else", "forms_volume = {"),
        ('"ai_all"', '"ai_everything"', "names “ai_everything”, which there is not", "formula = "),
    ],
)
def test_a_line_of_the_citys_own_is_named(tmp_path: Path, old: str, new: str, says: str, line: str) -> None:
    (tmp_path / "case.toml").write_text(STARTER + OWN, "utf-8")
    assert load_case(tmp_path / "case.toml").lines[0].name == "posting"
    what, where = refused(tmp_path, STARTER + OWN.replace(old, new, 1))
    assert says in what
    assert where.startswith(line)


def test_an_earlier_case_is_told_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text("schema = 1\n[forms_per_year]\nvalue = 3\n", "utf-8")
    with pytest.raises(KoukaError) as caught:
        load_case(tmp_path / "case.toml")
    assert f"kouka new case {tmp_path}" in (caught.value.problem.todo or "")


def test_what_is_no_toml_is_said_as_such(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text("schema = 2\ntitle = x\n", "utf-8")
    with pytest.raises(KoukaError, match="not TOML"):
        load_case(tmp_path / "case.toml")
