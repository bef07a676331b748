"""Two recognisers whose outputs and error rates were published, imported as products and compared with a test."""

import csv
import json
from pathlib import Path

import pytest

from evaluators.characters import ErrorCounts, count_token_errors
from pipelines.batches.examine_meetings import load_meetings
from pipelines.contracts.comparison import MeetingsComparisonFile
from pipelines.imports import engine_of
from pipelines.imports.transcripts import keep
from pipelines.meetings import comparison_files, scoring, steps
from pipelines.meetings.beginning import begin_meetings
from pipelines.meetings.collecting import collect
from pipelines.meetings.comparing import compare_meetings
from pipelines.runs.store import Run, accuracy_of
from tests.pipelines.batches.meeting_files import write_wav
from tests.real import TRANSCRIPTS, needs_transcripts

pytestmark = needs_transcripts

MODELS = ("whisper-small", "kotoba-whisper-v2.0")
MEETINGS, EACH, SECONDS = 3, 200, 6.0
"""Read sentences of Common Voice 8, taken for three meetings of so many, each so long."""


def sentences(model: str) -> list[dict[str, str]]:
    with (TRANSCRIPTS / f"{model}.common_voice_8.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))[: MEETINGS * EACH]


def written(file: Path, session: str, texts: list[str]) -> None:
    said = [
        {"session_id": session, "speaker": "", "start_time": SECONDS * n, "end_time": SECONDS * (n + 1), "words": text}
        for n, text in enumerate(texts)
    ]
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(said, ensure_ascii=False), "utf-8")


@pytest.fixture
def run(tmp_path: Path, results: Path) -> Run:
    folder = tmp_path / "spoken"
    folder.mkdir()
    names = [f"part{number}" for number in range(MEETINGS)]
    (folder / "batch.toml").write_text('schema = 1\nkind = "meetings"\ntitle = "朗読"\norigin = "real"\n', "utf-8")
    table = "file,session_id,recording,channel,speaker\n" + "".join(f"{name}.wav,{name},near,,\n" for name in names)
    (folder / "recordings.csv").write_text(table, "utf-8")
    (folder / "terms.txt").write_text("木村さん\n大学\n先生\n", "utf-8")
    for name in names:
        write_wav(folder / "recordings" / f"{name}.wav", 1)
    for model in MODELS:
        for number, name in enumerate(names):
            rows = sentences(model)[number * EACH : (number + 1) * EACH]
            written(folder / "truth" / f"{name}.json", name, [row["reference_raw"] for row in rows])
            written(tmp_path / model / f"{name}.json", name, [row["prediction_raw"] for row in rows])
            keep(load_meetings(folder), model, tmp_path / model / f"{name}.json", session=name, recording=None)
    begun = begin_meetings(load_meetings(folder), "trial", [engine_of(model) for model in MODELS])
    for number in range(MEETINGS):
        steps.plan_recording(begun.folder, number)
    counts, _seconds = collect(begun.folder)
    return begun.save(begun.file.model_copy(update={"finished": "2026-04-01T09:00:00+09:00", "counts": counts}))


def test_the_better_one_is_told_and_rates_are_those_of_its_publisher(run: Run, tmp_path: Path) -> None:
    found = compare_meetings([run])
    page = comparison_files.write(found, tmp_path / "out").read_text("utf-8")
    record = MeetingsComparisonFile.model_validate_json((tmp_path / "out" / "comparison.json").read_bytes())
    (table,) = record.tables
    rows = {(row.difference.metric, row.difference.normaliser): row for row in table.rows}
    cer = rows["cer_difference", "nopunct"]
    whole = cer.difference.denominator or 0
    for model, errors in zip(MODELS, (cer.first, cer.second), strict=True):
        # Published are rates of sentences one by one, width and punctuation folded in their own way.
        norm = [count_token_errors(row["reference_norm"], row["prediction_norm"]) for row in sentences(model)]
        assert errors / whole == pytest.approx(sum(norm, start=ErrorCounts.zero()).rate, abs=0.01)
    assert (cer.difference.low or 0) < (cer.difference.value or 0) < (cer.difference.high or 0) < -0.03
    assert cer.p_holm < 0.001
    assert cer.difference.method == "paired-stretch-bootstrap"
    # 子供 and こども are read alike: both rates fall, and so does the difference.
    assert abs(rows["cer_difference", "reading"].difference.value or 0) < abs(cer.difference.value or 0)
    recall = rows["term_recall_difference", "nopunct"]
    assert recall.mcnemar is not None
    assert recall.mcnemar.only_second - recall.mcnemar.only_first == recall.second - recall.first
    (pair,) = record.pairs
    assert sum(each.errors_second for each in pair.stretches or ()) == cer.second
    assert pair.counts["improvement"] > 5 * pair.counts["regression"]
    assert "import:kotoba-whisper-v2.0 has fewer characters wrong than import:whisper-small" in page


def test_the_page_of_the_run_has_them_side_by_side(run: Run) -> None:
    scoring.score(run)
    page = run.page.read_text("utf-8")
    assert 'id="recogniser-comparison"' in page
    assert "import:kotoba-whisper-v2.0 has fewer characters wrong than import:whisper-small" in page
    assert not [each for each in accuracy_of(run).quantities if each.metric.endswith("_difference")]
