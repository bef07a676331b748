import pytest
from pydantic import ValidationError

from evaluators.grade import Grade, Source
from evaluators.quantity import Quantity
from pipelines.contracts.run import AccuracyFile, BatchRecord, EngineRecord, RunFile

RUN = RunFile(
    run="20260401-090000-1a2b3c4d",
    kind="forms",
    batch=BatchRecord(path="samples/forms", title="転入届", origin="demonstration", digest="ab" * 32),
    files={"documents.csv": "cd" * 32},
    documents="ef" * 32,
    engines=(EngineRecord(name="tesseract", version="5.3.0 jpn:1a2b3c4d5e6f"),),
    settings={"dpi": 300},
    packages={"kouka": "0.1.0"},
    machine={"system": "Linux", "cores": 2},
    started="2026-04-01T09:00:00+09:00",
)
RATE = Quantity(
    id="field_accuracy/tesseract/typed", metric="field_accuracy", engine="tesseract", normaliser="typed", numerator=3,
    denominator=4, value=0.75, low=0.5, high=0.875, unit="ratio", method="korn-graubard", n_documents=2,
    grade=Grade.DEMONSTRATION, source=Source.MEASURED,
)  # fmt: skip


@pytest.mark.parametrize("finished", [None, "2026-04-01T09:01:00+09:00"])
def test_the_record_of_a_run_is_read_as_it_was_written(finished: str | None) -> None:
    run = RUN.model_copy(update={"finished": finished, "counts": {"documents": 6}, "seconds": {"read": 1.25}})
    written = run.model_dump_json(by_alias=True)
    assert RunFile.model_validate_json(written) == run
    assert '"schema":1' in written


def test_what_was_measured_is_read_as_it_was_written() -> None:
    undefined = RATE.model_copy(update={"id": "cer", "value": None, "low": None, "high": None})
    file = AccuracyFile(run=RUN.run, quantities=(RATE, undefined))
    assert AccuracyFile.model_validate_json(file.model_dump_json(by_alias=True)) == file


@pytest.mark.parametrize(
    "change", [{"schema": 2}, {"kind": "letters"}, {"engines": [{"name": "x"}]}, {"later": 1}, {"counts": {"a": 0.5}}]
)
def test_a_record_of_another_version_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(change))):
        RunFile.model_validate(RUN.model_dump(by_alias=True) | change)
