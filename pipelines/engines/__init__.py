"""Engines: what reads a crop.

A new engine is one module here and one line under ``kouka.engines`` in pyproject.toml.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Protocol

from dashboards.language import _
from pipelines import plugins

if TYPE_CHECKING:  # numpy takes a while to import, and listing runs must not wait for it
    import numpy as np
    import numpy.typing as npt

GROUP = "kouka.engines"
BUNDLED = ("tesseract", "rapidocr")
"""Those that come with kouka; who names none reads with them."""


@dataclass(frozen=True)
class Crop:
    """What an engine gets to see of a field: its picture, its type and the characters that can occur."""

    image: "npt.NDArray[np.uint8]"
    """Shape (height, width), 0 black to 255 white."""
    dpi: int
    type: str
    allowed: str | None


@dataclass(frozen=True)
class Recognition:
    """What an engine makes of one crop."""

    text: str
    confidence: float | None = None
    """The engine's own, 0 to 1."""


class Engine(Protocol):
    """The whole contract of an engine. It is made without arguments, in the process in which it reads."""

    @staticmethod
    def version() -> str:
        """Version of program and model: whenever it changes, crops are read anew. Quick: no model is loaded.

        Raises:
            KoukaError: what the engine needs is not installed (code SETUP), and how to install it.
        """
        ...

    def read(self, crops: Sequence[Crop]) -> list[Recognition]:
        """One recognition a crop, in their order. It may raise, crash or hang; its caller is prepared."""
        ...


def installed() -> dict[str, EntryPoint]:
    """Engines that are installed, by name."""
    return plugins.installed(GROUP)


def engine_class(name: str) -> type[Engine]:
    """The class of an engine.

    Raises:
        KoukaError: there is none of this name, or its module cannot be imported.
    """
    found = installed()
    loaded: type[Engine] = plugins.load(
        found,
        name,
        absent=(
            _("There is no engine “{name}”.", name=name),
            _("Engines that are installed: {names}", names=plugins.names(found)),
        ),
        broken=(
            lambda kind: _("Engine “{name}” cannot be loaded: {kind}", name=name, kind=kind),
            _("Install its package again, or read with: {names}", names=plugins.names(found, but=name)),
        ),
    )
    return loaded


@cache
def engine(name: str) -> Engine:
    """The engine of this process; its model is loaded once."""
    return engine_class(name)()
