"""Does it pay? By the cost case: mean net present value of the best way of working on forms, else on minutes."""

from dashboards.language import _
from dashboards.pages.cost_words import option_name
from dashboards.pages.words import grade_names
from dashboards.reports.campaign.blocks import Answer, Line, line
from dashboards.reports.campaign.sentences import money_sentence
from dashboards.reports.campaign.words import fiscal_year
from dashboards.reports.campaign.writing import Writing, input_name
from evaluators.answers import Claim
from evaluators.campaigns.money import Money
from evaluators.cost import options


def answer(writing: Writing) -> Answer:
    """The third answer."""
    question = _("Does it pay: are the effects worth more than the costs?")
    found = writing.findings.money or writing.findings.money_of_minutes
    if found is None or found.answer.quantity is None:
        return _unanswered(writing, question)
    return Answer(3, question, sentence(writing, found), found.answer.quantity.grade, _changes(writing, found))


def _unanswered(writing: Writing, question: str) -> Answer:
    """There is no case, one that could not be taken in, one without AI, or one for which too little was measured."""
    found = writing.findings
    if found.assessment is not None and not found.missing:
        text = _("This cannot be answered yet: {file} does not say what AI would cost.")
        return Answer(3, question, line(text, file=found.case_file), None,
                      line(_("[ai] or [[products]] in {file}."), file=found.case_file))  # fmt: skip
    if found.assessment is not None:
        text = _("This cannot be answered yet: too little was measured for {file}, see section 6.")
        return Answer(3, question, line(text, file=found.case_file), None, line("{why}", why=" ".join(found.missing)))
    if found.case_file not in found.left_out:
        text = _("This cannot be answered yet: there is no cost case.")
        return Answer(3, question, line(text), None, case_wanted(writing))
    text = _("This cannot be answered yet: {file} could not be taken in, see section 6.")
    return Answer(
        3, question, line(text, file=found.case_file), None, line("{why}", why=found.left_out[found.case_file])
    )


def sentence(writing: Writing, found: Money) -> Line:
    """Whether the best way of working pays."""
    assert found.answer.quantity is not None
    net = writing.of_case(found.assessment, found.answer.quantity)
    return money_sentence(found.answer.claim, way(found), over_years(found), net)


def way(found: Money) -> str:
    """The way of working, and among how many it is the best."""
    name = option_name(found.option)
    if found.answer.kinds < 2:
        return _("“{way}”", way=name)
    return _("“{way}”, the best of {n} ways with AI,", way=name, n=found.answer.kinds)


def over_years(found: Money) -> str:
    """What the number is. A case is named after its forms where it has any, and its minutes are not called so."""
    case = found.assessment.case
    told = {"n": found.assessment.years, "first": fiscal_year(found.assessment.first_year)}
    if case.forms is not None and options.is_of_meetings(found.option):
        return _("mean net present value over {n} fiscal years from {first}", **told)
    return _("mean net present value for “{case}” over {n} fiscal years from {first}", case=case.title, **told)


def _changes(writing: Writing, found: Money) -> Line:
    """What would turn the answer, or, while it is open, what would settle it."""
    pieces: list = []
    volume = found.of(found.option, "break_even_volume")
    if volume is not None and volume.value:  # from 0 on is not from any volume
        text = {
            Claim.PAYS: _("Fewer than {volume}: below that it would not pay. "),
            Claim.DOES_NOT_PAY: _("More than {volume}: from there it would pay. "),
        }.get(found.answer.claim, _("It would pay from {volume}. "))
        pieces += line(text, volume=writing.of_case(found.assessment, volume))
    if found.drivers:
        driver = found.drivers[0]
        text = _("What moves it most: “{input}” ({grade}), with {share} of the uncertainty.")
        pieces += line(
            text,
            input=input_name(found.assessment, driver.key),
            grade=grade_names()[driver.grade],
            share=writing.of_case(found.assessment, driver.share),
        )
    if found is writing.findings.money and writing.findings.money_of_minutes is not None:
        pieces.append(_of_minutes()[writing.findings.money_of_minutes.answer.claim])
    return tuple(pieces) or case_wanted(writing)


def _of_minutes() -> dict[Claim, str]:
    """What is said of minutes beside the answer on forms."""
    return {
        Claim.PAYS: _(" AI support for minutes, see section 6, would pay."),
        Claim.DOES_NOT_PAY: _(" AI support for minutes, see section 6, would not pay."),
        Claim.UNDECIDED: _(" Whether AI support for minutes would pay cannot be said, see section 6."),
        Claim.UNANSWERABLE: "",
    }


def case_wanted(writing: Writing) -> Line:
    """That the city's own numbers would change it."""
    return line(
        _("The city's own volumes, wages and offers in {file} in place of what is assumed."),
        file=writing.findings.case_file,
    )
