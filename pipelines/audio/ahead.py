"""Decoding ahead of whoever works on the sound: both take a core, and what they do lets the other one go on."""

from collections.abc import Iterable, Iterator
from queue import Full, Queue
from threading import Event, Thread

from pipelines.audio import Samples

BLOCKS = 300
"""At most so many wait: five minutes of sound, 19 MB. It is a stretch: while one is looked through or heard, the next
one can be decoded as a whole."""
LOOK_SECONDS = 0.1
"""How often it is looked whether anybody still waits, while there is no room."""


def ahead(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """The same blocks in order, taken by a thread of their own. What is raised there is raised here."""
    waiting: Queue[Samples | BaseException | None] = Queue(BLOCKS)
    stopped = Event()

    def put(what: Samples | BaseException | None) -> None:
        while not stopped.is_set():
            try:
                return waiting.put(what, timeout=LOOK_SECONDS)
            except Full:
                continue

    def take() -> None:
        try:
            for block in blocks:
                put(block)
                if stopped.is_set():
                    return
            put(None)
        except BaseException as error:  # whatever it is, it belongs to whoever waits
            put(error)

    thread = Thread(target=take, daemon=True)
    thread.start()
    try:
        while (block := waiting.get()) is not None:
            if isinstance(block, BaseException):
                raise block
            yield block
    finally:
        stopped.set()
        thread.join()
