"""Memory of the process that plans and hears, over recordings of ten minutes and of an hour."""

import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.pipelines.audio.sounds import SPOKEN_RATE, at_rate, talk

ROOT = Path(__file__).parents[3]
RATE = 8_000
PEAK_MB_A_MINUTE = 2
"""From one recording to the next, peaks are up to 60 MB apart whatever their length. Sound that stays in memory takes
3.8 MB a minute, and the search for speech in all of it 36."""
RESIDENT_MB_A_MINUTE = 0.2
"""While a recording is heard, what is resident moves by less than 1 MB."""

WORKER = """
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from pipelines import recognizers
from pipelines.freed_memory import keep_freed_memory
from pipelines.meetings.work import Source, divide, hear
from pipelines.models import Model
from pipelines.recognizers.hearing import Hearing

keep_freed_memory()  # as workers do
scripted = EntryPoint("scripted", "tests.pipelines.meetings.listeners:Scripted", recognizers.GROUP)
recognizers.installed = lambda: {"scripted": scripted}
model = Model("none", Path(), "0" * 64, True, 0)

def resident(which):
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(which)).split()[1]) / 1024

for name in sys.argv[1:]:
    source = Source(Path(name), None)
    ((planned,),) = divide([(source,)])
    print(planned.plan.seconds / 60, resident("VmRSS"), resident("VmHWM"))
    for part in planned.plan.parts:
        (heard,) = hear([Hearing(model, source.file, source.channel, part, (), "scripted")])
        assert heard.heard
        print((part.end - part.start) / 60, resident("VmRSS"), resident("VmHWM"))
    print()
"""


def recording(file: Path, minutes: int) -> Path:
    """Speech with pauses, the same every minute."""
    minute = np.resize(at_rate(talk(1, 0.6, 2, 1), RATE), 60 * RATE)
    with wave.open(str(file), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        for _minute in range(minutes):
            target.writeframes((minute * 32_767).astype("<i2").tobytes())
    return file


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from Linux's /proc")
def test_an_hour_takes_as_much_memory_as_ten_minutes(tmp_path: Path) -> None:
    assert SPOKEN_RATE % RATE == 0
    files = [recording(tmp_path / f"{minutes}.wav", minutes) for minutes in (10, 60)]
    done = subprocess.run([sys.executable, "-c", WORKER, *files], cwd=ROOT, capture_output=True, text=True, check=True)
    short, long = (
        [[float(number) for number in line.split()] for line in block.splitlines()]
        for block in done.stdout.split("\n\n")[:2]
    )
    assert (round(short[0][0]), round(long[0][0])) == (10, 60)
    assert sum(minutes for minutes, _now, _most in long[1:]) == pytest.approx(60, abs=0.1)
    # The same process goes on from one to the other, as a worker does: what the hour took beyond the ten minutes.
    assert long[-1][2] - short[-1][2] < PEAK_MB_A_MINUTE * (60 - 10)
    # And while the hour is heard, stretch by stretch, it does not fill up. The last one is shorter than the others, and
    # may lie elsewhere in what is free.
    early, late = (max(now for _minutes, now, _most in part) for part in (long[1:4], long[-4:-1]))
    assert late - early < RESIDENT_MB_A_MINUTE * 50
