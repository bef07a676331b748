"""Write the batch of meetings: ``python -m samples.make_meetings [DIR]``, by default into ``samples/meetings``.

Three meetings that the project wrote, spoken by pyopenjtalk-plus; each is heard by a microphone on the table and by a
recorder at the far end of the room, one also by a microphone for each speaker. The wheel holds one voice: the people
are transforms of it, in pitch, formants and pace, and everything about telling them apart is a demonstration.

The same packages give the same samples before they are encoded, whose digests are in SOUND.sha256; MANIFEST.sha256 has
those of the files.
"""

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from samples.meetings_making import budget, digitalisation, files, hearing, microphones
from samples.meetings_making.encoding import save
from samples.meetings_making.files import Row
from samples.meetings_making.script import Script
from samples.meetings_making.timeline import Spoken, spoken
from samples.tables import write_manifest

DEFAULT = Path(__file__).parent / "meetings"
TITLE = "会議の見本：架空の3つの会議（委員会、予算説明会、住民意見交換会）"
SCRIPTS = (digitalisation.SCRIPT, budget.SCRIPT, hearing.SCRIPT)
BY_SPEAKER = budget.SCRIPT
"""The meeting at which every speaker has a microphone, too."""
SOUND = "SOUND.sha256"

Heard = tuple[str, str, np.ndarray]
"""Name of the file, name of the recording, channels."""


def make(target: Path) -> None:
    """Write the bundled batch below ``target``."""
    rows: list[Row] = []
    digests: list[str] = []
    for script in SCRIPTS:
        said = spoken(script)
        files.write_truth(target, script, said)
        for name, recording, sound in recordings(script, said):
            save(target / "recordings" / name, sound)
            digests.append(f"{digest(sound)}  recordings/{name}\n")
            rows += _rows(script, name, recording, len(sound))
    files.write_batch_file(target, TITLE)
    files.write_recordings(target, rows)
    files.write_terms(target, SCRIPTS)
    files.write_agenda(target, SCRIPTS)
    (target / SOUND).write_text("".join(digests), encoding="utf-8", newline="\n")
    write_manifest(target)


def recordings(script: Script, said: Sequence[Spoken]) -> Iterator[Heard]:
    """A meeting as its microphones hear it."""
    yield f"{script.session}-near.ogg", "near", microphones.near(script, said)
    yield f"{script.session}-far.mp3", "far", microphones.far(script, said)
    if script is BY_SPEAKER:
        yield f"{script.session}-channels.ogg", "channels", microphones.channels(script, said)


def digest(sound: np.ndarray) -> str:
    """SHA-256 of samples before they are encoded."""
    return hashlib.sha256(sound.tobytes()).hexdigest()


def _rows(script: Script, name: str, recording: str, channels: int) -> list[Row]:
    if channels == 1:
        return [(name, script.session, recording, "", "")]
    return [
        (name, script.session, recording, str(number), person.name) for number, person in enumerate(script.people, 1)
    ]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="?", type=Path, default=DEFAULT, metavar="DIR")
    make(parser.parse_args().target)


if __name__ == "__main__":
    main()
