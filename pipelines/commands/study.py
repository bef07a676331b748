"""``kouka study``: studies of staff time. They live in the database of the web app."""

import click

from dashboards.language import _
from pipelines.commands.web_process import become_web


def command() -> click.Command:
    """The command, in the language spoken. All that follows it, ``--help`` too, is for the app to understand."""

    @click.command(
        "study",
        help=_("Studies of staff time: make one, see how far it is, take its times out."),
        context_settings={"ignore_unknown_options": True},
        add_help_option=False,
    )
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def study(arguments: tuple[str, ...]) -> None:
        become_web("study", *arguments)

    return study
