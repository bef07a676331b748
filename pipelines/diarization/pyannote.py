"""pyannote.audio behind our protocol, for who has installed it and carried its model in; kouka brings neither.

Its pipeline wants the sound as a whole, 230 MB an hour, and finds speech by itself; what lies outside the speech that
we know of is cut away.
"""

import os
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from dashboards.language import _
from pipelines.diarization import SamplesOf, Span, Turn, in_order
from pipelines.digests import file_digest
from pipelines.errors import ExitCode, KoukaError, Place

MODEL = "KOUKA_PYANNOTE"
"""Names the pipeline's config.yaml on this machine, with the weights that it names."""
RATE = 16_000
MOST_SECONDS = 30.0
"""At once from ``samples_of``."""


class Pyannote:
    """``pyannote.audio``'s ``Pipeline``, from a folder on this machine."""

    @staticmethod
    def version() -> str:
        """Its version, and of its configuration the first digits of the digest."""
        try:
            program = version("pyannote.audio")
        except PackageNotFoundError:
            raise KoukaError(
                _("{what} is not installed.", what="pyannote.audio"),
                todo=_("Install it into this environment, or use: {names}", names="timbre"),
                code=ExitCode.SETUP,
            ) from None
        return f"{program} {file_digest(_configuration())[:16]}"

    def __init__(self) -> None:
        from pyannote.audio import Pipeline

        self._pipeline: Any = Pipeline.from_pretrained(_configuration())

    def turns(self, samples_of: SamplesOf, speech: Sequence[Span], speakers: int | None) -> list[Turn]:
        """As the protocol says; where two speak at once, both have a turn."""
        if not speech:
            return []
        import torch

        sound = {"waveform": torch.from_numpy(_whole(samples_of, speech))[None], "sample_rate": RATE}
        said = self._pipeline(sound, **({} if speakers is None else {"num_speakers": speakers}))
        # From 4.0 on it returns several annotations, before just the one.
        annotation = getattr(said, "speaker_diarization", said)
        tracks = annotation.itertracks(yield_label=True)
        return in_order(
            [turn for segment, _track, label in tracks for turn in _within(segment.start, segment.end, label, speech)]
        )


def _configuration() -> Path:
    named = os.environ.get(MODEL)
    if not named:
        raise KoukaError(
            _("Where the model of {what} is has not been said.", what="pyannote.audio"),
            todo=_("Set {name} to its config.yaml on this machine; nothing is downloaded.", name=MODEL),
            code=ExitCode.SETUP,
        )
    if not Path(named).is_file():
        raise KoukaError(_("The file is missing."), where=Place(Path(named)), code=ExitCode.SETUP)
    return Path(named)


def _whole(samples_of: SamplesOf, speech: Sequence[Span]) -> np.ndarray:
    """The recording up to the end of speech, silent where nobody speaks."""
    whole = np.zeros(round(speech[-1][1] * RATE), dtype=np.float32)
    for start, end in speech:
        for begin in np.arange(start, end, MOST_SECONDS):
            part = samples_of(float(begin), float(min(begin + MOST_SECONDS, end)))
            place = round(begin * RATE)
            part = part[: len(whole) - place]
            whole[place : place + len(part)] = part
    return whole


def _within(start: float, end: float, speaker: str, speech: Sequence[Span]) -> Iterator[Turn]:
    for span_start, span_end in speech:
        if min(end, span_end) > max(start, span_start):
            yield Turn(max(start, span_start), min(end, span_end), speaker)
