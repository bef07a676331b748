"""What a training had to hear by its end, kept beside its checkpoints for the card."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from samples.speech.acoustics import RATE
from samples.train_demo_model import shards
from samples.train_demo_model.corpus import generator

NAME = "heard.json"


@dataclass(frozen=True)
class Heard:
    """Sentences, hours, and the different characters and words in them."""

    sentences: int
    hours: float
    characters: int
    words: int

    @classmethod
    def now(cls, directory: Path) -> "Heard":
        """What is in the shards of a training by now."""
        sentences, samples = list[str](), 0
        for path in sorted((directory / "shards").glob("*.npz")):
            texts, length = shards.texts(path)
            sentences, samples = sentences + texts, samples + length
        text = "".join(sentences)
        words = sum(word in text for word in generator.words())
        return cls(len(sentences), samples / RATE / 3600, len(set(text)), words)

    @classmethod
    def read(cls, directory: Path) -> "Heard":
        """What was kept."""
        return cls(**json.loads((directory / NAME).read_text("utf-8")))

    def keep(self, directory: Path) -> None:
        """Write it down."""
        (directory / NAME).write_text(json.dumps(asdict(self)) + "\n", "utf-8")
