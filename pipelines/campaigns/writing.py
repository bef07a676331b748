"""The report of a campaign as files."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from dashboards.language import _, asked, speaking
from dashboards.reports.campaign.formats import WRITERS
from dashboards.reports.campaign.layout import layout
from pipelines import atomic
from pipelines.campaigns.gathering import gathered
from pipelines.errors import Problem
from pipelines.progress import say
from pipelines.runs.campaigns import settings_of


def written(
    campaign: Path, target: Path, forms: Sequence[str], day: date, wrong: Callable[[Problem], None]
) -> Iterator[Path]:
    """Write a report, one format after the other; each file as soon as it is there.

    It speaks the language that was asked for; where none was, that of campaign.toml.

    Args:
        campaign: its folder.
        target: the folder that the files go to.
        forms: extensions of ``WRITERS``.
        day: that stands on it.
        wrong: is told of each part that could not be taken in.

    Raises:
        KoukaError: what it speaks of cannot be read.
    """
    language = asked() or settings_of(campaign).language
    with speaking(language):
        findings, problems = gathered(campaign, day, target)
        report = layout(findings)
    for problem in problems:
        wrong(problem)
    for number, form in enumerate(forms, 1):
        say(_("Writing the report: {form} ({number} of {all})", form=form.upper(), number=number, all=len(forms)))
        with speaking(language):
            content = WRITERS[form](report)
        path = target / f"report-{language}.{form}"
        atomic.write_bytes(path, content)
        yield path
