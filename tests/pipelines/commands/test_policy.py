"""kouka policy: from a run to a signature to decisions."""

import re

import pytest

from pipelines.commands import call
from pipelines.errors import ExitCode
from pipelines.runs import store


@pytest.fixture
def run(reference: store.Run) -> str:
    """The committed run, copied."""
    return str(reference.folder)


def kouka(*arguments: str) -> int:
    return call([*arguments, "--lang", "en"])


def test_the_sixty_certify_nothing_at_one_per_cent_and_it_is_said_how_many_are_missing(run, tmp_path, capsys):
    out = tmp_path / "policy.toml"
    assert kouka("policy", "propose", run, "--residual", "0.01", "--out", str(out)) == ExitCode.OK
    said = capsys.readouterr().out
    assert "check boxes and choices: cannot be certified at 1.0%: about" in said
    assert "more forms needed" in said
    assert not out.exists()


def test_a_policy_is_proposed_signed_and_shown(run, tmp_path, capsys):
    out, table = tmp_path / "policy.toml", tmp_path / "decisions.csv"
    assert kouka("policy", "propose", run, "--residual", "0.1", "--out", str(out)) == ExitCode.OK
    assert "can pass: at most" in capsys.readouterr().out
    assert kouka("policy", "show", str(out), "--run", run) == ExitCode.OK
    said = capsys.readouterr().out
    assert "Not signed: every field is for a person to look at." in said
    assert re.search(r"^0 of \d+ fields pass", said, re.MULTILINE)
    assert "no signed policy" in said
    assert kouka("policy", "sign", str(out), "--by", "A") == ExitCode.OK
    said = capsys.readouterr().out
    assert "Signed by A on" in said
    assert "That this name signed is not proven" in said
    assert kouka("policy", "show", str(out), "--run", run, "--out", str(table)) == ExitCode.OK
    said = capsys.readouterr().out
    assert "Audit: " in said
    assert "Void" not in said
    lines = table.read_text("utf-8-sig").splitlines()
    assert lines[0] == "document,template,field,decision,reason,engine,value"
    assert sum(",pass,certified," in line for line in lines) > 100
    out.write_text(out.read_text("utf-8").replace("target = 0.1", "target = 0.5"), "utf-8")
    assert kouka("policy", "show", str(out), "--run", run) == ExitCode.OK
    said = capsys.readouterr().out
    assert "Void for this run: It was changed after it was proposed or signed." in said
    assert "the policy is void" in said


def test_a_share_that_is_none_is_refused(run, capsys):
    assert kouka("policy", "propose", run, "--residual", "1") == ExitCode.USAGE


def test_a_file_that_is_none_is_refused(tmp_path, capsys):
    assert kouka("policy", "show", str(tmp_path / "none.toml")) == ExitCode.INPUT
    assert "The file is missing." in capsys.readouterr().err
