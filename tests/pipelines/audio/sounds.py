"""Sound to test with: Japanese spoken by pyopenjtalk-plus, in files as recorders, cameras and telephones write."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pyopenjtalk
from scipy.signal import resample_poly

Sound = npt.NDArray[np.float32]
SENTENCES = (
    "本日の議題は、効果検証です。",
    "それでは、次の議題に移ります。",
    "情報システム課から、報告をお願いいたします。",
)
SPOKEN_RATE = 48_000


@cache
def spoken(text: str) -> Sound:
    """A sentence at 48 kHz, full level 1."""
    wave, rate = pyopenjtalk.tts(text)
    assert rate == SPOKEN_RATE
    return (wave / 32768).astype(np.float32)


def silence(seconds: float, rate: int = SPOKEN_RATE) -> Sound:
    return np.zeros(round(seconds * rate), np.float32)


def talk(*pauses: float) -> Sound:
    """Sentences at 48 kHz, with a pause of so many seconds after each."""
    pieces = []
    for number, pause in enumerate(pauses):
        pieces += [spoken(SENTENCES[number % len(SENTENCES)]), silence(pause)]
    return np.concatenate(pieces)


def unbroken(seconds: float) -> Sound:
    """One voice that never pauses, at 48 kHz: sentences without the silence round them, end to end."""
    pieces, n = [], 0
    while n < seconds * SPOKEN_RATE:
        one = spoken(SENTENCES[len(pieces) % len(SENTENCES)].replace("、", ""))
        loud = np.flatnonzero(np.abs(one) > 0.02)
        pieces.append(one[loud[0] : loud[-1]])
        n += len(pieces[-1])
    return np.concatenate(pieces)[: round(seconds * SPOKEN_RATE)]


def at_rate(sound: Sound, rate: int) -> Sound:
    """A sound at 48 kHz, at another rate."""
    common = np.gcd(rate, SPOKEN_RATE)
    return resample_poly(sound, rate // common, SPOKEN_RATE // common).astype(np.float32)


def write(
    file: Path, sound: Sound, rate: int = SPOKEN_RATE, codec: str = "pcm_s16le", start: float = 0, **options: str
) -> Path:
    """Write channels (rows) or one channel as the name's ending says."""
    rows = np.atleast_2d(sound)
    layout = {1: "mono", 2: "stereo", 4: "quad"}[len(rows)]
    container_options = {"movflags": options.pop("movflags")} if "movflags" in options else {}
    with av.open(str(file), "w", options=container_options) as container:
        stream = container.add_stream(codec, rate=rate, layout=layout, options=options)
        for begin in range(0, rows.shape[1], rate):
            block = np.ascontiguousarray(rows[:, begin : begin + rate], dtype=np.float32)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
            frame.sample_rate, frame.time_base = rate, Fraction(1, rate)
            frame.pts = begin + round(start * rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file


def write_video(file: Path, sound: Sound | None, start: float = 0) -> Path:
    """A tiny film of grey pictures, ten a second, with a sound track that may begin later."""
    seconds = 1 if sound is None else len(sound) / SPOKEN_RATE + start
    with av.open(str(file), "w") as container:
        pictures = container.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        track = None if sound is None else container.add_stream("aac", rate=SPOKEN_RATE, layout="mono")
        for _picture in range(round(seconds * 10)):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 128, np.uint8), format="rgb24")
            container.mux(pictures.encode(frame))
        container.mux(pictures.encode(None))
        if track is not None and sound is not None:
            block = av.AudioFrame.from_ndarray(sound[None], format="fltp", layout="mono")
            block.sample_rate, block.time_base = SPOKEN_RATE, Fraction(1, SPOKEN_RATE)
            block.pts = round(start * SPOKEN_RATE)
            container.mux(track.encode(block))
            container.mux(track.encode(None))
    return file


def cut_off(file: Path, share: float) -> Path:
    """A copy that ends after a share of the bytes."""
    content = file.read_bytes()
    target = file.with_name(f"cut-{file.name}")
    target.write_bytes(content[: int(len(content) * share)])
    return target
