"""How long the synthesiser holds each phoneme.

pyopenjtalk's wheel holds hts_engine_API (Modified BSD) and exports its C functions; pyopenjtalk itself hands out the
sound alone. Asking the engine for its sequence of states takes a hundredth of the time that speaking does.
"""

from ctypes import CDLL, POINTER, Array, c_char, c_char_p, c_double, c_size_t, c_void_p, create_string_buffer
from functools import cache
from pathlib import Path

import numpy as np
from pyopenjtalk import htsengine

_ROOM = 1 << 16
"""Bytes for the engine's own record, of which it needs some hundreds."""


def durations(labels: list[str], speed: float) -> np.ndarray:
    """Samples of each label at the rate of the voice; together as many as the sound has."""
    library, engine = _engine()
    library.HTS_Engine_set_speed(engine, speed)
    encoded = (c_char_p * len(labels))(*(label.encode() for label in labels))
    if library.HTS_Engine_generate_state_sequence_from_strings(engine, encoded, len(labels)) != b"\x01":
        raise ValueError(f"the synthesiser does not take {labels[0]} …")
    frames = [
        library.HTS_Engine_get_state_duration(engine, state)
        for state in range(library.HTS_Engine_get_total_state(engine))
    ]
    library.HTS_Engine_refresh(engine)
    return np.reshape(frames, (len(labels), -1)).sum(1) * library.HTS_Engine_get_fperiod(engine)


@cache
def _engine() -> tuple[CDLL, Array[c_char]]:
    """The library, and an engine of it with the voice of the wheel."""
    library, engine = CDLL(htsengine.__file__), create_string_buffer(_ROOM)
    for name, arguments, result in (
        ("initialize", [c_void_p], None),
        ("load", [c_void_p, POINTER(c_char_p), c_size_t], c_char),
        ("set_speed", [c_void_p, c_double], None),
        ("generate_state_sequence_from_strings", [c_void_p, POINTER(c_char_p), c_size_t], c_char),
        ("get_total_state", [c_void_p], c_size_t),
        ("get_fperiod", [c_void_p], c_size_t),
        ("get_state_duration", [c_void_p, c_size_t], c_size_t),
        ("refresh", [c_void_p], None),
    ):
        function = getattr(library, f"HTS_Engine_{name}")
        function.argtypes, function.restype = arguments, result
    voice = next(Path(htsengine.__file__).parent.rglob("*.htsvoice"))
    library.HTS_Engine_initialize(engine)
    if library.HTS_Engine_load(engine, (c_char_p * 1)(str(voice).encode()), 1) != b"\x01":
        raise ValueError(f"the synthesiser does not take {voice}")
    return library, engine
