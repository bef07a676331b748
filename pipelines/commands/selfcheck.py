"""``kouka selfcheck``: what the system can find out about itself."""

import click

from dashboards.language import _
from pipelines.commands.web_process import become_web


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "selfcheck",
        help=_(
            "Check that nothing is connected to the outside, that access control is on, that the log of use is intact, "
            "and that the last backup can be restored. Each check says what it looked at. Exit code 0 where all pass, "
            "7 where the log was changed, 5 where another one does not pass."
        ),
        epilog=_("Examples: kouka selfcheck; kouka selfcheck --trial; kouka selfcheck --to json"),
    )
    @click.option(
        "--trial",
        is_flag=True,
        help=_("Also read a form in a network without a way out, and count who tries to leave."),
    )
    @click.option("--to", type=click.Choice(["text", "json"]), default="text", help=_("How it is written."))
    def selfcheck(trial: bool, to: str) -> None:
        become_web("selfcheck", *(["--trial"] if trial else []), *(["--json"] if to == "json" else []))

    return selfcheck
