"""The individual number (個人番号): whether it holds together, never what it is."""

import re
import unicodedata

from pipelines.field_types.dashes import FOLD
from pipelines.field_types.unparsable import Unparsable

VALID, INVALID = "valid", "invalid"
NUMBER = re.compile(r"\d{12}", re.ASCII)


def parse(text: str) -> str:
    """``valid`` or ``invalid``, by the check digit. A value stays what it is.

    Raises:
        Unparsable: ``not_my_number``, where it is not twelve digits.
    """
    if is_value(text):
        return text
    digits = "".join(unicodedata.normalize("NFKC", text).split()).translate(FOLD).replace("-", "")
    if not NUMBER.fullmatch(digits):
        raise Unparsable("not_my_number")
    return VALID if check_digit(digits[:11]) == int(digits[11]) else INVALID


def is_value(cell: str) -> bool:
    """Whether the cell is what may be kept of a number."""
    return cell in (VALID, INVALID)


def check_digit(eleven: str) -> int:
    """The twelfth digit of an individual number from the eleven before it.

    With P_n the n-th digit from the right and Q_n = n + 1 for n up to 6, n - 5 above: 11 - (sum of P_n Q_n mod 11),
    and 0 where the remainder is 0 or 1 (平成26年総務省令第85号, article 5).
    """
    weighted = sum(int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(eleven), start=1))
    remainder = weighted % 11
    return 0 if remainder <= 1 else 11 - remainder
