"""Where things lie on the server is told to analysts alone."""

from pathlib import Path

import pytest

from dashboards.web.security.accounts import Account
from dashboards.web.security.paths import for_eyes_of
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor


def somebody(role: Role) -> Visitor:
    return Visitor(Account(1, "x", "P-1", role), "", 0.0)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("There is no batch here (/srv/kouka/課/2026-06/batch.toml:3)", "There is no batch here (…/batch.toml:3)"),
        ("kouka run /data/forms --campaign x", "kouka run …/forms --campaign x"),
        ("バッチが「/home/analyst/課/forms」にありません。", "バッチが「…/forms」にありません。"),
        ("37 / 48 fields, trial/20260401 of a/b/c", "37 / 48 fields, trial/20260401 of a/b/c"),
        ("see http://127.0.0.1:8765/runs/x/y", "see http://127.0.0.1:8765/runs/x/y"),
    ],
)
def test_folders_are_for_analysts(results: Path, text: str, seen: str):
    assert for_eyes_of(somebody(Role.ANALYST), text) == text
    for visitor in (somebody(Role.STAFF), somebody(Role.VIEWER), None):
        assert for_eyes_of(visitor, text) == seen


def test_what_lies_beside_the_results_is_named_from_there(results: Path):
    assert for_eyes_of(None, f"({results.parent}/samples/forms)") == "(samples/forms)"


def test_a_problem_of_a_page_names_no_folder_of_the_server(signed_in, results_with_run: Path, english):
    (results_with_run.parent / "samples").unlink()
    run = next(results_with_run.glob("demo/*/run.json")).parent
    for name, told in (("analyst", True), ("viewer", False)):
        for page in ("policy", "cases"):
            answer = signed_in(name).get(f"/runs/demo/{run.name}/{page}")
            while answer.status_code == 202:
                answer = signed_in(name).get(f"/runs/demo/{run.name}/{page}")
            assert answer.status_code == 400
            assert (str(results_with_run.parent) in answer.text) is told, (name, page)
