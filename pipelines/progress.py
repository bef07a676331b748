"""Telling a waiting person what is going on, how far it is and how long it will take."""

import math
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self, TextIO

from dashboards.language import _

CALM_SECONDS = 10
"""Time that is left is said in steps of this many seconds."""


def say(text: str) -> None:
    """A line for the person who waits; results go to standard output, this does not."""
    print(text, file=sys.stderr, flush=True)


def documents(done: float, total: float) -> str:
    """How many documents of how many."""
    return _("{done} of {total} documents", done=round(done), total=round(total))


@dataclass
class Progress:
    """Says how much is read: on a terminal in place, elsewhere a line every half minute at most.

    Time left follows from the documents that engines were really asked for, since those that are kept from before take
    none; it counts down between two of them, and nothing is said of it where it has run out or nothing is known.
    """

    total: float
    """Documents, or whatever ``amount`` puts into words."""
    fresh: float
    """Of these, those that engines have to read."""
    amount: Callable[[float, float], str] = documents
    """How much is done of how much, in words."""
    every_seconds: float = 30.0
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    _fresh_done: float = 0
    _ends: float | None = None
    _said: float | None = None
    _line: str = ""

    def __post_init__(self) -> None:
        self._terminal = self.stream.isatty()
        self._began = self.clock()

    def show(self, done: float, fresh_done: float, waiting_for: Sequence[str]) -> None:
        """Say where it stands.

        Args:
            done: documents that are read.
            fresh_done: of these, those that engines had to read.
            waiting_for: what is being done now, in words.
        """
        now = self.clock()
        if fresh_done > self._fresh_done:
            self._fresh_done = fresh_done
            self._ends = now + (now - self._began) / fresh_done * (self.fresh - fresh_done)
        if self._terminal:
            self._replace(self._standing(done, waiting_for, now))
        elif self._said is None or now - self._said >= self.every_seconds:
            self._said = now
            self._write(self._standing(done, waiting_for, now) + "\n")

    def end(self, done: float) -> None:
        """Say how many were read in the end, and how long it took."""
        took = duration(self.clock() - self._began)
        line = _("Reading: {amount}, took {time}", amount=self.amount(done, self.total), time=took)
        if self._terminal:
            self._replace(line)
        else:
            self._write(line + "\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave the line, so that whatever is said next has one of its own."""
        if self._line:
            self._line = ""
            self._write("\n")

    def _standing(self, done: float, waiting_for: Sequence[str], now: float) -> str:
        what, amount = ", ".join(waiting_for), self.amount(done, self.total)
        left = 0.0 if self._ends is None else self._ends - now
        if left <= 0:
            return _("Reading: {amount}; waiting for {what}", amount=amount, what=what)
        return _(
            "Reading: {amount}, about {time} left; waiting for {what}",
            amount=amount,
            time=duration(math.ceil(left / CALM_SECONDS) * CALM_SECONDS),
            what=what,
        )

    def _replace(self, line: str) -> None:
        line = fitting(line, shutil.get_terminal_size().columns - 1)
        if line != self._line:
            self._line = line
            self._write("\r\x1b[K" + line)

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


def fitting(line: str, columns: int) -> str:
    """The beginning of a line that a terminal shows without breaking it, which could not be written over."""
    width = 0
    for place, character in enumerate(line):
        width += 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        if width > columns:
            return line[:place]
    return line


def duration(seconds: float) -> str:
    """A duration in words, as exact as a person needs it."""
    if seconds < 90:
        return _("{n} s", n=round(seconds))
    if seconds < 90 * 60:
        return _("{n} min", n=round(seconds / 60))
    return _("{n} h", n=round(seconds / 3600, 1))
