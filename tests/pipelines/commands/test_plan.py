import re
import shutil
from pathlib import Path

import pytest

from pipelines.errors import ExitCode
from tests.pipelines.commands.conftest import Kouka

ROOT = Path(__file__).parent.parent.parent.parent
EN = ("--lang", "en")


@pytest.fixture
def reference(results: Path) -> str:
    """The committed run among the user's own."""
    record = next((ROOT / "results" / "reference").glob("*/run.json"))
    shutil.copytree(record.parent, results / "trial" / record.parent.name)
    return f"trial/{record.parent.name}"


def test_numbers_of_manuals_are_said(kouka: Kouka) -> None:
    code, out, err = kouka(*EN, "plan", "--target", "0.95", "--margin", "0.01", "--icc", "0.05", "--fields", "20")
    assert (code, err) == (ExitCode.OK, "")
    assert "1,825 independent fields" in out
    assert "design effect 1.95" in out
    for forms, allowed in ((59, 0), (93, 1), (124, 2)):
        assert f"however errors cluster: {forms} forms, forms with an error allowed: {allowed}" in out
    assert "This assumes:" in out


def test_more_clustering_asks_for_more_forms(kouka: Kouka) -> None:
    def forms(icc: str) -> int:
        out = kouka(*EN, "plan", "--target", "0.98", "--icc", icc, "--fields", "20").out
        return int(re.search(r": ([\d,]+) forms \(", out)[1].replace(",", ""))

    assert forms("0") < forms("0.05") < forms("0.2") < forms("1")


def test_a_run_says_what_it_shows_and_what_is_needed(kouka: Kouka, reference: str) -> None:
    code, out, err = kouka(*EN, "plan", "--run", reference, "--target", "0.8")
    assert (code, err) == (ExitCode.OK, "")
    engines = dict(re.findall(r"^(rapidocr|tesseract|check boxes[^:]*): (.*(?:\n  .*)*)", out, re.MULTILINE))
    assert "80.0% is reached." in engines["rapidocr"]
    assert "80.0% is not reached" in engines["tesseract"]
    assert re.search(r"ICC 0\.\d\d · design effect [12]\.\d\d", engines["rapidocr"])
    assert re.search(r"Still needed to know 80\.0% to ±1\.0 points: [\d,]+ more forms", engines["tesseract"])


def test_between_its_bounds_a_batch_cannot_tell(kouka: Kouka, reference: str) -> None:
    assert "Whether 87.0% is reached, this batch cannot tell." in kouka(*EN, "plan", "--target", "0.87").out


def test_without_a_target_the_measured_rate_is_planned_for(kouka: Kouka, reference: str) -> None:
    out = kouka(*EN, "plan", "--margin", "0.3").out
    assert re.search(r"Still needed to know 60\.7% to ±30\.0 points: none", out)
    assert "To show at least" not in out


def test_it_speaks_japanese(kouka: Kouka, japanese: None) -> None:
    out = kouka("plan", "--target", "0.95", "--icc", "0.05", "--fields", "20").out
    assert "前提:" in out
    assert "申請書59件で、誤りのある申請書は0件まで" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--icc", "0.1"], "belong together"),
        (["--target", "0.9", "--icc", "0.1", "--fields", "9", "--run", "latest"], "either"),
        (["--icc", "0.1", "--fields", "9"], "--target is needed"),
        (["--target", "98"], "98"),
        (["--target", "0.9", "--margin", "0"], "margin"),
    ],
)
def test_what_cannot_be_understood_is_said(kouka: Kouka, arguments: list[str], message: str) -> None:
    code, _out, err = kouka(*EN, "plan", *arguments)
    assert code == ExitCode.USAGE
    assert message in err


def test_a_run_without_rates_of_fields_is_refused(kouka: Kouka, reference: str, results: Path) -> None:
    file = results / reference / "accuracy.json"
    file.write_text(file.read_text("utf-8").replace('"field_accuracy"', '"cer"'), "utf-8")
    code, _out, err = kouka(*EN, "plan", "--run", reference)
    assert code == ExitCode.INPUT
    assert "no rate of right fields" in err
