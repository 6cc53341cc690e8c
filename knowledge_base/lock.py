"""One writer at a time: an advisory lock on a file in the home, let go by the system when the process ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge_base.errors import SetupError


@contextmanager
def writing(home: Path) -> Iterator[None]:
    """Holds the home's write lock. Raises SetupError at once when another process has it."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "index.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            raise SetupError(f"另一个程序正在更新知识库索引（{home}），请等它结束后再试。") from e
        yield
