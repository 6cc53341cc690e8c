"""How many requests an endpoint gets at once and in a minute."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.model import Stop

_POLL = 0.1
_MINUTE = 60.0


class Pace:
    """``per_minute`` 0 is no limit."""

    def __init__(self, at_once: int, per_minute: int) -> None:
        self._free = threading.Semaphore(at_once)
        self._per_minute = per_minute
        self._begun: deque[float] = deque()
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, stop: Stop) -> Iterator[bool]:
        """Waits for a turn and holds it; False when the person stopped first."""
        while not self._free.acquire(timeout=_POLL):
            if stop():
                yield False
                return
        try:
            while (wait := self._wait()) > 0 and not stop():
                rest(min(wait, 1.0), stop)
            yield not stop()
        finally:
            self._free.release()

    def _wait(self) -> float:
        """Seconds until one more request may begin; when that is now, it counts as begun."""
        if not self._per_minute:
            return 0.0
        with self._lock:
            now = time.monotonic()
            while self._begun and now - self._begun[0] >= _MINUTE:
                self._begun.popleft()
            if len(self._begun) < self._per_minute:
                self._begun.append(now)
                return 0.0
            return _MINUTE - (now - self._begun[0])


def rest(seconds: float, stop: Stop) -> None:
    """Sleeps, but not past ``stop``."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and not stop():
        time.sleep(min(_POLL, left))
