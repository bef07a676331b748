"""A batch of meetings to start from: the beginning of a bundled one, with commented files around it."""

import json
from importlib.resources import as_file, files
from pathlib import Path

import av

from evaluators.meetings.frames import RECORDINGS
from pipelines import atomic
from pipelines.starters import starter
from pipelines.tables import write_table
from pipelines.transcripts import Utterance, read

SESSION, FILE = "hearing", "hearing-near.ogg"
SECONDS = 30.3
"""Where nobody speaks: after the first three utterances of two people."""


def write_meetings(folder: Path) -> None:
    """A batch that passes the check: half a minute of a bundled meeting, and what a person adds to it."""
    with as_file(files("samples") / "meetings") as bundled:
        _write_beginning(bundled / "recordings" / FILE, folder / "recordings" / FILE)
        said = [each for each in read(bundled / "truth" / f"{SESSION}.json") if (each.end or 0) < SECONDS]
    atomic.write_text(folder / "truth" / f"{SESSION}.json", _seglst(said))
    atomic.write_text(folder / "batch.toml", starter("meetings.toml"))
    for name in ("terms.txt", "agenda.toml"):
        atomic.write_text(folder / name, starter(name))
    rows = [{"file": FILE, "session_id": SESSION, "recording": "near"}]
    write_table(folder / "recordings.csv", rows, RECORDINGS)


def _write_beginning(source: Path, target: Path) -> None:
    """The first ``SECONDS`` of a recording, as it is encoded."""
    with (
        atomic.replacing(target) as temporary,
        av.open(str(source)) as whole,
        av.open(str(temporary), "w", format="ogg") as part,
    ):
        stream = part.add_stream_from_template(whole.streams.audio[0])
        for packet in whole.demux(audio=0):
            if packet.pts is None or packet.pts * packet.time_base > SECONDS:
                break
            packet.stream = stream
            part.mux(packet)


def _seglst(said: list[Utterance]) -> str:
    """An utterance a line: how a person adds to it shows."""
    entries = [
        {
            "session_id": SESSION,
            "speaker": each.speaker,
            "start_time": each.start,
            "end_time": each.end,
            "words": each.words,
        }
        for each in said
    ]
    return "[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n]\n"
