"""``kouka template``: where the boxes of a template stand."""

from pathlib import Path

import click

from dashboards.language import _
from pipelines.commands import tell
from pipelines.contracts.forms import Template
from pipelines.errors import ExitCode, Severity


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "template",
        help=_("Say what is wrong with a template, and draw its boxes on the blank form."),
        epilog=_("Example: kouka template my-forms/templates/moving-notice --preview"),
    )
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    @click.option("--preview", is_flag=True, help=_("Write a picture of the boxes beside template.toml."))
    def template(folder: Path, preview: bool) -> ExitCode:
        return _template(folder, preview)

    return template


def _template(folder: Path, preview: bool) -> ExitCode:
    from pipelines.batches.examine import template_problems
    from pipelines.contracts.toml import read_toml

    # Not as spelt: the folder's own name is compared with the id, also where "." was typed.
    file = folder.absolute().resolve() / "template.toml"
    template, problems = read_toml(file, Template)
    if template is not None:
        problems += template_problems(file, template)
    for problem in problems:
        tell(problem)
    if template is None or any(problem.severity is Severity.STOPS for problem in problems):
        return ExitCode.INPUT
    from pipelines.forms.blanks import check_blank

    check_blank(folder / template.blank, template)
    if preview:
        for written in _draw(folder, template):
            click.echo(written)
    else:
        click.echo(_("{path}: {n} fields, nothing wrong.", path=file, n=len(template.fields)))
    return ExitCode.OK


def _draw(folder: Path, template: Template) -> list[Path]:
    """Write a picture for each page."""
    from pipelines.atomic import replacing
    from pipelines.forms.blanks import blamed
    from pipelines.forms.preview import preview

    blank = folder / template.blank
    written = []
    for page in template.pages:
        with blamed(blank, page):
            picture = preview(template, blank, page)
        target = folder / ("preview.png" if len(template.pages) == 1 else f"preview-{page}.png")
        with replacing(target) as temporary:
            picture.save(temporary, "PNG")
        written.append(target)
    return written
