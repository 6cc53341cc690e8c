"""Which text of a Word file with tracked changes is meant."""

from typing import Literal

View = Literal["final", "original"]
"""As if all changes were accepted, or all rejected."""
