"""Page numbers, running heads and the frame of a web page: lines that belong to the sheet, not to the proposal."""

import re

from assistant.intake.mapped import Mapped, joined
from assistant.intake.markers import marker_at
from assistant.intake.vocabulary import any_of, vocabulary

_PAGE = re.compile(
    r"[-—–－~·•]*\s*\d{1,3}\s*[-—–－~·•]+|[-—–－]+\s*\d{1,3}\s*[-—–－]*|第\s*\d{1,3}\s*页(?:\s*[,，/／、]?\s*共\s*\d{1,3}\s*页)?"
    r"|[（(]?\s*\d{1,3}\s*[/／]\s*\d{1,3}\s*[)）]?|[Pp](?:age)?\.?\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,2}|共\s*\d{1,3}\s*页"
)
_TAIL_PAGE = re.compile(
    r"\s+(?:第\s*\d{1,3}\s*页(?:\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}|[-—]\s*\d{1,3}\s*[-—])\s*$"
)
_CRUMBS = re.compile(r"[^。；：]{1,12}\s*(?:>|›|»|＞|/|→)\s*[^。；]{1,20}\s*(?:>|›|»|＞|/|→)")
_CHAT = re.compile(
    r"[\[【(（]?(?:\d{4}\s*[/年.-]\s*\d{1,2}\s*[/月.-]\s*\d{1,2}\s*日?|昨天|今天|星期.|周.)?\s*(?:上午|下午|晚上|早上)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[\]】)）]?\s*[^。；，\n]{0,16}[：:]?"
    r"|[^。；，：\n]{1,14}\s+\d{4}[/-]\d{1,2}[/-]\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2})?|@\S{1,20}(?:\s.{0,40})?"
)
"""Who wrote when, in a pasted chat."""
_RULE = re.compile(r"[\s\-=_*—─━~·.…#+]{3,}")
_TERMINAL = "。！？；：!?;:”』」）)"
_TITLE = re.compile(r"(?:建议|提案)[》”\s]*$")
_SAID = re.compile(r".{15,}[。；！？]")
"""A sentence of the proposal that stands before a word of a web page on the same line."""


def without_furniture(view: Mapped) -> Mapped:
    lines = [line for line in view.lines() if not _RULE.fullmatch(line.text)]
    drop = _pages(lines) | _running_heads(lines) | _web(lines) | _mail(lines)
    return joined((line for n, line in enumerate(lines) if n not in drop), view.source)


def _mail(lines: list[Mapped]) -> set[int]:
    """The head of a mail and the covering note under it, when the paper that it forwards follows."""
    v = vocabulary()
    label, notes = re.compile(rf"\s*(?:{any_of(v.mail_labels)})\s*[：:]"), re.compile(any_of(v.mail_notes))
    texts = [re.sub(r"[ \t\u3000]", "", line.text) for line in lines]
    drop: set[int] = set()
    n = 0
    while n < len(lines):
        end = n
        while end < len(lines) and label.match(texts[end]):
            end += 1
        if end - n < 3:
            n += 1
            continue
        note = end
        while note < len(lines) and (not texts[note] or _is_note(texts[note], notes)):
            note += 1
        if any(_TITLE.search(t) for t in texts[note:]):
            drop |= set(range(n, note))
        n = note
    return drop


def _is_note(text: str, notes: re.Pattern[str]) -> bool:
    """A salutation to many (各单位：) or a sentence that hands a paper on."""
    return len(text) <= 90 and bool(notes.search(text) or re.fullmatch(r"[^。；，]{2,20}：", text))


def _pages(lines: list[Mapped]) -> set[int]:
    return {n for n, line in enumerate(lines) if _PAGE.fullmatch(line.text.strip(" \t\u3000*_"))}


def _running_heads(lines: list[Mapped]) -> set[int]:
    """Later copies of a short line that stands beside a page number or cuts a sentence in two."""
    pages = _pages(lines)
    first: dict[str, int] = {}
    drop: set[int] = set()
    for n, line in enumerate(lines):
        key = re.sub(r"\s", "", _TAIL_PAGE.sub("", line.text))
        if not 4 <= len(key) <= 45 or key[-1] in "。；，、":
            continue
        if key not in first:
            first[key] = n
        elif (
            _TAIL_PAGE.search(line.text)
            or _neighbours(lines, n) & pages
            or _breaks_a_sentence(lines, n, pages)
            or {first[key]} & drop
        ):
            drop.add(n)
            if _neighbours(lines, first[key]) & pages and first[key] > min(pages, default=0):
                drop.add(first[key])
    return drop


def _neighbours(lines: list[Mapped], n: int) -> set[int]:
    around: set[int] = set()
    for step in (-1, 1):
        at = n + step
        while 0 <= at < len(lines) and not lines[at].text.strip():
            at += step
        around.add(at)
    return around


def _breaks_a_sentence(lines: list[Mapped], n: int, pages: set[int]) -> bool:
    before = n - 1
    while before >= 0 and (before in pages or not lines[before].text.strip()):
        before -= 1
    text = lines[before].text.strip() if before >= 0 else ""
    return len(text) >= 15 and text[-1] not in _TERMINAL and not _TITLE.search(text)


def _web(lines: list[Mapped]) -> set[int]:
    v = vocabulary()
    strong, weak, tail = (re.compile(any_of(w)) for w in (v.web_strong, v.web_weak, v.web_tail))
    drop: set[int] = set()
    last_text = max(
        (n for n, line in enumerate(lines) if line.text.strip().endswith("。") and not tail.search(line.text)),
        default=-1,
    )
    drop |= {n for n, line in enumerate(lines) if _CHAT.fullmatch(line.text.strip())}
    for n, line in enumerate(lines):
        text = line.text.strip()
        if not text or (text[-1] in "。；" and (len(text) > 30 or marker_at(text))):
            continue
        hits = len(set(weak.findall(text)))
        named = strong.search(text)
        if (
            (named and len(text) < 200 and not _SAID.match(text, 0, named.start()))
            or hits >= 3
            or (hits >= 2 and len(text) <= 12 * hits)
            or _CRUMBS.match(text)
        ) or (hits == 1 and len(text) <= 4):
            drop.add(n)
    # after the last sentence, everything below the first footer line is footer
    footer = [n for n in sorted(drop) if n > last_text and tail.search(lines[n].text)]
    if footer:
        drop |= set(range(footer[0], len(lines)))
    return drop
