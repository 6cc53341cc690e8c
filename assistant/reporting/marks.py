"""The checked paper with its findings marked in it. What comes from outside is escaped: text is data, never markup."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from assistant.draft import Block, Draft
from assistant.findings import SEVERITY_WORDS, Finding
from assistant.reporting.checked import places

_ORDER = tuple(SEVERITY_WORDS)


def marked(draft: Draft, findings: Sequence[tuple[int, Finding]], prefix: str = "") -> str:
    """The paper as HTML. A piece under findings is ``<mark class=severity data-n="1 3">``; the first piece under finding
    ``n`` has the id ``{prefix}m{n}``, and one that concerns no characters stands as an empty mark at its place."""
    begun: set[int] = set()
    lines: list[str] = []
    at = 0
    for block, place in zip(draft.blocks, places(draft), strict=True):
        inner = "".join(_pieces(block, at, findings, begun, prefix))
        if inner:
            level = f" level-{block.level}" if block.kind == "heading" else ""
            number = place[1:-1] if place.startswith("第") else ""
            lines.append(f'<p class="{block.kind}{level}" data-no="{number}">{inner}</p>')
        at += len(block.text) + 1
    return f'<article class="df-sheet" lang="zh-CN">{"".join(lines)}</article>'


def _pieces(
    block: Block, at: int, findings: Sequence[tuple[int, Finding]], begun: set[int], prefix: str
) -> Iterator[str]:
    """The block, which begins at offset ``at``, in pieces that lie under the same findings."""
    end = at + len(block.text)
    here = [(n, f) for n, f in findings if f.start <= end and at <= f.end]
    cuts = sorted({at, end} | {p for _, f in here for p in (f.start, f.end) if at < p < end})
    for a, b in [*pairwise(cuts), (end, end)]:
        yield from _points(a, here, begun, prefix)
        words = block.text[a - at : b - at]
        on = [(n, f) for n, f in here if f.start <= a and b <= f.end and a < b]
        yield _mark(words, on, begun, prefix) if on else escape(words)


def _points(at: int, here: Sequence[tuple[int, Finding]], begun: set[int], prefix: str) -> Iterator[str]:
    for n, f in here:
        if f.start == f.end == at and n not in begun:
            yield _mark("", [(n, f)], begun, prefix)


def _mark(words: str, on: Sequence[tuple[int, Finding]], begun: set[int], prefix: str) -> str:
    worst = min((f.severity for _, f in on), key=_ORDER.index)
    said = "\n".join(f"{SEVERITY_WORDS[f.severity]}：{f.message}" for _, f in on)
    new = [n for n, _ in on if n not in begun]
    begun.update(new)
    anchors = "".join(f'<a id="{prefix}m{n}"></a>' for n in new)
    numbers = " ".join(str(n) for n, _ in on)
    first = f' data-label="{" ".join(map(str, new))}"' if new else ""
    point = " point" if not words else ""
    return (
        f'{anchors}<mark class="{worst}{point}" data-n="{numbers}"{first} title="{escape(said)}">{escape(words)}</mark>'
    )
