"""Some models write their reasoning into the answer, between ``<think>`` and ``</think>``: it is no part of it."""

import re
from collections.abc import Iterator

_NAMES = (
    r"(?:seed:)?(?:think|thinking|thought|thoughts|reasoning|reason|analysis|reflection|scratchpad|inner_monologue)"
)
_OPEN = re.compile(
    rf"<\s*{_NAMES}\b[^<>]*>|\[THINK\]|◁think▷|<\|begin_of_thought\|>|<\|channel\|>\s*(?:analysis|commentary)\s*<\|message\|>",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    rf"<\s*/\s*{_NAMES}\s*>|\[/THINK\]|◁/think▷|<\|end_of_thought\|>|<\|end\|>|<\|return\|>(?!.)", re.IGNORECASE
)
_CONTROL = re.compile(
    r"<\|(?:start|channel|message|end|return|im_start|im_end|eot_id)\|>(?:\s*(?:assistant|final)(?=\s*<\|))?"
)
"""What is left of a chat template round the answer."""
_LONGEST = 80
"""Characters that a tag may have."""


def without_thinking(pieces: Iterator[str]) -> Iterator[str]:
    """The same text without what stands between the tags; a tag may be split across pieces. An unclosed thought hides
    everything after it."""
    held, inside = "", False
    for piece in pieces:
        held += piece
        while m := (_CLOSE if inside else _OPEN).search(held):
            if not inside and (before := _CONTROL.sub("", held[: m.start()])):
                yield before
            held, inside = held[m.end() :], not inside
        keep = _begun(held)
        ready, held = held[: len(held) - keep], held[len(held) - keep :]
        if not inside and (ready := _CONTROL.sub("", ready)):
            yield ready
    if not inside and (held := _CONTROL.sub("", held)):
        yield held


def _begun(text: str) -> int:
    """How many characters at the end of ``text`` may be the beginning of a tag."""
    at = max(text.rfind(c, max(0, len(text) - _LONGEST)) for c in "<[◁")
    return 0 if at < 0 or (re.search(r"[>\]▷]", text[at:]) and not _unfinished(text[at:])) else len(text) - at


def _unfinished(tail: str) -> bool:
    """A control mark whose word (``final``, ``assistant``) may still come."""
    return bool(re.fullmatch(r"<\|(?:channel|start)\|>\s*[a-z]*(?:<\|?[a-z]*\|?)?", tail))
