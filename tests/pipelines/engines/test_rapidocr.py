import hashlib
from pathlib import Path

import pytest

from pipelines.engines import Crop, rapidocr
from pipelines.engines.rapidocr import RapidOCR


def test_the_model_in_use_is_the_one_in_the_version(
    crops: dict[str, Crop], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = rapidocr._model()
    assert f"{model.name}:{hashlib.sha256(model.read_bytes()).hexdigest()[:12]}" in RapidOCR.version()
    monkeypatch.setattr(rapidocr, "_model", lambda: tmp_path / "none.onnx")
    with pytest.raises(FileNotFoundError, match=r"none\.onnx"):
        RapidOCR().read([crops["notice_date"]])


def test_an_uncertain_reading_is_a_reading(crops: dict[str, Crop]) -> None:
    # Left to itself, RapidOCR drops what it is less than half sure of.
    (found,) = RapidOCR().read([Crop(crops["name"].image[::4, ::4].copy(), 75, "name", None)])
    assert found.text
    assert found.confidence is not None
    assert found.confidence < 1
