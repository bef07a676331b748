"""What keeping freed memory saves in recognising, by size of model.

    .venv/bin/python benchmarks/freed_memory.py [--sizes base small turbo] [--windows N] [--tokens N]

Models as large as those of Whisper, with weights at random: how long each step takes hangs on sizes, not on what comes
out. Each hears windows of 30 s, eight at a time, and writes so many tokens of each, in a process of its own: once where
memory goes back to the system as glibc does it, once where it is kept (``pipelines/freed_memory.py``). The first time
is not counted.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import numpy.typing as npt
from ctranslate2.specs.whisper_spec import WhisperSpec
from processes import own_peak_mb
from surroundings import PYTHON

from pipelines.freed_memory import keep_freed_memory

SIZES = {"base": (512, 8, 6, 6, 80), "small": (768, 12, 12, 12, 80), "turbo": (1280, 20, 32, 4, 128)}
"""Width, heads, layers that hear, layers that write, mel bands (Radford et al. 2022, table 1; the card of turbo)."""
POSITIONS, FRAMES, WRITTEN = 1500, 3000, 448
VOCABULARY, BEAM = 51_866, 5
START = 50_258
ASKED = [START + number for number in range(4)]
KEPT, GIVEN_BACK = "kept", "given back"
DRAWN = np.random.default_rng(1)
Weights = npt.NDArray[np.float32]


def weights(*shape: int) -> Weights:
    """At random, and small enough for numbers to stay numbers over many layers."""
    return DRAWN.standard_normal(shape, dtype=np.float32) / np.float32(np.sqrt(np.prod(shape[1:])))


def make(size: str, folder: Path) -> None:
    """Write a model of this size, int8, as CTranslate2 loads it."""
    width, heads, hearing, writing, mels = SIZES[size]
    spec = WhisperSpec(hearing, heads, writing, heads)
    for layer, bands in ((spec.encoder.conv1, mels), (spec.encoder.conv2, width)):
        layer.weight, layer.bias = weights(width, bands, 3), np.zeros(width, np.float32)
    spec.encoder.position_encodings.encodings = weights(POSITIONS, width)
    spec.decoder.position_encodings.encodings = weights(WRITTEN, width)
    spec.decoder.embeddings.weight = spec.decoder.projection.weight = weights(VOCABULARY, width)
    for part in (spec.encoder, spec.decoder):
        _norm(part.layer_norm, width)
        for layer in part.layer:
            _layer(layer, width, across=part is spec.decoder)
    words = [f"<{number}>" for number in range(VOCABULARY)]
    words[START - 1 : START + 4] = [
        f"<|{name}|>" for name in ("endoftext", "startoftranscript", "ja", "transcribe", "notimestamps")
    ]
    spec.register_vocabulary(words)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


def _layer(layer: Any, width: int, *, across: bool) -> None:
    _attention(layer.self_attention, width, 3)
    if across:
        _attention(layer.attention, width, 1, 2)
    _norm(layer.ffn.layer_norm, width)
    _linear(layer.ffn.linear_0, 4 * width, width)
    _linear(layer.ffn.linear_1, width, 4 * width)


def _attention(attention: Any, width: int, *joined: int) -> None:
    _norm(attention.layer_norm, width)
    for linear, times in zip(attention.linear, (*joined, 1), strict=True):
        _linear(linear, times * width, width)


def _linear(linear: Any, out: int, into: int) -> None:
    linear.weight, linear.bias = weights(out, into), np.zeros(out, np.float32)


def _norm(norm: Any, width: int) -> None:
    norm.gamma, norm.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def once(folder: Path, mels: int, windows: int, tokens: int, keep: bool) -> None:
    """Hear windows in this process; prints seconds, those of processors apart, pages and memory."""
    if keep:
        keep_freed_memory()
    model = ctranslate2.models.Whisper(str(folder), device="cpu", compute_type="int8")
    sound = ctranslate2.StorageView.from_array(weights(windows, mels, FRAMES))

    def hear() -> None:
        model.generate(model.encode(sound), [ASKED] * windows, beam_size=BEAM, max_length=2 * tokens)

    hear()
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    hear()
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
    used = [after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime]
    print(took, *used, (after.ru_minflt - before.ru_minflt) / 1e6, own_peak_mb())


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--windows", type=int, default=8)
    parser.add_argument("--tokens", type=int, default=60)
    parser.add_argument("--once", nargs=3, metavar=("FOLDER", "MELS", "MEMORY"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.once:
        folder, mels, memory = chosen.once
        once(Path(folder), int(mels), chosen.windows, chosen.tokens, memory == KEPT)
        return
    print("| model | freed memory | seconds | processors: program | system | million pages cleared | MB at most |")
    print("|---|---|" + "---:|" * 5)
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            make(size, Path(folder))
            for memory in (GIVEN_BACK, KEPT):
                command = [PYTHON, __file__, "--once", folder, str(SIZES[size][-1]), memory]
                command += ["--windows", str(chosen.windows), "--tokens", str(chosen.tokens)]
                done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
                *numbers, most = (float(number) for number in done.stdout.split())
                cells = [f"{number:.1f}" for number in numbers] + [f"{most:.0f}"]
                print("|", " | ".join([size, memory, *cells]), "|", flush=True)


if __name__ == "__main__":
    sys.exit(main())
