"""Where finished cases and indexes of evaluations are kept from run to run."""

import os
from pathlib import Path

from evals import hashing


def folder() -> Path:
    return Path(os.environ.get("DAFU_HOME") or "~/.dafu").expanduser() / "evals"


def index_of(corpus: Path) -> Path:
    """The home of the corpus's index."""
    return folder() / f"index-{hashing.of_text(str(corpus.resolve()))}"
