"""RapidOCR: PP-OCR recognition models on ONNX Runtime, inside its wheel, so it works without a network."""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version as package_version
from importlib.util import find_spec
from pathlib import Path

import cv2

from pipelines.digests import file_digest
from pipelines.engines import Crop, Recognition


class RapidOCR:
    """Reads each crop as a single line; detection and angle classification are off, since the box is known."""

    def __init__(self) -> None:
        # Imported here: it takes half a second, and naming the engine must not cost that.
        from rapidocr import RapidOCR as Reader
        from rapidocr.ch_ppocr_rec import TextRecOutput

        self._output = TextRecOutput
        self._reader = Reader(
            params={
                # Named, so that it is the one that the version speaks of, and none is ever fetched.
                "Rec.model_path": str(_model()),
                # One thread a process: the flow runs one process a core.
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Global.log_level": "error",
                # An uncertain reading is a reading with a low confidence, not an empty one.
                "Global.text_score": 0.0,
            }
        )

    @staticmethod
    def version() -> str:
        """Package versions and digest of the recognition model."""
        packages = f"{package_version('rapidocr')} onnxruntime {package_version('onnxruntime')}"
        return f"{packages} {_model().name}:{_digest()[:12]}"

    def read(self, crops: Sequence[Crop]) -> list[Recognition]:
        """One crop after the other."""
        return [self._read(crop) for crop in crops]

    def _read(self, crop: Crop) -> Recognition:
        colour = cv2.cvtColor(crop.image, cv2.COLOR_GRAY2BGR)
        result = self._reader(colour, use_det=False, use_cls=False, use_rec=True)
        if not isinstance(result, self._output) or not result.txts:
            return Recognition("")
        return Recognition("".join(result.txts), min(result.scores))


def _model() -> Path:
    spec = find_spec("rapidocr")
    assert spec is not None
    assert spec.origin is not None
    models = sorted((Path(spec.origin).parent / "models").glob("*_rec_*.onnx"))
    return models[0]


@cache
def _digest() -> str:
    return file_digest(_model())
