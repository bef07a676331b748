"""What the dials of a what-if are called, and what a setting has turned."""

from collections.abc import Iterable

from dashboards.language import _
from dashboards.pages import cost_words, numbers
from evaluators.cost.options import is_of_meetings
from evaluators.cost.what_if import Dial, Setting


def dial_name(dial: Dial, option: str) -> str:
    """What a dial turns."""
    meetings = is_of_meetings(option)
    return {
        "volume": _("Hours of meeting in the first year") if meetings else _("Forms in the first year"),
        "wage": _("Cost of an hour of staff, mean"),
        "licence": _("Licence a year"),
        "accuracy": _("Words that are not lost") if meetings else _("Fields read right"),
    }[dial.name]


def unit_text(dial: Dial) -> str:
    """The unit of a dial, as it stands behind its number."""
    return "%" if dial.unit == "ratio" else cost_words.unit_names()[dial.unit]


def dial_value(dial: Dial, value: float) -> str:
    """A value of a dial with its unit."""
    if dial.unit == "ratio":
        return numbers.percent(value, 1)
    return f"{numbers.number(value, 0)} {unit_text(dial)}"


def turned(dials: Iterable[Dial], setting: Setting) -> tuple[str, ...]:
    """What a setting has turned, one text a dial; what is as in the case is left out."""
    return tuple(
        f"{dial_name(dial, setting.option)}: {dial_value(dial, value)}"
        for dial in dials
        if (value := getattr(setting, dial.name)) is not None
    )
