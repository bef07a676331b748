"""The three answers that the report opens with."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.words import engine_name
from dashboards.reports.campaign.blocks import Answer, Block, Heading, Line, Paragraph, line
from dashboards.reports.campaign.sentences import money_sentence
from dashboards.reports.campaign.writing import Writing
from evaluators.answers import Answer as Claimed
from evaluators.answers import Claim, does_it_pay, most_gained, most_work, which_tasks
from evaluators.campaigns.findings import MeasuredRun
from evaluators.quantity import Quantity


def answers(writing: Writing) -> Iterator[Block]:
    """What was asked, answered as far as the intervals allow."""
    yield Heading(1, _("The answers in short"), "answers")
    yield _most_work(writing)
    yield _which_tasks(writing)
    yield _does_it_pay(writing)
    yield Paragraph(
        line(
            _(
                "Beside each number stand its interval (95%), its id, its grade and how many cases are behind it. "
                "Table 1 of the annex tells for each id how it was computed and leads to the cases."
            )
        ),
        "note",
    )


def first_run(writing: Writing) -> MeasuredRun | None:
    """The run over forms that answers rest on: that of the batch that was read first."""
    return next(iter(writing.findings.forms), None)


def task(run: MeasuredRun, quantity: Quantity) -> str:
    """What the forms are that a number speaks of."""
    if "template" in quantity.scope:
        return run.templates.get(quantity.scope["template"], quantity.scope["template"])
    return "・".join(run.templates.values()) or run.title


def _most_work(writing: Writing) -> Answer:
    question = _("By about 2026, will AI do most of the administrative work?")
    run = first_run(writing)
    share = run.rate("share_saved", run.best) if run else None
    if run is None or share is None or share.value is None:
        return Answer(1, question, _no_forms(), None, _tasks_wanted())
    shown = writing.figure(run, share)
    texts = {
        Claim.MOST: _(
            "Keying “{task}” would take more than half less time, {share} less; of other work nothing is known yet."
        ),
        Claim.NOT_MOST: _(
            "Keying “{task}” would take less time by under half, {share}; of other work nothing is known yet."
        ),
        Claim.UNDECIDED: _(
            "Whether keying “{task}” would take more than half less time cannot be said, {share}; of other work "
            "nothing "
            "is known yet."
        ),
    }
    claimed = most_work(share)
    return Answer(
        1, question, line(texts[claimed.claim], task=task(run, share), share=shown), share.grade, _tasks_wanted()
    )


def _which_tasks(writing: Writing) -> Answer:
    question = _("Which tasks can be expected to become more efficient?")
    run = first_run(writing)
    best = run.best if run else None
    if run is None or best is None:
        return Answer(2, question, _no_forms(), None, _tasks_wanted())
    saved = [each for each in run.of("minutes_saved", ("template",)) if each.engine == best]
    claimed = most_gained(saved) or which_tasks(run.rate("minutes_saved", best))
    quantity = claimed.quantity
    if quantity is None or quantity.value is None:
        return Answer(2, question, _no_forms(), None, _tasks_wanted())
    sentence = line(
        _which_text(claimed),
        kinds=claimed.kinds, shorter=claimed.shorter, task=task(run, quantity), saved=writing.figure(run, quantity),
        engine=engine_name(best),
    )  # fmt: skip
    changes = line(
        _(
            "Times of your own staff in place of the model's, on the station of review; and forms of your own in place "
            "of these."
        )
    )
    return Answer(2, question, sentence, quantity.grade, changes)


def _which_text(claimed: Claimed) -> str:
    if claimed.kinds > 1:
        return {
            Claim.SHORTER: _(
                "Of {kinds} kinds of form keying would become shorter for {shorter}, most for “{task}”: saved a form "
                "{saved}."
            ),
            Claim.LONGER: _(
                "Keying would become longer for all {kinds} kinds of form, least for “{task}”: saved a form {saved} "
                "(below 0: added)."
            ),
            Claim.UNDECIDED: _(
                "Of {kinds} kinds of form keying would become shorter for {shorter}; for “{task}”, which gains most, "
                "it "
                "cannot be confirmed: saved a form {saved}."
            ),
        }[claimed.claim]
    return {
        Claim.SHORTER: _("Keying “{task}” would become shorter: saved a form {saved}."),
        Claim.LONGER: _("Keying “{task}” would become longer: saved a form {saved} (below 0: added)."),
        Claim.UNDECIDED: _("For “{task}” no saving of time can be confirmed: saved a form {saved}."),
    }[claimed.claim]


def _does_it_pay(writing: Writing) -> Answer:
    question = _("Does it pay: are the effects worth more than the costs?")
    run = first_run(writing)
    net = next((each for each in run.of("net_yen", ("template",)) if each.engine == run.best), None) if run else None
    if run is None or net is None or net.value is None:
        return Answer(3, question, line(_("This cannot be answered yet: there is no cost case.")), None, _case_wanted())
    way = _("correcting what AI read of “{task}”", task=task(run, net))
    sentence = money_sentence(does_it_pay(net).claim, way, _("net effect a year"), writing.figure(run, net))
    return Answer(3, question, sentence, net.grade, _case_wanted())


def _no_forms() -> Line:
    return line(_("This cannot be answered yet: no form of a batch was read and measured."))


def _tasks_wanted() -> Line:
    return line(
        _(
            "A list of the city's tasks with hours a year (tasks.csv): without one, only the forms of the trial are "
            "spoken of."
        )
    )


def _case_wanted() -> Line:
    return line(_("The city's own volumes, wages and offers in case.toml in place of what is assumed."))
