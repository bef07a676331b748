"""Measuring meetings, from segments to the page."""

import json
import re
from pathlib import Path

import pytest

from evaluators.grade import Grade
from evaluators.meetings.frames import TRACKS
from evaluators.quantity import Quantity
from pipelines.errors import KoukaError
from pipelines.meetings import scoring
from pipelines.runs import store
from pipelines.runs.store import Run
from pipelines.tables import read_table, write_table
from tests.pipelines.batches.meeting_files import write_batch
from tests.pipelines.meetings.written import ENGINE, SEGMENTS_WRITTEN, written_run


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    return write_batch(tmp_path / "meetings")


def scored(run: Run) -> dict[str, Quantity]:
    scoring.score(run)
    return {quantity.id: quantity for quantity in store.accuracy_of(run).quantities}


def test_rates_are_those_of_the_segments(batch: Path, results: Path) -> None:
    found = scored(written_run(batch))
    near = found[f"cer/{ENGINE}/nopunct/recording=near"]
    # 発言0発言1発言2 and 発言0発言1 were said; one 言 was mistaken, 発言1 of the hearing is missing, ご視聴 made up.
    assert (near.numerator, near.denominator) == (1 + 3, 9 + 6)
    # The far recording lacks seven of nine, the one by channels all of them.
    assert found[f"cer/{ENGINE}/nopunct/recording=far"].numerator == 7
    assert found[f"cer/{ENGINE}/nopunct/recording=channels"].value == 1
    assert found[f"cer/{ENGINE}/reading/recording=near"].numerator < near.numerator + 3
    assert found[f"invented_speech/{ENGINE}/recording=near/session_id=hearing"].numerator == pytest.approx(2)
    assert {quantity.grade for quantity in found.values()} == {Grade.DEMONSTRATION}
    assert found[f"der/{ENGINE}"].n_documents == 2


@pytest.mark.usefixtures("english")
def test_a_text_with_more_characters_has_more_stretches_and_the_page_says_so(batch: Path, results: Path) -> None:
    # 300 characters and a few more are one stretch; in kana (シヤクショ) they are 500, which are two.
    truth = batch / "truth" / "budget.json"
    truth.write_text(truth.read_text("utf-8").replace("発言0", "市役所" * 100), "utf-8")
    found = scored(written_run(batch))
    written, read = (
        found[f"cer/{ENGINE}/{name}/recording=near/session_id=budget"].n_documents for name in ("nopunct", "reading")
    )
    assert (written, read) == (1, 2)
    page = store.find("latest").page.read_text("utf-8")
    assert "A stretch is 300 characters of the text that is compared" in page


def test_terms_of_the_agenda_and_of_the_list_are_counted(batch: Path, results: Path) -> None:
    truth = batch / "truth" / "budget.json"
    truth.write_text(truth.read_text("utf-8").replace("発言0", "財政課の基金"), "utf-8")
    segments = [("budget", "near", "S1", 0.0, 0.5, "財政課の基準", "")]
    found = scored(written_run(batch, segments))
    recall = found[f"term_recall/{ENGINE}/nopunct/recording=near/session_id=budget"]
    assert (recall.numerator, recall.denominator) == (1, 2)


def test_a_word_that_was_said_in_several_meetings_has_one_row_on_the_page(batch: Path, results: Path) -> None:
    for name in ("budget", "hearing"):
        truth = batch / "truth" / f"{name}.json"
        truth.write_text(truth.read_text("utf-8").replace("発言0", "財政課の財政課"), "utf-8")
    segments = [
        ("budget", "near", "S1", 0.0, 0.5, "財政課の財政課", ""),
        ("hearing", "near", "S1", 0.0, 0.5, "財政課の再生課", ""),
    ]
    run = written_run(batch, segments)
    scoring.score(run)
    rows = re.findall(
        rf"<th scope=\"row\">財政課</th><td>{ENGINE}</td><td>([^<]+)</td><td>(\d+)</td><td>(.+?)</td><td>(\d+)</td>",
        run.page.read_text("utf-8"),
    )
    near = [
        (said, re.sub("<[^>]+>", "", right), written)
        for recording, said, right, written in rows
        if recording == "microphone near"
    ]
    assert near == [("4", "3", "3")]


def test_a_model_for_demonstration_spoils_the_grade_of_a_real_batch(batch: Path, results: Path) -> None:
    file = batch / "batch.toml"
    file.write_text(file.read_text("utf-8").replace('"demonstration"', '"real"'), "utf-8")
    assert {each.grade for each in scored(written_run(batch)).values()} == {Grade.MEASURED}
    assert {each.grade for each in scored(written_run(batch, demonstration=True)).values()} == {Grade.DEMONSTRATION}
    page = store.find("latest").page.read_text("utf-8")
    assert "knows only synthetic speech" in page


def test_every_table_of_rates_says_what_was_made_alike_before(batch: Path, results: Path) -> None:
    run = written_run(batch)
    scoring.score(run)
    tables = re.findall("<table[^>]*>.*?</table>", run.page.read_text("utf-8"), re.DOTALL)
    rates = [table for table in tables if re.search(r"[0-9.]+%", re.sub("<caption>.*?</caption>", "", table))]
    assert len(rates) == 5  # by recording, of all kinds, by meeting, speaker and pace
    assert all("without punctuation and width" in table for table in rates)


def test_a_mark_without_a_time_has_none_on_the_page_and_nothing_is_said_of_gaps(batch: Path, results: Path) -> None:
    segments = [("budget", "near", "S1", None, None, "発言0", "repetition")]
    run = written_run(batch, segments, engine="import:product")
    scoring.score(run)
    page = run.page.read_text("utf-8")
    assert "<td>import:product</td><td></td><td>the same words over and over</td>" in page
    assert "not for gaps" in page
    run = written_run(batch)
    scoring.score(run)
    assert "not for gaps" not in run.page.read_text("utf-8")


def test_the_page_says_where_words_of_doubt_are_listed(batch: Path, results: Path) -> None:
    run = written_run(batch)
    scoring.score(run)
    assert f"listed at their end: kouka minutes {run.name}" in run.page.read_text("utf-8")


def test_a_rate_above_one_hundred_per_cent_is_drawn_at_the_edge(batch: Path, results: Path) -> None:
    run = written_run(batch, [("hearing", "near", "S1", 0.0, 0.5, "発言" * 40, "")])
    found = scored(run)
    assert (found[f"cer/{ENGINE}/nopunct/recording=near/session_id=hearing"].value or 0) > 1
    drawn = [
        float(place) for place in re.findall('class="(?:point|range)" x="([-0-9.]+)"', run.page.read_text("utf-8"))
    ]
    assert drawn
    assert max(drawn) <= 100


def test_what_was_not_heard_is_on_the_page(batch: Path, results: Path) -> None:
    run = written_run(batch)
    scoring.score(run)
    assert "What was not heard" not in run.page.read_text("utf-8")
    table = read_table(run.folder / "tracks.csv")
    table.rows[0].update(status="failed", reason="truncated")
    table.rows[1].update(broke_off="12.50")
    write_table(run.folder / "tracks.csv", table.rows, TRACKS)
    scoring.score(run)
    page = run.page.read_text("utf-8")
    assert "it breaks off before anything can be heard" in page
    assert "breaks off at 12.50 s" in page


def test_fillers_are_counted_apart(batch: Path, results: Path) -> None:
    truth = batch / "truth" / "budget.json"
    truth.write_text(truth.read_text("utf-8").replace("発言0", "えー、あのー、発言0"), "utf-8")
    segments = [("budget", "near", "S1", 0.0, 0.5, "えー、発言0", ""), ("budget", "far", "S1", 0.0, 0.5, "発言0", "")]
    found = scored(written_run(batch, segments))
    near, far = (found[f"fillers_written/{ENGINE}/raw/recording={name}/session_id=budget"] for name in ("near", "far"))
    assert (near.numerator, near.denominator) == (1, 2)
    assert (far.numerator, far.denominator) == (0, 2)


def test_the_same_segments_give_the_same_bytes(batch: Path, results: Path) -> None:
    run = written_run(batch)
    scoring.score(run)
    first = [(run.folder / name).read_bytes() for name in ("accuracy.json", "index.html")]
    scoring.score(run)
    assert [(run.folder / name).read_bytes() for name in ("accuracy.json", "index.html")] == first


def test_what_was_said_is_escaped_and_can_be_left_out(batch: Path, results: Path) -> None:
    evil = "<script>alert(1)</script>"
    segments = [*SEGMENTS_WRITTEN, ("budget", "near", evil, 3.0, 4.0, f"{evil}秘密", "")]
    run = written_run(batch, segments)
    scoring.score(run)
    page = run.page.read_text("utf-8")
    assert evil not in page
    assert "&lt;" in page
    assert "data-at=" in page
    assert "recordings/budget-near.wav" in page
    scoring.score(run, shown=False)
    page = run.page.read_text("utf-8")
    assert "秘密" not in page
    assert "発現" not in page
    assert "kouka score" in page


def test_a_batch_without_truth_says_what_to_do(batch: Path, results: Path) -> None:
    for file in (batch / "truth").iterdir():
        file.unlink()
    run = written_run(batch)
    assert scored(run) == {}
    page = run.page.read_text("utf-8")
    assert "truth/&lt;session_id&gt;.json" in page
    assert "発現" in page
    assert "<ins>" not in page
    assert "The draft of each meeting" in page
    assert "green struck through" not in page
    assert "How intervals were made" not in page


def test_the_page_says_what_was_heard_not_read(batch: Path, results: Path) -> None:
    run = written_run(batch)
    scoring.score(run)
    page = run.page.read_text("utf-8")
    assert "What was heard, and by what" in page
    assert "green struck through" in page
    assert "How intervals were made" in page


def test_segments_without_times_are_measured_all_the_same(batch: Path, results: Path) -> None:
    segments = [("budget", "near", "", None, None, f"発言{number}", "") for number in range(3)]
    file = batch / "imports" / "product" / "budget.txt"
    file.parent.mkdir(parents=True)
    file.write_text("発言0発言1発言2\n", "utf-8")
    found = scored(written_run(batch, segments, engine="import:product"))
    assert {each.scope.get("recording", "near") for each in found.values()} == {"near"}  # it was given no other one
    assert found["cer/import:product/nopunct/recording=near/session_id=budget"].value == 0
    assert not [each for each in found if each.startswith(("omitted", "invented"))]


def test_inputs_are_written_down(batch: Path, results: Path) -> None:
    run = written_run(batch)
    scoring.score(run)
    record = json.loads((run.folder / "accuracy.json").read_bytes())
    assert sorted(record["inputs"]) == ["truth/budget.json", "truth/hearing.json"]


def test_a_batch_that_is_gone_is_named(batch: Path, results: Path) -> None:
    run = written_run(batch)
    batch.rename(batch.with_name("moved"))
    with pytest.raises(KoukaError):
        scoring.score(run)


def test_every_number_leads_to_a_place_of_the_page_once(batch: Path, results: Path) -> None:
    found = scored(written_run(batch))
    places = re.findall(r' id="([^"]+)"', store.find("latest").page.read_text("utf-8"))
    wanted = {quantity.cases for quantity in found.values() if quantity.cases}
    assert f"cases-{ENGINE}.near" in wanted
    nothing_heard = {f"cases-{ENGINE}.channels", f"cases-{ENGINE}.budget.channels"}
    assert wanted - nothing_heard <= set(places)
    assert len(places) == len(set(places))
