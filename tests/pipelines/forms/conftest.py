"""The sample form, and its scans laid on their blank."""

import pytest

from pipelines.contracts.forms import Template
from pipelines.contracts.toml import load_toml
from pipelines.forms.rasterise import Grey, rasterise
from pipelines.forms.registration import Registered, register
from tests.conftest import SAMPLES

BLANK = SAMPLES / "templates" / "moving-notice" / "blank.pdf"
DPI = 300


@pytest.fixture(scope="session")
def template() -> Template:
    """The form of the samples."""
    return load_toml(BLANK.with_name("template.toml"), Template)


@pytest.fixture(scope="session")
def scans() -> dict[str, Grey]:
    """The pages of the samples as scanned."""
    return {path.name: rasterise(path, 1, 1, DPI)[0] for path in sorted((SAMPLES / "scans").glob("moving-*.pdf"))}


@pytest.fixture(scope="session")
def registered(scans: dict[str, Grey], template: Template) -> dict[str, Registered]:
    """The pages of the samples as registered."""
    return {name: register(page, BLANK, 1, template.paper_mm, DPI, 1.0) for name, page in scans.items()}
