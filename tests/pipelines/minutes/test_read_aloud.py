"""Sentences that people read aloud hold hardly a filler: what tidying takes from them is meant to be said."""

import csv
from pathlib import Path

import pytest

from pipelines.minutes.decisions import decisions
from pipelines.minutes.sentences import Sentence
from pipelines.minutes.tidying import removals

TRANSCRIPTS = Path(__file__).parents[4] / "shared" / "real" / "transcripts"

pytestmark = pytest.mark.skipif(
    not TRANSCRIPTS.is_dir(), reason="the published transcripts (kotoba-whisper evaluation) are not beside the project"
)


@pytest.fixture(scope="module")
def read_aloud() -> list[str]:
    """Sentences of Common Voice 8, each once."""
    with (TRANSCRIPTS / "whisper-tiny.common_voice_8.csv").open(encoding="utf-8", newline="") as file:
        return list(dict.fromkeys(row["reference_raw"] for row in csv.DictReader(file)))


def test_nothing_but_a_filler_goes(read_aloud):
    taken = [removal.text for words in read_aloud for removal in removals("s", words)]
    assert len(read_aloud) == 4483
    assert taken == ["えーと"]


def test_nobody_decides_anything(read_aloud):
    found = [finding.quote for words in read_aloud for finding in decisions([Sentence(1, "", "s", 0, words)])]
    assert found == []
