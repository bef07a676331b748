"""What the tests of the samples share."""

import pytest

from samples.fonts import FACES


@pytest.fixture
def fonts_installed() -> None:
    """Skip where a font that the forms are drawn with is not installed."""
    missing = sorted(face.package for face in FACES.values() if not face.path.exists())
    if missing:
        pytest.skip(f"Debian packages not installed: {', '.join(missing)}")
