"""Recognisers that say what they are told to, and go wrong in each way in which recognisers do.

The fixture ``scripted`` installs them as plug-ins are: by entry points on the path of every process.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from pipelines.models import Model
from pipelines.recognizers import Heard, Sound, Word
from tests.pipelines.going_wrong import go_wrong

SAID = "KOUKA_TEST_SAID"
"""Names a file that gets a line whenever a stretch is heard."""
WRONG = "KOUKA_TEST_WRONG"
"""How to go wrong; empty: not at all."""
WAITS = "KOUKA_TEST_WAITS"
"""After how many stretches one is waited over for ever; empty: never."""


class Scripted:
    """Says 発言 once in every span of speech, with the first term behind it."""

    def __init__(self, model: Model) -> None:
        self.model = model

    @staticmethod
    def version(model: Model) -> str:
        return f"1 {model.name}:{model.digest[:12]}"

    def hear(self, sounds: Sequence[Sound]) -> list[list[Heard]]:
        if file := os.environ.get(SAID):
            with Path(file).open("a") as log:
                log.write("heard\n")
            if (waits := os.environ.get(WAITS)) and len(Path(file).read_text().splitlines()) > int(waits):
                go_wrong("hang")
        if wrong := os.environ.get(WRONG):
            go_wrong(wrong)
        return [[_said(start, end, sound.terms) for start, end in sound.speech] for sound in sounds]


def _said(start: float, end: float, terms: tuple[str, ...]) -> Heard:
    texts = ["発言", *terms[:1]]
    length = (end - start) / len(texts)
    words = [Word(start + length * n, start + length * (n + 1), text, 0.9) for n, text in enumerate(texts)]
    return Heard(start, end, "".join(texts), 0.9, tuple(words))
