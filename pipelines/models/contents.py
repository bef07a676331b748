"""Whether a directory holds a Whisper model that faster-whisper can load and that can hear Japanese."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboards.language import _
from pipelines.errors import KoukaError, Place
from pipelines.limits import LIMITS
from pipelines.models import VOCABULARIES, WEIGHTS, weights

MELS = (80, 128)
ASSUMED_MELS = 80
"""What faster-whisper takes without a word where ``preprocessor_config.json`` is missing."""
POSITIONS = 1_500
EMPTY = ""
"""A token by which CTranslate2 knows models of several languages; without it, Japanese silently becomes English."""
MULTILINGUAL = 51_865
"""Tokens from which on a model counts as one of several languages anyway."""
JAPANESE = "<|ja|>"
SPECIAL = (JAPANESE, "<|startoftranscript|>", "<|transcribe|>", "<|notimestamps|>", "<|endoftext|>")
"""Tokens that are said to the model by their numbers. Those of large-v3 are one off from those of the models before."""
LISTENING = {"sampling_rate": 16_000, "hop_length": 160, "n_fft": 400}
"""How every Whisper listens. faster-whisper does whatever the file says, and the model then makes up text."""


def check(folder: Path) -> None:
    """Look at every file that is needed.

    Raises:
        KoukaError: for the first thing for which the model cannot be used, with the file.
    """
    for name in (WEIGHTS, "config.json", "tokenizer.json"):
        _needed(folder / name)
    vocabulary = _vocabulary(folder)
    try:
        sizes = weights.read(folder / WEIGHTS)
    except weights.NotWeights:
        raise KoukaError(
            _("This is no Whisper model of CTranslate2, or it is not whole."),
            where=Place(folder / WEIGHTS),
            todo=_("Convert the model with ct2-transformers-converter, or copy it again."),
        ) from None
    if sizes.vocabulary:
        _check_sizes(folder, sizes, len(vocabulary))
    if (EMPTY not in vocabulary and len(vocabulary) < MULTILINGUAL) or JAPANESE not in vocabulary:
        raise KoukaError(
            _("The model does not know Japanese: it was made for English alone."),
            where=Place(folder),
            todo=_("Take a model whose name does not end in .en."),
        )
    _check_tokenizer(folder / "tokenizer.json", vocabulary)
    _check_config(folder / "config.json")
    _check_listening(folder / "preprocessor_config.json", sizes.mels)


def _check_sizes(folder: Path, sizes: weights.Weights, tokens: int) -> None:
    if sizes.vocabulary != tokens:
        raise KoukaError(
            _("The vocabulary has {found} entries, and the model {wanted}.", found=tokens, wanted=sizes.vocabulary),
            where=Place(folder / WEIGHTS),
            todo=_("The files are of different models. Copy all of them from one."),
        )
    if sizes.mels not in MELS or sizes.positions != POSITIONS:
        raise KoukaError(
            _("The model does not listen as Whisper does: {mels} bands, {n} positions.", mels=sizes.mels,
              n=sizes.positions),
            where=Place(folder / WEIGHTS),
        )  # fmt: skip


def _check_tokenizer(file: Path, vocabulary: Sequence[str]) -> None:
    """Its entries lie within the vocabulary of the model, and have its numbers."""
    content = _json(file)
    try:
        numbers = {**content["model"]["vocab"]}
        numbers |= {entry["content"]: entry["id"] for entry in content.get("added_tokens", [])}
        fits = max(numbers.values()) < len(vocabulary)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _unreadable(file) from None
    todo = _("The files are of different models. Copy all of them from one.")
    if not fits:
        raise KoukaError(_("The tokenizer has more entries than the vocabulary."), where=Place(file), todo=todo)
    for token in SPECIAL:
        if token not in vocabulary or numbers.get(token) != vocabulary.index(token):
            raise KoukaError(
                _("{token} has another number in the tokenizer than in the vocabulary.", token=token),
                where=Place(file),
                todo=todo,
            )


def _check_config(file: Path) -> None:
    """It says what faster-whisper asks CTranslate2 for: without it, nothing is heard."""
    content = _json(file)
    if not isinstance(content, dict) or "suppress_ids_begin" not in content:
        raise _unreadable(file)
    heads = content.get("alignment_heads")
    if not isinstance(heads, list) or not heads or not all(map(_is_pair, heads)):
        raise KoukaError(
            _("The file does not say by what the model tells when a word was spoken (alignment_heads)."),
            where=Place(file),
            todo=_("Convert the model again with a present ct2-transformers-converter, or take another one."),
        )


def _is_pair(layer_and_head: Any) -> bool:
    return (
        isinstance(layer_and_head, list)
        and len(layer_and_head) == 2
        and all(isinstance(number, int) and number >= 0 for number in layer_and_head)
    )


def _check_listening(file: Path, mels: int) -> None:
    """The file that may be missing where all is as faster-whisper assumes it."""
    content = _json(file) if file.exists() else {}
    if not isinstance(content, dict):
        raise _unreadable(file)
    said = content.get("feature_size", ASSUMED_MELS)
    if said != mels and mels:
        raise KoukaError(
            _("The model listens to {mels} bands, and this file says {said}.", mels=mels, said=said),
            where=Place(file),
            todo=_("Copy preprocessor_config.json from the original model."),
        )
    seconds = content.get("chunk_length", 1)
    usual = all(content.get(name, value) == value for name, value in LISTENING.items())
    if not usual or not isinstance(seconds, int) or seconds < 1:
        raise KoukaError(
            _("By this file, the model listens in another way than Whisper does."),
            where=Place(file),
            todo=_("Copy preprocessor_config.json from the original model."),
        )


def _vocabulary(folder: Path) -> list[str]:
    """Tokens in their order."""
    file = next((folder / name for name in VOCABULARIES if (folder / name).is_file()), folder / VOCABULARIES[0])
    _needed(file)
    if file.suffix == ".txt":
        return _text(file).removesuffix("\n").split("\n")
    tokens = _json(file)
    if not isinstance(tokens, list) or not all(isinstance(token, str) for token in tokens):
        raise _unreadable(file)
    return tokens


def _needed(file: Path) -> None:
    if not file.is_file():
        raise KoukaError(
            _("A file that a Whisper model of CTranslate2 needs is missing."),
            where=Place(file),
            todo=_("Copy the whole directory of the model."),
        )


def _text(file: Path) -> str:
    if file.stat().st_size > LIMITS.model_text_bytes:
        limit = LIMITS.model_text_bytes // 1_000_000
        raise KoukaError(_("The file is larger than {limit} MB.", limit=limit), where=Place(file))
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise _unreadable(file) from None


def _json(file: Path) -> Any:
    try:
        return json.loads(_text(file))
    except (ValueError, RecursionError):
        raise _unreadable(file) from None


def _unreadable(file: Path) -> KoukaError:
    return KoukaError(
        _("The file is not what a Whisper model of CTranslate2 has under this name."),
        where=Place(file),
        todo=_("Copy the whole directory of the model."),
    )
