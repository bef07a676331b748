"""The tables of published results."""

from evaluators.frames import Frame, number, text

PRECEDENTS = Frame(
    "cases.csv",
    1,
    (
        text("id", "unique in the file"),
        text("body", "who published it"),
        text("year", "as printed: 2019, 2018-19", blank=True),
        text("kind", "what was used: ocr, rpa, minutes; joined by + where they were used together"),
        text("task", "what it was used for, as printed"),
        text("volume", "how many, as printed: 約55000/年, 416件", blank=True),
        number("before", "staff time without, as printed", "see unit", blank=True),
        number("after", "staff time with, as printed", "see unit", blank=True),
        text("unit", "of before, after and saved_printed: h/yr, min/100sheets", blank=True),
        number("saved_printed", "time saved, as printed", "see unit", blank=True),
        number("percent_printed", "share of the time saved, as printed", "%", blank=True),
        text("printed", "the outcome in the words printed", blank=True),
        text("basis", "what the source lets one judge: measured, annualised, trial, estimated, asked, target …"),
        text(
            "check_included",
            "whether the human check after AI is inside after; blank where nothing is checked",
            *("yes", "in flow", "no", "unknown"),
            blank=True,
        ),
        number("rate_percent", "recognition rate, as printed", "%", blank=True),
        text("rate_unit", "what the rate counts: character, field …, or unstated", blank=True),
        text("source", "the page on which it is printed"),
    ),
)

UNIT_COSTS = Frame(
    "unit-costs.csv",
    1,
    (
        text("body", "who published it"),
        text("year", "as printed", blank=True),
        number("hours", "staff time, as printed", "h", blank=True),
        number("yen", "what it is said to be worth", "yen", blank=True),
        number("yen_per_hour", "as printed or implied", "yen/h", blank=True),
        text("basis", "what of the cost is in it"),
        text("source", "the page on which it is printed"),
    ),
)
