"""One spelling for each speaker: widths and blanks in a name are no difference, its characters are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from dashboards.language import _
from evaluators.normalise import Normaliser, normalise
from pipelines.errors import Place, Problem, Severity
from pipelines.transcripts.utterance import Placed

SHOWN = 5
"""Spellings that a message quotes."""


def key(speaker: str) -> str:
    """What is the same for every spelling of a name; 髙橋 and 高橋 stay two."""
    return normalise(speaker, Normaliser.NFKC, "name")


def spellings(path: Path, entries: Iterable[Placed]) -> tuple[Mapping[str, str], list[Problem]]:
    """The spelling to use by ``key``, the first one that is met; a warning for each speaker who has several."""
    lines: dict[str, dict[str, int]] = defaultdict(dict)
    for entry in entries:
        lines[key(entry.said.speaker)].setdefault(entry.said.speaker, entry.line)
    return (
        {name: next(iter(found)).strip() for name, found in lines.items()},
        [_several(path, found) for found in lines.values() if len({each.strip() for each in found}) > 1],
    )


def _several(path: Path, found: Mapping[str, int]) -> Problem:
    quoted = " / ".join([*found][:SHOWN])
    return Problem(
        _("One speaker is written in several ways: {names}. They are taken as one.", names=quoted),
        Place(path, [*found.values()][1]),
        _("Write the name in one way. Where they are two people, write what tells them apart."),
        Severity.WARNING,
    )
