"""Takes the weights back out of an exported model, so that training can go on from what lies in the repository.

``model.bin`` is CTranslate2's own format: a header, variables (name, shape, type, data), and names that stand for
others. The converter puts the projections of queries, keys and values that read the same into one matrix, and keeps
matrices in int8 with a scale a row, so that what comes back is right to a part in 250 of the greatest weight of its
row. The head for phonemes is not among them.
"""

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np
import torch

from samples.train_demo_model.network import DECODER_LAYERS, ENCODER_LAYERS, Network
from samples.train_demo_model.tokens import Vocabulary

TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
"""By the number that stands for each in the file."""
_NORM = (("gamma", "weight"), ("beta", "bias"))
_LINEAR = (("weight", "weight"), ("bias", "bias"))


def restore(network: Network, vocabulary: Vocabulary, model: Path) -> None:
    """Give a network the weights of a model; its vocabulary may have other characters.

    A character that the model has no token for begins as the mean of its bytes.
    """
    kept, known = variables(model / "model.bin"), Vocabulary.of_file(model / "tokenizer.json")
    weights = {**_encoder(kept), **_decoder(kept)}
    weights["model.decoder.embed_tokens.weight"] = embeddings(kept["decoder/embeddings/weight"], known, vocabulary)
    weights["proj_out.weight"] = weights["model.decoder.embed_tokens.weight"]
    network.whisper.load_state_dict({name: torch.tensor(array, dtype=torch.float32) for name, array in weights.items()})


def embeddings(kept: np.ndarray, known: Vocabulary, vocabulary: Vocabulary) -> np.ndarray:
    """A row for each token of a vocabulary, out of the rows of another."""
    old, new = known.tokenizer.get_vocab(), vocabulary.tokenizer.get_vocab()
    rows = np.empty((vocabulary.size, kept.shape[1]), np.float32)
    for piece, number in new.items():
        same = [old[piece]] if piece in old else known.text(piece)
        rows[number] = kept[same].mean(0)
    return rows


def variables(path: Path) -> dict[str, np.ndarray]:
    """What a ``model.bin`` holds, matrices of int8 as the numbers that they stand for.

    Raises:
        ValueError: it is of another version, or holds types that are not known.
    """
    with path.open("rb") as file:
        version, name, _revision = _number(file, "I"), _text(file), _number(file, "I")
        if (version, name) != (6, "WhisperSpec"):
            raise ValueError(f"{path}: {name} of version {version}, not WhisperSpec of version 6")
        found = dict(_variable(file) for _one in range(_number(file, "I")))
    return {name: _scaled(array, found.get(f"{name}_scale")) for name, array in found.items()}


def _scaled(array: np.ndarray, scale: np.ndarray | None) -> np.ndarray:
    return array if scale is None else array / scale.reshape(-1, *[1] * (array.ndim - 1))


def _variable(file: BinaryIO) -> tuple[str, np.ndarray]:
    name = _text(file)
    shape = [_number(file, "I") for _axis in range(_number(file, "B"))]
    kind, size = _number(file, "B"), _number(file, "I")
    if kind >= len(TYPES):
        raise ValueError(f"{name} is of a type {kind} that is not known")
    return name, np.frombuffer(file.read(size), TYPES[kind]).reshape(shape)


def _number(file: BinaryIO, kind: str) -> int:
    (number,) = struct.unpack(f"<{kind}", file.read(struct.calcsize(kind)))
    return int(number)


def _text(file: BinaryIO) -> str:
    return file.read(_number(file, "H")).rstrip(b"\0").decode()


def _encoder(kept: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    weights = {"model.encoder.embed_positions.weight": kept["encoder/position_encodings/encodings"]}
    for number in (1, 2):
        weights |= _renamed(kept, f"encoder/conv{number}", f"model.encoder.conv{number}", _LINEAR)
    weights |= _renamed(kept, "encoder/layer_norm", "model.encoder.layer_norm", _NORM)
    for number in range(ENCODER_LAYERS):
        weights |= _layer(kept, f"encoder/layer_{number}", f"model.encoder.layers.{number}")
    return weights


def _decoder(kept: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    weights = {"model.decoder.embed_positions.weight": kept["decoder/position_encodings/encodings"]}
    weights |= _renamed(kept, "decoder/layer_norm", "model.decoder.layer_norm", _NORM)
    for number in range(DECODER_LAYERS):
        source, target = f"decoder/layer_{number}", f"model.decoder.layers.{number}"
        weights |= _layer(kept, source, target)
        weights |= _renamed(kept, f"{source}/attention/layer_norm", f"{target}.encoder_attn_layer_norm", _NORM)
        weights |= _projections(kept, f"{source}/attention/linear_0", f"{target}.encoder_attn", "q")
        weights |= _projections(kept, f"{source}/attention/linear_1", f"{target}.encoder_attn", "kv")
        weights |= _renamed(kept, f"{source}/attention/linear_2", f"{target}.encoder_attn.out_proj", _LINEAR)
    return weights


def _layer(kept: Mapping[str, np.ndarray], source: str, target: str) -> dict[str, np.ndarray]:
    return {
        **_renamed(kept, f"{source}/self_attention/layer_norm", f"{target}.self_attn_layer_norm", _NORM),
        **_projections(kept, f"{source}/self_attention/linear_0", f"{target}.self_attn", "qkv"),
        **_renamed(kept, f"{source}/self_attention/linear_1", f"{target}.self_attn.out_proj", _LINEAR),
        **_renamed(kept, f"{source}/ffn/layer_norm", f"{target}.final_layer_norm", _NORM),
        **_renamed(kept, f"{source}/ffn/linear_0", f"{target}.fc1", _LINEAR),
        **_renamed(kept, f"{source}/ffn/linear_1", f"{target}.fc2", _LINEAR),
    }


def _renamed(
    kept: Mapping[str, np.ndarray], source: str, target: str, names: tuple[tuple[str, str], ...]
) -> dict[str, np.ndarray]:
    return {f"{target}.{new}": kept[f"{source}/{old}"] for old, new in names}


def _projections(kept: Mapping[str, np.ndarray], source: str, target: str, parts: str) -> dict[str, np.ndarray]:
    """The matrices that are one in the file, apart again; Whisper's keys have no bias."""
    weights = {}
    for kind in ("weight", "bias"):
        for part, array in zip(parts, np.split(kept[f"{source}/{kind}"], len(parts)), strict=True):
            if (part, kind) != ("k", "bias"):
                weights[f"{target}.{part}_proj.{kind}"] = array
    return weights
