"""A limit on guessing passwords."""

import time
from threading import Lock

MOST_NAMES = 10_000
"""Names that are remembered at a time: whoever tries more does not fill the memory."""


class Attempts:
    """Counts attempts by name; after some the name has to wait. Forgotten when the app ends.

    By name and not by address, since a section's browsers may all come through one.
    """

    def __init__(self, most: int, wait_seconds: float) -> None:
        """Allow so many within so long."""
        self._most, self._wait = most, wait_seconds
        self._made: dict[str, list[float]] = {}
        self._noted: dict[str, float] = {}
        self._lock = Lock()

    def begin(self, name: str) -> bool:
        """Count an attempt, before it is known how it goes; whether it is allowed, or the name has to wait."""
        with self._lock:
            recent = self._recent(name)
            if len(recent) >= self._most:
                return False
            if len(self._made) >= MOST_NAMES:
                self._made = {each: at for each in self._made if (at := self._recent(each))}
            if name not in self._made and len(self._made) >= MOST_NAMES:
                return False
            self._made[name] = [*recent, time.monotonic()]
            return True

    def is_news(self, name: str) -> bool:
        """Whether a refusal is to be noted: once in the time that a name has to wait, however often it tries."""
        with self._lock:
            now = time.monotonic()
            self._noted = {each: at for each, at in self._noted.items() if now - at < self._wait}
            known = name in self._noted or len(self._noted) >= MOST_NAMES
            if not known:
                self._noted[name] = now
            return not known

    def forget(self, name: str) -> None:
        """The right password was given."""
        with self._lock:
            self._made.pop(name, None)

    def _recent(self, name: str) -> list[float]:
        return [at for at in self._made.get(name, ()) if time.monotonic() - at < self._wait]
