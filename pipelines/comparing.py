"""Two engines of a run, or two runs, on the same forms: brought together, or refused with the difference named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboards.language import _, counted
from evaluators.comparison import Comparison, Mismatch, cells, compare, mismatch, pairs
from evaluators.grade import Origin
from pipelines.comparable import below, changed_below, check_runs, chosen_pairs, named
from pipelines.errors import KoukaError, Place
from pipelines.readers import readers_of
from pipelines.runs.changes import refuse_changed
from pipelines.runs.store import Run, batch_of
from pipelines.scored import scored_of
from pipelines.seed import SEED

SCANS = "scans/"


@dataclass(frozen=True)
class Side:
    """What one engine of one run read."""

    run: Run
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
        KoukaError: a run is not finished, or has no such engine; or the runs are not of the same
            scans, documents, labels and truth.
    """
    check_runs(runs)
    batches = [batch_of(run) for run in runs]
    for run, batch in zip(runs, batches, strict=True):
        # Templates may have changed since, truth is compared below; what was read has to be what is there.
        refuse_changed(run, batch.path, changed_below(run, batch.file_digests(), SCANS))
    for run in runs[1:]:
        _check_same_scans(runs[0], run)
    read = [scored_of(run, batch) for run, batch in zip(runs, batches, strict=True)]
    present = [list(names) for _scored, names in read]
    rows = {}
    for pair in chosen_pairs(runs, present, readers_of(present[0]), engines):
        first, second = (Side(runs[each.place], each.name, _engine(read[each.place][0], each.engine)) for each in pair)
        rows[first.name, second.name] = _paired(first, second)
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


def _engine(scored: pd.DataFrame, engine: str) -> pd.DataFrame:
    return scored[scored["engine"] == engine]


def _check_same_scans(first: Run, second: Run) -> None:
    """Scans of one name are the same picture; documents that one of them lacks are named later, by their names."""
    here, there = below(first.file.files, SCANS), below(second.file.files, SCANS)
    other = sorted(path for path in here.keys() & there.keys() if here[path] != there[path])
    if other:
        what = counted(
            "{n} scan of one name is another picture in {second} than in {first}: {named}.",
            "{n} scans of one name are other pictures in {second} than in {first}: {named}.",
            len(other),
            first=first.name,
            second=second.name,
            named=named(other),
        )
        raise _refused(what)


def _refused(what: str) -> KoukaError:
    return KoukaError(what, todo=_("Only runs over the same documents can be compared. Read them with both."))


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
                named=named(alone),
            )
    if found.fields:
        yield counted(
            "{n} field was to be read by one of them alone: {named}.",
            "{n} fields were to be read by one of them alone: {named}.",
            len(found.fields),
            named=named([" ".join(place) for place in found.fields]),
        )
    if found.truth:
        yield counted(
            "{n} field has another truth: {named}.",
            "{n} fields have another truth: {named}.",
            len(found.truth),
            named=named([" ".join(place) for place in found.truth]),
        )
