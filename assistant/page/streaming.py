"""Work on a helper thread, its events polled: a stalled model can't hold up the page or its stop button."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import Empty, Queue
from typing import Generic, TypeVar

E = TypeVar("E")
R = TypeVar("R")
POLL = 0.2
"""Seconds between looks when nothing happens."""


@dataclass(frozen=True)
class Done(Generic[R]):
    """The last thing that a stream gives."""

    result: R


@dataclass(frozen=True)
class _Failed:
    error: BaseException


def stream(work: Callable[[Callable[[E], None]], R]) -> Iterator[E | Done[R] | None]:
    """What ``work`` tells its argument, None whenever nothing came for ``POLL`` seconds, and last ``Done``.

    What ``work`` raises is raised here.
    """
    told: Queue[E | Done[R] | _Failed] = Queue()

    def run() -> None:
        try:
            told.put(Done(work(told.put)))
        except BaseException as e:  # handed over to the thread that waits for it
            told.put(_Failed(e))

    threading.Thread(target=run, daemon=True).start()
    while True:
        try:
            event = told.get(timeout=POLL)
        except Empty:
            yield None
            continue
        if isinstance(event, _Failed):
            raise event.error
        yield event
        if isinstance(event, Done):
            return


class Stops:
    """The stop signal of each browser tab's running work: a second start, the stop button and a closed tab set it."""

    def __init__(self) -> None:
        self._running: dict[str, threading.Event] = {}

    def begin(self, tab: str) -> threading.Event:
        self.halt(tab)
        stop = self._running[tab] = threading.Event()
        return stop

    def halt(self, tab: str) -> None:
        if stop := self._running.get(tab):
            stop.set()

    def end(self, tab: str, stop: threading.Event) -> None:
        """Must be called when the work is over, however it ended; a later run of the tab keeps its own signal."""
        stop.set()
        if self._running.get(tab) is stop:
            del self._running[tab]
