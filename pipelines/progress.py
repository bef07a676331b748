"""Telling a waiting person what is going on, how far it is and how long it will take."""

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

from dashboards.language import _


def say(text: str) -> None:
    """A line for the person who waits; results go to standard output, this does not."""
    print(text, file=sys.stderr, flush=True)


@dataclass
class Progress:
    """Counts steps of one kind and says where it stands: on a terminal in place, elsewhere a line every few seconds."""

    title: str
    total: int
    every_seconds: float = 5.0
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    done: int = 0
    _started: float = field(default_factory=time.monotonic)
    _last: float = 0.0

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        now = time.monotonic()
        finished = self.done >= self.total
        terminal = self.stream.isatty()
        if terminal:
            self.stream.write("\r\x1b[K" + self._line(now) + ("\n" if finished else ""))
            self.stream.flush()
        elif finished or now - self._last >= self.every_seconds:
            self._last = now
            self.stream.write(self._line(now) + "\n")
            self.stream.flush()

    def _line(self, now: float) -> str:
        elapsed = now - self._started
        left = elapsed / self.done * (self.total - self.done)
        if self.done >= self.total:
            return _("{title}: {done}/{total}, took {seconds}", **self._numbers(elapsed))
        return _("{title}: {done}/{total}, about {seconds} left", **self._numbers(left))

    def _numbers(self, seconds: float) -> dict[str, object]:
        return {"title": self.title, "done": self.done, "total": self.total, "seconds": duration(seconds)}


def duration(seconds: float) -> str:
    """A duration in words, as exact as a person needs it."""
    if seconds < 90:
        return _("{n} s", n=round(seconds))
    if seconds < 90 * 60:
        return _("{n} min", n=round(seconds / 60))
    return _("{n} h", n=round(seconds / 3600, 1))
