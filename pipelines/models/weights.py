"""What can be told of a speech model from the head of its weights, without loading any.

``model.bin`` of CTranslate2 is a list of named arrays; this reads their names and shapes and steps over the numbers.
"""

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

VERSIONS = range(4, 7)
"""Of the layout, as written since CTranslate2 1.20."""
MOST = 20_000
"""Arrays; the largest Whisper has some 1,300."""
EMBEDDINGS = "decoder/embeddings/weight"
FIRST_LAYER = "encoder/conv1/weight"
POSITIONS = "encoder/position_encodings/encodings"
HEADS = "decoder/num_heads"
LAYER = re.compile(r"decoder/layer_(\d+)/")


class NotWeights(Exception):
    """The file is no model of CTranslate2, or breaks off."""


@dataclass(frozen=True)
class Weights:
    """Sizes of a Whisper model; 0 where the layout is of a version that is not known."""

    vocabulary: int = 0
    """Tokens."""
    mels: int = 0
    """Bands of the spectrogram."""
    positions: int = 0
    """Of the encoder; 1,500 are 30 s."""
    layers: int = 0
    """Of the decoder."""
    heads: int = 0
    """Of attention, in each layer of the decoder."""


def read(file: Path) -> Weights:
    """The sizes.

    Raises:
        NotWeights: the file is no Whisper model of CTranslate2, or is shorter than its head says.
    """
    size = file.stat().st_size
    with file.open("rb") as content:
        try:
            return _read(content, size)
        except (struct.error, UnicodeDecodeError):
            raise NotWeights from None


def _read(content: BinaryIO, size: int) -> Weights:
    if _number(content, "I") not in VERSIONS:
        return Weights()
    if _text(content) != "WhisperSpec":
        raise NotWeights
    _revision, arrays = _number(content, "I"), _number(content, "I")
    if arrays > MOST:
        raise NotWeights
    shapes, heads = {}, 0
    for _array in range(arrays):
        name = _text(content)
        shapes[name] = [_number(content, "I") for _axis in range(_number(content, "B"))]
        _type, length = _number(content, "B"), _number(content, "I")
        begin = content.tell()
        if name == HEADS:
            heads = int.from_bytes(content.read(length), "little")
        if content.seek(begin + length) > size:
            raise NotWeights
    try:
        return Weights(shapes[EMBEDDINGS][0], shapes[FIRST_LAYER][1], shapes[POSITIONS][0], _layers(shapes), heads)
    except (KeyError, IndexError):
        raise NotWeights from None


def _layers(names: Iterable[str]) -> int:
    return max((int(found[1]) + 1 for name in names if (found := LAYER.match(name))), default=0)


def _number(content: BinaryIO, kind: str) -> int:
    (number,) = struct.unpack(f"<{kind}", content.read(struct.calcsize(f"<{kind}")))
    return int(number)


def _text(content: BinaryIO) -> str:
    return content.read(_number(content, "H")).rstrip(b"\0").decode("utf-8")
