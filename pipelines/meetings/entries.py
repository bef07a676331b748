"""What is kept of a step between the sound and the tables: JSON files, written whole or not at all."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from pipelines import atomic
from pipelines.audio import Plan
from pipelines.diarization import Turn
from pipelines.recognizers import Heard


@dataclass(frozen=True)
class Planned:
    """How a track is divided, or why it cannot be heard."""

    plan: Plan | None
    reason: str = ""


@dataclass(frozen=True)
class HeardPart:
    """What was heard in a stretch, in seconds from the start of the recording, or why nothing was."""

    heard: tuple[Heard, ...] = ()
    seconds: float = 0.0
    """Of work."""
    reason: str = ""


@dataclass(frozen=True)
class Told:
    """Who speaks when on a track; none where nobody could tell."""

    turns: tuple[Turn, ...] = field(default=())
    reason: str = ""


Entry = TypeVar("Entry", Planned, HeardPart, Told)


def save(file: Path, entry: Planned | HeardPart | Told) -> None:
    """Write an entry."""
    atomic.write_text(file, json.dumps(asdict(entry), ensure_ascii=False, default=sorted) + "\n")


def load(file: Path, kind: type[Entry]) -> Entry | None:
    """An entry; None where there is none, or it is damaged."""
    try:
        return TypeAdapter(kind).validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return None
