"""7: the city's own result beside what other municipalities published."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.reports.campaign.blocks import Block, Heading, Paragraph, line
from dashboards.reports.campaign.writing import Writing


def precedents(writing: Writing) -> Iterator[Block]:
    """Only on equal terms: the same unit of rate, the check included."""
    yield Heading(1, _("7. Beside leading cases"), "precedents")
    text = _(
        "Published cases are set beside the city's own result on equal terms alone: the same unit of rate, "
        "and the check "
        "by people included. None have been taken in yet."
    )
    yield Paragraph(line(text), "todo")
