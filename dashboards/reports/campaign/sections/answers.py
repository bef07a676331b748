"""The three answers that the report opens with."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.reports.campaign.answers import does_it_pay, most_work, which_tasks
from dashboards.reports.campaign.blocks import Block, Heading, Paragraph, line
from dashboards.reports.campaign.writing import Writing


def answers(writing: Writing) -> Iterator[Block]:
    """What was asked, answered as far as the intervals allow."""
    yield Heading(1, _("The answers in short"), "answers")
    yield most_work.answer(writing)
    yield which_tasks.answer(writing)
    yield does_it_pay.answer(writing)
    yield Paragraph(
        line(
            _(
                "Beside each number stand its interval (95%), its id, its grade and how many cases are behind it. "
                "Table 1 of the annex tells for each id how it was computed and leads to the cases."
            )
        ),
        "note",
    )
