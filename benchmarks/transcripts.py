"""How fast transcripts of three hours are measured, beside jiwer, and how much memory that takes.

    pip install --no-deps --target DIR jiwer
    .venv/bin/python benchmarks/transcripts.py --jiwer DIR [--rounds N] [--characters N ...]

Truth is made of the sentences of the bundled meetings, drafts of random errors in it. All ways take turns in one
process, each round; memory is that of a process for each way alone, imports of kouka included. Seconds are those that a
processor worked, so that other work on the machine makes little difference. jiwer uses the rapidfuzz of kouka.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from long_transcripts import draft, terms, truth
from processes import own_peak_mb
from surroundings import PYTHON

from evaluators.characters import clusters
from evaluators.meetings.alignment import align
from evaluators.meetings.comparison import Words, compare
from evaluators.meetings.heard import Meeting, counts, heard_terms
from evaluators.meetings.in_time import streams, timed_errors
from evaluators.meetings.text import Normaliser, normalise
from evaluators.meetings.transcript import Spoken, transcript
from pipelines.meetings.kana import kana

SIZES = (15_000, 30_000, 60_000)
ERRORS = (0.05, 0.2)
JIWER = "jiwer, one rate"
NOTHING = "imports alone"
Case = tuple[list[Spoken], list[Spoken]]


def ways(case: Case) -> dict[str, Callable[[], object]]:
    """What is timed, by name; jiwer first."""
    here, there = case
    texts = ["".join(segment.text for segment in side) for side in case]
    words = [list(_words(segment)) for segment in there]
    meeting = Meeting(here, terms())
    spoken = [streams(transcript(side, lambda text: normalise(text, Normaliser.NOPUNCT))) for side in case]
    return {
        JIWER: lambda: _jiwer(*texts),
        "kouka, one rate, aligned": lambda: align(clusters(texts[0]), clusters(texts[1])),
        "kouka, all rates of a meeting but readings": lambda: counts(meeting, there),
        "kouka, terms": lambda: heard_terms(meeting, there),
        "kouka, comparison for the page": lambda: compare(here, there, words),
        "of these, tcpCER alone": lambda: timed_errors(*spoken),
        "pyopenjtalk, how both are read": lambda: [kana.__wrapped__(segment.text) for side in case for segment in side],
        NOTHING: lambda: None,
    }


def _jiwer(truth: str, output: str) -> object:
    import jiwer

    return jiwer.process_characters(truth, output)


def _words(segment: Spoken) -> Words:
    each = (segment.end - segment.start) / max(1, len(segment.text))
    return [(segment.start + number * each, character) for number, character in enumerate(segment.text)]


def seconds(characters: int, errors: float, rounds: int) -> dict[str, float]:
    """Medians of what a processor worked, by way."""
    here = truth(characters)
    found: dict[str, list[float]] = {}
    every = ways((here, draft(here, errors)))
    every.pop(NOTHING)
    for turn in range(rounds + 1):
        for name, way in every.items():
            began = time.process_time()
            way()
            if turn:  # the first round imports, and fills what is kept
                found.setdefault(name, []).append(time.process_time() - began)
    return {name: median(each) for name, each in found.items()}


def peak(name: str, characters: int, errors: float, jiwer: Path) -> float:
    """The most memory (MB) of a process that does this once."""
    command = [PYTHON, __file__, "--jiwer", str(jiwer), "--once", name, "--characters", str(characters)]
    done = subprocess.run([*command, "--errors", str(errors)], check=True, capture_output=True, text=True)
    return float(done.stdout)


def show(sizes: list[int], rounds: int, jiwer: Path) -> None:
    """The tables, ready for README.md."""
    columns = [(size, errors) for size in sizes for errors in ERRORS]
    timed = [seconds(size, errors, rounds) for size, errors in columns]
    print("| seconds | " + " | ".join(f"{size:,}, {errors:.0%} wrong" for size, errors in columns) + " |")
    print("|---|" + "---:|" * len(columns))
    for name in timed[0]:
        cells = (f"{each[name]:.3f} ({each[name] / each[JIWER]:.1f})" for each in timed)
        print(f"| {name} | " + " | ".join(cells) + " |")
    head = " | ".join(f"{errors:.0%} wrong" for errors in ERRORS)
    print(f"\n| most memory, MB, {sizes[-1]:,} characters | {head} |")
    print("|---|" + "---:|" * len(ERRORS))
    for name in [NOTHING, *timed[0]]:
        cells = (f"{peak(name, sizes[-1], errors, jiwer):.0f}" for errors in ERRORS)
        print(f"| {name} | " + " | ".join(cells) + " |")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jiwer", type=Path, required=True, help="folder in which jiwer is installed")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--characters", type=int, nargs="+", default=SIZES)
    parser.add_argument("--errors", type=float, default=ERRORS[0], help=argparse.SUPPRESS)
    parser.add_argument("--once", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    sys.path.append(str(chosen.jiwer))
    if chosen.once:
        here = truth(chosen.characters[0])
        ways((here, draft(here, chosen.errors)))[chosen.once]()
        print(own_peak_mb())
    else:
        show(list(chosen.characters), chosen.rounds, chosen.jiwer)


if __name__ == "__main__":
    main()
