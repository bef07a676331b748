"""``kouka attest``: a named person vouches for what no program can know."""

from pathlib import Path

import click

from dashboards.language import _
from pipelines.commands import harmless
from pipelines.errors import ExitCode


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "attest",
        help=_(
            "Sign an attestation that a promise asks for: a training that was held, a copy that is kept elsewhere. "
            "Without NAME, list those that are asked for."
        ),
        epilog=_('Example: kouka attest demo off-site-copy --by PERSON --says "…" --document receipt.pdf'),
    )
    @click.argument("campaign")
    @click.argument("name", required=False)
    @click.option("--by", "signer", default="", help=_("Who signs."))
    @click.option("--says", default="", help=_("What that person vouches for: what, when, where."))
    @click.option(
        "--document",
        type=click.Path(path_type=Path),
        help=_("A document that shows it; its SHA-256 is noted, no copy."),
    )
    def attest(campaign: str, name: str | None, signer: str, says: str, document: Path | None) -> ExitCode:
        from datetime import date

        from pipelines.commitments import attesting
        from pipelines.commitments.promise_file import file_of, read_commitments
        from pipelines.runs.store import campaign_folder

        folder = campaign_folder(campaign)
        commitments = read_commitments(file_of(folder))
        if name is None:
            for about, evidence in attesting.wanted(commitments).items():
                click.echo(harmless(f"{about}  {evidence.wants}"))
            return ExitCode.OK
        path = attesting.sign(folder, commitments, name, signer, says, date.today(), document)
        click.echo(harmless(str(path)))
        click.echo(_("That this name signed is shown and not proven: whoever may write the file can sign it."))
        return ExitCode.OK

    return attest
