"""What a list of tasks comes to, in sentences that say no more than their intervals allow."""

from collections.abc import Iterator, Mapping

from dashboards.language import _, counted
from dashboards.pages.metric_words import OF_ITEMS, metric_names
from dashboards.pages.metric_words import sampled as measured_on
from dashboards.pages.numbers import NONE, amount, interval, number, percent
from dashboards.pages.timing_words import arm_names
from dashboards.pages.words import grade_names
from evaluators.answers import Claim
from evaluators.portfolio.outcome import Fate, Portfolio, TaskOutcome
from evaluators.quantity import Quantity

LEAST_SHOWN = 0.005


def fate_names() -> Mapping[Fate, str]:
    """What becomes of a task's time."""
    return {
        Fate.TAKEN_OVER: _("AI shortens it"),
        Fate.NOT_SHORTER: _("AI does not shorten it"),
        Fate.NOT_MEASURED: _("nobody has measured it"),
        Fate.PEOPLE: _("people do it"),
    }


def fate_name(task: TaskOutcome) -> str:
    """What becomes of one task's time; that AI shortens it is said only where the whole interval does."""
    if task.fate is Fate.TAKEN_OVER and not _gains(task):
        return _("whether AI shortens it cannot be told")
    return fate_names()[task.fate]


def _gains(task: TaskOutcome) -> bool:
    return task.fate is Fate.TAKEN_OVER and (task.saved.low or 0) > 0


def most_sentence(found: Portfolio) -> str:
    """The first question of the whole list: does AI take over most of it?"""
    texts = {
        Claim.MOST: _("Of the {hours} listed, AI can take over {share} {interval}: most of them."),
        Claim.NOT_MOST: _("Of the {hours} listed, AI can take over {share} {interval}; not most."),
        Claim.UNDECIDED: _(
            "Of the {hours} listed, AI can take over {share} {interval}; whether that is most cannot be told."
        ),
    }
    text = texts.get(found.claim)
    if text is None:
        return _("The list has no hours, so nothing can be said of their share.")
    hours = amount(found.listed, found.listed.value)
    return text.format(hours=hours, share=amount(found.share, found.share.value), interval=interval(found.share))


def ranking_sentence(found: Portfolio) -> str:
    """The second question: which tasks gain most, and how sure that is."""
    gaining = [task for task in found.tasks if _gains(task)]
    if not gaining:
        return _("For no task of the list is it shown that AI shortens it.")
    best = gaining[0]
    first = best.place.first if best.place else 0.0
    return counted(
        "AI shortens {n} task of the list: “{task}”, by {saved} {interval} a year.",
        "AI shortens {n} tasks of the list, “{task}” most: by {saved} {interval} a year; among the first {k} in "
        "{share} of the cases computed.",
        len(gaining), task=best.task, saved=amount(best.saved, best.saved.value), interval=interval(best.saved),
        k=found.first, share=percent(first, 0),
    )  # fmt: skip


def notes(found: Portfolio) -> Iterator[str]:
    """What has to be known beside the two sentences."""
    unknown = [task for task in found.tasks if task.fate is Fate.NOT_MEASURED]
    if unknown:
        yield counted(
            "{n} task of the list ({hours}) has no result: the upper end of the interval takes all of its time for "
            "taken over, the lower end none.",
            "{n} tasks of the list ({hours}) have no result: the upper end of the interval takes all of their time for "
            "taken over, the lower end none.",
            len(unknown),
            hours=amount(found.not_measured, found.not_measured.value),
        )
    passed = next((task.result.passed for task in found.tasks if task.result and task.result.passed is not None), None)
    if passed is not None:
        share = percent(passed, 0)
        yield _("Of the fields of forms, {share} pass without a person looking, by the signed policy.", share=share)
    if any(task.result is not None and not task.result.prepared for task in found.tasks):
        yield _(
            "Sorting and scanning are not in the times that people took of forms: nobody wrote them down, and 0 is "
            "counted."
        )
    yield _("The hours stay with people where AI is corrected and checked, where a person decides, and in exceptions.")
    if found.share_likely.value is not None:
        hours, share = (amount(each, each.value) for each in (found.taken_over_likely, found.share_likely))
        yield means_text().format(hours=hours, share=share)
    yield _("Grade: {grade}, the worst of what it rests on.", grade=grade_names()[found.share.grade.value])
    shares = {grade: share for grade, share in found.variance_by_grade.items() if share >= LEAST_SHOWN}
    if shares:
        parts = [f"{_grade_name(grade)} {percent(share, 0)}" for grade, share in shares.items()]
        yield _("Where the uncertainty of the share comes from, by grade: {parts}.", parts=_("; ").join(parts))


def means_text() -> str:
    """Which figure of many draws is shown, as in a cost case, with places for ``hours`` and ``share``."""
    return _(
        "Hours, share and places are by the mean over all cases computed, as is money (kouka cost); with every number "
        "at its most likely value AI would take over {hours} ({share})."
    )


def _grade_name(grade: str) -> str:
    return grade_names().get(grade, _("jointly"))


def totals(found: Portfolio) -> Iterator[tuple[str, str, str]]:
    """Name, value and interval of the figures of the whole list."""
    names = metric_names()
    for each in found.totals:
        yield names[each.metric], amount(each, each.value), interval(each)


def sampled(found: Portfolio, quantity: Quantity) -> str:
    """What is behind a figure: of the whole list its tasks, and how many have a result; of one task what was measured.

    Of a share of all hours the forms that were measured would be no n.
    """
    tasks, known = len(found.tasks), sum(task.result is not None for task in found.tasks)
    if quantity.scope:
        result = next((task.result for task in found.tasks if task.saved is quantity), None)
        return measured_on(result.n_documents, OF_ITEMS[0]) if result else NONE
    if quantity is found.not_measured:
        return counted("{n} task", "{n} tasks", sum(task.fate is Fate.NOT_MEASURED for task in found.tasks))
    if quantity is found.listed:
        return counted("{n} task", "{n} tasks", tasks)
    return counted("{n} task, {known} with a result", "{n} tasks, {known} with a result", tasks, known=known)


def heads(found: Portfolio) -> tuple[str, ...]:
    """Of the columns of ``cells``."""
    return (
        *(_("Place"), _("Task"), _("Section"), _("Hours a year now"), _("Taken over by AI"), _("Interval")),
        *(_("Among the first {k}", k=found.first), _("Measured as"), _("Grade")),
    )


def cells(task: TaskOutcome) -> tuple[str, ...]:
    """One task as a row."""
    place = task.place
    return (
        f"{place.expected} [{place.low} – {place.high}]" if place else NONE,
        task.task,
        task.section,
        _hours(task.hours, task.hours.value),
        _hours(task.saved, task.saved.value) if task.fate is not Fate.PEOPLE else NONE,
        f"[{_hours(task.saved, task.saved.low)} – {_hours(task.saved, task.saved.high)}]" if place else "",
        percent(place.first, 0) if place else NONE,
        arm_names()[task.result.method] if task.result and task.fate is Fate.TAKEN_OVER else fate_names()[task.fate],
        grade_names()[task.saved.grade.value],
    )


def _hours(quantity: Quantity, value: float | None) -> str:
    return NONE if value is None else number(value, 0)
