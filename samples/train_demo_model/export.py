"""Turns a checkpoint into what faster-whisper loads: ``python -m samples.train_demo_model.export DIR MODEL``.

The averaged weights without the heads that only training has, converted by CTranslate2's converter for transformers,
int8; with the papers and the manifest that kouka keeps beside a model (``bundle``). ``evaluate`` fills the figures in
afterwards.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from ctranslate2.converters import TransformersConverter
from transformers import GenerationConfig

from samples.train_demo_model import bundle, tokens
from samples.train_demo_model.network import AIMED, Network
from samples.train_demo_model.stages import STAGES
from samples.train_demo_model.tokens import Vocabulary


def main() -> None:
    """Export the last checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path, help="where the training wrote")
    parser.add_argument("model", type=Path, help="folder to write")
    options = parser.parse_args()
    export(options.directory, options.model)


def export(directory: Path, model: Path) -> None:
    """Write everything that a folder with the model holds, but for the figures.

    Args:
        directory: of the training.
        model: the folder; files of the same name are replaced.
    """
    vocabulary = Vocabulary.of_file(directory / "tokenizer.json")
    network = Network(vocabulary)
    state = torch.load(directory / "checkpoints" / "latest.pt", map_location="cpu", weights_only=True)
    network.load_state_dict(state["average"])
    whisper, seconds = network.whisper, int(STAGES[-1].seconds)
    whisper.generation_config = generation(vocabulary)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder)
        whisper.save_pretrained(whole)
        tokens.save(vocabulary.tokenizer, whole)
        shape = {"feature_size": 80, "sampling_rate": 16000, "hop_length": 160, "chunk_length": seconds, "n_fft": 400}
        (whole / "preprocessor_config.json").write_text(json.dumps(shape, indent=2) + "\n", "utf-8")
        files = ["tokenizer.json", "preprocessor_config.json"]
        converted = whole / "converted"
        TransformersConverter(str(whole), copy_files=files).convert(str(converted), quantization="int8")
        model.mkdir(parents=True, exist_ok=True)
        for file in converted.iterdir():
            shutil.copyfile(file, model / file.name)
    bundle.complete(model, directory, state["update"], state["seconds"] / 60, seconds, state["since"])
    print(f"update {state['update']}, {state['seconds'] / 60:.0f} minutes of training: {model}")


def generation(vocabulary: Vocabulary) -> GenerationConfig:
    """What the converter copies into ``config.json``: languages, what is never said, where words are aligned."""
    return GenerationConfig(
        bos_token_id=vocabulary.end, eos_token_id=vocabulary.end, pad_token_id=vocabulary.end,
        decoder_start_token_id=vocabulary.start, suppress_tokens=[], lang_to_id={"<|ja|>": vocabulary.japanese},
        begin_suppress_tokens=[*vocabulary.text(" "), vocabulary.end], alignment_heads=[list(pair) for pair in AIMED],
    )  # fmt: skip


if __name__ == "__main__":
    main()
