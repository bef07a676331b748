"""What the tests of pipelines/ share."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pipelines import isolation
from pipelines.batches.examine import load_forms
from pipelines.isolation import Outcome
from pipelines.runs import chunks, store
from pipelines.runs.beginning import begin_forms
from pipelines.settings import Settings

Begin = Callable[..., store.Run]
ROOT = Path(__file__).parent.parent.parent
QUICK = Settings(dpi=100)
"""A ninth of the pixels."""


@pytest.fixture(autouse=True)
def _in_english(english: None) -> None:
    """Tests look for words in messages."""


@pytest.fixture
def reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> store.Run:
    """A copy of the committed run beside a copy of the batch that it read."""
    shutil.copytree(ROOT / "results" / "reference", tmp_path / "results" / "reference")
    shutil.copytree(ROOT / "samples" / "forms", tmp_path / "samples" / "forms")
    monkeypatch.setenv("KOUKA_RESULTS", str(tmp_path / "results"))
    (record,) = (tmp_path / "results" / "reference").glob("*/run.json")
    return store.load(record.parent)


@pytest.fixture
def own_pool() -> Iterator[None]:
    """Worker processes that see this test's sys.path and environment, and end with it."""
    isolation.close()
    yield
    isolation.close()


@pytest.fixture(scope="session", autouse=True)
def _no_workers_left() -> Iterator[None]:
    yield
    isolation.close()


@pytest.fixture
def faulty_engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_pool: None) -> None:
    """Engines ``faulty`` and ``stillborn``, installed as plug-ins are: found by every process, also by workers."""
    folder = tmp_path / "site" / "kouka_faulty-1.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: kouka-faulty\nVersion: 1\n")
    (folder / "entry_points.txt").write_text(
        "[kouka.engines]\n"
        "faulty = tests.pipelines.engines.faulty:Faulty\n"
        "stillborn = tests.pipelines.engines.faulty:Stillborn\n"
        "gone = tests.pipelines.engines.nowhere:Gone\n"
    )
    monkeypatch.syspath_prepend(folder.parent)


@pytest.fixture
def three(forms_batch: Path) -> Path:
    """A batch of the first three samples."""
    for table in ("documents.csv", "truth/moving-notice.csv", "values/moving-notice.csv"):
        lines = (forms_batch / table).read_bytes().splitlines(keepends=True)
        (forms_batch / table).write_bytes(b"".join(lines[:4]))
    return forms_batch


@pytest.fixture
def begin(results: Path) -> Begin:
    """Begin a run of a batch, or go on with one."""

    def begin(batch: Path, *engines: str, campaign: str = "trial") -> store.Run:
        return begin_forms(load_forms(batch), campaign, engines or ("faulty",), QUICK)

    return begin


@pytest.fixture
def small_disk(results: Path) -> Iterator[Path]:
    """Results on a small file system in memory, which only root may mount, with room for a page or two at 100 dpi."""
    results.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", results]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a file system, where it may at all")
    yield results
    subprocess.run(["umount", "-l", results], check=True)


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Work is done in this process; the numbers of items that it was asked for."""
    asked: list[int] = []

    def work_here(work: Callable[[Sequence], list], items: Sequence, **_seconds: float) -> list[Outcome]:
        asked.append(len(items))
        return [Outcome(result) for result in work(items)] if items else []

    monkeypatch.setattr(chunks, "isolated", work_here)
    return asked


@pytest.fixture
def finished(three: Path, begin: Begin, in_process: list[int], faulty_engines: None) -> store.Run:
    """A run of three samples by an engine that reads ``read`` everywhere; not scored yet."""
    run = begin(three)
    chunks.register_chunk(run.folder, 0)
    chunks.read_chunk(run.folder, 0, "faulty")
    counts = chunks.collect(run.folder)
    return run.save(run.file.model_copy(update={"finished": "2026-04-01T09:00:00+09:00", "counts": counts}))
