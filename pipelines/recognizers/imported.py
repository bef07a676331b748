"""What an outside product made of a recording: ``imports/<product>/<session>.<ending>`` of a batch.

It is no recogniser that hears a stretch, since the product heard the whole; what comes out is the same, with speakers.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dashboards.language import _
from pipelines.digests import file_digest
from pipelines.errors import KoukaError, Place
from pipelines.recognizers import Heard

FOLDER = "imports"
UNTIMED = "untimed"
"""A flag: the product gave no time, and the one that stands there is spread by the number of characters."""


class Utterance(Protocol):
    """What ``pipelines.transcripts`` reads."""

    @property
    def speaker(self) -> str:
        """As the product names him or her; empty where it does not."""
        ...

    @property
    def start(self) -> float | None:
        """Seconds from the start of the recording."""
        ...

    @property
    def end(self) -> float | None:
        """Seconds from the start of the recording."""
        ...

    @property
    def words(self) -> str:
        """What was said."""
        ...


@dataclass(frozen=True)
class Said:
    """A piece with its speaker."""

    speaker: str
    heard: Heard


def products(batch: Path) -> list[str]:
    """The products of which there is something in a batch."""
    return sorted(folder.name for folder in (batch / FOLDER).glob("[!.]*") if folder.is_dir())


def file_of(batch: Path, product: str, session: str) -> Path | None:
    """What a product returned for a session; None where it returned nothing.

    Raises:
        KoukaError: there are several files for it.
    """
    wanted = unicodedata.normalize("NFC", session)
    folder = batch / FOLDER / product
    found = [
        file
        for file in sorted(folder.glob("[!.]*"))
        if file.is_file() and unicodedata.normalize("NFC", file.stem) == wanted
    ]
    if len(found) > 1:
        names = ", ".join(file.name for file in found)
        raise KoukaError(
            _("There are several files for session {session}: {names}", session=session, names=names),
            where=Place(folder),
            todo=_("Leave one of them."),
        )
    return found[0] if found else None


def version(file: Path) -> str:
    """By which it is known that the product's file is another one."""
    return f"import {file_digest(file)[:12]}"


def said(file: Path, seconds: float) -> list[Said]:
    """What stands in the product's file, in order of time.

    Args:
        file: in any form that transcripts are read in.
        seconds: how long the recording is; what has no time is spread over it.

    Raises:
        KoukaError: the file cannot be read; with line and cause.
    """
    from pipelines.transcripts import read  # type: ignore[import-not-found, import-untyped, unused-ignore]

    return timed(read(file), seconds)


def timed(utterances: Sequence[Utterance], seconds: float) -> list[Said]:
    """The utterances that say something, each with a time."""
    spoken = [one for one in utterances if one.words.strip()]
    found = [_said(one, *times) for one, times in zip(spoken, _times(spoken, seconds), strict=True)]
    return sorted(found, key=lambda one: (one.heard.start, one.heard.end))


def _said(one: Utterance, start: float, end: float) -> Said:
    flags = frozenset([UNTIMED] if one.start is None else [])
    return Said(one.speaker, Heard(round(start, 3), round(max(start, end), 3), one.words.strip(), flags=flags))


def _times(spoken: Sequence[Utterance], seconds: float) -> list[tuple[float, float]]:
    """Start and end of each; those without are laid between their neighbours, each as long as it has characters."""
    found: list[tuple[float, float]] = []
    number = 0
    while number < len(spoken):
        run = 1
        start, end = spoken[number].start, spoken[number].end
        if start is None:
            while number + run < len(spoken) and spoken[number + run].start is None:
                run += 1
            start = found[-1][1] if found else 0.0
        if end is None or run > 1:
            following = spoken[number + run].start if number + run < len(spoken) else None
            end = max(start, seconds if following is None else following)
        characters = [len(one.words.strip()) for one in spoken[number : number + run]]
        for position in range(run):
            before, through = sum(characters[:position]), sum(characters[: position + 1])
            length = (end - start) / sum(characters)
            found.append((start + before * length, start + through * length))
        number += run
    return found
