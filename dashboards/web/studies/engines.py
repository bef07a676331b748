"""Whose readings or draft people correct in a study: the engine that is asked for, or the best of the run."""

from collections.abc import Sequence

from dashboards.language import _
from evaluators.quantity import Quantity, quantity_id
from pipelines.errors import ExitCode, KoukaError
from pipelines.readers import best_of, readers_of
from pipelines.runs import store
from pipelines.runs.store import Run


def best_reader(run: Run, asked: str) -> str:
    """Of a run of forms, the one with most fields right; the first one where nothing was measured.

    Raises:
        KoukaError: the run has none of the name that is asked for.
    """
    readers = readers_of(record.name for record in run.file.engines)
    _check(asked, readers)
    if asked or not readers:
        return asked
    return best_of(_measured(run), readers) or readers[0]


def best_recogniser(run: Run, asked: str) -> str:
    """Of a run of meetings, the one with the fewest errors; the first one where nothing was measured.

    Raises:
        KoukaError: the run has none of the name that is asked for.
    """
    names = [record.name for record in run.file.engines]
    _check(asked, names)
    if asked:
        return asked
    ids = {name: quantity_id("cer", name, "nopunct", {}) for name in names}
    rates = {each.id: each.value for each in _measured(run) if each.value is not None}
    return min((name for name in names if ids[name] in rates), key=lambda name: rates[ids[name]], default=names[0])


def _check(asked: str, names: Sequence[str]) -> None:
    if asked and asked not in names:
        what = _("The run has no engine “{engine}”. It has: {all}", engine=asked, all=", ".join(names))
        raise KoukaError(what, code=ExitCode.USAGE)


def _measured(run: Run) -> Sequence[Quantity]:
    try:
        return store.accuracy_of(run).quantities
    except KoukaError:  # its batch has no truth
        return ()
