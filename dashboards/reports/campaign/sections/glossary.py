"""10: words that the report uses."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.reports.campaign.blocks import Block, Heading, Table
from dashboards.reports.campaign.writing import Writing


def glossary(_writing: Writing) -> Iterator[Block]:
    """Each word with its meaning here."""
    yield Heading(1, _("10. Glossary"), "glossary")
    rows = tuple(((word,), (meaning,)) for word, meaning in _words())
    yield Table("", (_("Word"), _("Meaning")), rows, (24, 76), small=True)


def _words() -> tuple[tuple[str, str], ...]:
    return (
        (_("AI-OCR"), _("A program that turns the picture of a form into text.")),
        (
            _("Field"),
            _("One box of a form. It counts as right where its meaning is right: a date in whatever writing."),
        ),
        (
            _("Interval (95%)"),
            _("Where the true value lies in 95 of 100 such verifications. Wide: little was measured."),
        ),
        (
            _("Character error rate (CER)"),
            _("Characters wrong, missing or added, for each that is really there. It can exceed 100%."),
        ),
        (_("Recall"), _("Of the words that were really said, the share that was written down.")),
        (_("Expected words"), _("Names and terms that the section listed beforehand (terms.txt).")),
        (
            _("Keystroke-level model"),
            _("Times computed from the keys and acts of thinking that a piece of work takes."),
        ),
        (
            _("Net present value"),
            _(
                "What saved hours and avoided errors are worth, less what the tool costs, over all fiscal years; later "
                "years count less by the discount rate. Above 0 it pays."
            ),
        ),
        (_("Cases in which it pays"), _("Inputs are drawn within their ranges many times; the share above 0.")),
        (_("Volume from which it pays"), _("The volume from which effects are worth more than costs.")),
        (_("Policy"), _("A rule, signed by a person, on which fields may pass without a check.")),
        (_("Id (F1 …)"), _("The number of a figure. Table 1 of the annex says where it comes from.")),
    )
