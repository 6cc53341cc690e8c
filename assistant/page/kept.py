"""What a person has before them on the report tab, kept on the server: reloading the page loses nothing."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from assistant.page.ledgers import ReadLedger
from assistant.page.reports import Drafted

_MOST = 20
"""Tabs remembered; the oldest go first."""


@dataclass(frozen=True)
class Kept:
    """``inputs`` are the values of the tab's fields in their order; ``found`` is the ledger as it was read last."""

    inputs: tuple[Any, ...] = ()
    found: ReadLedger | None = None
    drafted: Drafted | None = None


class Desks:
    """By a key that the tab holds and the browser remembers. Each tab has its own."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Kept | None:
        with self._lock:
            return self._kept.get(key)

    def put(self, key: str, **changed: Any) -> str:
        """The key, a new one for a tab that has none."""
        with self._lock:
            key = key or uuid4().hex
            self._kept[key] = replace(self._kept.pop(key, Kept()), **changed)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
            return key

    def copy(self, key: str) -> str:
        """A key of its own for a tab that opens with what another had; "" when that is not known any more."""
        kept = self.get(key)
        return self.put("", inputs=kept.inputs, found=kept.found, drafted=kept.drafted) if kept else ""
