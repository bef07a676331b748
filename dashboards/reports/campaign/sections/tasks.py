"""In 4: what the results mean for all the tasks that the city listed."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.numbers import NONE
from dashboards.pages.portfolio_words import fate_name, means_text
from dashboards.reports.campaign.blocks import Block, Chart, Heading, Line, Mark, Paragraph, Table, line
from dashboards.reports.campaign.writing import Writing
from evaluators.portfolio.outcome import Portfolio, TaskOutcome

FIRST = 5
"""Tasks in the body of the report; all of them stand in the annex."""


def tasks(writing: Writing) -> Iterator[Block]:
    """The hours of all tasks, and which gain most."""
    found = writing.findings.portfolio
    file = writing.findings.tasks_file
    if found is None:
        why = writing.findings.left_out.get(file)
        if why:
            yield Paragraph(line(_("{file} could not be taken in: {why}"), file=file, why=why), "todo")
        return
    yield Heading(2, _("All tasks of the list"), "all-tasks")
    if file in writing.findings.examples:
        text = _("{file} is the bundled example: put the city's own tasks there.")
        yield Paragraph(line(text, file=file), "notice")
    yield Paragraph(_totals(writing, found))
    if found.not_measured.value:
        text = _("Nobody has measured {hours} of them; the share takes none or all of these for saved.")
        yield Paragraph(line(text, hours=writing.of_tasks(found.not_measured)), "note")
    if found.share_likely.value is not None:
        hours, share = (writing.of_tasks(each) for each in (found.taken_over_likely, found.share_likely))
        yield Paragraph(line(means_text(), hours=hours, share=share), "note")
    shown = [each for each in found.tasks if each.place][:FIRST]
    if shown:
        marks = tuple(Mark(each.task, "", writing.of_tasks(each.saved)) for each in shown)
        title = _("Hours a year that AI would take over: the {n} tasks that gain most", n=len(shown))
        yield Chart("chart-tasks", title, _("hours a year"), marks, "bars", threshold=0.0)


def _totals(writing: Writing, found: Portfolio) -> Line:
    text = _(
        "Of {listed} of the tasks listed, {taken} would be taken over; {people} stay with people, {checking} "
        "of them to "
        "check and correct what AI made."
    )
    return line(
        text,
        listed=writing.of_tasks(found.listed),
        taken=writing.of_tasks(found.taken_over),
        people=writing.of_tasks(found.with_people),
        checking=writing.of_tasks(found.checking),
    )


def task_table(writing: Writing, found: Portfolio) -> Iterator[Block]:
    """For the annex: every task."""
    yield Heading(1, _("Table 5: tasks of the list"), "tasks")
    columns = (
        _("Task"),
        _("Section"),
        _("Hours a year now"),
        _("Taken over by AI"),
        _("Place"),
        _("What becomes of it"),
    )
    rows = tuple(_row(writing, each) for each in found.tasks)
    yield Table("", columns, rows, (22, 14, 20, 22, 9, 13), small=True)


def _row(writing: Writing, each: TaskOutcome) -> tuple[Line, ...]:
    place = f"{each.place.expected} [{each.place.low} – {each.place.high}]" if each.place else NONE
    saved: Line = (writing.of_tasks(each.saved),) if each.place and each.saved.value is not None else (NONE,)
    hours = (writing.of_tasks(each.hours),)
    return ((each.task,), (each.section,), hours, saved, (place,), (fate_name(each),))
