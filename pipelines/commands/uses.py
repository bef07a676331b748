"""What commands write to the log of use that the web app keeps, where there is one, before they begin.

In ``USES`` is whatever lets AI read or hear, reads what residents have written or said, or hands out what came of it.
A run that no command begins, but a worker of Prefect's, is written down by its flow (:mod:`pipelines.flows.noting`).
``export``, ``study``, ``backup``, ``purge`` and ``audit`` become the app, and write their entries themselves: before
they hand out or take away anything, a backup when it is there.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from dashboards.language import _
from pipelines.commands import harmless
from pipelines.commands.web_process import ask_web
from pipelines.errors import ExitCode, KoukaError
from pipelines.settings import has_database

Given = Mapping[str, Any]
"""What a command was told, by the names of its parameters."""


def _run(given: Given) -> str:
    return _name_of(given["run"])


def _runs(given: Given) -> str:
    return " ".join(map(_name_of, given["runs"]))


def _name_of(run: str) -> str:
    """The run's own name, whichever way it was called."""
    from pipelines.runs import store

    return store.find(run).name


def _batch(given: Given) -> str | None:
    return _place(given["batch"])


def _begun(given: Given) -> str | None:
    """As the app names a run that it starts."""
    from pipelines.runs import store

    store.campaign_folder(given["campaign"])  # refuses a name that is none
    batch = _batch(given)
    return batch and f"{given['campaign']}: {batch}"


def _campaign(given: Given) -> str | None:
    from pipelines.runs import store

    return given["campaign"] if store.campaign_folder(given["campaign"]).is_dir() else None


def _signed(given: Given) -> str | None:
    """None where what can be signed is only listed."""
    return _campaign(given) if given["name"] else None


def _policy(given: Given) -> str | None:
    return _run(given) if given.get("run") else _place(given["file"])


def _template(given: Given) -> str | None:
    return _place(given["folder"])


def _place(path: Path) -> str | None:
    """As run.json writes a batch; None where nothing is: then the command says so itself."""
    from pipelines.runs import store

    return store.written(path.absolute()) if path.exists() else None


@dataclass(frozen=True)
class Use:
    """An entry."""

    action: str
    """Where the app does the same, what it calls that."""
    about: Callable[[Given], str | None]
    """What it is done to; None where there is nothing to write down."""
    details: tuple[str, ...] = ()
    """Parameters that are written beside it. Names of people are not, nor is where files are written to."""


USES = {
    "run": Use("run_started", _begun, ("engines", "models", "no_crops")),
    "score": Use("run_scored", _run, ("no_crops",)),
    "compare": Use("comparison_seen", _runs, ("engines", "no_crops")),
    "policy propose": Use("policy_proposed", _run),
    "policy sign": Use("policy_signed", _policy),
    "policy show": Use("policy_seen", _policy),
    "cost": Use("cost_seen", _campaign),
    "portfolio": Use("portfolio_seen", _campaign),
    "status": Use("promises_seen", _campaign, ("formats",)),
    "attest": Use("attestation_signed", _signed, ("name",)),
    "check": Use("batch_checked", _batch),
    "import": Use("product_taken_in", _batch, ("product", "session", "recording")),
    "minutes": Use("minutes_taken_out", _run, ("form", "session", "recording", "engine", "verbatim")),
    "report": Use("report_written", _campaign, ("forms",)),
    "template": Use("template_seen", _template),
}
"""By what is typed after ``kouka``."""


def noting(name: str, command: click.Command) -> click.Command:
    """The command, or the commands of a group, with an entry before each that is a use.

    Args:
        name: what is typed after ``kouka``.
        command: as its module makes it; it is changed.
    """
    if isinstance(command, click.Group):
        for each, made in command.commands.items():
            noting(f"{name} {each}", made)
    elif (use := USES.get(name)) and (work := command.callback):

        def noted(**given: Any) -> Any:
            note(use, given)
            return work(**given)

        command.callback = noted
    return command


def note(use: Use, given: Given, **more: str | int) -> None:
    """Write the entry, by a process of the app's.

    Args:
        use: which it is.
        given: what the command was told.
        more: to be written beside it.

    Raises:
        KoukaError: it cannot be written; or as the command itself would say it, there is no such run or campaign.
    """
    about = use.about(given) if has_database() else None
    if about is None:
        return
    told = {name: _text(given[name]) for name in use.details if given.get(name)} | more
    # What a name of a file holds that is no text cannot be kept, either.
    if ask_web("note", "--", use.action, harmless(about), harmless(json.dumps(told, ensure_ascii=False))):
        raise KoukaError(
            _("Nothing was begun, since the log of use could not be written."),
            todo=_("See to the database of the web app first: what was wrong with it stands above."),
            code=ExitCode.SETUP,
        )


def _text(value: object) -> str | bool:
    if isinstance(value, bool):
        return value
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
