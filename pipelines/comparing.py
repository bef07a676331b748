"""Two engines of a run, or two runs, on the same documents: brought together, or refused with the difference named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from dashboards.language import _, counted
from evaluators.comparison import Comparison, Mismatch, cells, compare, mismatch, pairs
from evaluators.grade import Origin
from evaluators.mark_types import MARKS_ENGINE
from pipelines.batches.forms import FormsBatch
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.runs.changes import check_finished, refuse_changed
from pipelines.runs.store import Run, batch_of
from pipelines.scoring import SEED, scored_of

NAMED = 5
"""Documents named where two runs differ in more."""
SCANS = "scans/"


@dataclass(frozen=True)
class Side:
    """What one engine of one run read."""

    run: Run
    engine: str
    name: str
    """What it is called beside the other."""
    scored: pd.DataFrame


@dataclass(frozen=True)
class Compared:
    """All that came out."""

    runs: tuple[Run, ...]
    comparisons: tuple[Comparison, ...]
    cells: Mapping[tuple[str, str], pd.DataFrame]
    """By first and second, what differs or is wrong in both: columns ``comparison.CELL_COLUMNS``."""
    labels: Mapping[tuple[str, str], str]
    """Label of each field as printed on the form, by template and field."""
    templates: Mapping[str, str]
    """Title of each kind of form."""
    origin: Origin


def compare_runs(runs: Sequence[Run], engines: Sequence[str] = ()) -> Compared:
    """Compare the engines of one run, or every further run with the first.

    Args:
        runs: one, or several over the same documents.
        engines: of one run, those to compare, else all that read text; of several, one that all of them have or the
            one of the first and that of the others, else each engine that both have.

    Raises:
        KoukaError: a run is not finished, is of meetings, or has no such engine; or the runs are not of the same
            scans, documents, labels and truth.
    """
    _check_runs(runs)
    batches = [batch_of(run) for run in runs]
    for run, batch in zip(runs, batches, strict=True):
        _check_scans(run, batch)
    for run in runs[1:]:
        _check_same_scans(runs[0], run)
    read: list[_Read] = []
    for run, batch in zip(runs, batches, strict=True):
        scored, present = scored_of(run, batch)
        read.append((run, scored, list(present)))
    sides = _of_one(*read[0], engines) if len(runs) == 1 else _of_several(read, engines)
    rows = {(first.name, second.name): _paired(first, second) for first, second in sides}
    # An invented batch makes the whole invented.
    demonstration = any(run.file.batch.origin is Origin.DEMONSTRATION for run in runs)
    origin = Origin.DEMONSTRATION if demonstration else Origin.REAL
    labelled = batches[-1].templates
    return Compared(
        runs=tuple(runs),
        comparisons=tuple(compare(rows, origin, SEED)),
        cells={names: cells(each) for names, each in rows.items()},
        labels={(id, field.id): field.label for id, template in labelled.items() for field in template.fields},
        templates={id: template.title for id, template in labelled.items()},
        origin=origin,
    )


def _check_runs(runs: Sequence[Run]) -> None:
    for number, run in enumerate(runs):
        if run.folder.resolve() in {other.folder.resolve() for other in runs[:number]}:
            raise KoukaError(_("The run {run} is named twice.", run=run.name), code=ExitCode.USAGE)
        if run.file.kind != "forms":
            raise KoukaError(
                _("Runs of meetings are not compared here."),
                where=Place(run.folder),
                todo=_("The page of the run shows its recognisers side by side."),
                code=ExitCode.USAGE,
            )
        check_finished(run)


def _scans(files: Mapping[str, str]) -> dict[str, str]:
    return {path: digest for path, digest in files.items() if path.startswith(SCANS)}


def _check_scans(run: Run, batch: FormsBatch) -> None:
    """Templates may have changed since, truth is compared below; what was read has to be what is there."""
    there = _scans(batch.file_digests())
    changed = sorted(path for path, digest in _scans(run.file.files).items() if there.get(path) != digest)
    refuse_changed(run, batch.path, changed)


def _check_same_scans(first: Run, second: Run) -> None:
    """Scans of one name are the same picture; documents that one of them lacks are named later, by their names."""
    here, there = _scans(first.file.files), _scans(second.file.files)
    other = sorted(path for path in here.keys() & there.keys() if here[path] != there[path])
    if other:
        what = counted(
            "{n} scan of one name is another picture in {second} than in {first}: {named}.",
            "{n} scans of one name are other pictures in {second} than in {first}: {named}.",
            len(other),
            first=first.name,
            second=second.name,
            named=_named(other),
        )
        raise _refused(what)


def _refused(what: str) -> KoukaError:
    return KoukaError(what, todo=_("Only runs over the same documents can be compared. Read them with both."))


def _named(names: Sequence[str]) -> str:
    rest = len(names) - NAMED
    more = [_("and {n} more", n=rest)] if rest > 0 else []
    return ", ".join([*names[:NAMED], *more])


def _of_one(run: Run, scored: pd.DataFrame, present: list[str], engines: Sequence[str]) -> list[tuple[Side, Side]]:
    chosen = list(dict.fromkeys(engines)) or [name for name in present if name != MARKS_ENGINE]
    sides = [_side(run, scored, present, engine, engine) for engine in chosen]
    if len(sides) < 2:
        raise KoukaError(
            _("One run needs two engines to compare."),
            where=Place(run.folder),
            todo=_("Name a second run, or another --engine."),
            code=ExitCode.USAGE,
        )
    return list(combinations(sides, 2))


_Read = tuple[Run, pd.DataFrame, list[str]]


def _of_several(read: Sequence[_Read], engines: Sequence[str]) -> list[tuple[Side, Side]]:
    if len(engines) > 2:
        raise KoukaError(_("For several runs, name at most two engines."), code=ExitCode.USAGE)
    return [pair for other in read[1:] for pair in _of_two(read[0], other, engines)]


def _of_two(first: _Read, second: _Read, engines: Sequence[str]) -> Iterator[tuple[Side, Side]]:
    shared = [name for name in first[2] if name in second[2]]
    chosen = [(engines[0], engines[-1])] if engines else [(name, name) for name in shared]
    if not chosen:
        raise KoukaError(
            _("{first} and {second} have no engine in common.", first=first[0].name, second=second[0].name),
            todo=_("Name one of each: --engine {a} --engine {b}", a=(first[2] or ["A"])[0], b=(second[2] or ["B"])[0]),
            code=ExitCode.USAGE,
        )
    for names in chosen:
        yield (
            _side(*first, names[0], f"{names[0]} ({first[0].name})"),
            _side(*second, names[1], f"{names[1]} ({second[0].name})"),
        )


def _side(run: Run, scored: pd.DataFrame, present: list[str], engine: str, name: str) -> Side:
    if engine not in present:
        raise KoukaError(
            _("The run has no engine “{name}”. It has: {names}", name=engine, names=", ".join(present)),
            where=Place(run.folder),
            code=ExitCode.USAGE,
        )
    return Side(run, engine, name, scored[scored["engine"] == engine])


def _paired(first: Side, second: Side) -> pd.DataFrame:
    found = mismatch(first.scored, second.scored)
    if found is not None:
        raise _refused(" ".join(_differences(found, first, second)))
    if first.scored.empty:
        raise KoukaError(
            _("Nothing can be compared: no form has truth to measure against."), where=Place(first.run.folder)
        )
    return pairs(first.scored, second.scored)


def _differences(found: Mismatch, first: Side, second: Side) -> Iterator[str]:
    yield _("{first} and {second} are not of the same documents and truth.", first=first.name, second=second.name)
    for name, alone in ((first.name, found.only_first), (second.name, found.only_second)):
        if alone:
            yield counted(
                "{n} document with truth is in {name} alone: {named}.",
                "{n} documents with truth are in {name} alone: {named}.",
                len(alone),
                name=name,
                named=_named(alone),
            )
    if found.fields:
        yield counted(
            "{n} field was to be read by one of them alone: {named}.",
            "{n} fields were to be read by one of them alone: {named}.",
            len(found.fields),
            named=_named([" ".join(place) for place in found.fields]),
        )
    if found.truth:
        yield counted(
            "{n} field has another truth: {named}.",
            "{n} fields have another truth: {named}.",
            len(found.truth),
            named=_named([" ".join(place) for place in found.truth]),
        )
