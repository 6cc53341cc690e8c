"""More done than there was to do: 受理12件，办结13件."""

import re
from collections.abc import Iterator

from assistant.checks.relations.quantities import Paper, Quantity

_COME = re.compile(r"(?:受理|收到|接到|接收|承办|交办|立案|登记|接办|转来)[^，。；、（）]{0,12}$")
_DONE = re.compile(r"^[，、其中已均共全部按期时]*(?:办结|办复|办理完毕|答复|结案|化解|解决)[^，。；、（）]{0,4}$")
_CARRIED = re.compile("上年|往年|历年|以前年度|结转|转入|遗留|存量|旧案|积案|累计|含|期初|此前|去年")
"""Words that bring in what came before."""
_PIECES = frozenset({"件", "起", "宗", "项", "条", "个", "件次"})


def overdone(come: Quantity, done: Quantity) -> bool:
    """Whether of two numbers side by side the second, told as done, is more than the first, which came in."""
    alike = come.exact and done.exact and come.unit == done.unit and come.unit in _PIECES
    named = bool(_COME.search(come.label)) and bool(_DONE.search(done.label))
    return (
        alike and named and come.sentence == done.sentence and done.index == come.index + 1 and done.value > come.value
    )


def overdones(paper: Paper) -> Iterator[tuple[Quantity, Quantity]]:
    """Each such pair where the sentence does not speak of earlier ones."""
    for a, b in zip(paper.quantities, paper.quantities[1:], strict=False):
        if not overdone(a, b):
            continue
        begin = max(paper.text.rfind(c, 0, a.start) for c in "。\n") + 1
        end = next((i for i in range(b.end, len(paper.text)) if paper.text[i] in "。\n"), len(paper.text))
        if not _CARRIED.search(paper.text[begin:end]):
            yield a, b
