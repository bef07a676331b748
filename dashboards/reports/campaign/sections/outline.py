"""2: what was verified, when, on what, by whom, on which machine, and how it was kept safe."""

from collections.abc import Iterator
from datetime import datetime

from dashboards.language import _
from dashboards.pages.words import engine_name
from dashboards.reports.campaign.blocks import Block, Heading, Line, Paragraph, Table, line
from dashboards.reports.campaign.words import day
from dashboards.reports.campaign.writing import Writing
from evaluators.campaigns.findings import MeasuredRun
from evaluators.grade import Origin
from evaluators.mark_types import MARKS_ENGINE

COUNTS = ("documents", "pages_registered", "pages_refused", "pages_failed", "foreign_refused")


def outline(writing: Writing) -> Iterator[Block]:
    """The table with which such reports begin."""
    yield Heading(1, _("2. Outline of the verification"), "outline")
    runs = writing.findings.runs
    if not runs:
        text = _("Nothing was read yet. kouka run reads a batch of scanned forms, or hears one of recordings.")
        yield Paragraph(line(text), "todo")
    rows = [
        ((_("Period"),), _period(writing)),
        ((_("What was examined"),), _join(_material(run) for run in runs)),
        ((_("Amount"),), _join(_amount(writing, run) for run in runs if run.counts)),
        ((_("Who took part"),), _people(writing)),
        ((_("Engines and machine"),), _join(_engines(run) for run in runs)),
        ((_("Security"),), line(_security())),
    ]
    yield Table("", (), tuple(row for row in rows if row[1]), (18, 82))


def _period(writing: Writing) -> Line:
    moments = [datetime.fromisoformat(at) for run in writing.findings.runs for at in (run.started, run.finished) if at]
    if not moments:
        return ()
    first, last = day(min(moments).date()), day(max(moments).date())
    return line(first if first == last else _("{first} to {last}", first=first, last=last))


def _material(run: MeasuredRun) -> Line:
    kinds = _(", ").join(run.templates.values())
    invented = _(" (invented for demonstration)") if run.origin is Origin.DEMONSTRATION else ""
    if kinds and kinds not in run.title:
        return line(_("{title}{invented}: {kinds}"), title=run.title, invented=invented, kinds=kinds)
    return line("{title}{invented}", title=run.title, invented=invented)


def _amount(writing: Writing, run: MeasuredRun) -> Line:
    counted = [each for key in COUNTS if (each := run.counted(key)) is not None]
    parts = [
        line("{name} {count}", name=figure.label, count=figure)
        for figure in (writing.figure(run, each) for each in counted)
    ]
    return _join(parts, _(", "))


def _people(writing: Writing) -> Line:
    timed = [run for run in writing.findings.runs if run.of("share_saved", ("method",))]
    if timed:
        return line(_("Staff worked on forms with and without AI; their times stand in section 4."))
    return line(_("Engines were measured against what is really written. No staff were timed yet."))


def _engines(run: MeasuredRun) -> Line:
    readers = _(", ").join(
        f"{engine_name(reader.name)} {reader.version}" for reader in run.readers if reader.name != MARKS_ENGINE
    )
    machine = " ".join(str(run.machine[key]) for key in ("system", "processor") if key in run.machine)
    return line(_("{title}: {readers} ({machine}, {cores} cores)"), title=_kind(run), readers=readers, machine=machine,
                cores=run.machine.get("cores", "?"))  # fmt: skip


def _kind(run: MeasuredRun) -> str:
    return _("Forms") if run.kind == "forms" else _("Meetings")


def _security() -> str:
    return _(
        "All processing took place on the city's own machine; nothing is sent outside, and no outside service "
        "is called. "
        "Boxes of individual numbers are blacked out before any engine sees the page, unless the batch states a legal "
        "basis. Who did what is kept in a log that shows if it was changed; roles limit who may see what. This report "
        "holds nothing that stands on a form."
    )


def _join(parts: "Iterator[Line] | list[Line]", between: str = "\n") -> Line:
    found: list = []
    for part in parts:
        found += [between, *part] if found else [*part]
    return tuple(found)
