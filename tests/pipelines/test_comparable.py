"""By what runs are known to be about the same scans or recordings."""

from hashlib import sha256

from pipelines.comparable import contents
from pipelines.digests import MISSING
from tests.pipelines.contracts.test_run import RUN


def test_what_is_missing_or_empty_is_in_common_with_nothing() -> None:
    empty, scanned = (sha256(content).hexdigest() for content in (b"", b"%PDF"))
    files = {"scans/a.pdf": empty, "scans/b.pdf": MISSING, "scans/c.pdf": scanned}
    assert contents(RUN.model_copy(update={"files": files})) == {scanned}
