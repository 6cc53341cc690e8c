"""The tree of errors, split by what the person in front of the screen can do.

    DafuError
    ├── InputError    a file or text they brought is wrong; the rest of a batch goes on   (exit 2 when alone)
    ├── SetupError    a setting, the index or an endpoint is wrong; nothing can go on     (exit 2)
    └── Stopped       they pressed stop; what was done so far is kept

Every message is one clear Chinese sentence: what is wrong, where (file, sheet, cell, line), what to do.
"""


class DafuError(Exception):
    """Root of everything that is shown to a person without a traceback."""


class InputError(DafuError):
    """A file or a text that cannot be used as it is."""


class SetupError(DafuError):
    """A setting, an index or an endpoint that has to be put right first."""


class Stopped(DafuError):
    """The person asked to stop."""
