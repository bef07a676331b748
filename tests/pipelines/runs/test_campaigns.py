from pathlib import Path

import pytest

from dashboards import language
from evaluators.cost.case import Case
from pipelines.contracts.campaign import Campaign
from pipelines.contracts.toml import load_toml
from pipelines.errors import KoukaError
from pipelines.runs.campaigns import case_file, is_example, prepare
from pipelines.starters import text_of


@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_a_new_campaign_can_be_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tongue: language.Language
) -> None:
    monkeypatch.setenv(language.VARIABLE, tongue)
    written = prepare(tmp_path / "trial")
    assert [path.name for path in written] == ["campaign.toml", "case.toml"]
    assert load_toml(tmp_path / "trial" / "campaign.toml", Campaign).language == tongue
    case = case_file(tmp_path / "trial")
    assert case == tmp_path / "trial" / "case.toml"
    load_toml(case, Case)


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text("mine")
    assert [path.name for path in prepare(tmp_path)] == ["campaign.toml"]
    assert prepare(tmp_path) == []
    assert (tmp_path / "case.toml").read_text() == "mine"


def test_the_case_is_the_one_that_the_campaign_names(tmp_path: Path) -> None:
    prepare(tmp_path)
    campaign = tmp_path / "campaign.toml"
    campaign.write_text(campaign.read_text("utf-8").replace('case = "case.toml"', 'case = "other.toml"'), "utf-8")
    assert case_file(tmp_path) == tmp_path / "other.toml"


def test_without_a_campaign_it_would_be_case_toml(tmp_path: Path) -> None:
    assert case_file(tmp_path) == tmp_path / "case.toml"


def test_an_example_is_one_until_a_number_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for tongue in language.LANGUAGES:
        monkeypatch.setenv(language.VARIABLE, tongue)
        prepare(tmp_path / tongue)
        case = tmp_path / tongue / "case.toml"
        assert is_example(case)
        case.write_text(case.read_text("utf-8").replace("12000", "11800"), "utf-8")
        assert not is_example(case)


@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_an_example_with_other_comments_is_one_still(tmp_path: Path, tongue: language.Language) -> None:
    """Such as one that was written before a comment was added to the file to start from."""
    case = tmp_path / "case.toml"
    written = text_of("case.toml", tongue).splitlines(keepends=True)
    case.write_text("".join(line for line in written if not line.startswith("#")), "utf-8")
    assert is_example(case)
    case.write_text("this is no TOML", "utf-8")
    assert not is_example(case)


def test_the_reference_campaign_holds_the_numbers_of_the_example() -> None:
    assert is_example(Path(__file__).parents[3] / "results" / "reference" / "case.toml")


def test_a_broken_campaign_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "campaign.toml").write_text('schema = 1\ntitle = ""\n')
    with pytest.raises(KoukaError) as caught:
        case_file(tmp_path)
    assert str(caught.value.problem.where) == f"{tmp_path / 'campaign.toml'}:2"


@pytest.mark.parametrize("name", ["../case.toml", "/etc/hostname", "deep/../../case.toml", "link.toml", "a\\b.toml"])
def test_the_case_lies_in_the_campaign(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "trial"
    prepare(folder)
    (tmp_path / "case.toml").write_bytes((folder / "case.toml").read_bytes())
    (folder / "link.toml").symlink_to(tmp_path / "case.toml")
    campaign = folder / "campaign.toml"
    text = campaign.read_text("utf-8").replace('case = "case.toml"', f"case = '{name}'")
    campaign.write_text(text, "utf-8")
    with pytest.raises(KoukaError) as caught:
        case_file(folder)
    problem = caught.value.problem
    line = 1 + next(n for n, text in enumerate(text.splitlines()) if text.startswith("case = "))
    assert (problem.what, str(problem.where)) == (f"“{name}” leads out of the campaign.", f"{campaign}:{line}")
    assert "beside campaign.toml" in (problem.todo or "")


def form_of(case: Path) -> str | None:
    forms = load_toml(case, Case).forms
    assert forms is not None
    return forms.template


@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_the_example_speaks_of_the_form_that_is_read_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tongue: language.Language
) -> None:
    monkeypatch.setenv(language.VARIABLE, tongue)
    prepare(tmp_path, ["my-form", "another"])
    case = tmp_path / "case.toml"
    assert form_of(case) == "my-form"
    assert is_example(case)
    assert case.read_text("utf-8").count("my-form") == 1
    case.write_text(case.read_text("utf-8").replace("12000", "11800"), "utf-8")
    assert not is_example(case)


def test_the_example_speaks_of_the_bundled_form_where_that_is_read(tmp_path: Path) -> None:
    prepare(tmp_path, ["my-form", "moving-notice"])
    assert form_of(tmp_path / "case.toml") == "moving-notice"


def test_an_example_that_a_run_of_meetings_left_speaks_of_the_form_that_comes_then(tmp_path: Path) -> None:
    prepare(tmp_path)
    case = tmp_path / "case.toml"
    case.write_text("# A word of the section's own.\n" + case.read_text("utf-8"), "utf-8")
    assert prepare(tmp_path, ["my-form"]) == [case]
    assert form_of(case) == "my-form"
    assert case.read_text("utf-8").startswith("# A word of the section's own.\n")
    assert prepare(tmp_path, ["another", "my-form"]) == []


def test_a_case_that_is_filled_in_keeps_its_form(tmp_path: Path) -> None:
    prepare(tmp_path)
    case = tmp_path / "case.toml"
    case.write_text(case.read_text("utf-8").replace("12000", "11800"), "utf-8")
    assert prepare(tmp_path, ["my-form"]) == []
    assert form_of(case) == "moving-notice"


def test_a_case_in_another_encoding_is_left_alone(tmp_path: Path) -> None:
    prepare(tmp_path)
    case = tmp_path / "case.toml"
    case.write_bytes("# 届出\n".encode("shift_jis"))
    assert prepare(tmp_path, ["my-form"]) == []
    assert case.read_bytes() == "# 届出\n".encode("shift_jis")
