"""``kouka prefect``: Prefect's own command line, with the settings under which nothing leaves the machine."""

import os
import sys
from pathlib import Path

import click

from dashboards.language import _
from pipelines import prefect_environment, prefect_server


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
        prefect_server.use_running()
        if arguments[:1] != ("worker",):  # what a worker's flows may reach is not for Prefect to say
            prefect_environment.keep_in()
        program = str(Path(sys.executable).with_name("prefect"))
        os.execv(program, [program, *arguments])

    return prefect
