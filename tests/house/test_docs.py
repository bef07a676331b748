"""The commands that the READMEs show are run, in their order, in an empty folder."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.commands import call
from pipelines.errors import ExitCode
from tests.pipelines.recognizers import tiny_whisper

ROOT = Path(__file__).parent.parent.parent
PAGES = ("README.md", "README.ja.md")
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
SET_UP = {"./run demo", "./run test"}
CARRIED_IN = "/media/usb/large-v3-turbo"
"""A model of gigabytes."""


def commands(page: str) -> list[str]:
    blocks = BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def test_both_languages_show_the_same_commands():
    assert commands("README.md") == commands("README.ja.md")
    assert set(commands("README.md")) >= SET_UP


@pytest.mark.slow
@pytest.mark.prefect
def test_the_commands_of_the_readme_work(tmp_path):
    kouka = Path(sys.executable).with_name("kouka")
    environment = os.environ | {"KOUKA_LANG": "ja", "KOUKA_RESULTS": str(tmp_path / "results")}
    environment["KOUKA_MODELS"] = str(tmp_path / "models")
    carried = tiny_whisper.make(tmp_path / "usb" / "large-v3-turbo")  # of random weights, and as quick
    lines = [line.replace(CARRIED_IN, str(carried)) for line in commands("README.md") if line not in SET_UP]
    shown = [shlex.split(line) for line in lines]
    assert {words[0] for words in shown} == {"kouka"}
    for _kouka, *arguments in shown:
        done = subprocess.run(
            [kouka, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, (arguments, done.stderr)
        assert done.stdout.strip(), arguments


DOCS = (
    *("architecture.md", "correcting.ja.md", "cost.md", "cost.ja.md", "import.md", "import.ja.md", "minutes.ja.md"),
    *("operations.md", "policy.md", "portfolio.md", "portfolio.ja.md", "promises.md", "promises.ja.md"),
    *("report.md", "report.ja.md", "statistics.md", "statistics.ja.md", "timing.md"),
)


def test_both_languages_of_the_statistics_show_the_same_commands():
    assert commands("docs/statistics.md") == commands("docs/statistics.ja.md")


@pytest.mark.parametrize("page", ["docs/statistics.md", "docs/policy.md"])
def test_the_commands_of_statistics_and_policies_work_on_a_run(page, tmp_path, monkeypatch, capsys):
    (record,) = (ROOT / "results" / "reference").glob("*/run.json")
    shutil.copytree(record.parent, tmp_path / "results" / "trial" / record.parent.name)
    shutil.copytree(ROOT / "samples" / "forms", tmp_path / "samples" / "forms")
    monkeypatch.setenv("KOUKA_RESULTS", str(tmp_path / "results"))
    monkeypatch.chdir(tmp_path)
    shown = [shlex.split(line) for line in commands(page)]
    assert len(shown) == 3
    for words in shown:
        assert words[0] == "kouka"
        assert call(words[1:]) == ExitCode.OK, capsys.readouterr().err
        assert capsys.readouterr().out.strip()


def test_both_languages_of_cost_and_of_the_report_show_the_same_commands():
    assert commands("docs/cost.md") == commands("docs/cost.ja.md")
    assert commands("docs/report.md") == commands("docs/report.ja.md")
    assert commands("docs/deciding.md") == commands("docs/deciding.ja.md")


@pytest.mark.parametrize(
    "page",
    [
        "docs/portfolio.md",
        "docs/portfolio.ja.md",
        "docs/promises.md",
        "docs/promises.ja.md",
        "docs/cost.md",
        "docs/report.md",
        "docs/deciding.md",
    ],
)
def test_the_commands_of_the_list_of_tasks_of_promises_and_of_cost_work(page, tmp_path, monkeypatch, capsys):
    (record,) = (ROOT / "results" / "reference").glob("*/run.json")
    shutil.copytree(record.parent, tmp_path / "results" / "trial" / record.parent.name)
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.setenv("KOUKA_RESULTS", str(tmp_path / "results"))
    monkeypatch.chdir(tmp_path)
    for words in map(shlex.split, commands(page)):
        assert call(words[1:]) == ExitCode.OK, capsys.readouterr().err
        assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md", *(f"docs/{name}" for name in DOCS)])
def test_links_between_pages_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)", text) if "://" not in target]
    for target in targets:
        assert ((ROOT / page).parent / target).exists(), target


def test_places_that_the_architecture_names_exist():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:pipelines|evaluators|dashboards|samples)/[\w/.]*)`", text)
    assert len(named) > 10
    for place in named:
        assert (ROOT / place).exists(), place


def test_the_architecture_says_everything_once():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")]
    assert len(named) > 20
    assert [name for name in {*named} if named.count(name) > 1] == []
