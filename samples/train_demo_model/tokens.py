"""The vocabulary: words, characters, bytes for every other character, Whisper's special tokens, timestamps.

The order is Whisper's: text below ``<|endoftext|>``, timestamps above ``<|notimestamps|>``. The empty string is a token
because CTranslate2 takes a vocabulary that holds it for a multilingual model's.
"""

import json
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer

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
_APART = re.compile(r"[0-9.、。？]|[^0-9.、。？]+")
"""Digits and marks are tokens of their own."""
_HIRAGANA = re.compile(r"[\u3041-\u3096]+")
Merge = tuple[str, str]
"""Two pieces that are one where they follow each other."""


def characters(texts: Iterable[str]) -> list[str]:
    """The characters that have a token of their own, in code point order."""
    printable = string.digits + string.ascii_letters + string.punctuation + " "
    return sorted({*"".join(texts), *KANA, *MARKS, *printable})


def merges(words: Mapping[str, int], most: int = 4000, rarest: int = 4) -> list[Merge]:
    """What makes pieces of characters, by how often they follow each other (byte pairs, Sennrich et al. 2016)."""
    counted = Tokenizer(BPE())
    trainer = BpeTrainer(vocab_size=len(set("".join(words))) + most, min_frequency=rarest, show_progress=False)
    apart = (part for word, times in words.items() for part in _APART.findall(word) for _time in range(times))
    counted.train_from_iterator(apart, trainer)
    return [(first, second) for first, second in json.loads(counted.to_str())["model"]["merges"]]


def joined(words: Iterable[str]) -> list[str]:
    """Words with those that are hiragana alone joined to the ones of hiragana before them: particles and endings."""
    runs: list[str] = []
    for word in words:
        if runs and _HIRAGANA.fullmatch(runs[-1]) and _HIRAGANA.match(word):
            runs[-1] += word
        else:
            runs.append(word)
    return runs


def build(texts: Iterable[str], merged: Sequence[Merge] = ()) -> Tokenizer:
    """A tokenizer for the characters of the texts and what is merged of them, that can encode any text."""
    pieces = [*BYTES, "", *characters(texts)]
    pieces += dict.fromkeys(first + second for first, second in merged)
    numbered = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(BPE(numbered, list(merged), byte_fallback=True))
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

    def word(self, word: str) -> list[int]:
        """The ids of a word, digits and marks apart."""
        return [number for part in _APART.findall(word) for number in self.text(part)]

    def spelled(self, word: str) -> list[int]:
        """The ids of a word character by character."""
        return [number for character in word for number in self.text(character)]

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
