"""What Pydantic finds wrong with batch.toml, template.toml and case.toml, in words of our own in both languages."""

import re
from pathlib import Path

import pytest

from evaluators.cost.case import Case
from pipelines.contracts.forms import BatchFile, Template
from pipelines.contracts.toml import read_toml
from pipelines.starters import starter

MODELS = {"batch.toml": BatchFile, "template.toml": Template, "case.toml": Case}
WRONG = {
    "missing key": ("batch.toml", 'kind = "forms"', "", "Key “kind” is missing."),
    "extra key": ("batch.toml", "schema = 1", "schema = 1\nkey = 1", "Key “key” is not known here."),
    "not in the list": ("batch.toml", '"forms"', '"letters"', "“letters” is not allowed for “kind”; allowed: forms"),
    "a long text": ("batch.toml", '"forms"', f'"{"x" * 500}"', f"“{'x' * 59}…” is not allowed for “kind”"),
    "no text": ("template.toml", 'label = "届出日"', "label = 7", "cannot be 7: text in double quotes is wanted."),
    "empty text": (
        "template.toml",
        'label = "届出日"',
        'label = ""',
        "cannot be '': at least 1 characters are wanted.",
    ),
    "no id": ("template.toml", 'id = "name"', 'id = "氏名"', "cannot be '氏名': it starts with a lower-case letter"),
    "no number": (
        "template.toml",
        "tolerance_mm = 1.0",
        'tolerance_mm = "1mm"',
        "cannot be '1mm': a number is wanted.",
    ),
    "infinite": ("template.toml", "tolerance_mm = 1.0", "tolerance_mm = inf", "cannot be inf: a number is wanted."),
    "too small": ("template.toml", "tolerance_mm = 1.0", "tolerance_mm = 0", "cannot be 0: it has to be above 0."),
    "too large": ("template.toml", "tolerance_mm = 1.0", "tolerance_mm = 21", "it has to be at most 20."),
    "negative": ("case.toml", "value = 12000", "value = -12000", "it has to be at least 0."),
    "no whole number": ("template.toml", 'type = "kana"', 'type = "kana"\npage = 1.5', "a whole number is wanted."),
    "no truth value": ("template.toml", "required = true", 'required = "perhaps"', "true or false is wanted."),
    "no list": ("template.toml", "[210.0, 297.0]", "210.0", "cannot be 210.0: a list in square brackets"),
    "a list too long": ("template.toml", "[210.0, 297.0]", "[210.0, 297.0, 1]", "at most 2 entries are allowed."),
    "no table": ("case.toml", "[forms.times]", "[forms]\ntimes = 5\n[other]", "Cannot declare"),
    "no table here": ("case.toml", "\nvolume = {", "\nvolume = 5 # {", "cannot be 5: a table with keys is wanted."),
    "out of order": ("case.toml", "low = 9000", "low = 9999999", "“forms.volume”: value"),
    "another unit": ("case.toml", '"forms/year"', '"forms/month"', "“forms.volume” is in “forms/month”; it has to be"),
    "a share above one": ("case.toml", "high = 0.3, ", "high = 30, ", "“forms.slip”: 30 is above 1"),
    "no source": ("case.toml", ', source = "cited"', "", "Key “tax_rate.source” is missing."),
    "no horizon": ("case.toml", "years = 5 ", "years = 0 ", "“years” cannot be 0: it has to be at least 1."),
    "not every year": ("case.toml", "years = 5 ", "years = 4 ", "“forms.online_share” holds 5 numbers"),
    "fixed and spread": ("case.toml", "low = 0.04", "low = 0.01", "“discount_rate” is “fixed”, but low and high"),
    "off the middle": (
        "case.toml",
        'unit = "forms/year"',
        'unit = "forms/year", distribution = "lognormal"',
        "of “lognormal” the value lies in the middle, 1.162e+04, and not at 12000",
    ),
    "staff that do not add up": ("case.toml", "share = 1.0", "share = 0.5", "have to add up to 1."),
    "neither from nor typed": ("case.toml", "[forms.accuracy]\nfrom", "[forms.accuracy]\n# from", "has either “from”"),
    "no tax": ("case.toml", ', tax = "excluded"', "", "Key “ai.licence.tax” is missing."),
}


def problem_of(tmp_path: Path, name: str, old: str, new: str) -> str:
    text = starter(name)
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), "utf-8")
    value, problems = read_toml(tmp_path / name, MODELS[name])
    assert value is None
    return problems[0].what


@pytest.mark.parametrize(("name", "old", "new", "says"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_in_plain_words(tmp_path: Path, name: str, old: str, new: str, says: str) -> None:
    assert says in problem_of(tmp_path, name, old, new)


@pytest.mark.parametrize(("name", "old", "new", "says"), WRONG.values(), ids=WRONG.keys())
def test_it_is_said_in_japanese_throughout(
    tmp_path: Path, japanese: None, name: str, old: str, new: str, says: str
) -> None:
    said = problem_of(tmp_path, name, old, new)
    assert re.search("[ぁ-ん]", said)
    # What is quoted, keys and values, stays as it was typed.
    assert not re.search(r"(?i)\b(input|should|valid|wanted|has to|missing|allowed|value error)\b", said)
