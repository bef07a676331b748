"""Forms and meetings in one campaign on a machine that reaches nothing but itself, and the page that shows both.

The recogniser is faster-whisper itself, with a model of random weights, beside the scripted one: what is heard is
nonsense, what is loaded, and from where, is not.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.closed_network import ClosedNetwork
from pipelines.tables import read_table
from tests import processes
from tests.pipelines.flows.conftest import Speech
from tests.pipelines.recognizers import tiny_whisper

pytestmark = [pytest.mark.slow, pytest.mark.prefect]

CAMPAIGN = "demo"
ENGINES = ("scripted:whisper", "faster-whisper:tiny")


@dataclass(frozen=True)
class Both:
    """What a campaign of forms and meetings left behind."""

    folder: Path
    code: int
    err: str
    attempts: int
    """How often anything tried to reach another machine."""


@pytest.fixture(scope="module")
def both(demo, speech: Speech, closed_network: ClosedNetwork | None, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """The run of the six forms, and one of the small spoken batch in the same campaign, both in a closed network."""
    if closed_network is None:
        pytest.skip("this system lets its users make no network namespaces")
    home = tmp_path_factory.mktemp("closed")
    results = shutil.copytree(demo.results, home / "results")
    site, models = speech.variables["PYTHONPATH"], shutil.copytree(speech.variables["KOUKA_MODELS"], home / "models")
    variables = {"PYTHONPATH": site, "KOUKA_MODELS": str(models), "HOME": str(home), "XDG_CACHE_HOME": str(home)}
    before = closed_network.attempts()
    carried = str(tiny_whisper.make(home / "carried"))
    for command in (
        ["model", "add", carried, "--name", "tiny"],
        ["run", str(speech.batch), "--campaign", CAMPAIGN, *(word for name in ENGINES for word in ("--engine", name))],
    ):
        done = processes.run(closed_network.inside([processes.KOUKA, *command]), results, **variables)
    attempts = demo.attempts + closed_network.attempts() - before
    return Both(results / CAMPAIGN, done.returncode, done.stderr, attempts)


def test_both_are_done(both: Both) -> None:
    assert both.code == 0, both.err
    runs = [file.parent for file in both.folder.glob("*/run.json")]
    assert len(runs) == 2
    assert all((run / "index.html").is_file() for run in runs)
    (segments,) = (read_table(run / "segments.csv").rows for run in runs if (run / "segments.csv").exists())
    assert {row["engine"] for row in segments} == set(ENGINES)


def test_nothing_tried_to_reach_another_machine(both: Both) -> None:
    assert both.attempts == 0


def test_the_page_of_the_campaign_shows_both(both: Both) -> None:
    page = (both.folder / "index.html").read_text("utf-8")
    assert page.index("Fields read right") < page.index("Character error rate")
    assert all(name in page for name in ("tesseract", "rapidocr", *ENGINES))
    links = re.findall(r'href="([^"]+)"', page)
    assert len(links) == 2
    assert all((both.folder / link).is_file() for link in links)
