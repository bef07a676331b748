"""A run over the spoken meetings, all its steps as the flow does them."""

from collections.abc import Callable, Sequence

from pipelines import isolation
from pipelines.meetings import steps
from pipelines.meetings.collecting import collect
from pipelines.meetings.jobs import Place
from pipelines.runs.store import Run
from tests.pipelines.meetings.speaking import ENGINE

Begin = Callable[..., Run]
ALONE, FIRST, SECOND = Place(0, 0), Place(1, 0), Place(1, 1)


def work(run: Run, engines: Sequence[str] = (ENGINE,)) -> dict[str, int]:
    """Every step, as the flow does them."""
    with isolation.workers(1):
        for number in (0, 1):
            steps.plan_recording(run.folder, number)
        for engine in engines:
            for place in (ALONE, FIRST, SECOND):
                found = steps.planned(run.folder, place)
                assert found is not None
                for part in range(len(found.plan.parts) if found.plan else 0):
                    steps.hear_part(run.folder, place, part, engine)
        steps.tell_speakers(run.folder, ALONE)
    counts, _seconds = collect(run.folder)
    return counts
