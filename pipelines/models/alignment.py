"""By which heads of attention a model tells when a word was spoken.

They stand in ``config.json`` as pairs of a layer of the decoder and a head. Distilled models, such as kotoba-whisper,
come with those of the model that they were made from, whose decoder has many more layers: CTranslate2 reads beyond its
memory there, and the process crashes at the first word.
"""

import json
from itertools import product
from pathlib import Path

from pipelines.atomic import write_text
from pipelines.models import WEIGHTS, weights

CONFIG, HEADS = "config.json", "alignment_heads"


def give_heads(folder: Path) -> None:
    """Where a model names heads that it does not have, write those that the converter takes where it knows none.

    These are all heads of the latter half of its layers. A model whose weights do not tell is left as it is.
    """
    sizes = weights.read(folder / WEIGHTS)
    config = json.loads((folder / CONFIG).read_text("utf-8"))
    if not sizes.layers or not sizes.heads or all(_is_there(pair, sizes) for pair in config[HEADS]):
        return
    config[HEADS] = [*product(range(sizes.layers // 2, sizes.layers), range(sizes.heads))]
    write_text(folder / CONFIG, json.dumps(config, indent=2) + "\n")


def _is_there(pair: list[int], sizes: weights.Weights) -> bool:
    layer, head = pair
    return layer < sizes.layers and head < sizes.heads
