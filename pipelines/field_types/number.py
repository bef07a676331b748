"""A whole number: 3, ３, 1,200, 3人."""

import re
import unicodedata

from pipelines.field_types.unparsable import Unparsable

WRITTEN = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\s*[人名個枚件回円]?", re.ASCII)


def parse(text: str) -> str:
    """Digits without leading zeros. Thousands commas and a counter behind the number are allowed."""
    found = WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise Unparsable("not_a_number")
    return _trimmed(found[1].replace(",", ""))


def is_value(cell: str) -> bool:
    """Whether the cell is digits without leading zeros."""
    return cell.isascii() and cell.isdecimal() and _trimmed(cell) == cell


def _trimmed(digits: str) -> str:
    # Not by int(): an engine may return thousands of digits, which Python refuses to turn into one.
    return digits.lstrip("0") or "0"
