import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.consensus import compared
from evaluators.fields import score_fields
from evaluators.frames import READINGS
from pipelines.field_types import parse
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


CELL = st.sampled_from(
    ["R3.4.1", "2021/4/1", "R3.4.1", "2021/4/1", "令和3年4月1日", "R3.4.7", "1目", "", "　", "髙", "高"]
)
READING = st.tuples(st.sampled_from(["read", "read", "read", "failed"]), CELL)


@given(st.lists(st.tuples(st.sampled_from(["born", "name"]), CELL, st.booleans(), READING, READING), max_size=5))
@settings(max_examples=60, deadline=None)
def test_measured_as_an_engine_the_rows_give_what_is_said_of_agreement(fields) -> None:
    types = {"born": "date", "name": "name"}
    rows, cells, values = [], [], []
    for place, (field, paper, given_value, *readings) in enumerate(fields):
        document = {"document": str(place)}
        cells.append(document | {field: paper})
        values.append(document | ({field: parse(types[field], paper)[0]} if given_value else {}))
        for engine, (status, text) in zip("ab", readings, strict=True):
            value, error = parse(types[field], text) if status == "read" else ("", "crashed")
            rows.append(
                reading(engine, text if status == "read" else "", value, field, status=status, error=error) | document
            )
    scored = measured(rows + proposals(rows, lambda row: types[row["field"]]), cells, values, types)
    pairs = compared(scored, "a", "b").set_index(["document", "field"])
    alone = scored[scored["engine"] == "consensus"].set_index(["document", "field"])
    assert list(alone.index) == list(pairs.index)
    assert list(alone["status"] == "read") == list(pairs["agreed"] == 1)
    assert list(alone["right_typed"]) == list(pairs["agreed_right"])


def measured(rows: list[Row], cells: list[Row], values: list[Row], types: dict[str, str]) -> pd.DataFrame:
    """Scored by the truth in ``cells``, of which each document has one field labelled: a template a document."""
    truth = {row["document"]: pd.DataFrame([row], dtype="str") for row in cells}
    meant = {row["document"]: pd.DataFrame([row], dtype="str") for row in values}
    listed = pd.DataFrame([(name, name) for name in truth], columns=["document", "template"], dtype="str")
    frame = pd.DataFrame(rows, columns=READINGS.names, dtype="str")
    asked = dict.fromkeys(("a", "b", "consensus"), frozenset(types.values()))
    return score_fields(frame, truth, meant, listed, dict.fromkeys(truth, types), asked)
