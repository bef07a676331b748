"""Sound as recorders write it: Opus in Ogg, and MP3."""

from pathlib import Path

import av
import numpy as np

from samples.speech.voice import RATE

CODECS = {".ogg": ("ogg", "libopus"), ".mp3": ("mp3", "libmp3lame")}
LAYOUTS = {1: "mono", 4: "quad"}
BITS = {".ogg": 28_000, ".mp3": 40_000}
"""A second and channel."""
BLOCK = RATE
"""Samples that are encoded at once."""


def save(path: Path, sound: np.ndarray) -> None:
    """Write channels of 16 bits, one row a channel, in the kind that the extension says."""
    container, codec = CODECS[path.suffix]
    path.parent.mkdir(parents=True, exist_ok=True)
    # Each channel for itself: taken as loudspeakers around a listener, two of them would share their bits.
    options = {"mapping_family": "255", "application": "voip"} if codec == "libopus" else {}
    with av.open(str(path), "w", format=container, options={"fflags": "+bitexact"}) as file:
        stream = file.add_stream(codec, rate=RATE, layout=LAYOUTS[len(sound)], options=options)
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = BITS[path.suffix] * len(sound)
        for start in range(0, sound.shape[1], BLOCK):
            block = np.ascontiguousarray(sound[:, start : start + BLOCK].T).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(block, format="s16", layout=LAYOUTS[len(sound)])
            frame.sample_rate, frame.pts = RATE, start
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
