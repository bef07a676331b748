"""What things are called in minutes, and how dates and times are written."""

import datetime
import math
from collections.abc import Mapping

from dashboards.language import _, spoken
from dashboards.reports.minutes.draft import Item, Source, Written

REIWA = datetime.date(2019, 5, 1)


def rule_names() -> Mapping[str, str]:
    """Rules, by why they fired."""
    return {
        "hesitation": _("a sound of hesitation"),
        "filler_word": _("a word that fills a pause"),
        "desu_ne": _("“desu ne” within a sentence"),
        "fragment": _("the beginning of a word, said again whole"),
        "repeat": _("said twice at once"),
        "correction": _("taken back by the speaker"),
        "item_number": _("its number was said"),
        "item_title": _("its title was said, and that it begins"),
        "item_like_title": _("something like its title was said, and that it begins"),
        "item_next": _("the next item was announced"),
        "resolved": _("a resolution was stated"),
        "no_objection": _("no objection was stated"),
        "to_do_so": _("it was stated what is to be done"),
        "as_proposed": _("it was stated that the proposal is followed"),
        "rejected": _("a rejection was stated"),
        "counted_up": _("it was counted up as decided"),
        "by_date": _("something is to be done by a date"),
        "on_date": _("something was promised for a day"),
        "request": _("somebody was asked to do something"),
        "later": _("something was promised for later"),
        "taken_home": _("somebody took it along to work on"),
    }


def reason_names() -> Mapping[str, str]:
    """Why a stretch is to be heard again."""
    return {
        "uncertain": _("the recogniser was unsure"),
        "repetition": _("the same words over and over"),
        "stock_phrase": _("a stock phrase that recognisers invent"),
        "lost": _("speech without words"),
        "missing_part": _("a part of the recording is missing"),
        "unknown_length": _("of unknown length"),
        "corrected_number": _("a number that seems to have been corrected"),
    }


def because(rule: str, words: str) -> str:
    """Why a rule fired, with the words on which it did."""
    return _("{why} (“{words}”)", why=rule_names().get(rule, rule), words=words)


def item_name(item: Item) -> str:
    """An item of the agenda as it stands at the head of what was said about it."""
    return _("Item {number}: {title}", number=item.number, title=item.title)


def speaker(name: str) -> str:
    """Who spoke."""
    return name or _("(speaker unknown)")


def clock(seconds: float) -> str:
    """A time from the start of the recording; empty where it is not known (NaN).

    >>> clock(3723.9)
    '01:02:03'
    """
    if math.isnan(seconds):
        return ""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def span(start: float, end: float) -> str:
    """From when to when, or when alone within a second or where the end is not known; empty where nothing is (NaN)."""
    begins, ends = clock(start), clock(end)
    return begins if ends == begins else f"{begins}–{ends}"


def length(seconds: float) -> str:
    """How long something lasts."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes:
        return _("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
    return _("{n} s", n=rest)


def date(day: datetime.date) -> str:
    """A day as it stands on minutes, in Japanese by its era."""
    days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    year = year_of_era(day) or str(day.year)
    return _("{year}-{month}-{day} ({weekday})", year=year, month=day.month, day=day.day, weekday=days[day.weekday()])


def year_of_era(day: datetime.date) -> str | None:
    """The year by its era, where Japanese is spoken; None for days before it began."""
    if spoken() != "ja" or day < REIWA:
        return None
    year = day.year - REIWA.year + 1
    return f"令和{'元' if year == 1 else year}"


def made_by(source: Source) -> str:
    """From what the draft was made, and by what."""
    recording = f"{source.session}/{source.recording}"
    if source.written is Written.BY_PERSON:
        return _("Written by a person from the recording {recording}.", recording=recording)
    if source.written is Written.CORRECTED:
        return _(
            "Corrected by a person, from a draft made by machine from the recording {recording}, by {engine}.",
            recording=recording,
            engine=source.engine,
        )
    if source.model:
        return _(
            "Draft made by machine from the recording {recording}, by {engine} with the model {model}.",
            recording=recording,
            engine=source.engine,
            model=source.model,
        )
    return _(
        "Draft made by machine from the recording {recording}, by {engine}.", recording=recording, engine=source.engine
    )


def to_be_checked() -> str:
    """What is to be done with it."""
    return _("A person has to check it against the recording before it is used.")


def only_demonstration() -> str:
    """What the model that comes with kouka is for."""
    return _("The model is for demonstration: it was trained on synthetic speech alone and is not for real meetings.")


def without_words(*, missing: bool, length_known: bool = True) -> str:
    """In the place of words that were not found, or of a recording that is missing."""
    if not missing:
        return _("not understood")
    return _("recording missing") if length_known else _("recording missing, of unknown length")
