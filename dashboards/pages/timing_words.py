"""What times of people say, in words: ways of working, savings in one sentence, and why there is no number."""

from collections.abc import Iterator, Mapping

from dashboards.language import _, counted
from dashboards.pages.numbers import amount, interval, number, percent
from dashboards.pages.words import engine_name
from evaluators.timing.balance import Finding, Kind
from evaluators.timing.clock import Flag
from evaluators.timing.design import MEETING_ARMS
from evaluators.timing.effort import ENGINE
from evaluators.timing.figure import Reason
from evaluators.timing.paired import Paired
from evaluators.timing.people import TimesFrom
from evaluators.timing.preparing import READ_BY_AI
from evaluators.timing.remaining import Balance, Verdict


def arm_names() -> Mapping[str, str]:
    """Ways of working."""
    return {
        "manual": _("typing from the scan, without AI"),
        "ai_all": _("correcting what AI read, every field looked at"),
        "ai_policy": _("correcting only what the policy sends"),
        "two_person": _("typing by two people, differences settled (ベリファイ)"),
        "minutes_manual": _("writing minutes from the recording"),
        "minutes_draft": _("correcting the draft of the minutes"),
        "setup": _("setting up a batch"),
    }


def no_number_names() -> Mapping[str, str]:
    """Why a figure of people's times is missing: what stands in the place of its method."""
    return {
        Reason.FEW_ITEMS: _("too few items were timed in both ways"),
        Reason.FEW_TIMES: _("too few times"),
        Reason.ONE_PERSON: _("one person only: nothing shows how people differ"),
        Reason.PEOPLE_UNKNOWN: _("the times do not say whose they are"),
        Reason.NO_TIME: _("all times are 0"),
        Reason.NO_ORDER: _("the times do not say in which order, or when, the work was done"),
        Reason.NEVER_TIRED: _("every item began a sitting"),
        Reason.ABSENT: _("nothing of the kind was timed"),
        Reason.INSEPARABLE: _("it cannot be told apart from other work that always comes with it"),
        Reason.NOT_COMPARED: _("nobody has compared what was entered with the truth, or of too few items"),
    }


def method_names() -> Mapping[str, str]:
    """How intervals of people's times were made."""
    return {
        "item-and-person-bootstrap": _("items and people resampled"),
        "item-bootstrap": _("items resampled; for these people only"),
        "nonnegative-least-squares-bootstrap": _("non-negative least squares, units of work and people resampled"),
        "log-linear-mixed": _("least squares on logarithms, items as random"),
        "chi-square": _("interval of a variance (chi-square)"),
        "paired-document-bootstrap": _("forms resampled, both at the same forms"),
        "paired-document-bounds": _("the form as the unit"),
    }


def term_name(term: str) -> str:
    """A term of the model of work."""
    names = {
        "batches": _("setting up a batch"),
        "sheets": _("handling a sheet"),
        "fields": _("looking at a field, or typing it"),
        "characters": _("typing or correcting a character"),
    }
    return names.get(term) or _("a field that {engine} has read", engine=engine_name(term.removeprefix(ENGINE)))


def flag_names() -> Mapping[str, str]:
    """What is to be doubted about a clocked time."""
    return {
        Flag.NOT_SUBMITTED: _("not submitted; the time runs to the last event"),
        Flag.CLOCKS_DIFFER: _("the clocks of browser and server went differently"),
        Flag.CLOCK_BACK: _("the browser's clock was set back"),
        Flag.TABS_OVERLAP: _("open in two tabs at once"),
        Flag.WENT_ON: _("work went on after the submission"),
    }


def few_people(found: Paired) -> str | None:
    """What has to stand beside a saving that few people have shown; None where it need not."""
    if not found.few_people or found.share.value is None:
        return None
    return _("From {n} people only. How others would do is known as roughly as the interval says.", n=found.people)


def saving_sentence(found: Balance) -> str:
    """Time and errors together, in one sentence. Where errors increased, it says so in the same breath."""
    way = arm_names().get(found.arm, found.arm)
    share = found.share
    if found.verdict is Verdict.UNKNOWN or share.value is None or share.low is None or share.high is None:
        why = no_number_names().get(share.method, share.method)
        return _("{way}: how much time is saved cannot be said ({why}).", way=way, why=why)
    saved = {"way": way, "share": percent(share.value, 0), "low": percent(share.low, 0), "high": percent(share.high, 0)}
    if found.verdict is Verdict.NO_SAVING:
        return _("{way}: no saving of time is shown ({share} [{low} – {high}]).", **saved)
    more = f"{abs(found.more_per_thousand or 0.0):.1f}"
    if found.verdict is Verdict.SAVES_MORE_ERRORS:
        return _(
            "{way}: {share} [{low} – {high}] of the time is saved, but {more} more fields in 1,000 are left wrong.",
            **saved,
            more=more,
        )
    if found.verdict is Verdict.SAVES:
        return _(
            "{way}: {share} [{low} – {high}] of the time is saved, and {more} fewer fields in 1,000 are left wrong.",
            **saved,
            more=more,
        )
    if found.verdict is Verdict.SAVES_ERRORS_OPEN:
        return _(
            "{way}: {share} [{low} – {high}] of the time is saved; whether more errors are left is not shown.", **saved
        )
    if found.arm in MEETING_ARMS:
        return _(
            "{way}: {share} [{low} – {high}] of the time is saved; what is left wrong is counted by character, "
            "apart from this.",
            **saved,
        )
    return _(
        "{way}: {share} [{low} – {high}] of the time is saved; nobody has looked for errors that are left.", **saved
    )


def preparing_sentences(from_: TimesFrom) -> Iterator[str]:
    """What preparing the batch takes away from what was saved, or that nobody wrote it down."""
    arms = {each.arm for each in from_.times.paired}
    if not arms & {*READ_BY_AI}:
        return
    prepared = from_.prepared
    if prepared is None:
        yield _(
            "Preparing the batch (sorting, scanning, loading) is in none of these times: nobody wrote it down, and 0 "
            "is counted."
        )
        return
    yield _(
        "Preparing the batch (sorting, scanning, loading) is in none of these times. It took {minutes} min in all, "
        "{each} a form, as {people} wrote down; how it differs from batch to batch is not known.",
        minutes=number(prepared.seconds / 60, 1),
        each=amount(prepared.each, prepared.each.value),
        people=counted("{n} person", "{n} people", prepared.people) if prepared.people else _("somebody"),
    )
    for saved in from_.after_preparing:
        way = arm_names().get(saved.scope["method"], saved.scope["method"])
        yield _(
            "{way}: with that counted, {saved} {interval} a form are saved (below 0: added).",
            way=way, saved=amount(saved, saved.value), interval=interval(saved),
        )  # fmt: skip


def finding_sentence(found: Finding) -> str:
    """What is wrong with a design, and where."""
    low, high = f"{found.low:g}", f"{found.high:g}"
    where = "・".join(arm_names().get(part, part) for part in found.where.split("|"))
    texts = {
        Kind.SEEN_TWICE: _("Somebody gets an item {high} times: {where}.", where=where, high=high),
        Kind.NO_PAIR: _("“{where}” lacks one of two people, or has the same one twice.", where=where),
        Kind.PRACTICE_LATE: _("Practice does not come first for {where}.", where=where),
        Kind.PLACES: _("The order of {where} has gaps.", where=where),
        Kind.ARM_BY_PERSON: _(
            "Not all do as much of “{where}”: {low} to {high} items.", where=where, low=low, high=high
        ),
        Kind.LOAD: _("Not all have as much to do: {low} to {high} items.", low=low, high=high),
        Kind.ARM_BY_STRATUM: _(
            "Ways of working differ in their number of items of kind “{where}”: {low} to {high}.",
            where=where,
            low=low,
            high=high,
        ),
        Kind.ARM_BY_PLACE: _(
            "“{where}” comes early or late: at {low} of the order on average, all together at {high}.",
            where=where,
            low=percent(found.low, 0),
            high=percent(found.high, 0),
        ),
        Kind.NEVER_COMPARED: _(
            "“{where}” meet on {low} items only (others on {high}).", where=where, low=low, high=high
        ),
    }
    return texts[found.kind]
