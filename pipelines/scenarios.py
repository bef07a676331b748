"""The scenarios of a campaign: what-ifs that were saved, as files that a person can read, change and take away."""

import re
from collections.abc import Mapping
from pathlib import Path

from dashboards.language import _
from evaluators.cost.what_if import Measured, scenario
from evaluators.cost.what_if import Scenario as Answered
from pipelines import atomic
from pipelines.contracts.scenario import Scenario
from pipelines.contracts.toml import read_toml
from pipelines.contracts.toml_writing import model_to_toml
from pipelines.errors import ExitCode, KoukaError, Place, Problem, Severity

FOLDER = "scenarios"
NAME = re.compile(r"[\w-]{1,64}")


def scenarios_of(campaign: Path) -> tuple[Mapping[str, Scenario], list[Problem]]:
    """Those of a campaign by name, the first saved first, and what is wrong with files that are none.

    Args:
        campaign: its folder.
    """
    found: dict[str, Scenario] = {}
    problems: list[Problem] = []
    for file in sorted((campaign / FOLDER).glob("*.toml")):
        scenario, wrong = read_toml(file, Scenario)
        problems += wrong
        if scenario is not None:
            found[file.stem] = scenario
    return dict(sorted(found.items(), key=lambda item: item[1].saved)), problems


def answered_scenarios(campaign: Path, measured: Measured) -> tuple[list[Answered], list[Problem]]:
    """What each scenario comes to, and what is wrong with those of which that cannot be said.

    Args:
        campaign: its folder.
        measured: its case with all its numbers.
    """
    saved, problems = scenarios_of(campaign)
    found = []
    for name, each in saved.items():
        try:
            moment = each.saved.isoformat()
            found.append(scenario(name, each.author, moment, each.note, each.setting, measured))
        except KeyError:
            what = _("Nothing is known of the way of working of this scenario, “{option}”.", option=each.setting.option)
            place = Place(campaign / FOLDER / f"{name}.toml")
            problems.append(Problem(what, place, severity=Severity.WARNING))
    return found, problems


def save(campaign: Path, name: str, scenario: Scenario) -> Path:
    """Write a scenario under a name of its own.

    Returns:
        Its file.

    Raises:
        KoukaError: the name is none, or taken.
    """
    if not NAME.fullmatch(name):
        raise KoukaError(_("A scenario's name has letters, digits, _ and - only, at most 64."), code=ExitCode.USAGE)
    path = campaign / FOLDER / f"{name}.toml"
    if path.exists():
        raise KoukaError(
            _("There is a scenario called “{name}” already.", name=name),
            where=Place(path),
            todo=_("Choose another name, or take that file away first."),
            code=ExitCode.USAGE,
        )
    atomic.write_text(path, model_to_toml(scenario))
    return path
