"""Finds the pieces that words are written with: ``python -m samples.train_demo_model.find_pieces DIR``.

Counts the words of the corpus by the dictionary of pyopenjtalk, and writes ``tokenizer.json``.
"""

import argparse
import unicodedata
from collections import Counter
from pathlib import Path

import pyopenjtalk

from samples.train_demo_model import tokens
from samples.train_demo_model.corpus.corpus import corpus

COUNTED = 6000
"""Sentences, in which every word occurs some times."""


def main() -> None:
    """Find them and write the tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    merged = tokens.merges(words(corpus()[:COUNTED]))
    tokens.save(tokens.build(corpus(), merged), parser.parse_args().directory)
    print(f"{len(merged)} pieces")


def words(texts: list[str]) -> Counter[str]:
    """How often each word occurs, as the texts write it: the dictionary writes numbers otherwise."""
    counts: Counter[str] = Counter()
    for text in texts:
        found = (unicodedata.normalize("NFKC", word["string"]) for word in pyopenjtalk.run_frontend(text))
        counts.update(word for word in tokens.joined(found) if word in text)
    return counts


if __name__ == "__main__":
    main()
