from pathlib import Path

from pipelines.errors import ExitCode
from tests.evaluators.cost.small import a_case
from tests.pipelines.cases import write_case
from tests.pipelines.commands.conftest import Kouka


def test_how_sure_it_is(kouka: Kouka, results: Path) -> None:
    write_case(results / "trial", a_case())
    code, out, err = kouka("--lang", "en", "cost", "trial", "--how-sure", "--draws", "1000")
    assert (code, err) == (ExitCode.OK, "")
    assert out.startswith("AI-OCR with the signed policy\n  Pays in ")
    assert "  The best way of working, by what an hour of staff is held to be worth:" in out
    assert "Minutes of a form by hand: " in out
