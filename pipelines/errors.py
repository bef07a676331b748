"""One way to say that something is wrong: what, where, and what to do about it."""

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Self


class ExitCode(IntEnum):
    """What the command line returns to whoever called it."""

    OK = 0
    BUG = 1
    """Something unforeseen: kouka itself is at fault."""
    USAGE = 2
    """The command was typed in a way that cannot be understood."""
    SETUP = 3
    """A program, a model or a language that kouka needs is missing."""
    INPUT = 4
    """A file that a person gave is wrong, and the message says which line."""
    INCOMPLETE = 5
    """The work was done, but some documents failed or were refused; they are listed."""
    BUSY = 6
    """Another process holds what is needed, or a service did not answer in time."""
    TAMPERED = 7
    """The audit log is not as it was written."""
    INTERRUPTED = 130
    """Stopped by a person (Ctrl-C). The same command goes on from there."""


class Severity(IntEnum):
    """How far a problem reaches."""

    WARNING = 1
    """Work goes on, and something is left out that a person may have wanted."""
    FAILS_DOCUMENT = 2
    """One document cannot be read, or labels cannot be used for scoring; the rest of the batch goes on."""
    STOPS = 3
    """Nothing can be done with the batch before it is mended."""


@dataclass(frozen=True)
class Place:
    """A file, and the line in it where that is known."""

    file: Path
    line: int | None = None

    def __str__(self) -> str:
        return str(self.file) if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Problem:
    """Something wrong with what a person gave. The texts are already in the person's language."""

    what: str
    where: Place | None = None
    todo: str | None = None
    severity: Severity = Severity.STOPS

    @property
    def told(self) -> str:
        """What is wrong and what to do, in one line."""
        return " ".join(filter(None, (self.what, self.todo)))


class KoukaError(Exception):
    """An expected failure, told in the person's language. Anything else that escapes is a bug of kouka's."""

    def __init__(
        self,
        what: str,
        *,
        where: Place | None = None,
        todo: str | None = None,
        code: ExitCode = ExitCode.INPUT,
    ) -> None:
        super().__init__(what)
        self.problem = Problem(what, where, todo)
        self.code = code

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """The failure that a problem is to whoever cannot go on with it."""
        return cls(problem.what, where=problem.where, todo=problem.todo)
