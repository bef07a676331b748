"""The loop that one writes first round faster-whisper.

    bare_whisper.py batched|kept|sequential MODEL FILE STRETCHES

STRETCHES is a JSON file with, for each stretch of the sound, its start and end and the windows in it: the same text
needs the same windows. The loop looks for speech all the same, as faster-whisper does unless told not to, and leaves
aside what it found. Prints the text, and the seconds spent on transcribing alone, as JSON. The sound is decoded as
kouka does it, since faster-whisper rounds it to 16 bits, which changes some text. ``kept`` is ``batched`` in a process
that keeps the memory it frees, as kouka's do.
"""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.vad import get_speech_timestamps

from pipelines.audio.decoding import Decoding
from pipelines.freed_memory import keep_freed_memory

RATE = 16_000
LANGUAGE, BEAM, BATCH = "ja", 5, 8


def main(way: str, model_folder: str, file: str, stretches: str) -> None:
    """See the module."""
    if way == "kept":
        keep_freed_memory()
    cores = len(os.sched_getaffinity(0))
    model = WhisperModel(model_folder, device="cpu", compute_type="int8", cpu_threads=cores, local_files_only=True)
    batched = BatchedInferencePipeline(model)
    sound = np.concatenate(list(Decoding(Path(file))))
    get_speech_timestamps(sound)
    began, texts = time.perf_counter(), []
    for start, end, windows in json.loads(Path(stretches).read_bytes()):
        samples = sound[round(start * RATE) : round(end * RATE)]
        options = {"language": LANGUAGE, "beam_size": BEAM, "word_timestamps": True}
        if way != "sequential":
            clips = [{"start": begin, "end": finish} for begin, finish in windows]
            segments, _info = batched.transcribe(samples, clip_timestamps=clips, batch_size=BATCH, **options)
        else:
            clips = [time for window in windows for time in window]
            segments, _info = model.transcribe(
                samples, clip_timestamps=clips, condition_on_previous_text=False, **options
            )
        texts += ["".join(segment.text for segment in segments)]
    print(json.dumps({"texts": texts, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main(*sys.argv[1:])
