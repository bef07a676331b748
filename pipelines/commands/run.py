"""``kouka run``: read a batch and score it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboards.language import _
from pipelines.commands import tell
from pipelines.commands.flow_run import flow_run, report_some
from pipelines.engines import BUNDLED
from pipelines.errors import ExitCode, KoukaError, Place, Problem, Severity
from pipelines.progress import say

if TYPE_CHECKING:
    from pipelines.batches.forms import FormsBatch
    from pipelines.runs.store import Run


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "run",
        help=_("Read scanned forms, or write down recorded meetings, measure it, and write the page of the result."),
        epilog=_("Examples: kouka run samples/forms; kouka run BATCH --engine rapidocr; kouka run BATCH --model NAME"),
    )
    @click.argument("batch", type=click.Path(path_type=Path))
    @click.option("--campaign", default="default", show_default=True, help=_("Campaign that the run belongs to."))
    @click.option(
        "--engine",
        "engines",
        multiple=True,
        help=_(
            "Engine to read with, or import:<product>; may be given several times. Default: all that come with kouka, "
            "and all products that were imported."
        ),
    )
    @click.option(
        "--model",
        "models",
        multiple=True,
        help=_("For meetings: model of speech to hear with, as kouka model list names it; may be given several times."),
    )
    @click.option(
        "--no-crops",
        is_flag=True,
        help=_("Leave contents out of the page (pictures and texts of fields, drafts), for what leaves the section."),
    )
    def run(batch: Path, campaign: str, engines: tuple[str, ...], models: tuple[str, ...], no_crops: bool) -> ExitCode:
        from pipelines.batches.batch_file import kind_of

        if kind_of(batch) == "meetings":
            from pipelines.commands.run_meetings import hear

            return hear(batch.absolute(), campaign, engines, models, shown=not no_crops)
        if models:
            raise click.UsageError(_("--model is for batches of meetings; this one is of forms."))
        default = () if engines else (*BUNDLED, *_imported(batch.absolute()))
        wanted = tuple(dict.fromkeys(engines)) or _present(batch.absolute(), default)
        code = read(batch.absolute(), campaign, wanted, crops=not no_crops)
        # Who named the engines got what was asked for; of those that are taken by default one may be missing.
        return ExitCode.INCOMPLETE if code is ExitCode.OK and not engines and wanted != default else code

    return run


def _imported(path: Path) -> list[str]:
    """The engine names of products that returned anything for a batch."""
    from pipelines.imports import engine_of, products_in

    return [engine_of(product) for product in products_in(path)]


def _present(path: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Those of the engines that can be used here; the others are named.

    Raises:
        KoukaError: none of them can.
    """
    from pipelines import engines
    from pipelines.batches.examine import load_forms
    from pipelines.imports import forms, product_of

    present: list[str] = []
    missing: list[KoukaError] = []
    for name in names:
        try:
            if product := product_of(name):
                forms.load(load_forms(path), product)
            else:
                engines.engine_class(name).version()
            present.append(name)
        except KoukaError as error:
            missing.append(error)
    if not present:
        raise missing[0]
    for absent in missing:
        tell(absent.problem)
        say(_("The batch is read without it, by: {engines}.", engines=", ".join(present)))
    return tuple(present)


def read(path: Path, campaign: str, engines: tuple[str, ...], crops: bool = True) -> ExitCode:
    """Read the batch, and print the path of the page."""
    # Imported here: engines and OpenCV take a while, and --help must not.
    from pipelines.batches.examine import load_with_problems
    from pipelines.imports import product_of
    from pipelines.imports.forms import load
    from pipelines.runs.beginning import begin_forms
    from pipelines.settings import DEFAULTS

    # Begun before Prefect is imported: who mistyped a path should not wait for it. The flow goes on with this run.
    batch, problems = load_with_problems(path)
    _check_case(campaign)
    begun = begin_forms(batch, campaign, engines, DEFAULTS)
    problems += [
        problem for product in filter(None, map(product_of, engines)) for problem in load(batch, product).problems
    ]
    report_some(problems, _("All of them: kouka check {path}", path=path))
    _say_what_looks_alike(batch)
    say(_("Run {run}: {n} documents, {engines}.", run=begun.name, n=len(batch.documents), engines=", ".join(engines)))
    run = flow_run("forms", begun, str(path), campaign, list(engines), crops)
    report_some(_lost(batch, run), _("The page of the result lists all of them."))
    lost = _say_what_was_lost(run.file.counts) or any(problem.severity > Severity.WARNING for problem in problems)
    say(
        _(
            "Cost assumptions: {file}. After changing them: kouka score {run}",
            file=run.folder.parent / "case.toml",
            run=run.name,
        )
    )
    say(_("The page of the result:"))
    click.echo(run.page)
    return ExitCode.INCOMPLETE if lost else ExitCode.OK


def _check_case(campaign: str) -> None:
    """Name a mistake in the cost case before hours of reading, not after them; there need not be one.

    Raises:
        KoukaError: the case cannot be computed.
    """
    from pipelines.cost.case_file import load_case
    from pipelines.runs.campaigns import case_file
    from pipelines.runs.store import campaign_folder

    file = case_file(campaign_folder(campaign))
    if file.is_file():
        load_case(file)


def _lost(batch: "FormsBatch", run: "Run") -> list[Problem]:
    """The pages that were not read."""
    from pipelines.commands.lost import lost_pages
    from pipelines.tables import read_table

    return list(lost_pages(batch, read_table(run.folder / "pages.csv").rows))


def _say_what_looks_alike(batch: "FormsBatch") -> None:
    """Name forms of which one would be taken for the other; pages of them are read, and marked where both fit."""
    from pipelines.forms.placing import Form, lookalikes

    for one, other in lookalikes(Form(template, batch.blank(id)) for id, template in batch.templates.items()):
        what = _("Templates “{one}” and “{other}” look alike.", one=one.template.id, other=other.template.id)
        todo = _("See that documents.csv gives each page to the right one; pages on which both fit are marked.")
        tell(Problem(what, Place(other.blank), todo))


def _say_what_was_lost(counts: dict[str, int]) -> bool:
    """Name pages and fields that could not be read; whether there were any."""
    pages = counts.get("pages_failed", 0) + counts.get("pages_refused", 0)
    fields = counts.get("readings_failed", 0)
    if pages:
        say(_("{n} pages could not be read; the page of the result lists them.", n=pages))
    if fields:
        say(_("{n} fields could not be read and count as wrong.", n=fields))
    return bool(pages or fields)
