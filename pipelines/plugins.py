"""What is plugged in by entry points: engines, recognisers, diarizers."""

from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from pipelines.errors import ExitCode, KoukaError


def installed(group: str) -> dict[str, EntryPoint]:
    """What is installed of a group, by name."""
    return {entry.name: entry for entry in entry_points(group=group)}


def names(found: Mapping[str, EntryPoint], but: str = "") -> str:
    """The names, for a message; all but one."""
    return ", ".join(sorted(found.keys() - {but}))


def load(
    found: Mapping[str, EntryPoint], name: str, absent: tuple[str, str], broken: tuple[Callable[[str], str], str]
) -> Any:
    """What the entry point of a name leads to.

    Args:
        found: what is installed.
        name: which of it.
        absent: what is told where there is none of the name, and what to do.
        broken: what is told where its module cannot be imported, given the kind of the error, and what to do.

    Raises:
        KoukaError: there is none of this name (code USAGE), or its module cannot be imported (code SETUP).
    """
    if name not in found:
        what, todo = absent
        raise KoukaError(what, todo=todo, code=ExitCode.USAGE)
    try:
        return found[name].load()
    except Exception as error:  # a plug-in's own module may raise anything
        told, todo = broken
        raise KoukaError(told(type(error).__name__), todo=todo, code=ExitCode.SETUP) from error
