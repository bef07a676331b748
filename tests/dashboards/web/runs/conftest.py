"""What tests of pages of runs share."""

from pathlib import Path

import pytest

from pipelines.runs.store import Run
from tests.dashboards.web.runs.making import make_run


@pytest.fixture
def trial(results: Path, forms_batch: Path, at_once: None) -> Run:
    """A run of six documents in which three fields are wrong, one failed, and one of them for both engines."""
    wrong = {
        ("moving-01.pdf", "name", "one"): {"text": "高橋　美咲", "confidence": "0.4"},
        ("moving-01.pdf", "name", "two"): {"text": "髙橋　美笑", "confidence": "0.5"},
        ("moving-03.pdf", "new_address", "one"): {"text": "<script>alert(1)</script>", "confidence": "0.3"},
        ("moving-05.pdf", "birth_date", "two"): {"status": "failed", "text": "", "error": "crashed", "confidence": ""},
    }
    return make_run(results, forms_batch, wrong)


@pytest.fixture
def later(results: Path, forms_batch: Path, trial: Run) -> Run:
    """Another run of the same batch: one field is right now, two others are wrong."""
    worse = {
        ("moving-01.pdf", "name", "one"): {"text": "高橋　美咲"},
        ("moving-02.pdf", "name", "one"): {"text": "<i>渡邉"},
        ("moving-04.pdf", "name", "two"): {"text": "誰"},
    }
    return make_run(results, forms_batch, worse, "20260402-090000-0a1b2c3e", pages=False)
