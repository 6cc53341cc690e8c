"""A paragraph or a sentence that stands in the paper twice, in the same or nearly the same words."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import Paragraph, blocks, paragraphs
from assistant.draft import Draft
from assistant.marked import PLACEHOLDER

_SHORTEST, _SENTENCE, _LIKENED = 20, 20, 40
"""Characters from which the same words twice are no coincidence: a paragraph, a sentence in it, a paragraph changed."""
_ALIKE = 0.85
_ARTICLE = re.compile(r"(?m)^[\s　]*第[一二三四五六七八九十百]+条")
_BLANK = re.compile(r"\s")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    law = context.kind == "other" and bool(_ARTICLE.search(draft.text))
    told: list[tuple[int, int]] = []
    for hit in (*_paragraphs(draft, law=law), *_lines(draft), *(() if law else _sentences(draft))):
        if not any(a <= hit.start and hit.end <= b for a, b in told):
            told.append((hit.start, hit.end))
            yield hit


def _prose(draft: Draft) -> list[tuple[Paragraph, str]]:
    """Paragraphs with their bare text: no number before, no open marks, no blanks."""
    return [
        (p, re.sub(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.、])", "", bare))
        for p in paragraphs(draft)
        if p.kind in ("paragraph", "closing", "opening") and (bare := _BLANK.sub("", PLACEHOLDER.sub("", p.text)))
    ]


def _paragraphs(draft: Draft, *, law: bool) -> Iterator[Hit]:
    """Laws repeat what several articles have in common: there only a paragraph right below its twin counts."""
    seen: dict[str, int] = {}
    kept: list[frozenset[str]] = []
    for n, (p, text) in enumerate(_prose(draft)):
        known = seen.get(text)
        pieces = frozenset(text[i : i + 4] for i in range(len(text) - 3)) if len(text) >= _LIKENED else frozenset()
        if known is not None and len(text) >= _SHORTEST and (not law or known == n - 1):
            yield Hit(p.start, p.end, {"what": "这一段"})
        elif not law and pieces and any(_alike(pieces, k) for k in kept):
            yield Hit(p.start, p.end, {"what": "这一段（略有改动）"}, "warning")
        seen.setdefault(text, n)
        if law and known is not None:
            seen[text] = n
        kept.append(pieces)


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    most = max(len(a), len(b))
    return min(len(a), len(b)) >= _ALIKE * most and len(a & b) >= _ALIKE * most


def _lines(draft: Draft) -> Iterator[Hit]:
    """A line of a broken paragraph right below its twin."""
    above = ""
    for at, block in blocks(draft):
        text = block.text.strip()
        if text and text == above and len(text) >= _SHORTEST and block.kind in ("paragraph", "heading"):
            yield Hit(at, at + len(block.text), {"what": "这一行"})
        above = text or above


def _sentences(draft: Draft) -> Iterator[Hit]:
    seen: set[str] = set()
    for p in paragraphs(draft):
        if p.kind in ("paragraph", "closing", "opening"):
            for m in re.finditer(r"[^。！？]+[。！？]", p.text):
                bare = _BLANK.sub("", m.group())
                if len(bare) >= _SENTENCE and bare in seen:
                    yield Hit(*p.span(*m.span()), {"what": "这一句"}, "warning")
                seen.add(bare)


_PARAGRAPH = "2025年全省培训企业管理人员1260人次。下一步，我厅将继续开展培训。"
_LONG = "一年来，我厅坚持把办理工作与日常业务同部署、同落实、同检查，组织承办处室走访代表和委员二十多次。"

RULE = Rule(
    id="structure.repeated-paragraph",
    name="重复的段落",
    message="{what}前面已经写过，请删去一处：“{quote}”。",
    reason="整段重复是拼接稿子时留下的。",
    authority="《党政机关公文处理工作条例》第十九条：表述准确、文字精练",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace(_PARAGRAPH, f"{_PARAGRAPH}\n{_PARAGRAPH}")),
        Example(LETTER.replace(_PARAGRAPH, f"{_LONG}\n{_PARAGRAPH}\n{_LONG.replace('二十多', '三十多')}")),
        Example(LETTER.replace(_PARAGRAPH, f"{_LONG}下一步，要抓好落实。{_LONG}")),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace(_PARAGRAPH, f"{_PARAGRAPH}\n特此说明。\n特此说明。")),
        Example(
            f"示例省条例\n第一条　{_LONG}\n{_LONG}\n第二条　略。\n{_LONG}".replace(f"{_LONG}\n{_LONG}", _LONG),
            given={"kind": "other"},
        ),
    ),
    kinds=ALL_KINDS,
)
