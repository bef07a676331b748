"""What a batch can be read or heard with: what is installed, and what outside products returned of it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dashboards.web.working.batches import Found
from pipelines import engines, models, recognizers
from pipelines.batches.examine_meetings import load_with_problems
from pipelines.errors import KoukaError
from pipelines.imports import engine_of, products_in
from pipelines.meetings import imports
from pipelines.models import Model


@dataclass(frozen=True)
class Reader:
    """An engine, as one chooses it for a run."""

    name: str
    """As the command line and run.json call it."""
    chosen: bool
    """Whether ``kouka run`` would take it where nobody says."""
    problem: str = ""
    """Why it cannot be used here; empty where it can."""
    demonstration: bool = False
    """Whether its model is there to show how things work."""


def readers_of(batch: Found) -> list[Reader]:
    """All of them, in the order of the command: those that come with kouka, others, then products."""
    return [*(_of_forms(batch) if batch.kind == "forms" else _of_meetings(batch))]


def _ordered(installed: Collection[str], bundled: Sequence[str]) -> list[str]:
    """Those that come with kouka first, in their order, then others by name."""
    return list(dict.fromkeys([*(name for name in bundled if name in installed), *sorted(installed)]))


def _of_forms(batch: Found) -> Iterator[Reader]:
    for name in _ordered(engines.installed(), engines.BUNDLED):
        problem = _problem_of_engine(name)
        yield Reader(name, name in engines.BUNDLED and not problem, problem)
    for product in products_in(batch.path):
        yield Reader(engine_of(product), chosen=True)


def _problem_of_engine(name: str) -> str:
    try:
        engines.engine_class(name).version()
    except KoukaError as error:
        return error.problem.told
    return ""


def _of_meetings(batch: Found) -> Iterator[Reader]:
    for name in _ordered(recognizers.installed(), recognizers.BUNDLED):
        for model in models.installed().values():
            problem = _problem_of_recogniser(name, model)
            default = name in recognizers.BUNDLED and model == models.default() and not problem
            yield Reader(f"{name}:{model.name}", default, problem, model.demonstration)
    loaded, _problems = load_with_problems(batch.path)
    for product in imports.products(loaded):
        yield Reader(engine_of(product), chosen=True)


def _problem_of_recogniser(name: str, model: Model) -> str:
    try:
        recognizers.recognizer_class(name).version(model)
    except KoukaError as error:
        return error.problem.told
    return ""
