"""What lies beside the weights: the card, the notice for the voice, the learning curve, the manifest."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from pipelines.contracts.model import Manifest
from pipelines.models import MANIFEST, described
from samples.speech.acoustics import RATE
from samples.train_demo_model import card, curve, shards
from samples.train_demo_model.corpus import generator
from samples.train_demo_model.corpus.corpus import CORPUS_SIZE

HERE = Path(__file__).parent
NOTICE = "NOTICE"
MOST_BYTES = 25_000_000
"""Of all files together, so that the model can lie in the repository."""


@dataclass(frozen=True)
class Heard:
    """What a training had to hear: sentences, hours, and the different characters and words in them."""

    sentences: int
    hours: float
    characters: int
    words: int


def complete(model: Path, directory: Path, update: int, minutes: float, seconds: int, since: int = 0) -> None:
    """Put everything beside the weights.

    Args:
        model: the folder that holds them.
        directory: of the training.
        update: how far the training had come.
        minutes: how long it had learned.
        seconds: of sound that the model reads at a time.
        since: the update of the model that the training went on from.

    Raises:
        ValueError: the model is too large for the repository.
    """
    (model / card.FIGURES).unlink(missing_ok=True)  # of other weights
    shutil.copyfile(HERE / NOTICE, model / NOTICE)
    told = sentence(heard(directory), update, minutes, since)
    told += f" It reads up to {seconds} s at a time, zero-padded to 30 s."
    blank = (HERE / card.NAME).read_text("utf-8")
    (model / card.NAME).write_text(card.filled(blank, "trained", told), "utf-8")
    curve.write(model / curve.NAME, curve.joined(directory, update))
    manifest = Manifest(source="samples/train_demo_model", demonstration=True, files=described(model))
    (model / MANIFEST).write_text(manifest.model_dump_json(by_alias=True, indent=2) + "\n", "utf-8")
    size = sum(path.stat().st_size for path in model.iterdir())
    if size > MOST_BYTES:
        raise ValueError(f"{size} bytes, more than {MOST_BYTES}")


def heard(directory: Path) -> Heard:
    """What is in the shards of a training by now."""
    sentences, samples = list[str](), 0
    for path in sorted((directory / "shards").glob("*.npz")):
        texts, length = shards.texts(path)
        sentences, samples = sentences + texts, samples + length
    text = "".join(sentences)
    words = sum(word in text for word in generator.words())
    return Heard(len(sentences), samples / RATE / 3600, len(set(text)), words)


def sentence(heard: Heard, update: int, minutes: float, since: int = 0) -> str:
    """How long was learned, and from what, for the card."""
    earlier = f" It went on from a model of {since:,} updates that had heard other sentences." if since else ""
    return (
        f"{update:,} updates, {minutes:.0f} minutes of learning. Of the {CORPUS_SIZE:,} sentences of the corpus, "
        f"{heard.sentences:,} had been spoken: {heard.hours:.1f} hours, {heard.characters:,} different characters, "
        f"{heard.words:,} different words.{earlier}"
    )
