"""What is a use stands in the log before it begins, where there is a log, and with nothing of anybody's."""

import json
import shutil
import subprocess

import click
import pytest

from dashboards.web.working import process as process_of_app
from pipelines import commands
from pipelines.commands import uses
from pipelines.errors import ExitCode
from tests import log_of_use, processes

WRITE_THEMSELVES = {
    *("export", "purge", "backup create", "backup restore", "study new", "study export", "study truth", "audit export"),
    "serve",
}
SHOW_FIGURES_OR_NOTHING_OF_RESIDENTS = {
    *("plan", "precedents", "show", "list", "audit verify", "selfcheck", "study show", "study recompute"),
    *("new forms", "new meetings", "new case", "new tasks", "new commitments"),
    *("model add", "model fetch", "model list", "prefect"),
}
RUN = "demo/20261124-154509-53cd552c"
NAME = "平塚花子"


def every_command():
    def below(path, command):
        if isinstance(command, click.Group):
            for name, each in command.commands.items():
                yield from below(f"{path} {name}", each)
        else:
            yield path, command

    group = commands.group(logged=False)
    for name in commands.COMMANDS:
        yield from below(name, group.get_command(click.Context(group), name))


def test_of_every_command_it_is_known_whether_it_is_a_use():
    found = {path for path, _command in every_command()}
    assert found == {*uses.USES} | WRITE_THEMSELVES | SHOW_FIGURES_OR_NOTHING_OF_RESIDENTS
    assert not {*uses.USES} & (WRITE_THEMSELVES | SHOW_FIGURES_OR_NOTHING_OF_RESIDENTS)


@pytest.fixture
def logged(results, monkeypatch, forms_batch):
    """Results with a run and a database that cannot be written to; what was to be written to its log."""
    monkeypatch.delenv("KOUKA_DATABASE", raising=False)
    shutil.copytree(processes.ROOT / "results" / "reference", results / "demo")
    (results / "kouka.sqlite").touch()
    (results / "demo" / "policy.toml").touch()
    asked = []
    monkeypatch.setattr(uses, "ask_web", lambda *arguments: asked.append(arguments) or 3)
    return asked


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("told", "action", "about", "detail"),
    [
        ("run BATCH --campaign trial --engine tesseract --engine rapidocr", "run_started", "trial: batch",
         {"engines": "tesseract rapidocr"}),
        ("run BATCH --no-crops", "run_started", "default: batch", {"no_crops": True}),
        ("check BATCH", "batch_checked", "batch", {}),
        (f"import BATCH {NAME}.csv --product ocr-a", "product_taken_in", "batch", {"product": "ocr-a"}),
        ("score latest", "run_scored", RUN, {}),
        (f"compare latest {RUN}", "comparison_seen", f"{RUN} {RUN}", {}),
        (f"minutes RESULTS/{RUN} --to vtt --session council --out {NAME}.vtt", "minutes_taken_out", RUN,
         {"form": "vtt", "session": "council"}),
        ("policy propose latest", "policy_proposed", RUN, {}),
        (f"policy sign RESULTS/demo/policy.toml --by {NAME}", "policy_signed", "results/demo/policy.toml", {}),
        ("policy show RESULTS/demo/policy.toml", "policy_seen", "results/demo/policy.toml", {}),
        ("policy show RESULTS/demo/policy.toml --run latest", "policy_seen", RUN, {}),
        (f"cost demo --out {NAME}.csv --to csv", "cost_seen", "demo", {}),
        ("portfolio demo", "portfolio_seen", "demo", {}),
        ("status demo --to docx", "promises_seen", "demo", {"formats": "docx"}),
        (f"attest demo training-held --by {NAME} --says {NAME}", "attestation_signed", "demo",
         {"name": "training-held"}),
        ("report demo --to pdf --to xlsx", "report_written", "demo", {"forms": "pdf xlsx"}),
        ("template BATCH/templates/moving-notice", "template_seen", "batch/templates/moving-notice", {}),
    ],
    ids=lambda value: value.split()[0] if isinstance(value, str) else None,
)  # fmt: skip
def test_an_entry_comes_first_and_without_it_nothing_is_done(
    kouka, logged, results, forms_batch, told, action, about, detail
):
    before = {path for path in results.rglob("*") if path.is_file()}
    arguments = told.replace("RESULTS", str(results)).replace("BATCH", str(forms_batch)).split()
    code, out, err = kouka(*arguments)
    assert (code, out) == (ExitCode.SETUP, "")
    assert "Nothing was begun" in err
    ((verb, dashes, *written),) = logged
    assert (verb, dashes) == ("note", "--")
    assert [*written[:2], json.loads(written[2])] == [action, about, detail]
    assert not [each for each in written if NAME in each]
    assert {path for path in results.rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("score nowhere/20260401-090000-1a2b3c4d", ExitCode.INPUT),
        ("run /nowhere", ExitCode.INPUT),
        ("run BATCH --campaign ../x", ExitCode.USAGE),
        ("cost nowhere", ExitCode.INPUT),
        ("run BATCH --fast", ExitCode.USAGE),
        ("list", ExitCode.OK),
        ("report --help", ExitCode.OK),
    ],
)
def test_what_is_no_use_leaves_none(kouka, logged, forms_batch, told, code):
    assert kouka(*told.replace("BATCH", str(forms_batch)).split()).code == code
    assert logged == []


def test_without_a_database_no_process_is_started(kouka, logged, results, forms_batch):
    (results / "kouka.sqlite").unlink()
    assert kouka("template", forms_batch / "templates" / "moving-notice").code == ExitCode.OK
    assert logged == []


def test_what_the_app_starts_for_somebody_it_writes_down_itself(logged, forms_batch):
    assert process_of_app.work(["template", str(forms_batch / "templates" / "moving-notice")]) == ExitCode.OK
    assert logged == []


@pytest.mark.parametrize("named", ["postgresql://db/kouka", "sqlite:///HERE/there.sqlite", "sqlite:///HERE/not.sqlite"])
def test_where_a_database_is_named_use_is_kept_in_it_or_there_is_none(
    kouka, logged, results, forms_batch, tmp_path, monkeypatch, named
):
    (results / "kouka.sqlite").unlink()
    (tmp_path / "there.sqlite").touch()
    monkeypatch.setenv("KOUKA_DATABASE", named.replace("HERE", str(tmp_path)))
    assert kouka("check", forms_batch).code == ExitCode.SETUP
    assert len(logged) == 1


def test_it_stands_in_the_log_of_the_app(results, forms_batch, tmp_path):
    log_of_use.begin(results)
    odd = shutil.copytree(forms_batch, tmp_path / b"odd-\xff".decode("utf-8", "surrogateescape"))
    done = subprocess.run(
        [processes.KOUKA, "check", odd], env=processes.environment(results), capture_output=True, check=False
    )
    assert done.returncode == ExitCode.OK, done.stderr
    ((account, action, about),) = [(row.account, row.action, row.object) for row in log_of_use.entries(results)]
    assert account.startswith("$")
    assert (action, about) == ("batch_checked", "odd-\ufffd")


def test_a_log_that_cannot_be_written_is_named_by_the_database(results, forms_batch):
    results.mkdir(exist_ok=True)
    (results / "kouka.sqlite").write_bytes(b"no database, though it is called so")
    done = processes.run([processes.KOUKA, "check", str(forms_batch)], results)
    assert (done.returncode, done.stdout) == (ExitCode.SETUP, "")
    first, *_rest = done.stderr.splitlines()
    assert "database cannot be opened" in first
    assert "Nothing was begun" in done.stderr


def test_a_database_that_is_named_and_not_there_is_named_by_what_makes_it(results, forms_batch, tmp_path):
    named = {"KOUKA_DATABASE": f"sqlite:///{tmp_path / 'mistyped.sqlite'}"}
    done = processes.run([processes.KOUKA, "check", str(forms_batch)], results, **named)
    assert (done.returncode, done.stdout) == (ExitCode.SETUP, "")
    assert "There is no database yet." in done.stderr
    assert "kouka serve" in done.stderr
    assert not (tmp_path / "mistyped.sqlite").exists()
