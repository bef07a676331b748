"""Types that are digits with signs between them: postal codes, telephone numbers, accounts. Values are digits alone."""

import re
import unicodedata

from pipelines.field_types.dashes import FOLD
from pipelines.field_types.unparsable import Unparsable

POSTAL_CODE = re.compile(r"〒?(\d{3})-?(\d{4})", re.ASCII)
PHONE = re.compile(r"\(?(0\d{1,4})\)?-?\(?(\d{1,4})\)?-?(\d{3,4})", re.ASCII)
OF_ELEVEN = re.compile(r"0[256789]0")
"""How numbers of eleven digits begin: mobile, IP, free of charge (0800), paging. All others have ten.

Ministry of Internal Affairs and Communications, 電気通信番号計画.
"""
ACCOUNT_DIGITS = 7


def parse_postal_code(text: str) -> str:
    """Seven digits, from 〒２５４－８６８６ and the like."""
    found = POSTAL_CODE.fullmatch(_folded(text))
    if not found:
        raise Unparsable("not_a_postal_code")
    return found[1] + found[2]


def is_postal_code(cell: str) -> bool:
    """Whether the cell is seven digits."""
    return _is_digits(cell) and len(cell) == 7


def parse_phone(text: str) -> str:
    """Ten or eleven digits, since people put the signs where they like: 03(1234)5678, 090-1234-5678."""
    folded = _folded(text)
    digits = re.sub(r"[-()]", "", folded)
    balanced = folded.count("(") == folded.count(")")
    if not (PHONE.fullmatch(folded) and balanced and is_phone(digits)):
        raise Unparsable("not_a_phone_number")
    return digits


def is_phone(cell: str) -> bool:
    """Whether the cell is as many digits as a number that begins so has in Japan."""
    return _is_digits(cell) and cell.startswith("0") and len(cell) == (11 if OF_ELEVEN.match(cell) else 10)


def parse_account(text: str) -> str:
    """Seven digits. Fewer are not filled up with zeros: an engine may have lost one, and money would go astray."""
    digits = _folded(text)
    if not is_account(digits):
        raise Unparsable("not_an_account")
    return digits


def is_account(cell: str) -> bool:
    """Whether the cell is seven digits."""
    return _is_digits(cell) and len(cell) == ACCOUNT_DIGITS


def _folded(text: str) -> str:
    """Half width, without blanks, every dash a hyphen."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(FOLD)


def _is_digits(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal()
