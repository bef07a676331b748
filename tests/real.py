"""Real public forms, which are not part of the project and lie beside it where somebody put them."""

from pathlib import Path

import pytest

FORMS = Path(__file__).parents[2] / "shared" / "real" / "forms"
LABELMAKE = tuple(sorted(FORMS.glob("*.template.json")))
"""Filled forms of everyday use (hand-dot/labelmake, MIT): an invoice, a delivery note, a letter, a label."""
MUNICIPAL = FORMS / "blank-municipal-form.jpg"
"""A city's empty application form, scanned (kotaro-kinoshita/yomitoku, CC BY-NC-SA)."""
HANDWRITTEN = FORMS / "handwritten_japanese_test.png"
"""A handwritten name, cut out, with what stands there beside it (open_model_zoo, Apache-2.0)."""

needs_real_forms = pytest.mark.skipif(
    not FORMS.is_dir(), reason="the real public forms (labelmake, yomitoku, open_model_zoo) are not beside the project"
)
