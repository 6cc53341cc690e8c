"""A person's answers to what a ledger leaves open, and which of them it never asked for."""

from collections.abc import Iterator, Mapping


class Answers(Mapping[str, str]):
    """A word of the ledger → what it means. ``idle`` are the answers that were never looked up: nothing asked for them."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = dict(said)
        self._used: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self._used |= {key} & self._said.keys()
        return self._said[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    @property
    def idle(self) -> tuple[str, ...]:
        return tuple(key for key in self._said if key not in self._used)
