"""How far a study is, by person and way of working."""

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection

from dashboards.web.station.lookup import Assignment, Study, assignments_of


@dataclass(frozen=True)
class Progress:
    """One person in one way of working."""

    pseudonym: str
    arm: str
    done: int
    all: int
    """Without practice."""
    practice: int
    """Items for practice."""

    @property
    def share(self) -> float:
        """Of what counts, the share that is done."""
        return self.done / self.all if self.all else 1.0


def of(connection: Connection, study: Study) -> list[Progress]:
    """By person, then in the order of the study's arms."""

    def place(each: Assignment) -> tuple[str, int]:
        return each.pseudonym, study.arms.index(each.arm)

    found = []
    for (pseudonym, arm), group in groupby(sorted(assignments_of(connection, study), key=place), key=place):
        every = [*group]
        real = [each for each in every if not each.practice]
        done = sum(each.submitted is not None for each in real)
        found.append(Progress(pseudonym, study.arms[arm], done, len(real), len(every) - len(real)))
    return found
