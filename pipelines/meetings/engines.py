"""Engines of meetings by name: ``<recogniser>:<model>``, or ``import:<product>`` for what an outside product wrote."""

from pipelines import models
from pipelines.batches.meetings import MeetingsBatch
from pipelines.contracts.run import EngineRecord
from pipelines.digests import digest
from pipelines.imports import engine_of, product_of
from pipelines.meetings import imports
from pipelines.models import Model
from pipelines.recognizers import BUNDLED, recognizer_class


def defaults(batch: MeetingsBatch) -> list[str]:
    """What hears a batch where nobody says: the bundled recogniser with the default model, and every import there is.

    Raises:
        KoukaError: there is no model.
    """
    products = [engine_of(product) for product in imports.products(batch)]
    return [with_model(models.default().name), *products]


def with_model(model: str) -> str:
    """The bundled recogniser with a model of this name."""
    return f"{BUNDLED[0]}:{model}"


def listener_of(engine: str) -> tuple[str, str]:
    """Recogniser and model of an engine; without a model, the default one."""
    name, _colon, model = engine.partition(":")
    return name, model or models.default().name


def model_of(engine: str) -> Model:
    """The model of an engine.

    Raises:
        KoukaError: there is none of this name.
    """
    return models.find(listener_of(engine)[1])


def record_of(batch: MeetingsBatch, engine: str) -> EngineRecord:
    """What run.json says of an engine.

    Raises:
        KoukaError: the recogniser or its model is not there, a file of the model is not what it was, or what a product
            wrote is not there or cannot be read.
    """
    if product := product_of(engine):
        return EngineRecord(name=engine, version=digest(imports.checked(batch, product))[:16])
    recogniser = recognizer_class(listener_of(engine)[0])
    model = model_of(engine)
    models.verify(model)
    return EngineRecord(name=engine, version=recogniser.version(model), demonstration=model.demonstration)
