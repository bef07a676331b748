"""What the demo leaves behind, in its folder and in Prefect's."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.closed_network import ClosedNetwork
from tests.pipelines.flows.content import found_below, personal
from tests.processes import SAMPLES

pytestmark = [pytest.mark.slow, pytest.mark.prefect]

LOG_LINE = re.compile(r"^\d\d:\d\d:\d\d\.\d{3} \| |Traceback|Warning", re.MULTILINE)
"""How Prefect's log lines begin, and what else nobody wants to see on a terminal."""


def test_it_ends_well_and_says_where_the_page_is(demo) -> None:
    assert demo.code == 0, demo.err
    assert demo.out == f"{demo.run / 'index.html'}\n"
    assert (demo.run / "index.html").is_file()


def test_every_field_of_every_form_was_read_by_each_engine(demo_run: Path) -> None:
    record = json.loads((demo_run / "run.json").read_bytes())
    assert record["finished"] >= record["started"]
    counts = record["counts"]
    proposed = {name: counts.pop(name) for name in ("consensus_read", "consensus_disagree")}
    assert counts == {"documents": 6, "pages_registered": 6, "readings_read": 6 * 8 * 2}
    assert sum(proposed.values()) == 6 * 8
    assert min(proposed.values()) > 0
    assert set(record["seconds"]) == {"read", "score"}
    with (demo_run / "readings.csv").open(encoding="utf-8-sig", newline="") as file:
        readings = list(csv.DictReader(file))
    assert len({(row["document"], row["field"], row["engine"]) for row in readings}) == len(readings) == 6 * 8 * 3
    assert {row["engine"] for row in readings} == {"tesseract", "rapidocr", "consensus"}


def test_it_says_what_it_waits_for_and_prefect_says_nothing(demo) -> None:
    assert (
        demo.err.index("Loading Prefect")
        < demo.err.index("embedded server")
        < demo.err.index("Reading: 6 of 6 documents, took")
    )
    assert LOG_LINE.search(demo.err) is None
    assert demo.err.replace("\n", "").isprintable()  # nobody looks at it while it runs: no line is written over
    assert (demo.results / ".prefect" / "embedded-server.log").read_text() == ""


def test_no_part_or_temporary_file_stays_behind(demo_run: Path) -> None:
    assert not (demo_run / "parts").exists()
    assert not list(demo_run.parents[1].rglob("*.tmp"))


def test_nothing_personal_is_in_prefect(demo) -> None:
    home = demo.results / ".prefect"
    assert found_below(home, ["forms", "register-pages-0"]) == {"forms", "register-pages-0"}  # the search would find it
    assert found_below(home, ["documents-read", "headline-rates", "result-page"]) != set()
    assert found_below(home, personal(SAMPLES)) == set()
    # Prefect keeps results nowhere else.
    assert not (demo.results / ".cache" / "prefect").exists()


def test_nothing_personal_is_on_the_terminal(demo) -> None:
    assert [text for text in personal(SAMPLES) if text in demo.out + demo.err] == []


def test_the_search_finds_all_ways_of_writing(tmp_path: Path) -> None:
    for number, written in enumerate(["髙橋", json.dumps("渡邉"), json.dumps(json.dumps("佐藤"))]):
        (tmp_path / f"{number}.db").write_bytes(b"\0\1" + written.encode() + b"\2")
    assert found_below(tmp_path, ["髙橋", "渡邉", "佐藤", "鈴木"]) == {"髙橋", "渡邉", "佐藤"}


def test_no_other_machine_is_asked_for_anything(demo) -> None:
    if demo.attempts is None:
        pytest.skip("this system lets its users make no network namespaces, so nothing could be watched")
    assert demo.attempts == 0


def test_the_closed_network_counts_who_tries_to_leave_it(closed_network: ClosedNetwork | None) -> None:
    if closed_network is None:
        pytest.skip("this system lets its users make no network namespaces")
    before = closed_network.attempts()
    tries = "import socket\ntry: socket.create_connection(('192.0.2.1', 80), 1)\nexcept OSError: print('unreachable')"
    done = subprocess.run(
        closed_network.inside([sys.executable, "-c", tries]), capture_output=True, text=True, check=True
    )
    assert done.stdout == "unreachable\n"
    assert closed_network.attempts() > before
