"""Recordings of any length: the bundled meetings one after the other, with pauses, as Opus of 16 kbit/s."""

from pathlib import Path

import av
import numpy as np
from surroundings import ROOT

from pipelines.audio import RATE, Samples
from pipelines.audio.decoding import Decoding

BITS = 16_000
PAUSE_SECONDS = 3
LAP_SECONDS = 600
TICKS, PACKET = 48_000, 960
"""Of Opus, whatever the rate of the sound: its clock, a second, and what a packet holds, whole."""


def make(file: Path, minutes: float) -> Path:
    """Write a recording of so many minutes. It is encoded once for ten of them, and those are repeated as they are."""
    lap = file.with_name(f"{file.stem}-lap.ogg")
    _encode(lap, min(LAP_SECONDS, minutes * 60))
    with av.open(str(file), "w") as target:
        out, ticks = None, 0
        while ticks < minutes * 60 * TICKS:
            with av.open(str(lap)) as source:
                stream = source.streams.audio[0]
                out = out or target.add_stream_from_template(stream)
                for packet in source.demux(stream):
                    if packet.pts is None or ticks >= minutes * 60 * TICKS:
                        continue
                    # Counted on, and not as the lap has it: a time that goes back where a lap begins would have
                    # sound that is searched for begin elsewhere than sound that is decoded from the start.
                    packet.pts = packet.dts = ticks
                    packet.duration = PACKET
                    packet.stream = out
                    target.mux(packet)
                    ticks += PACKET
    lap.unlink()
    return file


def _encode(file: Path, seconds: float) -> None:
    sound = np.resize(_meetings(), round(seconds * RATE))
    with av.open(str(file), "w") as container:
        stream = container.add_stream("libopus", rate=RATE, layout="mono", options={"application": "voip"})
        stream.bit_rate = BITS
        for begin in range(0, len(sound), RATE):
            frame = av.AudioFrame.from_ndarray(sound[None, begin : begin + RATE], format="fltp", layout="mono")
            frame.sample_rate, frame.pts = RATE, begin
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _meetings() -> Samples:
    pause = np.zeros(PAUSE_SECONDS * RATE, np.float32)
    files = sorted((ROOT / "samples" / "meetings" / "recordings").glob("*-near.ogg"))
    return np.concatenate([block for file in files for block in (*Decoding(file), pause)])
