"""``kouka compare`` for meetings: of one run, of two, and what is refused with the difference named."""

import json
import re
import shutil
from pathlib import Path

import pytest

from pipelines.errors import ExitCode
from pipelines.meetings import scoring
from pipelines.runs.store import Run
from pipelines.tables import read_table
from tests.pipelines.batches.meeting_files import write_batch
from tests.pipelines.commands.conftest import Kouka
from tests.pipelines.meetings.written import ENGINE, SEGMENTS_WRITTEN, written_run

OTHER = "faster-whisper:large"
RIGHT = (
    ("budget", "near", "S1", 0.0, 0.5, "発言0", ""),
    ("budget", "near", "S2", 1.0, 1.5, "発言1", ""),
    ("budget", "near", "S1", 2.0, 2.5, "発言2", ""),
    ("budget", "far", "S1", 0.0, 0.5, "発現0", ""),
    ("hearing", "near", "S1", 0.0, 0.5, "発言0", ""),
)


@pytest.fixture
def batch(tmp_path: Path, results: Path) -> Path:
    return write_batch(tmp_path / "meetings")


@pytest.fixture
def both(batch: Path) -> Run:
    return written_run(batch, further={OTHER: RIGHT})


def measure(found: dict, recording: str, metric: str, normaliser: str = "nopunct") -> dict:
    (table,) = [table for table in found["tables"] if table["recording"] == recording]
    names = [(row["difference"]["metric"], row["difference"]["normaliser"]) for row in table["rows"]]
    return table["rows"][names.index((metric, normaliser))]


def test_one_run_puts_its_recognisers_against_each_other(kouka: Kouka, both: Run) -> None:
    code, out, _err = kouka("compare", both.name)
    assert code == 0
    assert f"All recordings: between {ENGINE} and {OTHER} no difference can be shown" in out
    assert "(demonstration)" in out
    assert "So little speech cannot show any difference" in out
    assert "Worse: the second has more wrong: 0 stretches" in out
    assert "Better: the second has less wrong: 1 stretches" in out


def test_numbers_are_those_of_the_segments(kouka: Kouka, both: Run) -> None:
    found = json.loads(kouka("compare", both.name, "--json").out)
    assert (found["kind"], found["runs"]) == ("meetings", [both.name])
    near = measure(found, "near", "cer_difference")
    # 発言0発言1発言2 and 発言0発言1: one mistaken, three left out or made up; of the other engine three left out.
    assert (near["first"], near["second"], near["difference"]["denominator"]) == (4, 3, 15)
    far = measure(found, "far", "cer_difference")
    assert (far["first"], far["second"]) == (7, 1 + 6)
    channels = measure(found, "channels", "cer_difference")
    assert (channels["first"], channels["second"], channels["p"]) == (9, 9, 1)
    assert measure(found, "", "cer_difference")["difference"]["value"] == pytest.approx(-1 / 33)
    assert measure(found, "near", "cpcer_difference")["mcnemar"] is None
    (pair,) = found["pairs"]
    assert (pair["unit"], pair["left_out"]) == ("stretch", [])
    stretches = {(each["session_id"], each["recording"]): each for each in pair["stretches"]}
    assert stretches["budget", "near"]["text_first"] == "発言0発現1発言2"
    assert (stretches["budget", "near"]["errors_first"], stretches["budget", "near"]["errors_second"]) == (1, 0)
    assert stretches["budget", "channels"]["both_wrong"] == 9


def test_terms_heard_right_have_mcnemars_test(kouka: Kouka, batch: Path) -> None:
    (batch / "terms.txt").write_text("発言1\n", "utf-8")
    found = json.loads(kouka("compare", written_run(batch, further={OTHER: RIGHT}).name, "--json").out)
    recall = measure(found, "near", "term_recall_difference")
    assert (recall["first"], recall["second"], recall["difference"]["denominator"]) == (0, 1, 2)
    assert (recall["mcnemar"]["only_first"], recall["mcnemar"]["only_second"]) == (0, 1)


def test_two_runs_with_a_recogniser_each_need_no_names(kouka: Kouka, batch: Path) -> None:
    first, second = written_run(batch), written_run(batch, RIGHT, engine=OTHER)
    (pair,) = json.loads(kouka("compare", first.name, second.name, "--json").out)["pairs"]
    assert (pair["first"], pair["second"]) == (f"{ENGINE} ({first.name})", f"{OTHER} ({second.name})")
    assert pair["counts"] == {"regression": 0, "improvement": 1, "both_wrong": 3}
    found = kouka("compare", first.name, second.name, "--engine", OTHER)
    assert (found.code, "has no engine" in found.err) == (ExitCode.USAGE, True)


def test_a_product_is_compared_on_what_it_was_given(kouka: Kouka, batch: Path) -> None:
    file = batch / "imports" / "product" / "budget.txt"
    file.parent.mkdir(parents=True)
    file.write_text("発言0発言1発言2\n", "utf-8")
    untimed = [("budget", "near", "", None, None, "発言0発言1発言2", "")]
    run = written_run(batch, further={"import:product": untimed})
    found = json.loads(kouka("compare", run.name, "--json").out)
    assert [table["recording"] for table in found["tables"]] == ["near"]
    assert measure(found, "near", "cer_difference")["difference"]["denominator"] == 9
    assert found["pairs"][0]["left_out"] == ["budget/channels", "budget/far", "hearing/near"]
    scoring.score(run)
    assert 'id="recogniser-comparison"' in run.page.read_text("utf-8")


def test_the_page_lists_stretches_and_leads_to_their_place(kouka: Kouka, batch: Path, tmp_path: Path) -> None:
    evil = ("budget", "near", "S2", 1.0, 1.5, "\x1b[31m<b>発言</b>", "")
    run = written_run(batch, further={OTHER: [*RIGHT[:1], evil, *RIGHT[2:]]})
    scoring.score(run)
    code, out, _err = kouka("compare", run.name, "--out", tmp_path / "out", "--json")
    assert (code, "\x1b" in out) == (0, False)
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "<b>" not in page.split("Which stretches")[1]
    assert 'class="banner"' in page
    rows = read_table(tmp_path / "out" / "stretches.csv").rows
    assert [(row["session_id"], row["recording"], row["start"]) for row in rows][:2] == [
        ("budget", "near", "0.0"),
        ("budget", "far", "0.0"),
    ]
    assert json.loads((tmp_path / "out" / "comparison.json").read_bytes()) == json.loads(out)
    addresses = re.findall(r'href="([^"#]+)#([^"]+)"', page)
    assert (tmp_path / "out" / addresses[0][0]).resolve() == run.page.resolve()
    there = set(re.findall(r'id="([^"]+)"', run.page.read_text("utf-8")))
    assert {anchor.replace("%3A", ":") for _page, anchor in addresses} <= there | {
        f"cases-{engine}.budget.channels" for engine in (ENGINE, OTHER)
    }


def test_contents_can_be_left_out(kouka: Kouka, both: Run, tmp_path: Path) -> None:
    kouka("compare", both.name, "--out", tmp_path / "out")
    assert "<ins>現</ins>" in (tmp_path / "out" / "index.html").read_text("utf-8")
    kouka("compare", both.name, "--out", tmp_path / "out", "--no-crops")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["comparison.json", "index.html"]
    assert "現" not in (tmp_path / "out" / "index.html").read_text("utf-8")
    assert json.loads((tmp_path / "out" / "comparison.json").read_bytes())["pairs"][0]["stretches"] is None


@pytest.fixture
def elsewhere(batch: Path) -> Path:
    """The same batch in another folder."""
    return Path(shutil.copytree(batch, batch.with_name("again")))


def refused(kouka: Kouka, batch: Path, elsewhere: Path) -> str:
    code, out, err = kouka("compare", written_run(batch).name, written_run(elsewhere).name)
    assert (code, out) == (ExitCode.INPUT, "")
    assert "are not of the same recordings and truth" in err
    return err


def test_the_same_recordings_elsewhere_are_the_same(kouka: Kouka, batch: Path, elsewhere: Path) -> None:
    found = kouka("compare", written_run(batch).name, written_run(elsewhere).name, "--json")
    assert {row["p"] for table in json.loads(found.out)["tables"] for row in table["rows"]} == {1}


def test_other_recordings_are_named(kouka: Kouka, batch: Path, elsewhere: Path) -> None:
    file = elsewhere / "recordings.csv"
    kept = [line for line in file.read_text("utf-8-sig").splitlines() if "far" not in line and "hearing" not in line]
    file.write_text("\n".join(kept), "utf-8-sig")
    (elsewhere / "truth" / "hearing.json").unlink()
    err = refused(kouka, batch, elsewhere)
    assert "2 recordings are in trial/" in err
    assert "alone: budget/far, hearing/near" in err
    assert "1 meeting has another truth: hearing" in err


def test_another_sound_of_the_same_name_is_named(kouka: Kouka, batch: Path, elsewhere: Path) -> None:
    with (elsewhere / "recordings" / "hearing.wav").open("ab") as file:
        file.write(b"\0\0")
    assert "1 recording of one name is another sound: hearing/near" in refused(kouka, batch, elsewhere)


def test_another_truth_is_named(kouka: Kouka, batch: Path, elsewhere: Path) -> None:
    file = elsewhere / "truth" / "budget.json"
    file.write_text(file.read_text("utf-8").replace("発言1", "発言一"), "utf-8")
    assert "1 meeting has another truth: budget" in refused(kouka, batch, elsewhere)


def test_a_sound_that_changed_since_is_refused(kouka: Kouka, both: Run, batch: Path) -> None:
    with (batch / "recordings" / "hearing.wav").open("ab") as file:
        file.write(b"\0\0")
    found = kouka("compare", both.name)
    assert found.code == ExitCode.INPUT
    assert "The file is not the one that the run has read" in found.err


def test_without_truth_there_is_nothing_to_compare(kouka: Kouka, both: Run, batch: Path) -> None:
    shutil.rmtree(batch / "truth")
    found = kouka("compare", both.name)
    assert found.code == ExitCode.INPUT
    assert "no recording with truth in common" in found.err


def test_meetings_and_forms_are_not_compared(kouka: Kouka, both: Run, batch: Path) -> None:
    other = written_run(batch)
    other.save(other.file.model_copy(update={"kind": "forms"}))
    found = kouka("compare", both.name, other.name)
    assert found.code == ExitCode.USAGE
    assert "one of meetings" in found.err


def test_grades_are_the_worse_of_both(kouka: Kouka, batch: Path) -> None:
    file = batch / "batch.toml"
    file.write_text(file.read_text("utf-8").replace('"demonstration"', '"real"'), "utf-8")
    for demonstration, grade in ((False, "measured"), (True, "demonstration")):
        run = written_run(batch, SEGMENTS_WRITTEN, demonstration=demonstration, further={OTHER: RIGHT})
        assert f"({grade})" in kouka("compare", run.name).out
