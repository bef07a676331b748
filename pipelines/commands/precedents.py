"""``kouka precedents``: published results of other municipalities, recomputed and flagged."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboards.language import _, counted
from pipelines.commands import harmless, tell
from pipelines.errors import ExitCode

if TYPE_CHECKING:  # scipy is behind both, which --help must not wait for
    from evaluators.precedents.judging import Judged, Published
    from evaluators.precedents.recomputing import Bounds

COMPUTED = (
    *("verdict", "agreement", "saved", "saved_low", "saved_high", "share", "share_low", "share_high"),
    *("before_implied", "before_low", "before_high", "after_implied", "after_low", "after_high"),
    *("seconds_per_item", "flags"),
)
"""Columns beyond those of the file."""
TEXTS = frozenset({"verdict", "agreement", "flags"})


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "precedents",
        help=_(
            "Show what other municipalities published (leading cases): each outcome recomputed from what was printed "
            "with it, whether it agrees, and what speaks against taking it at its word."
        ),
        epilog=_("Examples: kouka precedents; kouka precedents mine.csv --to csv > judged.csv"),
    )
    @click.argument("file", type=click.Path(path_type=Path), required=False)
    @click.option("--to", type=click.Choice(["csv", "json"]), help=_("Write everything, with sources, instead."))
    def precedents(file: Path | None, to: str | None) -> ExitCode:
        return _precedents(file, to)

    return precedents


def _precedents(file: Path | None, to: str | None) -> ExitCode:
    from pipelines.precedents import BUNDLED, read_precedents

    found, problems = read_precedents(file or BUNDLED)
    if found is None:
        for problem in problems:
            tell(problem)
        return ExitCode.INPUT
    if to == "json":
        click.echo(json.dumps([*map(_record, found.cases)], ensure_ascii=False, indent=2))
    elif to == "csv":
        click.echo(_csv(found), nl=False)
    else:
        for line in _lines(found):
            click.echo(harmless(line))
    return ExitCode.OK


def _lines(found: "Published") -> Iterator[str]:
    from dashboards.pages import precedent_words as words
    from pipelines.commands.columns import columns

    header = [_("Id"), _("Body"), _("Year"), _("Task"), _("Printed"), _("Verdict")]
    rows = [
        [
            *(case.row.id, case.row.body, case.row.year, case.row.task),
            *(words.printed_text(case.row), words.verdict_text(case)),
        ]
        for case in found.cases
    ]
    first, *rest = columns([header, *rows])
    yield first
    for line, case in zip(rest, found.cases, strict=True):
        yield line
        yield from (f"      {each}" for each in words.arithmetic(case))
        yield from (f"    ! {words.flag_text(flagged)}" for flagged in case.flags)
    yield ""
    yield _summary(found)
    for pair in found.volumes:
        yield words.volumes_text(pair)
    if found.hour_costs:
        yield ""
        yield _("What an hour of staff is said to be worth:")
        yield from (
            f"  {line}"
            for line in columns(
                [[cost.body, cost.year, words.hour_cost_text(cost), cost.basis] for cost in found.hour_costs]
            )
        )


def _summary(found: "Published") -> str:
    from dashboards.pages import precedent_words as words
    from evaluators.precedents.flags import Flag

    verdicts = Counter(case.found.verdict for case in found.cases)
    flags = Counter(flag for case in found.cases for flag in {flagged.flag for flagged in case.flags})
    rows = counted("{n} row", "{n} rows", len(found.cases))
    parts = ", ".join(f"{name} {verdicts[verdict]}" for verdict, name in words.verdict_names().items())
    return _(
        "{rows}: {parts}. Not measured, or nobody says how: {unfounded}. Without a word on the check: {unstated}; with "
        "the check left out: {left_out}.",
        rows=rows,
        parts=parts,
        unfounded=flags[Flag.NOT_MEASURED] + flags[Flag.BASIS_UNKNOWN],
        unstated=flags[Flag.CHECK_UNSTATED],
        left_out=flags[Flag.CHECK_LEFT_OUT],
    )


def _record(case: "Judged") -> dict[str, object]:
    found = case.found
    computed: dict[str, object] = {
        "verdict": found.verdict.value,
        "agreement": found.needs.value if found.needs else None,
        **_bounds("saved", "saved", found.saved),
        **_bounds("share", "share", found.share),
        **_bounds("before_implied", "before", found.before),
        **_bounds("after_implied", "after", found.after),
        "seconds_per_item": found.seconds_per_item,
        "flags": [
            " ".join(part for part in (each.flag.value, each.first, each.second, each.unit, each.other) if part)
            for each in case.flags
        ],
    }
    return {**case.cells, **computed}


def _bounds(name: str, prefix: str, bounds: "Bounds | None") -> dict[str, object]:
    names = (name, f"{prefix}_low", f"{prefix}_high")
    values = (None, None, None) if bounds is None else (bounds.value, bounds.low, bounds.high)
    return dict(zip(names, values, strict=True))


def _csv(found: "Published") -> str:
    from evaluators.precedents.frames import PRECEDENTS
    from pipelines.tables import to_csv

    records = [_record(case) for case in found.cases]
    rows = [record | {"flags": "|".join(map(str, record["flags"]))} for record in records]  # type: ignore[call-overload]
    numeric = {column.name for column in PRECEDENTS.columns if column.kind != "text"} | {*COMPUTED} - TEXTS
    return to_csv(rows, [*PRECEDENTS.names, *COMPUTED], numeric)
