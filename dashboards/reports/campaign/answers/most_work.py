"""Will AI do most of the work? By the list of tasks where there is one, else by the forms that were read."""

from dashboards.language import _
from dashboards.reports.campaign.answers.of_run import first_run, task
from dashboards.reports.campaign.blocks import Answer, Line, line
from dashboards.reports.campaign.writing import Writing
from evaluators.answers import Claim, most_work
from evaluators.campaigns.findings import MeasuredRun
from evaluators.portfolio.outcome import Portfolio
from evaluators.quantity import Quantity


def answer(writing: Writing) -> Answer:
    """The first answer."""
    question = _("By about 2026, will AI do most of the administrative work?")
    found = writing.findings.portfolio
    if found is not None and found.share.value is not None:
        sentence = line(_of_tasks()[found.claim], share=writing.of_tasks(found.share))
        return Answer(1, question, sentence, found.share.grade, _tasks_change(writing, found))
    run = first_run(writing)
    share = run.rate("share_saved", run.best) if run else None
    if run is None or share is None or share.value is None:
        text = _("This cannot be answered yet: no form of a batch was read and measured.")
        return Answer(1, question, line(text), None, _tasks_wanted())
    return Answer(1, question, _of_run(writing, run, share), share.grade, _tasks_wanted())


def _of_tasks() -> dict[Claim, str]:
    return {
        Claim.MOST: _("Of the hours of the tasks listed, AI would take over {share}: most of them."),
        Claim.NOT_MOST: _("Of the hours of the tasks listed, AI would take over {share}; not most of them."),
        Claim.UNDECIDED: _(
            "Of the hours of the tasks listed, AI would take over {share}; whether that is most cannot be said."
        ),
    }


def _tasks_change(writing: Writing, found: Portfolio) -> Line:
    if writing.findings.tasks_file in writing.findings.examples:
        text = _("The list is an example: the city's own tasks in {file}.")
        return line(text, file=writing.findings.tasks_file)
    if found.not_measured.value:
        text = _("Nobody has measured {hours} of the list; the interval takes none or all of them for saved.")
        return line(text, hours=writing.of_tasks(found.not_measured))
    return line(_("Times of your own staff for the tasks with most hours, in place of what is assumed."))


def _of_run(writing: Writing, run: MeasuredRun, share: Quantity) -> Line:
    texts = {
        Claim.MOST: _(
            "Keying “{task}” would take more than half less time, {share} less; of other work nothing is known yet."
        ),
        Claim.NOT_MOST: _(
            "Keying “{task}” would take less time by under half, {share}; of other work nothing is known yet."
        ),
        Claim.UNDECIDED: _(
            "Whether keying “{task}” would take more than half less time cannot be said, {share}; of other work "
            "nothing is known yet."
        ),
    }
    return line(texts[most_work(share).claim], task=task(run, share), share=writing.figure(run, share))


def _tasks_wanted() -> Line:
    return line(
        _(
            "A list of the city's tasks with hours a year (tasks.csv): without one, only the forms of the trial are "
            "spoken of."
        )
    )
