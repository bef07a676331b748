"""A run over forms as files: its numbers, the fields that were read wrong, and documents with their boxes."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dashboards.pages import policy as words_of_policy
from dashboards.web.exporting.addresses import HOME, ExportedShown, Places
from dashboards.web.exporting.documents import write_documents
from dashboards.web.exporting.pages import made, pages_of, write
from dashboards.web.index.asking import Index, opened
from dashboards.web.index.filters import ERROR, Filter
from dashboards.web.prepared.policies import read_proposal
from dashboards.web.runs import case_words
from dashboards.web.runs.indexes import key_of
from dashboards.web.runs.overview import EFFECTS, RATES
from dashboards.web.runs.overview import shown as shown_run
from dashboards.web.runs.policy import curves_of, key_of_policy, proposed
from evaluators.agreement import CONSENSUS_ENGINE
from evaluators.policy import Proposal
from pipelines.errors import KoukaError
from pipelines.runs.store import Run

A_PAGE = 200
MOST_PAGES = 250
"""Of the wrong fields of an engine: 50,000 of them."""
UP = "../.."
"""From the folder of a run to what all runs share."""


def write_forms(run: Run, folder: Path, *, shown: bool, documents: int) -> Places:
    """Write the pages of a run; where they are.

    Raises:
        KoukaError: its batch is no longer there.
    """
    name, own, labels = key_of(run)
    proposal = _proposal(run)
    with opened(made("index", name, own + labels, run.name)) as index:
        engines = [engine for engine in index.engines.values() if engine != CONSENSUS_ENGINE]
        places = Places(
            cases={engine: f"cases/{number}-1.html" for number, engine in enumerate(engines, start=1)
                   if index.count(Filter(engine=engine, outcome=ERROR))},
            documents=index.worst(documents),
            policy=proposal is not None,
            page=shown and _result_page(run, folder),
        )  # fmt: skip
        write_documents(index, run, folder, places, shown=shown)
        places = replace(places, fields=_write_cases(index, run, folder, places, shown=shown))
    if proposal is not None:
        result = proposed(proposal, run.file.batch.origin)
        write(
            pages_of(places, UP), "policy_of_run.html.j2", folder / "policy.html", run=run, address="", result=result,
            curves=curves_of(proposal), policy=words_of_policy, generated=(),
        )  # fmt: skip
    found = shown_run(run)
    exported = ExportedShown(found.run, "", found.quantities, found.unmeasured, places)
    write(pages_of(places, UP), "run.html.j2", folder / HOME, shown=exported, rates=RATES, effects=EFFECTS)
    return places


def _proposal(run: Run) -> Proposal | None:
    """What might pass; None where there is no truth."""
    try:
        return read_proposal(made("policy", run.name.replace("/", "+"), key_of_policy(run), run.name))
    except KoukaError:
        return None


def _result_page(run: Run, folder: Path) -> bool:
    """Take the result page along, with its pictures."""
    if not run.page.is_file():
        return False
    shutil.copyfile(run.page, folder / "page.html")
    (folder / "cases").mkdir(exist_ok=True)
    for picture in (run.folder / "cases").glob("*.png"):
        shutil.copyfile(picture, folder / "cases" / picture.name)
    return True


def _write_cases(
    index: Index, run: Run, folder: Path, places: Places, *, shown: bool
) -> Mapping[tuple[str, str, str], str]:
    """Write what each engine read wrong, field by field; where each field begins."""
    pages = pages_of(places.below(), f"../{UP}")
    begins: dict[tuple[str, str, str], str] = {}
    for engine, first in places.cases.items():
        wanted = Filter(engine=engine, outcome=ERROR, sort="field")
        number = index.count(wanted)
        last = min(MOST_PAGES, -(-number // A_PAGE))
        stem = first.removesuffix("1.html")
        for leaf in range(1, last + 1):
            cases = index.cases(wanted, A_PAGE, (leaf - 1) * A_PAGE)
            for case in cases:
                place = f"{stem}{leaf}.html#{case.field.template}.{case.field.id}"
                begins.setdefault((engine, case.field.template, case.field.id), place)
                begins.setdefault((engine, case.field.template, ""), place)
            write(
                pages, "export_cases.html.j2", folder / f"{stem}{leaf}.html", run=run, engine=engine, cases=cases,
                leaf=leaf, last=last, number=number, cut=last * A_PAGE < number, stem=Path(stem).name, places=places,
                case_words=case_words, shown=shown,
            )  # fmt: skip
    return begins
