"""``kouka purge``: what was read and seen goes, the figures stay."""

import click

from dashboards.language import _
from pipelines.commands.web_process import become_web


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "purge",
        help=_(
            "Take away what forms and meetings say: readings, drafts, pictures of fields, cached pages. Figures stay. "
            "It shows what that is and asks first; the log of use says that it was done."
        ),
        epilog=_("Examples: kouka purge --older-than 90; kouka purge --campaign trial --yes"),
    )
    @click.option("--campaign", default="", help=_("Of this campaign only."))
    @click.option("--older-than", "days", type=click.IntRange(0, 100_000), help=_("Only what is so many days old."))
    @click.option("--yes", "sure", is_flag=True, help=_("Do not ask."))
    def purge(campaign: str, days: int | None, sure: bool) -> None:
        if not campaign and days is None:
            raise click.UsageError(_("Say what is to go: --older-than DAYS, --campaign NAME, or both."))
        told = [*(["--campaign", campaign] if campaign else []), *(["--days", str(days)] if days is not None else [])]
        become_web("purge", *told, *(["--yes"] if sure else []))

    return purge
