import re
from pathlib import Path

import pytest

from pipelines.errors import ExitCode, KoukaError
from pipelines.poppler import poppler_version


def test_its_version_is_a_number() -> None:
    assert re.fullmatch(r"\d+\.\d+(\.\d+)?", poppler_version())


def test_where_it_is_missing_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KoukaError) as caught:
        poppler_version()
    assert caught.value.code is ExitCode.SETUP
    assert "poppler-utils" in (caught.value.problem.todo or "")


def test_what_says_no_version_is_no_reason_to_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pdfinfo", "pdftoppm"):
        (tmp_path / name).write_text("#!/bin/sh\necho nothing of use\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert poppler_version() == "?"
