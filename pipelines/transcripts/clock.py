"""Times as people and programs write them."""

import re

_SECONDS = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,4}):(?=\d{1,2}:))?(\d{1,3}):(\d{2}(?:[.,]\d{1,6})?)", re.ASCII)


def seconds_of(text: str) -> float | None:
    """Seconds from ``83.5``, ``1:23.5`` or ``0:01:23,5``; None where it is no time."""
    if _SECONDS.fullmatch(text):
        return float(text)
    if found := _CLOCK.fullmatch(text):
        hours, minutes, seconds = found.groups(default="0")
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))
    return None
