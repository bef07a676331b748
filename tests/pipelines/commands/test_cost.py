"""``kouka cost`` on the reference run."""

import csv
from pathlib import Path

import pytest

from pipelines.errors import ExitCode
from pipelines.runs import store
from pipelines.tables import read_table, to_csv
from tests.pipelines.commands.conftest import Kouka


@pytest.fixture(autouse=True)
def _results_of_the_reference(results: Path, reference: store.Run) -> None:
    """``reference`` comes after ``results``, and says where they are."""


def test_every_way_of_working_is_told(kouka: Kouka) -> None:
    code, out, err = kouka("cost", "reference", "--draws", 1000)
    assert code == ExitCode.OK
    for option in ("as_now", "ai_all", "two_engines", "online"):
        assert f"[{option}]" in out
    assert "Net present value of money really paid alone" in out
    # What is left out is said, with its line.
    assert "case.toml:" in err
    assert "drafts are left out" in err


@pytest.fixture
def four_forms(reference: store.Run) -> None:
    """Of the moving notices of the batch, four have their truth."""
    batch = store.batch_of(reference).path
    for kind in ("truth", "values"):
        table = read_table(batch / kind / "moving-notice.csv")
        (batch / kind / "moving-notice.csv").write_text(to_csv(table.rows[:4], table.columns), "utf-8-sig")


@pytest.mark.usefixtures("four_forms")
@pytest.mark.parametrize("show", [(), ("--lines",), ("--how-sure",)])
def test_too_few_forms_are_no_error_but_said_with_what_to_do(kouka: Kouka, show: tuple[str, ...]) -> None:
    code, out, err = kouka("cost", "reference", "--draws", 1000, *show)
    assert code == ExitCode.OK
    assert "Nothing can be compared yet" in out
    assert ": 4. It takes 5 to see how forms differ" in err
    assert "further ones with their truth into the batch" in err


@pytest.mark.usefixtures("four_forms")
def test_of_too_few_forms_a_table_has_no_rows(kouka: Kouka) -> None:
    code, out, _err = kouka("cost", "reference", "--draws", 1000, "--to", "csv")
    assert (code, list(csv.DictReader(out.splitlines()))) == (ExitCode.OK, [])


def test_the_same_seed_gives_the_same_bytes(kouka: Kouka, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.csv" for number in range(3)]
    for file, seed in zip(files, (1, 1, 2), strict=True):
        code, out, _err = kouka("cost", "reference", "--draws", 1000, "--seed", seed, "--to", "csv", "--out", file)
        assert (code, out) == (ExitCode.OK, f"{file}\n")
    first, again, other = (file.read_bytes() for file in files)
    assert first == again != other
    rows = list(csv.DictReader(first.decode("utf-8-sig").splitlines()))
    assert {"cost/ai_all/npv", "cost/ai_all/hours/year=2026"} <= {row["id"] for row in rows}


def test_lines_are_shown_with_their_formulas(kouka: Kouka) -> None:
    code, out, _err = kouka("cost", "reference", "--draws", 1000, "--lines")
    assert code == ExitCode.OK
    assert "spent" in out
    assert "= tool + paid_yen  [yen/year]" in out


def test_a_circle_is_an_error_of_the_file(kouka: Kouka, reference: store.Run) -> None:
    case = reference.folder.parent / "case.toml"
    line = '[[lines]]\nname = "more"\noption = "ai_all"\nadds_to = "tool"\nformula = "cost"\nsays = "a test"\n'
    case.write_text(case.read_text("utf-8") + line, "utf-8")
    code, out, err = kouka("cost", "reference")
    assert (code, out) == (ExitCode.INPUT, "")
    assert "more → cost → spent → tool → more" in err


def test_a_campaign_that_is_none(kouka: Kouka) -> None:
    code, _out, err = kouka("cost", "nowhere")
    assert code == ExitCode.INPUT
    assert "kouka new case" in err
