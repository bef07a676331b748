"""The sixty sample forms, read anew by both engines, against the run that is kept with the project.

Engines give the same text for the same pixels, but pixels depend a little on the processor (vector instructions of
OpenCV and ONNX Runtime). So what is decided (which page is whose, which box is ticked) has to be the same, and of the
texts all but a few.
"""

import json
from pathlib import Path

import pytest

from pipelines.tables import Row, read_table
from tests import processes

pytestmark = [pytest.mark.slow, pytest.mark.prefect]

REFERENCE = next((processes.ROOT / "results" / "reference").glob("*/run.json")).parent
SAME_TEXTS = 0.98
POINTS = 0.02


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    results = tmp_path_factory.mktemp("sixty") / "results"
    done = processes.run([processes.KOUKA, "run", "samples/forms", "--campaign", "sixty"], results, patience=600)
    assert done.returncode == 0, done.stderr
    return next(results.glob("sixty/*/run.json")).parent


def rows(run: Path, table: str, *columns: str) -> dict[tuple[str, ...], Row]:
    return {tuple(row[column] for column in columns): row for row in read_table(run / table).rows}


def rates(run: Path) -> dict[str, float]:
    entries = json.loads((run / "accuracy.json").read_bytes())["quantities"]
    return {entry["id"]: entry["value"] for entry in entries if not entry["scope"] and entry["unit"] == "ratio"}


def test_every_page_becomes_what_it_became_before(sixty: Path) -> None:
    before, after = (rows(run, "pages.csv", "document", "page") for run in (REFERENCE, sixty))
    decided = ("template", "status", "reason", "quarter_turns")
    assert {key: [row[name] for name in decided] for key, row in after.items()} == {
        key: [row[name] for name in decided] for key, row in before.items()
    }
    assert len(after) == 64
    foreign = [row for row in after.values() if row["template"] == "-"]
    assert [row["status"] for row in foreign] == ["refused"] * 4
    assert {row["status"] for row in after.values() if row["template"] != "-"} == {"registered"}


def test_marks_are_the_same_and_texts_all_but_a_few(sixty: Path) -> None:
    before, after = (rows(run, "readings.csv", "document", "field", "engine") for run in (REFERENCE, sixty))
    assert list(after) == list(before)
    for engine in ("marks", "rapidocr", "tesseract"):
        mine = [key for key in after if key[2] == engine]
        same = sum(after[key]["text"] == before[key]["text"] for key in mine) / len(mine)
        assert same == 1 if engine == "marks" else same > SAME_TEXTS, (engine, same)


def test_rates_are_those_of_the_reference(sixty: Path) -> None:
    before, after = rates(REFERENCE), rates(sixty)
    assert list(after) == list(before)
    counted = {id: value for id, value in before.items() if value is not None}
    assert len(counted) > 20
    assert {id: after[id] for id in counted} == pytest.approx(counted, abs=POINTS)


def test_the_page_shows_both_engines_where_they_agree_and_every_section(sixty: Path) -> None:
    page = (sixty / "index.html").read_text("utf-8")
    for section in (
        "answers",
        "accuracy",
        "confusions",
        "marks",
        "consensus",
        "unread",
        "time",
        "cost",
        "cases",
        "made",
    ):
        assert f'aria-labelledby="{section}"' in page
    for heading in ("by-kind", "by-condition", "by-type", "by-field"):
        assert f'id="{heading}"' in page
    assert "tesseract + rapidocr" in page
    # Those beyond the first pictures lie beside the page.
    assert page.count("data:image/png;base64,") == 300
    beside = {file.name for file in (sixty / "cases").iterdir()}
    assert len(beside) > 50
    assert all(f'src="cases/{name}"' in page for name in beside)
