"""Measuring a run of all bundled documents, whose readings are made up here with known mistakes."""

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from dashboards.language import speaking
from evaluators.frames import PAGES, READINGS
from evaluators.grade import Origin
from pipelines import cases, field_types, scoring
from pipelines.batches.examine import load_forms
from pipelines.contracts.run import BatchRecord, EngineRecord, RunFile
from pipelines.runs import store
from pipelines.tables import read_table, write_table

SAMPLES = Path(__file__).parent.parent.parent / "samples" / "forms"
DPI = 40
MARKS = ("checkbox", "choice")
IMAGE = ".cache/pages/page.png"


def reading(document, field, engine, text, value, status="read"):
    x, y, w, h = field.box_mm
    return dict.fromkeys(READINGS.names, "") | {
        "document": document, "page": "1", "field": field.id, "engine": engine, "status": status, "text": text,
        "value": value, "confidence": "0.9", "x": str(x), "y": str(y), "w": str(w), "h": str(h),
    }  # fmt: skip


def rows_of(batch):
    """By engine: rapidocr takes every name's first character for 〓, tesseract fails at the survey, marks is right."""
    for template, table in batch.truth.items():
        values = {row["document"]: row for row in batch.values[template].rows}
        for row in table.rows:
            for field in batch.templates[template].fields:
                if field.id not in row:
                    continue
                text, value = row[field.id], values[row["document"]][field.id]
                if field.type in MARKS:
                    yield reading(row["document"], field, "marks", text, value)
                    continue
                failed = template == "survey"
                yield reading(row["document"], field, "tesseract", text, value, "failed" if failed else "read")
                if field.type == "name" and text:
                    text, value = "〓" + text[1:], "〓" + value[1:]
                yield reading(row["document"], field, "rapidocr", text, value)


def pages_of(batch):
    """All registered; of the pages of no form one was taken for a form."""
    foreign = 0
    for document in batch.documents:
        foreign += document.template == "-"
        refused = document.template == "-" and foreign > 1
        yield dict.fromkeys(PAGES.names, "") | {
            "document": document.name, "page": "1", "template": document.template,
            "status": "refused" if refused else "registered",
            "reason": "wrong_form_or_unreadable" if refused else "", "image": "" if refused else IMAGE,
        }  # fmt: skip


@pytest.fixture(scope="module")
def batch():
    with pytest.MonkeyPatch.context() as patch:
        any_text = replace(field_types.TYPES["text"])
        for name in ("postal_code", "phone", "money", "account", "checkbox", "choice", "my_number"):
            if name not in field_types.TYPES:
                patch.setitem(field_types.TYPES, name, any_text)
        yield load_forms(SAMPLES)


@pytest.fixture
def run(batch, tmp_path, monkeypatch):
    results = tmp_path / "results"
    monkeypatch.setenv("KOUKA_RESULTS", str(results))
    (results / IMAGE).parent.mkdir(parents=True)
    noise = np.random.default_rng(1).integers(0, 255, (round(297 / 25.4 * DPI), round(210 / 25.4 * DPI)), np.uint8)
    (results / IMAGE).write_bytes(cv2.imencode(".png", noise)[1].tobytes())
    file = RunFile(
        run="20260401-090000-00000000",
        kind="forms",
        batch=BatchRecord(path=SAMPLES.as_posix(), title="s", origin=Origin.DEMONSTRATION, digest="0" * 64),
        files={},
        documents="0" * 64,
        engines=tuple(EngineRecord(name=name, version="1") for name in ("tesseract", "rapidocr")),
        settings={"dpi": DPI},
        packages={},
        machine={},
        started="2026-04-01T09:00:00+09:00",
    )
    made = store.Run(results / "trial" / file.run, file).save(file)
    write_table(made.folder / "pages.csv", list(pages_of(batch)), PAGES)
    write_table(made.folder / "readings.csv", list(rows_of(batch)), READINGS)
    return made


def quantities(run):
    return {entry["id"]: entry for entry in json.loads((run.folder / "accuracy.json").read_bytes())["quantities"]}


def part_and_whole(entry):
    return entry["numerator"], entry["denominator"]


@pytest.fixture
def measured(run):
    scoring.score(run)
    return quantities(run)


def test_engines_are_measured_on_what_they_read_and_on_no_more(measured, batch):
    types = {field.type for template in batch.templates.values() for field in template.fields}
    for engine, expected in (("marks", types & set(MARKS)), ("rapidocr", types - set(MARKS) - {"my_number"})):
        found = {
            entry["scope"]["type"]
            for entry in measured.values()
            if entry["engine"] == engine and list(entry["scope"]) == ["type"]
        }
        assert found == expected
    assert measured["mark_precision/marks"]["value"] == measured["mark_recall/marks"]["value"] == 1
    assert "cer/marks/nfkc" not in measured


def test_known_mistakes_are_counted(measured, batch):
    names = sum(
        bool(row.get(field.id))
        for template, table in batch.truth.items()
        for field in batch.templates[template].fields
        if field.type == "name"
        for row in table.rows
    )
    assert names > 40
    assert measured["cer/rapidocr/nfkc"]["numerator"] == names
    wrong = measured["field_accuracy/rapidocr/typed/type=name"]
    assert wrong["denominator"] - wrong["numerator"] == names
    assert measured["field_accuracy/rapidocr/typed/type=kana"]["value"] == 1
    assert measured["field_accuracy/tesseract/typed/template=survey"]["numerator"] == 0
    assert measured["field_accuracy/tesseract/typed/template=moving-notice"]["value"] == 1


def test_pages_of_no_form_count_as_refusals_and_never_as_fields(measured):
    assert part_and_whole(measured["refusal_precision"]) == (3, 3)
    assert part_and_whole(measured["refusal_recall"]) == (3, 4)
    assert measured["document_accuracy/rapidocr/typed"]["denominator"] == 60


def test_agreement_is_right_and_names_and_failures_are_what_is_disagreed_on(measured):
    agreed = measured["agreement/tesseract+rapidocr"]
    assert 0 < agreed["value"] < 1
    assert measured["agreed_accuracy/tesseract+rapidocr/typed"]["value"] == 1
    assert measured["agreement/tesseract+rapidocr/template=survey"]["numerator"] == 0
    assert measured["fallback_accuracy/tesseract+rapidocr/typed/type=name"]["value"] == 1  # tesseract is better at them
    assert measured["fallback_accuracy/tesseract+rapidocr/typed/type=text"]["value"] == 1  # here rapidocr is


def test_counts_add_up_over_kinds_of_form(measured, batch):
    for id in ("field_accuracy/rapidocr/typed", "cer/tesseract/nfkc", "mark_recall/marks"):
        parts = [
            measured[f"{id}/template={template}"]
            for template in batch.templates
            if f"{id}/template={template}" in measured
        ]
        for side in ("numerator", "denominator"):
            assert measured[id][side] == sum(part[side] for part in parts)


def test_the_second_answer_names_one_of_three_kinds_of_form(run, batch):
    with speaking("en"):
        scoring.score(run)
    page = run.page.read_text("utf-8")
    found = quantities(run)
    best = max(batch.templates, key=lambda id: found[f"minutes_saved/rapidocr/template={id}"]["value"])
    assert "Of 3 kinds of form" in page
    assert f"“{batch.templates[best].title}”: by" in page


def test_a_run_that_read_no_mark_has_missed_them_all(run, batch):
    rows = [row for row in rows_of(batch) if row["engine"] != "marks"]
    write_table(run.folder / "readings.csv", rows, READINGS)
    scoring.score(run)
    found = quantities(run)
    assert found["mark_recall/marks"]["value"] == 0
    assert found["field_accuracy/marks/typed"]["numerator"] == 0


def test_a_consensus_in_the_readings_is_no_engine_that_is_measured(run, batch):
    scoring.score(run)
    before, page = quantities(run), run.page.read_bytes()
    agreed = [row | {"engine": "consensus", "text": "違", "value": "違"} for row in rows_of(batch)]
    agreed = [row | {"status": "disagree", "text": ""} if place % 2 else row for place, row in enumerate(agreed)]
    unique = {(row["document"], row["field"]): row for row in agreed}
    write_table(run.folder / "readings.csv", [*rows_of(batch), *unique.values()], READINGS)
    scoring.score(run)
    assert quantities(run) == before
    assert run.page.read_bytes() == page


def test_pictures_beyond_the_page_are_files_and_what_stands_in_fields_can_be_left_out(run, batch, monkeypatch):
    monkeypatch.setattr(cases, "ON_THE_PAGE", 10)
    scoring.score(run)
    page = run.page.read_text("utf-8")
    files = sorted(file.name for file in (run.folder / "cases").iterdir())
    assert page.count("data:image/png;base64,") == 10
    assert len(files) > 5  # all forms of a kind show the same noise, and what is the same is one file
    assert all(f'src="cases/{name}"' in page for name in files)
    scoring.score(run, crops=False)
    page = run.page.read_text("utf-8")
    assert "<img" not in page
    assert not (run.folder / "cases").exists()
    written = [row["text"] for row in rows_of(batch) if len(row["text"]) > 4 and not row["text"].isascii()]
    assert len(written) > 100
    assert [text for text in written if text in page] == []


def test_measuring_again_gives_the_same_bytes(run):
    def written():
        return {file.relative_to(run.folder): file.read_bytes() for file in run.folder.rglob("*") if file.is_file()}

    scoring.score(run)
    first = written()
    scoring.score(run)
    assert written() == first
    assert {"accuracy.json", "index.html", "timings-rapidocr.csv"} <= {path.name for path in first}


def test_a_marked_option_is_shown_by_what_is_printed_beside_it(run, batch):
    rows = [row | {"text": "online", "value": "online"} if row["field"] == "channel" else row for row in rows_of(batch)]
    write_table(run.folder / "readings.csv", rows, READINGS)
    scoring.score(run)
    channel = next(field for field in batch.templates["survey"].fields if field.id == "channel")
    online = next(option.label for option in channel.options if option.id == "online")
    page = run.page.read_text("utf-8")
    assert f"<ins>{online} </ins>" in page
    assert "cases-marks.survey.channel" in page


def test_readings_of_the_run_are_left_as_they_are(run):
    before = read_table(run.folder / "readings.csv").rows
    scoring.score(run)
    assert read_table(run.folder / "readings.csv").rows == before
