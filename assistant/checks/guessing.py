"""Which kind of paper a text is, by its parts and its wording."""

import re
from collections.abc import Sequence

from assistant.checks.facts import forms, pattern
from assistant.draft import Block, BlockKind, PaperKind

_HEAD_LINES, _TAIL_LINES, _BEGINNING = 12, 5, 1500
_MEMBER = re.compile(r"(?:代表|委员)(?:团|们)?\s*(?:[（(].*[）)])?\s*[:：]?\s*$")
_SPARSE = 3
"""Of 文号, addressee, closing, signature and date so many are left out of what is published."""


def kind_of(blocks: Sequence[Block]) -> PaperKind:
    """The kind of the paper with these blocks; ``other`` when it is none of ours or there is too little to tell."""
    full = [b for b in blocks if b.text.strip()]
    cues, text = forms().guess, "\n".join(b.text for b in full)[:_BEGINNING]
    head = [b.text.strip() for b in full[:_HEAD_LINES] if b.kind in ("title", "note", "salutation", "class-mark")]
    title = re.sub(r"\s", "", "".join(b.text for b in full if b.kind == "title"))
    salutation = next((b.text.strip() for b in full if b.kind == "salutation"), "")
    top = "\n".join(head) or "\n".join(b.text for b in full[:2])
    if pattern(cues.opinion).search(title) or _is_opinion(title, salutation, full):
        return "opinion"
    if pattern(cues.meeting).search(re.sub(r"\n", "", top) + "\n" + "\n".join(b.text for b in full[-_TAIL_LINES:])):
        return "meeting-paper"
    if pattern(cues.spoken).search(salutation) or any(pattern(cues.spoken).search(t) for t in head):
        return "spoken-report"
    if _is_reply(title, salutation, text):
        return _published(full, "reply")
    if _is_report(title, salutation, full, text):
        return _published(full, "report")
    return "other"


def _is_opinion(title: str, salutation: str, full: Sequence[Block]) -> bool:
    """An opinion whose title doesn't say so: its first words do, to another organ and on one case."""
    first = "".join(b.text for b in full if b.kind in ("opening", "paragraph"))[:200]
    return bool(salutation and not _MEMBER.search(salutation) and re.search("[会协]办意见", first)) and bool(
        re.search(r"第.{1,12}号", title + first)
    )


def _is_reply(title: str, salutation: str, text: str) -> bool:
    cues = forms().guess
    if (
        pattern(cues.report_title).search(title)
        and not re.search(r"答复|复函|回复|号", title)
        and "函复如下" not in text
    ):
        return False
    to_member = bool(_MEMBER.search(salutation)) and "各位" not in salutation
    received = bool(pattern(cues.reply_body).search(text)) or (to_member and "收悉" in text)
    if re.search(r"(?m)^[\s　]*第一[章条]", text):
        return False
    return (
        bool(pattern(cues.reply_title).search(title))
        or received
        or (to_member and re.search("建议|提案", text) is not None)
    )


def _is_report(title: str, salutation: str, full: Sequence[Block], text: str) -> bool:
    """About the handling of 建议 and 提案; or any report that is sent to someone above."""
    cues = forms().guess
    if pattern(cues.not_ours).search(title) or re.search(r"(?m)^[\s　]*第一[章条]", text):
        return False
    tail = "\n".join(b.text for b in full[-_TAIL_LINES:])
    named = bool(pattern(cues.report_name).search(title))
    if pattern(cues.report_title).search(title):
        return True
    told = bool(pattern(cues.report_body).search(text)) or "特此报告" in tail
    return (named and (bool(salutation) or told)) or (told and bool(re.search("建议|提案", text)))


def _published(full: Sequence[Block], kind: PaperKind) -> PaperKind:
    """web-copy when the paper carries a web page's furniture or lacks what only the sent paper has."""
    if any(pattern(forms().guess.furniture).search(b.text) for b in (*full[:_HEAD_LINES], *full[-_TAIL_LINES:])):
        return "web-copy"
    parts: tuple[BlockKind, ...] = ("number", "salutation", "closing", "signature", "date")
    missing = {p for p in parts if not any(b.kind == p for b in full)}
    letter = kind == "report" and {"number", "closing"} <= missing
    return "web-copy" if letter or len(missing) >= _SPARSE else kind
