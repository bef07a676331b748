"""Which runs and engines can stand beside each other, of forms and of meetings, or why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dashboards.language import _
from evaluators.mark_types import MARKS_ENGINE
from pipelines.contracts.run import RunFile
from pipelines.digests import EMPTY, MISSING, digest
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.runs.changes import check_finished
from pipelines.runs.store import Run

NAMED = 5
"""Documents and recordings named where two runs differ in more."""


@dataclass(frozen=True)
class Chosen:
    """One of two that are compared."""

    place: int
    """Which of the runs, from 0."""
    engine: str
    name: str
    """What it is called beside the other."""


def check_runs(runs: Sequence[Run]) -> None:
    """See that all runs are finished, each another one, and all of forms or all of meetings.

    Raises:
        KoukaError: they are not.
    """
    for number, run in enumerate(runs):
        if run.folder.resolve() in {other.folder.resolve() for other in runs[:number]}:
            raise KoukaError(_("The run {run} is named twice.", run=run.name), code=ExitCode.USAGE)
        if run.file.kind != runs[0].file.kind:
            raise KoukaError(
                _("{first} and {second} are a run of forms and one of meetings.", first=runs[0].name, second=run.name),
                todo=_("Compare runs of one kind."),
                code=ExitCode.USAGE,
            )
        check_finished(run)


def check_two(run: Run, engines: Sequence[str]) -> None:
    """See, by run.json alone and so at once, that a run that is compared with no other has two engines for it.

    Args:
        run: what is compared.
        engines: named by the user.

    Raises:
        KoukaError: it has not.
    """
    readers = {record.name for record in run.file.engines} - {MARKS_ENGINE}
    chosen = set(engines) or readers
    if len(chosen) < 2 and chosen <= readers:  # who it does not know is named later, with those that it has
        raise _too_few(run)


def changed_below(run: Run, now: Mapping[str, str], folder: str) -> list[str]:
    """Files of a folder of the batch (``scans/``) that the run has read and that are others now, sorted."""
    there = below(now, folder)
    return sorted(path for path, digest in below(run.file.files, folder).items() if there.get(path) != digest)


def below(files: Mapping[str, str], folder: str) -> dict[str, str]:
    """The files of a folder."""
    return {path: digest for path, digest in files.items() if path.startswith(folder)}


def material(file: RunFile) -> str:
    """Digest of what a run read or heard: which documents or recordings, and every file of them."""
    return digest(file.documents, *_sources(file))


def contents(file: RunFile) -> frozenset[str]:
    """Digests of the scans or recordings that a run read or heard, whatever they are called."""
    return frozenset(sha256 for files in _sources(file) for sha256 in files.values()) - {MISSING, EMPTY}


def _sources(file: RunFile) -> tuple[dict[str, str], ...]:
    return below(file.files, "scans/"), below(file.files, "recordings/")


def named(names: Sequence[str]) -> str:
    """The first of many, and how many more there are."""
    rest = len(names) - NAMED
    more = [_("and {n} more", n=rest)] if rest > 0 else []
    return ", ".join([*names[:NAMED], *more])


def chosen_pairs(
    runs: Sequence[Run], present: Sequence[Sequence[str]], readers: Sequence[str], engines: Sequence[str]
) -> list[tuple[Chosen, Chosen]]:
    """Who is compared with whom: engines of one run, or every further run with the first.

    Args:
        runs: one or several.
        present: the engines of each.
        readers: those of the first that are compared where none is named.
        engines: named by the user.

    Raises:
        KoukaError: a run has no such engine, one run has no two, or several have none in common.
    """
    if len(runs) == 1:
        return _of_one(runs[0], present[0], list(dict.fromkeys(engines)) or readers)
    if len(engines) > 2:
        raise KoukaError(_("For several runs, name at most two engines."), code=ExitCode.USAGE)
    return [pair for place in range(1, len(runs)) for pair in _of_two(runs, present, place, engines)]


def _of_one(run: Run, present: Sequence[str], engines: Sequence[str]) -> list[tuple[Chosen, Chosen]]:
    for engine in engines:
        _check_engine(run, present, engine)
    if len(engines) < 2:
        raise _too_few(run)
    return [(Chosen(0, one, one), Chosen(0, other, other)) for one, other in combinations(engines, 2)]


def _too_few(run: Run) -> KoukaError:
    return KoukaError(
        _("One run needs two engines to compare."),
        where=Place(run.folder),
        todo=_("Name a second run, or another --engine."),
        code=ExitCode.USAGE,
    )


def _of_two(
    runs: Sequence[Run], present: Sequence[Sequence[str]], place: int, engines: Sequence[str]
) -> list[tuple[Chosen, Chosen]]:
    first, second = present[0], present[place]
    shared = [(name, name) for name in first if name in second]
    if engines:
        shared = [(engines[0], engines[-1])]
    elif not shared and len(first) == len(second) == 1:
        shared = [(first[0], second[0])]  # what else could be meant
    if not shared:
        raise KoukaError(
            _("{first} and {second} have no engine in common.", first=runs[0].name, second=runs[place].name),
            todo=_("Name one of each: --engine {a} --engine {b}", a=[*first, "A"][0], b=[*second, "B"][0]),
            code=ExitCode.USAGE,
        )
    found = []
    for one, other in shared:
        _check_engine(runs[0], first, one)
        _check_engine(runs[place], second, other)
        here, there = f"{one} ({runs[0].name})", f"{other} ({runs[place].name})"
        found.append((Chosen(0, one, here), Chosen(place, other, there)))
    return found


def _check_engine(run: Run, present: Sequence[str], engine: str) -> None:
    if engine not in present:
        raise KoukaError(
            _("The run has no engine “{name}”. It has: {names}", name=engine, names=", ".join(present)),
            where=Place(run.folder),
            code=ExitCode.USAGE,
        )
