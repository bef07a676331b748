"""A Whisper of random weights, small enough to be made in a test: what it hears is nonsense, how it is called is not.

It is written by CTranslate2 itself and loaded by faster-whisper as every other model is.
"""

import json
import string
from pathlib import Path

import numpy as np
from ctranslate2.specs import whisper_spec
from tokenizers import AddedToken, Tokenizer, decoders
from tokenizers.models import BPE

WIDTH = 16
POSITIONS, TEXT_POSITIONS, MELS = 1_500, 448, 80
NEVER, ENDING = -10_000, 2
"""How likely a token is, whatever is heard: what is no kana never comes, and the end comes soon."""
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
SPECIAL = [
    "<|endoftext|>", "<|startoftranscript|>", "<|ja|>", "<|translate|>", "<|transcribe|>", "<|startoflm|>",
    "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>",
]  # fmt: skip
TIMESTAMPS = [f"<|{step / 50:.2f}|>" for step in range(1_501)]
KANA = [chr(code) for code in range(0x3041, 0x3094)]


def make(folder: Path, chunk_seconds: int = 30, *, multilingual: bool = True, seed: int = 1) -> Path:
    """Write the model. It says kana until it may say no more."""
    folder.mkdir(parents=True)
    pieces = [*BYTES, *([""] if multilingual else []), *sorted({*KANA, *string.printable[:95], *"。、"})]
    tokenizer = Tokenizer(BPE({piece: number for number, piece in enumerate(pieces)}, [], byte_fallback=True))
    tokenizer.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in (*SPECIAL, *TIMESTAMPS)])
    tokenizer.save(str(folder / "tokenizer.json"))
    vocabulary = [*pieces, *SPECIAL, *TIMESTAMPS]
    spec = _spec(len(vocabulary), np.random.default_rng(seed))
    spec.decoder.projection.bias = np.array(
        [ENDING if piece == SPECIAL[0] else 0 if piece in (*KANA, "。") else NEVER for piece in vocabulary], np.float32
    )
    spec.register_vocabulary(vocabulary)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [tokenizer.token_to_id(SPECIAL[0])]
    spec.config.lang_ids = [tokenizer.token_to_id("<|ja|>")]
    spec.config.alignment_heads = [[0, 0]]
    spec.validate()
    spec.save(str(folder))
    settings = {"feature_size": MELS, "chunk_length": chunk_seconds}
    (folder / "preprocessor_config.json").write_text(json.dumps(settings))
    return folder


def _spec(tokens: int, random: np.random.Generator) -> whisper_spec.WhisperSpec:
    def array(*shape: int) -> np.ndarray:
        return (random.standard_normal(shape) * 0.3).astype(np.float32)

    def linear(layer, inner: int, outer: int) -> None:
        layer.weight, layer.bias = array(outer, inner), array(outer)

    def norm(layer) -> None:
        layer.gamma, layer.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    def attention(layer, *, own: bool) -> None:
        norm(layer.layer_norm)
        sizes = [3 * WIDTH, WIDTH] if own else [WIDTH, 2 * WIDTH, WIDTH]
        for one, size in zip(layer.linear, sizes, strict=True):
            linear(one, WIDTH, size)

    def forward(layer) -> None:
        norm(layer.layer_norm)
        linear(layer.linear_0, WIDTH, 2 * WIDTH)
        linear(layer.linear_1, 2 * WIDTH, WIDTH)

    spec = whisper_spec.WhisperSpec(1, 2, 1, 2)
    encoder, decoder = spec.encoder, spec.decoder
    encoder.conv1.weight, encoder.conv1.bias = array(WIDTH, MELS, 3), array(WIDTH)
    encoder.conv2.weight, encoder.conv2.bias = array(WIDTH, WIDTH, 3), array(WIDTH)
    encoder.position_encodings.encodings = array(POSITIONS, WIDTH)
    decoder.position_encodings.encodings = array(TEXT_POSITIONS, WIDTH)
    decoder.embeddings.weight = array(tokens, WIDTH)
    decoder.projection.weight = decoder.embeddings.weight
    for part in (encoder, decoder):
        norm(part.layer_norm)
        attention(part.layer[0].self_attention, own=True)
        forward(part.layer[0].ffn)
    attention(decoder.layer[0].attention, own=False)
    return spec
