"""1: what the verification is for, and how the report is to be read."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.words import grade_names
from dashboards.reports.campaign.blocks import Block, Heading, Paragraph, Table, line
from dashboards.reports.campaign.writing import Writing


def purpose(writing: Writing) -> Iterator[Block]:
    """What it is for, who decides, and what the grades mean."""
    yield Heading(1, _("1. Purpose"), "purpose")
    yield Paragraph(
        line(
            _(
                "Two tools were tried out: AI-OCR, which reads paper application forms, and AI support for minutes, "
                "which drafts the record of a meeting. This report tells {headquarters} what they achieve, what they "
                "cost and how sure that is, beside what other municipalities published. People decide; it proposes "
                "nothing that passes without a person's signature."
            ),
            headquarters=writing.findings.headquarters,
        )
    )
    yield Paragraph(
        line(
            _(
                "Every number has one of five grades. A result has the worst grade among what it rests on: an "
                "assumption stays visible, however exact the rest was measured."
            )
        )
    )
    cells = tuple((meaning,) for meaning in _meanings())
    yield Table("", tuple(grade_names().values()), (cells,), (20,) * len(cells), small=True)


def _meanings() -> list[str]:
    return [
        _("engines on, or clocks over, real material of the city"),
        _("a published case, with its page"),
        _("a model fed by measured inputs"),
        _("entered by hand: timesheets, expectations"),
        _("rests on invented samples or voices"),
    ]
