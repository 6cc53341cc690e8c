"""The sample corpus that comes with the project: an invented province, so that a first try needs no papers of one's own."""

from importlib.resources import files
from pathlib import Path

SAMPLE_CORPUS = Path(str(files("knowledge_base") / "corpus"))
