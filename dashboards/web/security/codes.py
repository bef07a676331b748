"""Codes to read and to type: what the first account asks for, and passwords that one person gives another.

The first account asks for a code since whoever started the app knows it, and no other user of the machine.
"""

import hmac
import secrets
import unicodedata

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for each other."""
GROUPS, GROUP = 3, 4


def draw_code() -> str:
    """A new code, of 58 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(GROUP)) for _group in range(GROUPS))


def is_code(given: str, code: str) -> bool:
    """Whether that was given, however it was typed."""
    return hmac.compare_digest(_letters(given), _letters(code))


def _letters(text: str) -> bytes:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).upper().encode()
