"""Speaks the corpus into shards: ``python -m samples.train_demo_model.synthesise DIR``. Goes on where it stopped."""

import argparse
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from samples.train_demo_model.corpus.corpus import CORPUS_SIZE, corpus

SHARD = 100
"""Sentences in a shard, about seven minutes of sound."""


def main() -> None:
    """Speak what is missing, first shards first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--sentences", type=int, default=CORPUS_SIZE, help="how much of the corpus, from its beginning")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    shards = options.directory / "shards"
    shards.mkdir(parents=True, exist_ok=True)
    texts = corpus()[: options.sentences]
    with ProcessPoolExecutor(options.processes) as pool:
        jobs = [
            pool.submit(_speak, shards / f"{first // SHARD:04}.npz", texts[first : first + SHARD])
            for first in range(0, len(texts), SHARD)
        ]
        for done, job in enumerate(as_completed(jobs), 1):
            print(f"{job.result()}  {done}/{len(jobs)}", flush=True)


def _speak(path: Path, texts: list[str]) -> str:
    from samples.train_demo_model.synthesis import write_shard  # the dictionary is loaded once a process, when needed

    if not path.exists():
        write_shard(path, texts, path.stem)
    return path.name


if __name__ == "__main__":
    main()
