"""Self-check, backup and purge as people type them: each becomes the app, and its exit code is the command's."""

import json
import shutil

import pytest

from dashboards.web.database.opening import open_database
from dashboards.web.security import accounts, audit
from dashboards.web.security.roles import Role
from pipelines.commands import call
from pipelines.errors import ExitCode
from tests import processes
from tests.dashboards.web.visiting import RUN


@pytest.fixture
def home(results):
    shutil.copytree(processes.ROOT / "results" / "reference", results / "demo")
    engine = open_database(f"sqlite:///{results / 'kouka.sqlite'}")
    with engine.begin() as connection:
        accounts.make_account(connection, "tanaka", "correct-horse-7", Role.ANALYST, "P1")
        audit.record(connection, "tanaka", "sign_in", "tanaka")
    engine.dispose()
    return results


def kouka(home, *arguments):
    return processes.run([processes.KOUKA, *arguments], home)


def test_a_backup_is_made_tried_and_restored_and_contents_go(home, tmp_path):
    made = kouka(home, "backup", "create", str(tmp_path / "backup"), "--verify")
    assert made.returncode == ExitCode.OK, made.stderr
    file = made.stdout.splitlines()[0]
    gone = kouka(home, "purge", "--campaign", "demo", "--yes")
    assert gone.returncode == ExitCode.OK, gone.stderr
    assert not (home / RUN / "readings.csv").exists()
    back = kouka(home, "backup", "restore", file, str(tmp_path / "back"))
    assert back.returncode == ExitCode.OK, back.stderr
    assert (tmp_path / "back" / "results" / RUN / "readings.csv").is_file()
    found = kouka(home, "selfcheck", "--to", "json")
    told = {result["check"]: result["passed"] for result in json.loads(found.stdout)["results"]}
    # What else runs under this account while the tests do may listen or speak as it likes.
    assert told | {"closed": True} == dict.fromkeys(("closed", "access", "log", "backup"), True)
    assert found.returncode == (ExitCode.OK if told["closed"] else ExitCode.INCOMPLETE)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "arguments",
    [["purge"], ["purge", "--older-than", "-1"], ["backup", "restore", "a.tar"],
     ["backup", "restore", "a.tar", "b", "--verify"], ["selfcheck", "--to", "pdf"]],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_before_anything_begins(arguments, capsys):
    assert call([*arguments, "--lang", "en"]) == ExitCode.USAGE
    assert capsys.readouterr().err
