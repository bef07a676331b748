"""The language people are spoken to in: Japanese by default, English by switch.

The text in the code is the English one and the key of the catalogues. ``_`` translates when it is called, into the
language that ``speak`` chose for the present context, so one process can serve readers of both.
"""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "ja"
CATALOGUES = Path(__file__).parent / "catalogues"
DOMAIN = "kouka"

VARIABLE = "KOUKA_LANG"

_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """The compiled catalogue of a language. English needs none: its texts are the keys.

    Raises:
        FileNotFoundError: the catalogue was not compiled; ``./run`` does that.
    """
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, CATALOGUES, languages=[language])


def speak(language: Language) -> None:
    """Choose the language for the present context."""
    _spoken.set(language)


@contextmanager
def speaking(language: Language | None) -> Iterator[None]:
    """Speak a language within a block; None speaks what KOUKA_LANG says."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> Language:
    """The language of the present context; where none was chosen, that of KOUKA_LANG, else Japanese."""
    return _spoken.get() or asked() or DEFAULT


def asked() -> Language | None:
    """The language that somebody asked for by ``--lang`` or KOUKA_LANG; None where nobody did."""
    named = os.environ.get(VARIABLE)
    return next((language for language in LANGUAGES if language == named), None)


def _(message: str, **values: object) -> str:
    """Translate a text and fill in its ``{names}``."""
    translated = catalogue(spoken()).gettext(message)
    return translated.format(**values) if values else translated


def counted(singular: str, plural: str, n: int, **values: object) -> str:
    """Translate a text that depends on a count, which it may name ``{n}``."""
    return catalogue(spoken()).ngettext(singular, plural, n).format(n=n, **values)
