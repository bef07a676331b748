"""What the tests of batches share."""

from pathlib import Path

import pytest

from tests.pipelines.batches.meeting_files import write_batch


@pytest.fixture
def meetings_batch(tmp_path: Path) -> Path:
    """A batch of meetings that a test may change."""
    return write_batch(tmp_path / "meetings")
