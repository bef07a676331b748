"""Names of our own for what came with a name of somebody else's: ids and names of files."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

NOT_IN_FILES = re.compile(r'[/\\:*?"<>|#]')
CHARACTERS = 48
"""At most; Japanese ones take three bytes each, and file systems end at 255, ids at 64."""


def unique(wanted: Iterable[str], spell: Callable[[str], str], otherwise: str) -> Iterator[str]:
    """A name for each, none of them twice.

    Args:
        wanted: what they are called elsewhere.
        spell: that as a name of ours, or nothing where it cannot be one.
        otherwise: what it is called then, with ``{n}`` for its place, from 1.
    """
    taken: set[str] = set()
    for number, text in enumerate(wanted, start=1):
        name = spell(text) or otherwise.format(n=number)
        while name.casefold() in taken:
            name = f"{name}-{number}"
        taken.add(name.casefold())
        yield name


def identifier(text: str) -> str:
    """A name as an id, or nothing where it is not in plain letters."""
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:CHARACTERS]
    return plain if text.isascii() and plain[:1].isalpha() else ""


def file_name(text: str) -> str:
    """A name that every file system takes, in Unicode NFC; nothing where no character is left."""
    return NOT_IN_FILES.sub("_", one_line(text)).strip(" .")[:CHARACTERS].rstrip(" .")


def one_line(text: str) -> str:
    """A text in Unicode NFC without line ends and what else steers a terminal."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] != "C")
