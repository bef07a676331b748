"""Types that are digits with signs between them: postal codes, telephone numbers, accounts."""

import re
import unicodedata

from pipelines.field_types.unparsable import Unparsable

POSTAL_CODE = re.compile(r"〒?(\d{3})-?(\d{4})", re.ASCII)
PHONE = re.compile(r"(0\d{1,4})[-(]?(\d{1,4})[-)]?(\d{3,4})", re.ASCII)
PHONE_LENGTHS = (10, 11)
ACCOUNT = re.compile(r"\d{7}", re.ASCII)
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ー一ｰ"), "-")  # noqa: RUF001  whatever was read for the dash of a number


def _folded(text: str) -> str:
    """Half width, without blanks, every dash a hyphen."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(DASHES)


def parse_postal_code(text: str) -> str:
    """254-8686, from 〒２５４－８６８６ and the like."""
    found = POSTAL_CODE.fullmatch(_folded(text))
    if not found:
        raise Unparsable("not_a_postal_code")
    return f"{found[1]}-{found[2]}"


def is_postal_code(cell: str) -> bool:
    """Whether the cell is three digits, a hyphen and four."""
    return re.fullmatch(r"\d{3}-\d{4}", cell, re.ASCII) is not None


def parse_phone(text: str) -> str:
    """Digits alone, ten or eleven of them, since people put the signs where they like."""
    folded = _folded(text)
    digits = re.sub(r"[-()]", "", folded)
    if not PHONE.fullmatch(folded) or len(digits) not in PHONE_LENGTHS:
        raise Unparsable("not_a_phone_number")
    return digits


def is_phone(cell: str) -> bool:
    """Whether the cell is ten or eleven digits that start with 0."""
    return cell.isascii() and cell.isdecimal() and cell.startswith("0") and len(cell) in PHONE_LENGTHS


def parse_account(text: str) -> str:
    """Seven digits; banks fill shorter numbers up with zeros on the left."""
    folded = _folded(text)
    if not (folded.isascii() and folded.isdecimal() and 1 <= len(folded) <= 7):
        raise Unparsable("not_an_account")
    return folded.zfill(7)


def is_account(cell: str) -> bool:
    """Whether the cell is seven digits."""
    return ACCOUNT.fullmatch(cell) is not None
