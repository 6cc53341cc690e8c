"""The visible marks of a letter, found also where a text run carries one (a profile's contact line does)."""

import re
from collections.abc import Iterable, Iterator

from assistant.draft import Run, RunKind

_MARK = re.compile(r"〔待([补核])[^〔〕]*(?:〔[^〔〕]*〕[^〔〕]*)*〕")


def with_marks(runs: Iterable[Run]) -> Iterator[Run]:
    """The same text, with each 〔待补充：…〕 and 〔待核实：…〕 of a text run as a run of its own kind."""
    for run in runs:
        if run.kind != "text":
            yield run
            continue
        at = 0
        for match in _MARK.finditer(run.text):
            kind: RunKind = "missing" if match.group(1) == "补" else "unverified"
            if match.start() > at:
                yield Run(run.text[at : match.start()])
            yield Run(match.group(), kind)
            at = match.end()
        if at < len(run.text):
            yield Run(run.text[at:])
