from pathlib import Path

import pytest

from pipelines import settings
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


@pytest.mark.parametrize(("given", "documents"), [("1", 1), ("500", 500)])
def test_chunks_are_as_large_as_one_says(monkeypatch: pytest.MonkeyPatch, given: str, documents: int) -> None:
    monkeypatch.setenv("KOUKA_CHUNK", given)
    assert chunk_documents(64) == documents


@pytest.mark.parametrize(
    ("batch", "processors", "documents"), [(0, 2, 3), (6, 2, 3), (64, 2, 8), (600, 2, 20), (64, 4, 4), (600, 16, 10)]
)
def test_chunks_of_a_small_batch_leave_no_processor_without_work(
    monkeypatch: pytest.MonkeyPatch, batch: int, processors: int, documents: int
) -> None:
    monkeypatch.delenv("KOUKA_CHUNK", raising=False)
    monkeypatch.setattr(settings, "cores", lambda: processors)
    assert chunk_documents(batch) == documents


@pytest.mark.parametrize("given", ["0", "-1", "many", "", "1.5", "２"])
def test_no_number_of_documents(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("KOUKA_CHUNK", given)
    with pytest.raises(KoukaError, match=f"KOUKA_CHUNK is “{given}”") as caught:
        chunk_documents(64)
    assert caught.value.code is ExitCode.USAGE


def test_settings_are_recorded_whole() -> None:
    assert Settings(dpi=200).record() == {"dpi": 200}
