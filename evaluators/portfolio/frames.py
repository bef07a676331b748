"""The list of a city's tasks: what a person fills in."""

from evaluators.frames import Frame, number, text
from evaluators.grade import Grade, Source

FORMS, MEETINGS, OTHER = "forms", "meetings", "other"

TASKS = Frame(
    "tasks.csv",
    1,
    (
        text(
            "task", "one activity: keying a form and deciding on it are two rows, since AI takes over the first alone"
        ),
        text("section", "who does it"),
        text(
            "class",
            "forms: what is on paper is keyed; meetings: minutes are written; other: what neither AI does, such as "
            "judging, advising, answering the telephone, exceptions",
            *(FORMS, MEETINGS, OTHER),
        ),
        text("template", "of forms, the kind of form whose result holds for it; blank: that of all forms", blank=True),
        number("per_year", "how often a year, most likely", "1/year"),
        number("per_year_low", "least", "1/year"),
        number("per_year_high", "most", "1/year"),
        number("minutes", "minutes each as it is done now, most likely", "min"),
        number("minutes_low", "least", "min"),
        number("minutes_high", "most", "min"),
        text("grade", "how well founded both are", *(grade.value for grade in Grade)),
        text("source", "where they came from", *(source.value for source in Source)),
        text("says", "who says so, or why it was assumed"),
    ),
)
"""``task`` and ``section`` name a row together. Bounds are those of the yearly mean, not of a single day or form."""
