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
OCR_PAIRS = FORMS.with_name("ocr-pairs")
"""Company names on real vouchers as two OCR products read them, with the right ones (JaPOC, Apache-2.0)."""
TRANSCRIPTS = FORMS.with_name("transcripts")
"""What speech models wrote down of read sentences (kotoba-whisper evaluation on Common Voice 8), with what was read."""

needs_transcripts = pytest.mark.skipif(
    not TRANSCRIPTS.is_dir(), reason="the published transcripts (kotoba-whisper evaluation) are not beside the project"
)
needs_ocr_pairs = pytest.mark.skipif(
    not OCR_PAIRS.is_dir(), reason="the pairs of OCR output and truth (JaPOC) are not beside the project"
)
needs_real_forms = pytest.mark.skipif(
    not FORMS.is_dir(), reason="the real public forms (labelmake, yomitoku, open_model_zoo) are not beside the project"
)
