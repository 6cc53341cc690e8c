"""A letter most of whose substance stands word for word in one past letter."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePath

from assistant.checks.context import CheckContext, TextLookup
from assistant.checks.papers import key
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import paragraphs, title
from assistant.draft import Draft
from knowledge_base.documents import Document

_SHORTEST = 16
_SHARE = 0.6
_COMMON = 3
"""Letters in which a sentence stands before it counts as boilerplate."""
_MOST = 400
"""Past letters beyond which a comparison takes too long."""
_STANDING = "现行口径"


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if context.lookup is None:
        return
    own = key(title(draft)[2])
    past = [d for d in context.lookup.documents() if d.kind in ("reply", "opinion") and key(d.title) != own]
    if not past or len(past) > _MOST:
        return
    body = [p for p in paragraphs(draft) if p.kind == "paragraph"]
    mine = frozenset().union(*(_sentences(p.text) for p in body)) if body else frozenset[str]()
    total = sum(map(len, mine))
    if not total:
        return
    texts = {d.path: text for d in past if _STANDING not in (text := _text(context, d))}
    common = {s for s in mine if sum(s in _sentences(t) for t in texts.values()) >= _COMMON}
    shares = {path: sum(len(s) for s in mine - common if s in _sentences(t)) / total for path, t in texts.items()}
    path = max(shares, key=lambda p: shares[p], default="")
    if path and shares[path] >= _SHARE:
        values = {"share": f"{shares[path]:.0%}", "where": PurePath(path).stem[:14]}
        yield Hit(body[0].start, body[0].end, values)


def _text(context: CheckContext, document: Document) -> str:
    if document.text or not isinstance(context.lookup, TextLookup):
        return document.text
    whole = context.lookup.document(document.path)
    return whole.text if whole else ""


@lru_cache(maxsize=512)
def _sentences(text: str) -> frozenset[str]:
    """The sentences of substance: long enough, and not the words of a cited paper."""
    found = (re.sub(r"\s", "", s) for s in re.split(r"[。；！？\n]", text))
    return frozenset(s for s in found if len(s) >= _SHORTEST and "《" not in s)


_LONG = LETTER.replace("我厅已梳理", "我厅组织专家分三批深入铸造企业开展现场诊断，逐户提出改造清单。我厅已梳理")
_PAST = Document(
    path="往年答复.txt",
    title="关于省十四届人大四次会议第0099号建议的答复",
    text=_LONG.replace("0156", "0099"),
    kind="reply",
)

RULE = Rule(
    id="substance.copied-answer",
    name="大段照搬的往年答复",
    message="{share}的内容与《{where}》相同，请补当年情况。",
    reason="照搬往年答复，当年做了什么就没有说。",
    authority="各地办理办法：答复要有针对性，避免套话",
    severity="advice",
    check=check,
    fires=(Example(_LONG, known=(_PAST,)),),
    quiet=(
        Example(LETTER, known=()),
        Example(_LONG, known=(replace(_PAST, text=f"现行口径\n{_PAST.text}"),)),
        Example(_LONG),
    ),
)
