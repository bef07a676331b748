"""For the annex: what the city promised to verify, and how that stands."""

from collections.abc import Iterator, Sequence

from dashboards.language import _
from dashboards.pages.commitment_words import finding_lines, state_names
from dashboards.reports.campaign.blocks import Block, Heading, Piece, Table
from evaluators.commitments.settling import Answered


def promises(answered: Sequence[Answered]) -> Iterator[Block]:
    """One row a promise."""
    yield Heading(1, _("Table 6: what was promised to be verified"), "promises")
    columns = (_("No."), _("Promise"), _("State"), _("Since"), _("By what, or what is missing"))
    rows = []
    for row in answered:
        for settled in row.settled:
            lines: list[Piece] = []
            for each in finding_lines(settled):
                lines += ["\n", each] if lines else [each]
            state = state_names()[settled.state]
            rows.append(((row.opinion.no,), (settled.promise.says,), (state,), (settled.since or "–",), tuple(lines)))
    yield Table("", columns, tuple(rows), (6, 32, 12, 12, 38), small=True)
