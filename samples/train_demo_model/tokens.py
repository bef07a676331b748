"""The vocabulary: a token a character, bytes for every other character, Whisper's special tokens, timestamps.

The order is Whisper's: text below ``<|endoftext|>``, timestamps above ``<|notimestamps|>``. The empty string is a token
because CTranslate2 takes a vocabulary that holds it for a multilingual model's.
"""

import json
import string
from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders
from tokenizers.models import BPE

from samples.train_demo_model.corpus.lists import listed

BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
SPECIAL = [
    "<|endoftext|>", "<|startoftranscript|>", "<|ja|>", "<|translate|>", "<|transcribe|>", "<|startoflm|>",
    "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>",
]  # fmt: skip
STEPS_PER_SECOND = 50
TIMESTAMPS = [f"<|{step / STEPS_PER_SECOND:.2f}|>" for step in range(30 * STEPS_PER_SECOND + 1)]
KANA = [chr(code) for code in (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7), 0x30FC)]
MARKS = "、。？！・「」々〇〜"


def characters(texts: Iterable[str]) -> list[str]:
    """The characters that have a token of their own, in code point order."""
    printable = string.digits + string.ascii_letters + string.punctuation + " "
    return sorted({*"".join(texts), *KANA, *MARKS, *printable})


def build(texts: Iterable[str]) -> Tokenizer:
    """A tokenizer for the characters of the texts, that can encode any text."""
    pieces = [*BYTES, "", *characters(texts)]
    tokenizer = Tokenizer(BPE({piece: number for number, piece in enumerate(pieces)}, [], byte_fallback=True))
    tokenizer.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in (*SPECIAL, *TIMESTAMPS)])
    return tokenizer


class Vocabulary:
    """The ids that training and export need."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Look the special tokens up."""
        self.tokenizer = tokenizer
        self.size = tokenizer.get_vocab_size()
        ids = tokenizer.get_vocab()
        self.end, self.start, self.japanese, _translate, self.transcribe, _lm, *others = (ids[name] for name in SPECIAL)
        self.previous, self.silence, self.plain = others
        self.first_timestamp = self.plain + 1

    @classmethod
    def of_file(cls, path: Path) -> "Vocabulary":
        """Read a ``tokenizer.json``."""
        return cls(Tokenizer.from_file(str(path)))

    def text(self, text: str) -> list[int]:
        """The ids of a text."""
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def time(self, seconds: float) -> int:
        """The id of a time, to a fiftieth of a second."""
        return self.first_timestamp + min(round(seconds * STEPS_PER_SECOND), len(TIMESTAMPS) - 1)

    def decode(self, ids: Iterable[int]) -> str:
        """The text of ids, without special tokens and timestamps."""
        return self.tokenizer.decode([number for number in ids if number < self.end])


PHONEMES = listed(
    "pau A E I N O U a b by ch cl d dy e f g gw gy h hy i j k kw ky m my n ny o p py r ry s sh t ts ty u v w y z"
)
"""What pyopenjtalk can say; the CTC loss has one class for each and one, 0, for nothing."""


def phoneme_ids(said: str) -> list[int]:
    """The CTC classes of phonemes separated by blanks; voiceless vowels count as voiced."""
    return [PHONEMES.index(name.lower() if name in "AEIOU" else name) + 1 for name in said.split()]


def save(tokenizer: Tokenizer, directory: Path) -> None:
    """Write ``tokenizer.json`` and what transformers needs to read it."""
    tokenizer.save(str(directory / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "unk_token": "<|endoftext|>",
        "eos_token": "<|endoftext|>",
    }
    (directory / "tokenizer_config.json").write_text(json.dumps(settings), "utf-8")
