"""Recordings as players ask for them: whole, or the part that they want."""

import mimetypes
from pathlib import Path

from fastapi import Request
from fastapi.exceptions import HTTPException
from fastapi.responses import FileResponse

from dashboards.web.database.asking import transaction
from dashboards.web.security import audit
from dashboards.web.security.sessions import Visitor
from pipelines.batches import paths
from pipelines.batches.recordings import FOLDER

OWN_TYPES = {".m4a": "audio/mp4", ".flac": "audio/flac", ".opus": "audio/ogg", ".ogg": "audio/ogg", ".aac": "audio/aac"}
"""What Python does not know on every system, or calls otherwise than browsers do."""


def sound(batch: Path, file: str) -> FileResponse:
    """A recording of a batch.

    Args:
        batch: its folder.
        file: below its recordings.

    Raises:
        HTTPException: there is none of this name, or it is no sound.
    """
    found = paths.inside(batch / FOLDER, file)
    kind = OWN_TYPES.get(Path(file).suffix.lower()) or mimetypes.guess_type(file)[0] or ""
    if found is None or not found.is_file() or not kind.startswith(("audio/", "video/")):
        raise HTTPException(404)
    return FileResponse(found, media_type=kind, headers={"Cache-Control": "private, max-age=600"})


def note_heard(request: Request, visitor: Visitor, answer: FileResponse, about: str) -> None:
    """Write to the log of use who hears a recording, once for what a player asks for in parts.

    Args:
        request: for it, or a part of it.
        visitor: who hears it.
        answer: the recording.
        about: what it is called in the log.
    """
    heard: set[tuple[str, str]] = request.app.state.heard
    session = (visitor.csrf, str(answer.path))
    # Players ask for many parts of what they have begun; what nobody has begun can be asked for in parts as well.
    if request.headers.get("range", "bytes=0-") == "bytes=0-" or session not in heard:
        with transaction(request) as connection:
            audit.record(connection, visitor.account.name, "sound_heard", about)
        heard.add(session)
