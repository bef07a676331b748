"""Characters as they can be told from those that look like them."""

import unicodedata

from dashboards.language import _


def character(text: str) -> str:
    """A character as it can be seen on its own."""
    return _("(blank)") if text and not text.strip() else text


def code(text: str) -> str:
    """The code points of a sign that looks like another one, such as a dash; empty for letters and digits."""
    if not text or unicodedata.category(text[0])[0] in "LN":
        return ""
    return " ".join(f"U+{ord(one):04X}" for one in text)
