"""Runs of which little can be said: an answer or a reason on the page, and never a number that is none."""

import re
from collections.abc import Callable, Iterator

import pytest

from pipelines import scoring
from pipelines.runs import store
from pipelines.tables import Row, read_table, to_csv

SOME = 7
NO_NUMBER = re.compile(r"\b(nan|NaN|None|inf|Infinity)\b")


def label(run: store.Run, documents: int) -> None:
    """Leave the truth of so many documents."""
    batch = store.batch_of(run).path
    named = sorted(row["document"] for file in (batch / "truth").glob("*.csv") for row in read_table(file).rows)
    kept = named[:documents]
    for file in [*(batch / "truth").glob("*.csv"), *(batch / "values").glob("*.csv")]:
        table = read_table(file)
        rows = [row for row in table.rows if row["document"] in kept]
        file.write_text(to_csv(rows, table.columns), encoding="utf-8-sig")


def rewrite(run: store.Run, change: Callable[[Row], Row]) -> None:
    table = read_table(run.folder / "readings.csv")
    (run.folder / "readings.csv").write_text(to_csv(map(change, table.rows), table.columns), encoding="utf-8-sig")


def failed(row: Row) -> Row:
    empty = dict.fromkeys(("text", "normalised", "value", "confidence"), "")
    return row | empty | {"status": "failed", "error": "crashed"} if row["engine"] == "tesseract" else row


def wrong(row: Row) -> Row:
    return row | {"text": "違", "normalised": "違", "value": "違"}


def right_of(run: store.Run) -> Iterator[tuple[str, float]]:
    for quantity in store.accuracy_of(run).quantities:
        if quantity.id == f"field_accuracy/{quantity.engine}/typed" and quantity.value is not None:
            yield quantity.engine or "", quantity.value


@pytest.mark.parametrize(
    ("documents", "change", "check"),
    [
        (0, None, lambda right: right == {}),
        (1, None, lambda right: {"tesseract", "rapidocr"} <= set(right)),
        (SOME, wrong, lambda right: set(right.values()) == {0.0}),
        (SOME, failed, lambda right: right["tesseract"] == 0 < right["rapidocr"]),
    ],
    ids=["no truth", "one document", "all wrong", "one engine fails everywhere"],
)
def test_there_is_an_answer_or_a_reason_and_no_number_that_is_none(reference, documents, change, check):
    label(reference, documents)
    if change is not None:
        rewrite(reference, change)
    scoring.score(reference)
    assert check(dict(right_of(reference)))
    page = reference.page.read_text(encoding="utf-8")
    assert page.count("data-claim=") == 3
    shown = re.sub(r"<[^>]+>", " ", page[page.index("<body") :])
    assert not NO_NUMBER.findall(shown)
    drawn = re.findall(r'(?:x|y|cx|cy|x1|x2|y1|y2|width|height)="([^"]*)"', page)
    assert not [each for each in drawn if NO_NUMBER.search(each)]
