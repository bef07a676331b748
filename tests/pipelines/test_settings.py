from pathlib import Path

import pytest

from pipelines.errors import ExitCode, KoukaError
from pipelines.settings import Settings, chunk_documents, results_folder


def test_results_are_below_the_present_folder_or_where_one_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KOUKA_RESULTS", raising=False)
    assert results_folder() == tmp_path / "results"
    monkeypatch.setenv("KOUKA_RESULTS", "elsewhere/結果")
    assert results_folder() == tmp_path / "elsewhere" / "結果"


@pytest.mark.parametrize(("given", "documents"), [(None, 20), ("1", 1), ("500", 500)])
def test_chunks_are_as_large_as_one_says(monkeypatch: pytest.MonkeyPatch, given: str | None, documents: int) -> None:
    monkeypatch.delenv("KOUKA_CHUNK", raising=False)
    if given:
        monkeypatch.setenv("KOUKA_CHUNK", given)
    assert chunk_documents() == documents


@pytest.mark.parametrize("given", ["0", "-1", "many", "", "1.5", "２"])
def test_no_number_of_documents(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("KOUKA_CHUNK", given)
    with pytest.raises(KoukaError, match=f"KOUKA_CHUNK is “{given}”") as caught:
        chunk_documents()
    assert caught.value.code is ExitCode.USAGE


def test_settings_are_recorded_whole() -> None:
    assert Settings(dpi=200).record() == {"dpi": 200}
