"""What ``kouka compare`` prints of meetings."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dashboards.language import _

if TYPE_CHECKING:
    from evaluators.comparison import Rows
    from pipelines.meetings.comparing import ComparedMeetings


def lines(found: "ComparedMeetings") -> Iterator[str]:
    """Sentences, then a table for each kind of recording, then how many stretches each list has."""
    from dashboards.pages import meeting_contrast_words, metric_words, words
    from dashboards.pages.meetings import recording_tables
    from pipelines.commands.columns import columns

    tables = recording_tables(found.comparisons)
    yield from meeting_contrast_words.sentences(tables)
    for grade in dict.fromkeys(row.difference.grade for rows in tables.values() for _comparison, row in rows):
        yield f"({words.grade_names()[grade]})"
    for (kind, first, second), rows in tables.items():
        yield ""
        yield f"{meeting_contrast_words.table_name(kind)}: {first} → {second}"
        yield from columns([*_table(rows)])
    for two in found.pairs:
        yield ""
        yield f"{two.first.name} → {two.second.name}"
        for outcome, name in meeting_contrast_words.outcome_names().items():
            yield f"  {name}: {metric_words.sampled(two.comparison.counts[outcome], 'stretch')}"
        if two.left_out:
            named = ", ".join(two.left_out)
            yield "  " + _("Not compared, since only one of the two was given it: {recordings}.", recordings=named)


def _table(rows: "Rows") -> Iterator[list[str]]:
    from dashboards.pages import contrast_words, meeting_contrast_words

    yield [
        _("What is counted"), _("First"), _("Second"), _("Difference, interval"), _("Units"),
        _("p after Holm (alone)"), _("could show"),
    ]  # fmt: skip
    for _comparison, row in rows:
        yield [meeting_contrast_words.measure_name(row), *contrast_words.cells(row)]
