"""Recognisers: what writes down what is said in a stretch of sound.

A new recogniser is one module here and one line under ``kouka.recognizers`` in pyproject.toml.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Protocol

from dashboards.language import _
from pipelines import plugins
from pipelines.models import Model

if TYPE_CHECKING:  # numpy takes a while to import, and naming recognisers must not wait for it
    from pipelines.audio import Samples, Span

GROUP = "kouka.recognizers"
BUNDLED = ("faster-whisper",)
"""Those that come with kouka; who names none hears with them."""


@dataclass(frozen=True)
class Word:
    """A word, in Japanese mostly a character or a few."""

    start: float
    """Seconds; from where is said by what holds the word."""
    end: float
    text: str
    confidence: float
    """The recogniser's own, 0 to 1."""


@dataclass(frozen=True)
class Heard:
    """A sentence or a part of one; or, flagged ``lost``, speech for which there is no text."""

    start: float
    """Seconds from the start of what was heard: a stretch where a recogniser says so, the recording for ``hearing``."""
    end: float
    text: str
    confidence: float | None = None
    """The mean of the words', by characters; None where the recogniser gives none."""
    words: tuple[Word, ...] = ()
    flags: frozenset[str] = frozenset()
    """Of ``guards``: what a person should listen to again, and why."""


@dataclass(frozen=True)
class Sound:
    """What a recogniser gets: a stretch, where people speak in it, and words to expect, the most wanted first."""

    samples: "Samples"
    """At 16 kHz, one channel."""
    speech: "tuple[Span, ...]"
    terms: tuple[str, ...] = ()


class Recognizer(Protocol):
    """The whole contract of a recogniser. It is made with a model, in the process in which it hears."""

    def __init__(self, model: Model) -> None: ...

    @staticmethod
    def version(model: Model) -> str:
        """Version of program and model: whenever it changes, sound is heard anew. Quick: no model is loaded.

        Raises:
            KoukaError: what the recogniser needs is not installed (code SETUP), and how to install it.
        """
        ...

    def hear(self, sounds: Sequence[Sound]) -> list[list[Heard]]:
        """What is said in each sound, in order of time, in seconds from its start.

        It may raise, crash or hang; its caller is prepared.
        """
        ...


def installed() -> dict[str, EntryPoint]:
    """Recognisers that are installed, by name."""
    return plugins.installed(GROUP)


def recognizer_class(name: str) -> type[Recognizer]:
    """The class of a recogniser.

    Raises:
        KoukaError: there is none of this name, or its module cannot be imported.
    """
    found = installed()
    loaded: type[Recognizer] = plugins.load(
        found,
        name,
        absent=(
            _("There is no recogniser “{name}”.", name=name),
            _("Recognisers that are installed: {names}", names=plugins.names(found)),
        ),
        broken=(
            lambda kind: _("Recogniser “{name}” cannot be loaded: {kind}", name=name, kind=kind),
            _("Install its package again."),
        ),
    )
    return loaded


@cache
def recognizer(name: str, model: Model) -> Recognizer:
    """The recogniser of this process; its model is loaded once."""
    return recognizer_class(name)(model)
