"""9: what follows from it, as a proposal that people decide on."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.cost_words import option_name
from dashboards.reports.campaign.blocks import Block, Bullets, Heading, Line, Paragraph, line
from dashboards.reports.campaign.writing import Writing
from evaluators.answers import Claim
from evaluators.campaigns.money import Money
from evaluators.cost import options


def plans(writing: Writing) -> Iterator[Block]:
    """Steps that the answers allow, and no further."""
    yield Heading(1, _("9. What follows"), "plans")
    yield Paragraph(
        line(
            _("A draft by rule from the answers above, for {headquarters} to change and decide."),
            headquarters=writing.findings.headquarters,
        ),
        "note",
    )
    yield Bullets(tuple(_steps(writing)))


def _steps(writing: Writing) -> Iterator[Line]:
    if writing.findings.demonstration:
        yield line(
            _("Nothing is decided on invented samples: the same verification is repeated on the city's own material.")
        )
    else:
        yield from _on_money(writing)
    yield line(
        _(
            "No field passes unchecked until a person has signed the policy that lets it; what passes is sampled "
            "and checked."
        )
    )
    yield line(
        _("The verification is repeated when engines, forms or volumes change; the same commands give the same tables.")
    )


def _on_money(writing: Writing) -> Iterator[Line]:
    """What may be proposed of AI-OCR and of AI minutes, each by its own claim."""
    found = [each for each in (writing.findings.money, writing.findings.money_of_minutes) if each is not None]
    if not found and writing.findings.assessment is not None and not writing.findings.missing:
        text = _("Whether AI is taken on stays open until {file} says what it costs.")
        yield line(text, file=writing.findings.case_file)
    elif not found and writing.findings.assessment is not None:
        yield line(_("Whether AI is taken on stays open until enough was measured to compare costs, see section 6."))
    elif not found:
        yield line(_("Whether AI is taken on stays open until a cost case is there."))
    for each in found:
        yield line(_money_texts()[each.answer.claim], way=option_name(each.option))
        if each.answer.claim is not Claim.UNANSWERABLE:
            yield line(_chosen_text(each), way=option_name(each.choice))


def _chosen_text(found: Money) -> str:
    """What is chosen where a choice cannot wait: what brings most on average, however uncertain it is."""
    if found.choice == options.baseline_of(found.option):
        return _(
            "If it has to be decided by what is known today, nothing is changed (“{way}”): no other way brings more on "
            "average."
        )
    return _("If it has to be decided by what is known today, it is for “{way}”, which brings most on average.")


def _money_texts() -> dict[Claim, str]:
    return {
        Claim.PAYS: _("“{way}” is proposed for the work for which it pays, and measured for a year."),
        Claim.DOES_NOT_PAY: _(
            "“{way}” is not proposed at these volumes and costs; it is computed again when either changes."
        ),
        Claim.UNDECIDED: _(
            "Whether “{way}” is taken on stays open: what moves the result most is measured first, and then it is "
            "computed again."
        ),
        Claim.UNANSWERABLE: _("Whether “{way}” is taken on stays open: too little was measured."),
    }
