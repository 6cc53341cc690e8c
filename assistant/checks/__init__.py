"""Checks on a draft: pure functions from a draft and its context to findings. They run with no model installed."""

from assistant.checks.context import CheckContext, Lookup, PaperKind
from assistant.checks.reading import guess_kind, read_draft
from assistant.checks.running import CheckReport, run

__all__ = ["CheckContext", "CheckReport", "Lookup", "PaperKind", "guess_kind", "read_draft", "run"]
