"""``kouka`` with a stopwatch at each stage of meetings: ``timed_meetings.py FILE ARGUMENTS OF KOUKA``.

Appends lines to FILE, see stopwatch.py. The stages are timed where the work is done, in the worker.
"""

import os
import sys

from stopwatch import FILE, timed

from pipelines.audio import cutting
from pipelines.meetings import work
from pipelines.recognizers import faster_whisper, hearing

PLAN, SPEECH, HEAR, DECODE, LOAD, RECOGNISE, GUARD, TELL = (
    *("plan", "speech", "hear", "decode", "load", "recognise", "guard", "tell"),
)  # fmt: skip
"""``plan`` holds ``speech``; ``hear`` holds ``decode``, ``load``, ``recognise`` and ``guard``."""

# Before anything takes these names for its own.
cutting.speech = timed(SPEECH, cutting.speech)
hearing.samples_of = timed(DECODE, hearing.samples_of)
hearing.recognizer = timed(LOAD, hearing.recognizer)
hearing.guarded = timed(GUARD, hearing.guarded)
faster_whisper.FasterWhisper.hear = timed(RECOGNISE, faster_whisper.FasterWhisper.hear)
work.divide = timed(PLAN, work.divide)
work.hear = timed(HEAR, work.hear)
work.tell_apart = timed(TELL, work.tell_apart)


if __name__ == "__main__":
    from pipelines.commands import main

    os.environ[FILE] = sys.argv.pop(1)
    sys.exit(main())
