"""A date as people write it on Japanese forms: 令和3年4月1日, 元年, R6.3.15, ２０２４/４/１."""

import re
import unicodedata
from datetime import date

from pipelines.field_types.dashes import DASHES
from pipelines.field_types.unparsable import Unparsable

# First and last day of each era (Japanese government notices of the changes of era). Until 平成 the day of a change
# belonged to both.
ERAS = {
    "明治": ("M", date(1868, 1, 25), date(1912, 7, 30)),
    "大正": ("T", date(1912, 7, 30), date(1926, 12, 25)),
    "昭和": ("S", date(1926, 12, 25), date(1989, 1, 7)),
    "平成": ("H", date(1989, 1, 8), date(2019, 4, 30)),
    "令和": ("R", date(2019, 5, 1), date(2099, 12, 31)),
}
LETTERS = {letter: era for era, (letter, _first, _last) in ERAS.items()}
SIGNS = re.escape("./・" + DASHES) + r"\-"
WRITTEN = re.compile(
    rf"(?P<era>明治|大正|昭和|平成|令和|[MTSHR])?(?P<year>元|\d{{1,4}})[{SIGNS}年]"
    rf"(?P<month>\d{{1,2}})[{SIGNS}月](?P<day>\d{{1,2}})日?",
    re.ASCII | re.IGNORECASE,
)


def parse(text: str) -> str:
    """ISO 8601 date.

    Raises:
        Unparsable: ``not_a_date`` where it is not written like one, ``no_such_day`` for 2月30日,
            ``outside_era`` for 平成40年.
    """
    found = WRITTEN.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if not found:
        raise Unparsable("not_a_date")
    year = 1 if found["year"] == "元" else int(found["year"])
    era = found["era"] and LETTERS.get(found["era"].upper(), found["era"])
    if not era and (found["year"] == "元" or year < 1000):
        raise Unparsable("not_a_date")
    day = _day(year if not era else ERAS[era][1].year + year - 1, int(found["month"]), int(found["day"]))
    if era and not ERAS[era][1] <= day <= ERAS[era][2]:
        raise Unparsable("outside_era")
    return day.isoformat()


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unparsable("no_such_day") from None


def is_value(cell: str) -> bool:
    """Whether the cell is an ISO date."""
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False
