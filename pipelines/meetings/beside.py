"""Two engines beside each other, on the recordings that both were given."""

from collections.abc import Collection, Mapping

from evaluators.comparison import Comparison, Outcome
from evaluators.contrasts import Basis
from evaluators.grade import Grade
from evaluators.meetings.contrasts import meeting_contrasts
from pipelines.meetings.counting import Counted, Key
from pipelines.seed import SEED


def shared(first: Counted, second: Counted) -> list[Key]:
    """Meetings and recordings that both were given, in the order of the first."""
    return [key for key in first.said if key in second.said]


def compared(
    names: tuple[str, str],
    sides: tuple[Counted, Counted],
    grade: Grade,
    unit: str,
    counts: Mapping[Outcome, int] | None = None,
) -> Comparison:
    """The differences between two, over what :func:`shared` gives.

    Args:
        names: what they are called.
        sides: what was counted of each, with the same unit.
        grade: the worse of both.
        unit: of the meetings.
        counts: how many stretches each list has, where there are lists.
    """
    keys = set(shared(*sides))
    first, second = (_of(each, keys) for each in sides)
    basis = Basis(grade, seed=SEED, unit=unit)
    said = (first.said, second.said)
    found = meeting_contrasts(":".join(names), (first.rows, second.rows), said, basis)
    return Comparison(*names, tuple(found), dict(counts or {}))


def _of(counted: Counted, keys: Collection[Key]) -> Counted:
    places = zip(counted.rows["session_id"], counted.rows["recording"], strict=True)
    kept = [place in keys for place in places]
    return Counted(counted.rows[kept], {key: counted.said[key] for key in counted.said if key in keys}, ())
