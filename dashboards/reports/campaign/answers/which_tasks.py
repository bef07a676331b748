"""Which tasks become more efficient? By the list of tasks where there is one, else by kind of form."""

from dashboards.language import _
from dashboards.reports.campaign.answers.of_run import first_run, task
from dashboards.reports.campaign.blocks import Answer, Line, line
from dashboards.reports.campaign.writing import Writing
from evaluators.answers import Answer as Claimed
from evaluators.answers import Claim, most_gained, which_tasks
from evaluators.campaigns.findings import MeasuredRun
from evaluators.portfolio.outcome import Fate, Portfolio, TaskOutcome


def answer(writing: Writing) -> Answer:
    """The second answer."""
    question = _("Which tasks can be expected to become more efficient?")
    found = writing.findings.portfolio
    if found is not None and measured(found):
        return _of_tasks(writing, question, found)
    run = first_run(writing)
    claimed = _claimed(run) if run else None
    if run is None or claimed is None or claimed.quantity is None or claimed.quantity.value is None:
        text = _("This cannot be answered yet: no form of a batch was read and measured.")
        return Answer(2, question, line(text), None, line(_("A batch of forms with what is really written on them.")))
    sentence = line(
        _text(claimed),
        kinds=claimed.kinds,
        shorter=claimed.shorter,
        task=task(run, claimed.quantity),
        saved=writing.figure(run, claimed.quantity),
    )
    return Answer(2, question, sentence, claimed.quantity.grade, _times_wanted())


def measured(found: Portfolio) -> list[TaskOutcome]:
    """Tasks of which something was measured that AI could shorten, those that gain most first."""
    return [each for each in found.tasks if each.fate in (Fate.TAKEN_OVER, Fate.NOT_SHORTER) and each.place]


def _of_tasks(writing: Writing, question: str, found: Portfolio) -> Answer:
    best = measured(found)[0]
    gaining = [each for each in measured(found) if (each.saved.low or 0.0) > 0]
    if gaining:
        text = _("AI would shorten {n} of the {all} tasks listed, “{task}” most: saved a year {saved}.")
    else:
        text = _(
            "For none of the {all} tasks listed can it be confirmed that AI shortens it; nearest is “{task}”: saved a "
            "year {saved}."
        )
    sentence = line(
        text, n=len(gaining), all=len(found.tasks), task=best.task, saved=writing.of_tasks(best.saved)
    )  # fmt: skip
    return Answer(2, question, sentence, best.saved.grade, _times_wanted())


def _claimed(run: MeasuredRun) -> Claimed | None:
    best = run.best
    saved = [each for each in run.of("minutes_saved", ("template",)) if each.engine == best]
    return most_gained(saved) or which_tasks(run.rate("minutes_saved", best))


def _text(claimed: Claimed) -> str:
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
                "it cannot be confirmed: saved a form {saved}."
            ),
        }[claimed.claim]
    return {
        Claim.SHORTER: _("Keying “{task}” would become shorter: saved a form {saved}."),
        Claim.LONGER: _("Keying “{task}” would become longer: saved a form {saved} (below 0: added)."),
        Claim.UNDECIDED: _("For “{task}” no saving of time can be confirmed: saved a form {saved}."),
    }[claimed.claim]


def _times_wanted() -> Line:
    return line(
        _(
            "Times of your own staff in place of the model's, on the station of review; and forms of your own in place "
            "of these."
        )
    )
