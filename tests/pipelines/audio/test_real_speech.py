"""Real public clips (Common Voice, Japanese, CC0), which lie beside the project where somebody put them."""

import csv
from pathlib import Path

import pytest

from pipelines.audio.cutting import plan
from pipelines.audio.opening import probe

SPEECH = Path(__file__).parents[4] / "shared" / "real" / "speech"
CLIPS = sorted(SPEECH.glob("*.mp3"))


@pytest.mark.skipif(not CLIPS, reason="the real public clips of speech are not beside the project")
def test_in_every_real_clip_somebody_speaks_for_most_of_what_the_text_takes() -> None:
    with (SPEECH / "clips.csv").open(encoding="utf-8") as table:
        texts = {row["file"]: row["text"] for row in csv.DictReader(table)}
    assert len(CLIPS) > 10
    for clip in CLIPS:
        found = plan(clip)
        declared = probe(clip).seconds
        assert declared == pytest.approx(found.seconds, abs=0.1)
        assert found.broke_off is None
        spoken = sum(end - start for part in found.parts for start, end in part.speech)
        assert spoken > len(texts[clip.name]) / 15, clip.name
