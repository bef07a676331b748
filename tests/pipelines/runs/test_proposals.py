import json
from pathlib import Path

import pytest

from evaluators.frames import READINGS
from pipelines.runs.proposals import proposals
from pipelines.tables import Row, problems_of, read_table, write_table


def reading(engine: str, text: str = "", value: str = "", field: str = "born", **more: str) -> Row:
    place = {"document": "1.pdf", "page": "1", "field": field, "x": "1.5", "y": "2", "w": "30", "h": "8"}
    answer = {"engine": engine, "status": "read", "text": text, "normalised": text, "value": value}
    return dict.fromkeys(READINGS.names, "") | place | {"confidence": "0.9000"} | answer | more


def failed(engine: str, error: str = "crashed", status: str = "failed") -> Row:
    return reading(engine, status=status, error=error, confidence="")


def proposed(*rows: Row, field_type: str = "date") -> Row:
    (row,) = proposals(rows, lambda _row: field_type)
    assert row["engine"] == "consensus"
    assert [row[name] for name in ("document", "page", "field", "x", "y", "w", "h")] == [
        "1.pdf", "1", "born", "1.5", "2", "30", "8",
    ]  # fmt: skip
    return row


def test_agreement_proposes_what_the_first_read_and_is_as_sure_as_the_least_sure() -> None:
    row = proposed(
        reading("a", "R3.4.1", "2021-04-01", confidence="0.9100"),
        reading("b", "2021/4/1", "2021-04-01", confidence="0.4000"),
    )
    assert (row["status"], row["text"], row["value"], row["confidence"]) == ("read", "R3.4.1", "2021-04-01", "0.4000")
    assert row["candidates"] == ""


def test_a_text_that_all_read_and_none_can_parse_is_proposed_with_its_error() -> None:
    rows = (reading(engine, "1目", error="not_a_date", confidence="") for engine in "ab")
    row = proposed(*rows)
    assert (row["status"], row["text"], row["value"], row["error"]) == ("read", "1目", "", "not_a_date")
    assert row["confidence"] == ""


def test_disagreement_keeps_what_each_read_and_proposes_nothing() -> None:
    row = proposed(
        reading("a", "R3.4.1", "2021-04-01"), reading("b", "R3.4.7\n", "2021-04-07", confidence=""), failed("c")
    )
    assert [row[name] for name in ("status", "text", "normalised", "value", "confidence", "error")] == [
        "disagree", "", "", "", "", "",
    ]  # fmt: skip
    assert json.loads(row["candidates"]) == [
        {"engine": "a", "text": "R3.4.1", "value": "2021-04-01", "confidence": 0.9},
        {"engine": "b", "text": "R3.4.7\n", "value": "2021-04-07", "confidence": None},
    ]


def test_one_alone_proposes_nothing() -> None:
    row = proposed(reading("a", "R3.4.1", "2021-04-01"), failed("b"))
    assert row["status"] == "disagree"
    assert [candidate["engine"] for candidate in json.loads(row["candidates"])] == ["a"]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([("failed", "crashed"), ("failed", "timeout")], ("failed", "crashed")),
        ([("refused", "wrong_form"), ("refused", "wrong_form")], ("refused", "wrong_form")),
        ([("refused", "wrong_form"), ("failed", "timeout")], ("failed", "timeout")),
    ],
)
def test_what_none_read_is_what_it_was(statuses, expected) -> None:
    row = proposed(*(failed(str(place), error, status) for place, (status, error) in enumerate(statuses)))
    assert (row["status"], row["error"], row["candidates"]) == (*expected, "")


def test_of_an_individual_number_nothing_is_proposed() -> None:
    black = [reading(engine, status="refused", error="my_number", confidence="") for engine in "ab"]
    told = [reading(engine, "", "valid") for engine in "ab"]
    for rows in (black, told):
        row = proposed(*rows, field_type="my_number")
        assert (row["status"], row["error"], row["value"], row["candidates"]) == ("refused", "my_number", "", "")


def test_a_single_engine_proposes_nothing() -> None:
    assert proposals([reading("a", "1"), reading("a", "2", field="name")], lambda _row: "text") == []
    both = [reading("a", "1"), reading("a", "2", field="name"), reading("b", "2", field="name")]
    assert [row["field"] for row in proposals(both, lambda _row: "text")] == ["name"]


def test_whatever_engines_return_is_read_back(tmp_path: Path) -> None:
    worst = ["\x01" * 10_000, "=1+1\r\n,\"'" * 1_000]
    row = proposed(*(reading(str(place), text, text) for place, text in enumerate(worst)), field_type="text")
    write_table(tmp_path / "readings.csv", [row], READINGS)
    table = read_table(tmp_path / "readings.csv")
    assert not problems_of(table, READINGS)
    assert [candidate["text"] for candidate in json.loads(table.rows[0]["candidates"])] == worst
