"""What things are called in the report, where pages call them otherwise or not at all."""

from collections.abc import Mapping
from datetime import date

from dashboards.language import _, spoken
from dashboards.pages import metric_words
from dashboards.pages.cost_words import unit_names
from dashboards.reports.minutes.words import REIWA, year_of_era
from evaluators.quantity import Quantity


def metric_name(quantity: Quantity) -> str:
    """What is counted."""
    if quantity.metric == "count":
        return count_names().get(quantity.scope["of"], quantity.scope["of"])
    return {**metric_words.metric_names(), **_names()}.get(quantity.metric, quantity.metric)


def _names() -> Mapping[str, str]:
    return {
        "corrections": _("Fields to mend a form"),
        "characters_right": _("Characters right"),
        "seconds_saved": _("Seconds saved, as clocked or reported"),
        "seconds_saved_prepared": _("Seconds saved, with preparing the batch"),
        "seconds_preparing": _("Seconds a form to prepare the batch, as reported"),
        "share_saved_by_these_people": _("Share of the time saved, by these people"),
    }


def unit_name(unit: str) -> str:
    """The unit of a number in the workbook, where the cell holds the number alone."""
    return {**unit_names(), **_units()}.get(unit, unit)


def _units() -> Mapping[str, str]:
    return {
        "count": _("counted"),
        "score": "",
        "times": _("times"),
        "s/item": _("seconds"),
        "min/document": _("minutes a form"),
        "fields/document": _("fields a form"),
        "1/document": _("in a document"),
        "1/1000 fields": _("in 1,000 fields"),
        "error": _("errors"),
        "error/year": _("errors a year"),
        "year": _("years"),
        "hours/year": _("hours a year"),
        "yen/error": _("yen an error"),
    }


def count_names() -> Mapping[str, str]:
    """What a run counts."""
    return {
        "documents": _("Documents"),
        "pages_registered": _("Pages laid on their form"),
        "pages_refused": _("Pages of a form that were refused"),
        "pages_failed": _("Pages that could not be read"),
        "foreign_refused": _("Pages of no form, refused"),
        "recordings": _("Recordings"),
        "sessions": _("Meetings"),
    }


def day(value: date) -> str:
    """A date as an office writes it: by era in Japanese."""
    year = year_of_era(value)
    if year is not None:
        return f"{year}年{value.month}月{value.day}日"
    return f"{value.day} {value:%B} {value.year}" if spoken() == "en" else value.isoformat()


def fiscal_year(year: int) -> str:
    """A fiscal year, April to March."""
    return f"令和{year - REIWA.year + 1}年度" if spoken() == "ja" and year > REIWA.year else f"FY{year}"
