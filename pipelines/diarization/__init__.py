"""Who speaks when, of recordings in which several people share a channel.

A diarizer is one module here and one line under ``kouka.diarizers`` in pyproject.toml, or in another package's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Protocol

from dashboards.language import _
from pipelines import plugins

if TYPE_CHECKING:  # numpy takes a while to import, and listing what is installed must not wait for it
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

GROUP = "kouka.diarizers"
DEFAULT = "timbre"
"""The one that comes with kouka and needs no model."""

Span = tuple[float, float]
"""Start and end, in seconds from the start of the recording."""
SamplesOf = Callable[[float, float], "Samples"]
"""The sound from one second to another: 16 kHz, mono, float32. It is asked for short spans, in order of time."""


@dataclass(frozen=True)
class Turn:
    """One person speaks."""

    start: float
    """Seconds from the start of the recording."""
    end: float
    speaker: str
    """``S1``, ``S2`` … in the order in which they first speak: a name for this recording alone."""


class Diarizer(Protocol):
    """The whole contract of a diarizer. It is made without arguments, in the process in which it works."""

    @staticmethod
    def version() -> str:
        """Version of program and model: whenever it changes, turns are found anew. Quick: no model is loaded.

        Raises:
            KoukaError: what it needs is not installed (code SETUP), and how to install it.
        """
        ...

    def turns(self, samples_of: SamplesOf, speech: Sequence[Span], speakers: int | None) -> list[Turn]:
        """Turns in order of time, none overlapping another of the same speaker.

        Args:
            samples_of: the recording.
            speech: where somebody speaks, in order, without overlap; nothing outside is given to anybody.
            speakers: how many there are, where that is known.
        """
        ...


def installed() -> dict[str, EntryPoint]:
    """Diarizers that are installed, by name."""
    return plugins.installed(GROUP)


def diarizer(name: str = DEFAULT) -> Diarizer:
    """A diarizer, ready to work.

    Raises:
        KoukaError: there is none of this name, or its module cannot be imported.
    """
    found = installed()
    loaded: type[Diarizer] = plugins.load(
        found,
        name,
        absent=(
            _("There is no diarizer “{name}”.", name=name),
            _("Diarizers that are installed: {names}", names=plugins.names(found)),
        ),
        broken=(
            lambda kind: _("Diarizer “{name}” cannot be loaded: {kind}", name=name, kind=kind),
            _("Install its package again, or use: {names}", names=plugins.names(found, but=name)),
        ),
    )
    return loaded()


def in_order(turns: Sequence[Turn]) -> list[Turn]:
    """The turns in order of time, speakers named ``S1``, ``S2`` … in the order in which they first speak."""
    ordered = sorted(turns, key=lambda turn: (turn.start, turn.end, turn.speaker))
    names = {speaker: f"S{number + 1}" for number, speaker in enumerate(dict.fromkeys(t.speaker for t in ordered))}
    return [Turn(turn.start, turn.end, names[turn.speaker]) for turn in ordered]
