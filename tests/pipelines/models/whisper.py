"""A Whisper directory that is right in every way that is checked, and says nothing: its weights are zeros."""

import json
import struct
from pathlib import Path
from typing import Any

SPECIAL = ["<|endoftext|>", "<|startoftranscript|>", "<|ja|>", "<|transcribe|>", "<|notimestamps|>"]
TOKENS = ["", "a", "b", *SPECIAL]
CONFIG = {"alignment_heads": [[0, 0]], "lang_ids": [5], "suppress_ids": [], "suppress_ids_begin": [3]}


def weights(vocabulary: int = len(TOKENS), mels: int = 80, positions: int = 1_500, layers: int = 1) -> bytes:
    """``model.bin`` as CTranslate2 writes it, one wide, with two heads in each layer of the decoder."""
    shapes = {
        "decoder/embeddings/weight": (vocabulary, 1),
        "encoder/conv1/weight": (1, mels, 3),
        "encoder/position_encodings/encodings": (positions, 1),
        **{f"decoder/layer_{number}/ffn/linear_0/bias": (1,) for number in range(layers)},
    }
    content = struct.pack("<I", 6) + text("WhisperSpec") + struct.pack("<II", 3, len(shapes) + 1)
    content += text("decoder/num_heads") + struct.pack("<BBIH", 0, 2, 2, 2)
    for name, shape in shapes.items():
        size = 1
        for n in shape:
            size *= n
        content += text(name) + struct.pack(f"<B{len(shape)}IBI", len(shape), *shape, 1, size) + bytes(size)
    return content + struct.pack("<I", 0)


def text(name: str) -> bytes:
    return struct.pack("<H", len(name) + 1) + name.encode() + b"\0"


def tokenizer(moved: int = 0) -> dict[str, Any]:
    """``tokenizer.json``; ``moved``: by how much its special tokens are off."""
    added = [{"id": TOKENS.index(token) + moved, "content": token} for token in SPECIAL]
    return {"model": {"vocab": {"a": 1, "b": 2}}, "added_tokens": added}


def make(folder: Path, mels: int = 80) -> Path:
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(weights(mels=mels))
    (folder / "config.json").write_text(json.dumps(CONFIG))
    (folder / "vocabulary.json").write_text(json.dumps(TOKENS))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer()))
    (folder / "preprocessor_config.json").write_text(json.dumps({"feature_size": mels}))
    (folder / "notes.txt").write_text("not of the model")
    return folder
