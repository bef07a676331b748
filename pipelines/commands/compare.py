"""``kouka compare``: engines of a run, or runs, against each other on the same documents or recordings."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboards.language import _
from pipelines.commands import harmless
from pipelines.errors import ExitCode

if TYPE_CHECKING:
    from evaluators.comparison import Comparison, Rows
    from pipelines.comparing import Compared
    from pipelines.runs.store import Run


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "compare",
        help=_(
            "Compare the engines of one run, or several runs over the same documents or recordings, with a test: what "
            "differs, how sure that is, and which fields or stretches changed. Runs over different ones are refused."
        ),
        epilog=_(
            "Examples: kouka compare latest; kouka compare trial/20260401-090000-1a2b3c4d latest --out comparison"
        ),
    )
    @click.argument("runs", nargs=-1, required=True, metavar="RUN...")
    @click.option(
        "--engine",
        "engines",
        multiple=True,
        help=_("An engine to compare; given twice, the one of the first run and the one of the others."),
    )
    @click.option("--json", "as_json", is_flag=True, help=_("Write everything as JSON instead of tables."))
    @click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        help=_(
            "A folder for a page, comparison.json and cells.csv (of meetings, stretches.csv), which list what changed."
        ),
    )
    @click.option(
        "--no-crops", is_flag=True, help=_("Leave out what stands in fields or was said, for what leaves the section.")
    )
    def compare(
        runs: tuple[str, ...], engines: tuple[str, ...], as_json: bool, out: Path | None, no_crops: bool
    ) -> ExitCode:
        return _compare(runs, engines, as_json, out, not no_crops)

    return compare


def _compare(
    names: tuple[str, ...], engines: tuple[str, ...], as_json: bool, out: Path | None, shown: bool
) -> ExitCode:
    from pipelines.comparable import check_two
    from pipelines.runs import store

    runs = [store.find(name) for name in names]
    if len(runs) == 1:
        check_two(runs[0], engines)
    answer = _of_meetings(runs, engines) if runs[0].file.kind == "meetings" else _of_forms(runs, engines)
    if as_json:
        click.echo(answer.as_json(shown), nl=False)
    else:
        for line in answer.lines:
            click.echo(harmless(line))
    if out is not None:
        click.echo(harmless(str(answer.write(out, shown))), err=as_json)
    return ExitCode.OK


@dataclass(frozen=True)
class _Answer:
    """A comparison in each way in which it can be shown."""

    lines: Iterable[str]
    as_json: Callable[[bool], str]
    write: Callable[[Path, bool], Path]


def _of_forms(runs: "Sequence[Run]", engines: Sequence[str]) -> _Answer:
    from pipelines import comparing, comparison_files

    found = comparing.compare_runs(runs, engines)
    return _Answer(_lines(found), partial(comparison_files.as_json, found), partial(comparison_files.write, found))


def _of_meetings(runs: "Sequence[Run]", engines: Sequence[str]) -> _Answer:
    from pipelines.commands.compare_meetings import lines
    from pipelines.meetings import comparing, comparison_files

    found = comparing.compare_meetings(runs, engines)
    return _Answer(lines(found), partial(comparison_files.as_json, found), partial(comparison_files.write, found))


def _lines(found: "Compared") -> Iterator[str]:
    from dashboards.pages import contrast_words, numbers, words
    from evaluators.comparison import tables
    from evaluators.field_contrasts import ACCURACY
    from pipelines.commands.columns import columns

    shown = tables(found.comparisons)
    for comparison, contrast in shown.get((ACCURACY, "type"), []):
        if not contrast.scope:
            grade = words.grade_names()[contrast.difference.grade]
            yield f"{contrast_words.sentence(comparison, contrast)} ({grade})"
    for (metric, by), rows in shown.items():
        if metric == ACCURACY or by == "type":
            yield ""
            yield f"{contrast_words.metric_name(metric)}: {contrast_words.by_names()[by]}"
            yield from columns([*_table(rows, found)])
    for comparison in found.comparisons:
        yield ""
        yield f"{comparison.first} → {comparison.second}"
        for outcome, name in contrast_words.outcome_names().items():
            yield f"  {name}: {numbers.number(comparison.counts[outcome], 0)}"


def _table(rows: "Rows", found: "Compared") -> Iterator[list[str]]:
    from dashboards.pages import contrast_words

    several = len(found.comparisons) > 1

    def cells(comparison: "Comparison | None", *rest: str) -> list[str]:
        who = f"{comparison.first} → {comparison.second}" if comparison else _("Compared")
        return [*([who] if several else []), *rest]

    yield cells(
        None, _("What"), _("First"), _("Second"), _("Difference, interval"), _("Forms"), _("p after Holm (alone)"),
        _("could show"),
    )  # fmt: skip
    for comparison, row in rows:
        # A label may hold what steers a terminal, and that would spoil the columns as well.
        yield cells(
            comparison,
            harmless(contrast_words.scope_name(row.scope, found.labels, found.templates)),
            *contrast_words.cells(row),
        )
