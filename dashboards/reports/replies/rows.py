"""The rows of the table, whatever file they are written to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboards.language import _
from dashboards.pages.commitment_words import category_names, finding_lines, promise_line
from dashboards.reports.minutes.blocks import clean
from evaluators.commitments.settling import Answered, State
from evaluators.grade import Origin

WIDTHS_MM = (11, 18, 26, 56, 56, 17, 83)
"""Of the columns: 267 mm, the width of A4 landscape between margins of 15 mm."""


@dataclass(frozen=True)
class ReplyTable:
    """The table, and what stands above it."""

    title: str
    day: str
    """As people write it."""
    notes: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Cells; lines within a cell are divided by line ends."""


def reply_table(title: str, day: str, origin: Origin, answered: Sequence[Answered]) -> ReplyTable:
    """The table with an updated 対応状況.

    Args:
        title: that stands above it.
        day: of the update, as people write it.
        origin: ``demonstration`` is said above it.
        answered: its rows.
    """
    heads = (
        *(_("No."), _("Member"), _("Subject"), _("Opinion or question"), _("The city's view"), _("Response")),
        _("State of the response"),
    )
    return ReplyTable(title, day, tuple(_notes(origin, answered)), heads, tuple(_cells(each) for each in answered))


def _cells(row: Answered) -> tuple[str, ...]:
    opinion = row.opinion
    said = [opinion.done.strip()] if opinion.done.strip() else []
    for settled in row.settled:
        said.append("\n".join([promise_line(settled), *(f"・{line}" for line in finding_lines(settled))]))
    texts = (opinion.no, opinion.member, opinion.subject, opinion.opinion, opinion.reply)
    cells = (*(text.strip() for text in texts), category_names()[opinion.category], "\n".join(said))
    return tuple("\n".join(map(clean, text.split("\n"))) for text in cells)


def _notes(origin: Origin, answered: Sequence[Answered]) -> Iterator[str]:
    if origin is Origin.DEMONSTRATION:
        yield _("This is an example: members, opinions and replies are written for it.")
    states = [settled.state for row in answered for settled in row.settled]
    yield _(
        "Of {n} promises to verify, {settled} are verified, {partly} in part and {open} not yet. Verified says that it "
        "was looked at as surely as was wanted, not that the result was good.",
        n=len(states),
        **{state.value: states.count(state) for state in State},
    )
