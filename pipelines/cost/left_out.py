"""What a case cannot speak of for want of measurements: what is left out, why, and what to do. None is an error."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from dashboards.language import _
from evaluators.cost import options
from evaluators.cost.case import Case
from evaluators.cost.drawn import Drawn
from evaluators.intervals import FEW_DOCUMENTS
from pipelines.contracts.toml import key_place
from pipelines.cost.references import Reference
from pipelines.errors import Place, Problem, Severity
from pipelines.imports import engine_of
from pipelines.runs.store import Run


def without_own(numbers: Mapping[str, Drawn]) -> dict[str, Drawn]:
    """The numbers without ways of working whose prices are those of an engine of the city's own."""
    own = tuple(f"{way}_" for way in (options.AI_ALL, options.AI_POLICY, options.TWO_ENGINES))
    return {name: number for name, number in numbers.items() if not name.startswith(own)}


def no_own(run: Run, file: Path) -> Problem:
    """That outside products alone have read, whose prices are not those of ``[ai]``."""
    return Problem(
        _("The run {run} holds readings of outside products alone, so that AI-OCR by [ai] is left out.", run=run.name),
        key_place(file, "forms", "accuracy"),
        _("Read with an engine of your own as well: kouka run BATCH --engine {engine}", engine="tesseract"),
        Severity.WARNING,
    )


def products_left_out(case: Case, file: Path, run: Run | None, numbers: Mapping[str, Drawn]) -> Iterator[Problem]:
    """Products with a price of which the run holds no readings, or, where accuracy is typed in, all."""
    for number, product in enumerate(case.products):
        way = options.way_of(options.PRODUCT + product.name, case)
        if run is None:
            yield Problem(
                _("Accuracy is typed in, so that the product “{product}” is left out.", product=product.name),
                key_place(file, "products", number, "name"),
                _('Take the accuracy from a run that has read it: from = "run:latest"'),
                Severity.WARNING,
            )
        elif f"{way}_looking" not in numbers:
            yield Problem(
                _("The run {run} holds no readings of “{product}”, so that this product is left out.", run=run.name,
                  product=product.name),
                key_place(file, "products", number, "name"),
                _("Take in what it returned (kouka import), and read it: kouka run BATCH --engine {engine}",
                  engine=engine_of(product.name)),
                Severity.WARNING,
            )  # fmt: skip


def too_few(forms: int, run: Run, reference: Reference) -> Problem:
    """That forms with truth are too few."""
    return Problem(
        _(
            "Forms of this kind with truth in {run}: {n}. It takes {least} to see how forms differ, so that work on "
            "forms is left out.",
            run=run.name, n=forms, least=FEW_DOCUMENTS,
        ),
        reference.place,
        _(
            "Put {more} or more further ones with their truth into the batch and run it again; or type accuracy and "
            "times into the case.",
            more=FEW_DOCUMENTS - forms,
        ),
        Severity.WARNING,
    )  # fmt: skip


def no_run(reference: Reference, kind: str) -> Problem:
    """That there is no finished run over forms, or over meetings."""
    what = {
        "forms": _("There is no finished run over forms in this campaign yet, so that work on forms is left out."),
        "meetings": _("There is no finished run over meetings in this campaign yet, so that drafts are left out."),
    }[kind]
    return Problem(what, reference.place, _("Run it, or take that part out of the case."), Severity.WARNING)


def nothing_to_compare(file: Path) -> Problem:
    """That there is a present way of working and no other."""
    return Problem(
        _("There is nothing to compare the present way with."),
        Place(file),
        _("Add what another way costs: [ai], [[products]] or [online]."),
        Severity.WARNING,
    )
