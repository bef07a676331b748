"""How much memory a recording takes that is minutes or hours long.

    .venv/bin/python benchmarks/memory.py [--minutes N ...] [--model DIR]

Each length is planned and heard, stretch by stretch, in one process of its own, as in a run, by a recogniser that says
nothing, and by the model in DIR, whose memory is its own and comes on top. Shows the most resident memory after
planning, and during hearing as it grows: at a quarter, a half and the whole of the stretches.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import EntryPoint
from pathlib import Path

from long_sound import make
from processes import own_peak_mb
from surroundings import PYTHON

from pipelines import recognizers
from pipelines.freed_memory import keep_freed_memory
from pipelines.meetings.work import Source, divide, hear
from pipelines.models import Model
from pipelines.recognizers import Heard, Sound
from pipelines.recognizers.hearing import Hearing

MINUTES = (10, 60, 600)
SILENT = "silent"


class Silent:
    """A recogniser that takes the sound and writes one word a span of speech."""

    def __init__(self, model: Model) -> None: ...

    @staticmethod
    def version(model: Model) -> str:
        """Never changes."""
        return "1"

    def hear(self, sounds: Sequence[Sound]) -> list[list[Heard]]:
        """No time, and no memory of its own."""
        return [[Heard(start, end, "発言") for start, end in sound.speech] for sound in sounds]


def once(file: Path, model: Path | None) -> None:
    """Plan and hear a file in this process; prints numbers for a row."""
    keep_freed_memory()  # as a worker does
    entry = EntryPoint(SILENT, f"{Path(__file__).stem}:Silent", recognizers.GROUP)
    there = recognizers.installed()
    recognizers.installed = lambda: there | {SILENT: entry}
    heard_by = recognizers.BUNDLED[0] if model else SILENT
    given = Model("given", model or Path(), "0" * 64, True, 0)
    began = time.perf_counter()
    ((planned,),) = divide([(Source(file, None),)])
    assert planned.plan is not None, planned.reason
    numbers, planning = [planned.plan.seconds / 60, own_peak_mb()], time.perf_counter() - began
    parts = planned.plan.parts
    for number, part in enumerate(parts, start=1):
        hear([Hearing(given, file, None, part, (), heard_by)])
        numbers += [own_peak_mb()] * [-(-len(parts) // 4), -(-len(parts) // 2), len(parts)].count(number)
    print(*numbers, planning, time.perf_counter() - began - planning)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, nargs="+", default=MINUTES)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.once:
        once(chosen.once, chosen.model)
        return
    print("| minutes | recogniser | MB, planned | MB, quarter heard | MB, half | MB, all | s, planning | s, hearing |")
    print("|---:|---|" + "---:|" * 6)
    with tempfile.TemporaryDirectory() as folder:
        for minutes in chosen.minutes:
            file = make(Path(folder) / f"{minutes:g}.ogg", minutes)
            _row(file, "none", [])
            if chosen.model:
                _row(file, chosen.model.name, ["--model", str(chosen.model)])
            file.unlink()


def _row(file: Path, name: str, options: list[str]) -> None:
    done = subprocess.run([PYTHON, __file__, "--once", str(file), *options], check=True, stdout=subprocess.PIPE)
    minutes, *numbers = (f"{float(number):.0f}" for number in done.stdout.split())
    print("|", " | ".join([minutes, name, *numbers]), "|", flush=True)


if __name__ == "__main__":
    sys.exit(main())
