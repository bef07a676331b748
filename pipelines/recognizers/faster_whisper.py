"""faster-whisper: Whisper on CTranslate2, in batches. The only place that calls it, beside the search for speech."""

import os
import threading
from collections.abc import Sequence
from importlib.metadata import version as package_version
from typing import Any

from dashboards.language import _
from pipelines.audio import RATE, Span
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.models import Model
from pipelines.recognizers import Heard, Sound, Word
from pipelines.recognizers.sentences import sentences
from pipelines.recognizers.terms import told
from pipelines.recognizers.windows import windows
from pipelines.settings import THREADS, cores

LANGUAGE = "ja"
LONGEST_SECONDS = 30
"""What Whisper can hear at once, whatever a model says of itself."""
SEEKS = 100
"""A second, of what faster-whisper tells of where a window begins."""
BATCH = 8
"""Windows at a time."""
BEAM = 5
WAY = "4"
"""Goes up whenever the same model may hear otherwise: windows, settings, guards."""


class FasterWhisper:
    """Hears Japanese with one model, on the graphics card where there is one, else on all cores."""

    def __init__(self, model: Model) -> None:
        self._model = _loaded(model)
        # Imported here: it takes two seconds, and naming the recogniser must not cost that.
        from faster_whisper import BatchedInferencePipeline
        from tqdm import tqdm

        # Its own lock is one between processes. This one ends without giving it back, and Python complains of that.
        tqdm.set_lock(threading.RLock())
        self._pipeline = BatchedInferencePipeline(self._model)
        self._path = model.path
        self._takes_hints = not model.demonstration
        """The one that comes along gains nothing by words to expect, and takes a quarter more time: 14.2 % character
        errors in the sample meetings in place of 14.1."""

    @staticmethod
    def version(model: Model) -> str:
        """Packages, the way in which they are used, and the digest of the model."""
        packages = f"{package_version('faster-whisper')} ctranslate2 {package_version('ctranslate2')}"
        return f"{packages} way {WAY} {model.name}:{model.digest[:12]}"

    def hear(self, sounds: Sequence[Sound]) -> list[list[Heard]]:
        """One sound after the other; within each, windows in batches."""
        return [self._hear(sound) for sound in sounds]

    def _hear(self, sound: Sound) -> list[Heard]:
        cut = windows(sound.samples, sound.speech, longest_window(self._model.feature_extractor.chunk_length))
        if not cut:  # an empty list would have it look for speech by itself
            return []
        # Never chunk_length=, which changes the model for every later call, and no vad_parameters: given as an object,
        # they leave speech uncapped, and of a window longer than 30 s the rest is thrown away.
        segments, info = self._pipeline.transcribe(
            sound.samples,
            language=LANGUAGE,
            clip_timestamps=[{"start": start, "end": end} for start, end in cut],
            hotwords=(told(sound.terms, self._tokens) or None) if self._takes_hints else None,
            word_timestamps=True,
            beam_size=BEAM,
            batch_size=BATCH,
        )
        if info.language != LANGUAGE:
            raise KoukaError(
                _("The model does not know Japanese: it was made for English alone."),
                where=Place(self._path),
                code=ExitCode.SETUP,
            )
        by_seek = {_seek(window): window for window in cut}
        return [piece for segment in segments for piece in _pieces(segment, by_seek[segment.seek], sound.speech)]

    def _tokens(self, text: str) -> int:
        # With the blank that faster-whisper puts before it.
        return len(self._model.hf_tokenizer.encode(f" {text}", add_special_tokens=False).ids)


def threads() -> int:
    """As many as there are processors, and no more than OpenMP is allowed: people set ``THREADS`` for tesseract.

    CTranslate2 leaves undone what threads were to do that it does not get, and what it writes is rubbish.
    """
    limit = os.environ.get(THREADS, "").strip()
    return min(cores(), int(limit)) if limit.isascii() and limit.isdecimal() and int(limit) else cores()


def longest_window(chunk_length: int) -> float:
    """Seconds that a model of this ``chunk_length`` is given at once."""
    # faster-whisper rounds where a window begins and ends, and a sample too many is cut off with a warning.
    return min(chunk_length, LONGEST_SECONDS) - 1 / RATE


def _seek(window: Span) -> int:
    """By which number faster-whisper knows the window, with its roundings."""
    return int(int(window[0] * RATE) / RATE * SEEKS)


def _pieces(segment: Any, window: Span, speech: Sequence[Span]) -> list[Heard]:
    """Sentences of a window. Times of words are kept within it: in telling them, whole seconds are counted."""
    start, end = window
    words = [
        Word(min(max(float(word.start), start), end), min(float(word.end), end), word.word, float(word.probability))
        for word in segment.words or ()
    ]
    if not words and segment.text.strip():  # written, but it could not be told when
        return [Heard(start, end, segment.text.strip())]
    return sentences(words, speech)


def _loaded(model: Model) -> Any:
    import ctranslate2
    import numpy as np
    from faster_whisper import WhisperModel
    from tqdm import tqdm

    # Its own lock is a semaphore of the system, which a worker that is ended leaves behind.
    tqdm.set_lock(threading.RLock())

    # A file that is missing would be looked for on the net, or what it says be assumed.
    for name in ("model.bin", "config.json", "tokenizer.json"):
        if not (model.path / name).is_file():
            raise KoukaError(
                _("The file of the speech model is missing."), where=Place(model.path / name), code=ExitCode.SETUP
            )

    def load(device: str, compute_type: str) -> Any:
        return WhisperModel(
            str(model.path), device=device, compute_type=compute_type, cpu_threads=threads(), local_files_only=True
        )

    if ctranslate2.get_cuda_device_count():
        try:
            loaded = load("cuda", "int8_float16")
            # Libraries that are missing are missed only here.
            loaded.encode(np.zeros((loaded.model.n_mels, 3_000), np.float32))
            return loaded
        except (RuntimeError, ValueError):
            pass
    return load("cpu", "int8")
