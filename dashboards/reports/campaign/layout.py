"""The report as a whole, in the form that Japanese cities use: answers, ten sections, annexes."""

from collections.abc import Callable, Iterator

from dashboards.language import _
from dashboards.reports.campaign.blocks import Block, Chart, Layout, Part
from dashboards.reports.campaign.cleaning import cleaned
from dashboards.reports.campaign.sections.accuracy import accuracy
from dashboards.reports.campaign.sections.annex import annex
from dashboards.reports.campaign.sections.answers import answers
from dashboards.reports.campaign.sections.glossary import glossary
from dashboards.reports.campaign.sections.issues import issues
from dashboards.reports.campaign.sections.outline import outline
from dashboards.reports.campaign.sections.plans import plans
from dashboards.reports.campaign.sections.precedents import precedents
from dashboards.reports.campaign.sections.purpose import purpose
from dashboards.reports.campaign.sections.speed import speed
from dashboards.reports.campaign.sections.usability import usability
from dashboards.reports.campaign.sections.worth import worth
from dashboards.reports.campaign.words import day
from dashboards.reports.campaign.writing import Writing
from evaluators.campaigns.findings import Findings

SECTIONS: tuple[Callable[[Writing], Iterator[Block]], ...] = (
    *(answers, purpose, outline, accuracy, speed, usability, worth, precedents, issues, plans, glossary),
)
"""In their order; a new one is a line here."""


def layout(findings: Findings) -> Layout:
    """The report of a campaign, in the language spoken."""
    writing = Writing(findings)
    body = Part(tuple(block for section in SECTIONS for block in section(writing)))
    annexes = annex(writing, [block for block in body.blocks if isinstance(block, Chart)])
    whole = Layout(
        title=findings.title,
        addressee=_("Report to {headquarters}", headquarters=findings.headquarters),
        author_note=_("{day} · campaign {campaign}", day=day(findings.written), campaign=findings.campaign),
        banner=banner() if findings.demonstration else "",
        parts=(body, *annexes),
        figures=tuple(writing.figures),
        assessment=findings.assessment,
    )
    return cleaned(whole)


def banner() -> str:
    """What is said of invented material."""
    return _("Demonstration: what is marked so is invented. It is no result of a city.")
