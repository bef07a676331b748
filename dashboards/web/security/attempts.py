"""A limit on guessing passwords."""

import time
from collections import defaultdict
from threading import Lock


class Attempts:
    """Counts wrong passwords by name; after some the name has to wait. Forgotten when the app ends.

    By name and not by address, since a section's browsers may all come through one.
    """

    def __init__(self, most: int, wait_seconds: float) -> None:
        """Allow so many within so long."""
        self._most, self._wait = most, wait_seconds
        self._failed: dict[str, list[float]] = defaultdict(list)
        self._lock = Lock()

    def must_wait(self, name: str) -> bool:
        """Whether the name has failed too often of late."""
        with self._lock:
            return len(self._recent(name)) >= self._most

    def failed(self, name: str) -> None:
        """Count one."""
        with self._lock:
            self._failed[name] = [*self._recent(name), time.monotonic()]

    def forget(self, name: str) -> None:
        """The right password was given."""
        with self._lock:
            self._failed.pop(name, None)

    def _recent(self, name: str) -> list[float]:
        recent = [at for at in self._failed.get(name, ()) if time.monotonic() - at < self._wait]
        if not recent:
            self._failed.pop(name, None)
        return recent
