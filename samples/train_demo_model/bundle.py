"""What lies beside the weights: the card, the notice for the voice, the learning curve, the manifest."""

import shutil
from pathlib import Path

from pipelines.contracts.model import Manifest
from pipelines.models import MANIFEST, described
from samples.train_demo_model import card, curve
from samples.train_demo_model.corpus.corpus import CORPUS_SIZE
from samples.train_demo_model.heard import Heard

HERE = Path(__file__).parent
NOTICE = "NOTICE"
MOST_BYTES = 25_000_000
"""Of all files together, so that the model can lie in the repository."""


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
    told = sentence(Heard.read(directory), update, minutes, since)
    told += f" It reads up to {seconds} s at a time, zero-padded to 30 s."
    blank = (HERE / card.NAME).read_text("utf-8")
    (model / card.NAME).write_text(card.filled(blank, "trained", told), "utf-8")
    curve.write(model / curve.NAME, curve.joined(directory, update))
    manifest = Manifest(source="samples/train_demo_model", demonstration=True, files=described(model))
    (model / MANIFEST).write_text(manifest.model_dump_json(by_alias=True, indent=2) + "\n", "utf-8")
    size = sum(path.stat().st_size for path in model.iterdir())
    if size > MOST_BYTES:
        raise ValueError(f"{size} bytes, more than {MOST_BYTES}")


def sentence(heard: Heard, update: int, minutes: float, since: int = 0) -> str:
    """How long was learned, and from what, for the card."""
    earlier = f" It went on from a model of {since:,} updates that had heard other sentences." if since else ""
    return (
        f"{update:,} updates, {minutes:.0f} minutes of learning. Of the {CORPUS_SIZE:,} sentences of the corpus, "
        f"{heard.sentences:,} had been spoken: {heard.hours:.1f} hours, {heard.characters:,} different characters, "
        f"{heard.words:,} different words.{earlier}"
    )
