"""``kouka prefect``: Prefect's own command line, with the settings under which nothing leaves the machine."""

import os
import sys
from pathlib import Path

import click

from dashboards.language import _
from pipelines import prefect_environment


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "prefect",
        help=_("Prefect's own command line with kouka's settings: a server, workers, deployments."),
        epilog=_("Examples: kouka prefect server start; kouka prefect worker start --pool kouka"),
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
        add_help_option=False,
    )
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def prefect(arguments: tuple[str, ...]) -> None:
        prefect_environment.prepare()
        prefect_environment.use_running_server()
        program = str(Path(sys.executable).with_name("prefect"))
        os.execv(program, [program, *arguments])

    return prefect
