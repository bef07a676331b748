"""What the times of people amount to that a run's results rest on: of its exported studies, and of its batch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from evaluators.grade import Origin
from evaluators.saving import Saving
from evaluators.timing.draws import minutes_by_method
from evaluators.timing.people import TimesFrom, TimesOfPeople, amount_to
from evaluators.timing.preparing import preparing
from evaluators.timing.saving import ARM, measured_saving
from pipelines.batches.forms import FormsBatch
from pipelines.batches.meetings import MeetingsBatch
from pipelines.forms.seen import seen_counts
from pipelines.measured_studies import MeasuredStudy, studies_of
from pipelines.runs.store import Run
from pipelines.seed import SEED
from pipelines.timings_frame import timings_frame


@dataclass(frozen=True)
class FromPeople:
    """All of them."""

    sources: tuple[TimesFrom, ...]
    """Studies by name, then the batch."""
    inputs: dict[str, str]
    """SHA-256 of the files of studies, by path below the campaign."""

    def saving_with(self, engine: str) -> TimesFrom | None:
        """Of the studies in which an engine's readings were corrected, the one with the most forms."""
        known = [each for each in self.sources if each.saving and each.engine == engine]
        return max(known, key=lambda each: each.saving.quantities[0].n_documents if each.saving else 0, default=None)


def times_of(run: Run, batch: FormsBatch | MeetingsBatch) -> FromPeople:
    """What people's times of a run and of its batch say.

    Raises:
        KoukaError: the files of a study cannot be read.
    """
    fields, forms = _forms(batch)
    studies = [*studies_of(run, fields)]
    origin = run.file.batch.origin
    own = [_of_study(each, origin, fields, forms) for each in studies]
    known = (*own, *_of_batch(batch, origin, fields, forms))
    # Of meetings a study times stretches, of which no preparing can be told apart.
    prepared = None if forms is None else preparing(timings_frame(batch.timings), len(fields), origin)
    return FromPeople(
        tuple(replace(each, prepared=prepared) for each in known),
        {path: digest for each in studies for path, digest in each.digests().items()},
    )


def _forms(batch: FormsBatch | MeetingsBatch) -> tuple[dict[str, int], dict[str, str] | None]:
    """Of each document how many fields can be wrong, and its template; of meetings nothing."""
    if isinstance(batch, MeetingsBatch):
        return {}, None
    seen = seen_counts(batch.templates)
    fields = {each.name: seen[each.template] for each in batch.documents if each.template in seen}
    return fields, {each.name: each.template for each in batch.documents}


def _of_study(
    study: MeasuredStudy, origin: Origin, fields: Mapping[str, int], forms: Mapping[str, str] | None
) -> TimesFrom:
    reference = study.file.methods[0]
    times = amount_to(study.timings, origin, reference, fields, forms)
    savings = dict(_savings(study, times, origin, forms)) if forms is not None and reference == "manual" else {}
    whole = savings.pop("", None)
    return TimesFrom(reference, times, study.file.name, study.file.engine, whole, savings, study.otherwise)


def _savings(
    study: MeasuredStudy, times: TimesOfPeople, origin: Origin, forms: Mapping[str, str]
) -> Iterator[tuple[str, Saving]]:
    """By template, and over all under the empty name."""
    form_of = study.timings["item"].map(dict(forms))
    for found in times.paired:
        if found.arm != ARM:
            continue
        template = found.scope.get("template", "")
        rows = study.timings[form_of == template] if template else study.timings
        drawn = minutes_by_method(rows, reference=found.reference, origin=origin, seed=SEED)
        saved = measured_saving(drawn, found, engine=study.file.engine, study=study.file.name)
        if saved is not None:
            yield template, saved


def _of_batch(
    batch: FormsBatch | MeetingsBatch, origin: Origin, fields: Mapping[str, int], forms: Mapping[str, str] | None
) -> Iterator[TimesFrom]:
    if batch.timings:
        reference = "minutes_manual" if forms is None else "manual"
        yield TimesFrom(reference, amount_to(timings_frame(batch.timings), origin, reference, fields, forms))
