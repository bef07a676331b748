"""``./run demo`` as people type it, on a machine that reaches nothing but itself: sixty forms and three meetings.

What is read in the forms is held against the run that is kept with the project. Engines give the same text for the
same pixels, but pixels depend a little on the processor (vector instructions of OpenCV and ONNX Runtime). So what is
decided (which page is whose, which box is ticked) has to be the same, and of the texts all but a few.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.closed_network import ClosedNetwork
from pipelines.tables import Row, read_table
from tests import processes

pytestmark = [pytest.mark.slow, pytest.mark.prefect]

REFERENCE = next((processes.ROOT / "results" / "reference").glob("*/run.json")).parent
SAME_TEXTS = 0.98
POINTS = 0.02


@dataclass(frozen=True)
class Bundled:
    """What the demo left behind."""

    folder: Path
    """The campaign's."""
    out: str
    attempts: int | None
    """How often it tried to reach another machine; None where this system does not let its users close a network."""

    def run_with(self, table: str) -> Path:
        """The folder of the run that has this table."""
        (found,) = self.folder.glob(f"*/{table}")
        return found.parent


@pytest.fixture(scope="module")
def bundled(closed_network: ClosedNetwork | None, tmp_path_factory: pytest.TempPathFactory) -> Bundled:
    home = tmp_path_factory.mktemp("bundled")
    command = ["./run", "demo"]
    before = closed_network.attempts() if closed_network else 0
    done = processes.run(
        closed_network.inside(command) if closed_network else command,
        home / "results",
        patience=900,
        HOME=str(home),
        XDG_CACHE_HOME=str(home),
    )
    assert done.returncode == 0, done.stderr
    attempts = closed_network.attempts() - before if closed_network else None
    return Bundled(home / "results" / "demo", done.stdout, attempts)


@pytest.fixture(scope="module")
def sixty(bundled: Bundled) -> Path:
    return bundled.run_with("readings.csv")


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


def test_nothing_tried_to_reach_another_machine(bundled: Bundled) -> None:
    if bundled.attempts is None:
        pytest.skip("this system lets its users make no network namespaces")
    assert bundled.attempts == 0


def test_the_page_it_names_shows_forms_and_meetings(bundled: Bundled) -> None:
    page = bundled.folder / "index.html"
    assert bundled.out.splitlines() == [str(page)]
    text = page.read_text("utf-8")
    assert all(name in text for name in ("tesseract", "rapidocr", "faster-whisper:demo"))
    links = re.findall(r'href="([^"]+)"', text)
    assert {(page.parent / link).resolve().parent for link in links} == {
        bundled.run_with("readings.csv").resolve(),
        bundled.run_with("segments.csv").resolve(),
        (bundled.folder / "report").resolve(),
    }
    assert all((page.parent / link).is_file() for link in links)


def test_the_report_is_there_in_four_formats(bundled: Bundled) -> None:
    begins = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK"}
    for kind, begin in begins.items():
        (file,) = (bundled.folder / "report").glob(f"report-*.{kind}")
        assert file.read_bytes().startswith(begin)


def test_every_recording_was_heard_by_the_bundled_model_and_is_said_to_be_a_demonstration(bundled: Bundled) -> None:
    run = bundled.run_with("segments.csv")
    tracks = read_table(run / "tracks.csv").rows
    assert len(tracks) == 10
    assert {row["status"] for row in tracks} == {"heard"}
    heard = read_table(run / "segments.csv").rows
    assert {row["session_id"] for row in heard} == {row["session_id"] for row in tracks}
    assert {row["engine"] for row in heard} == {"faster-whisper:demo"}
    rates = json.loads((run / "accuracy.json").read_bytes())["quantities"]
    assert {entry["grade"] for entry in rates} == {"demonstration"}
