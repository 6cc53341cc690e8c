"""The heading of a section: what the ask wants, in its own words, cut where the sense allows."""

import re

from assistant.draft import Block, Run
from assistant.drafting.binding import bound
from assistant.drafting.matter import ask_words
from assistant.figures import FigureSheet, Source
from assistant.proposal import Ask, Proposal
from assistant.tagging import ends_with_noun
from knowledge_base import segmentation

_REQUEST = re.compile(r"(?:建议|希望|恳请|呼吁|提请)(?=\S{6})")
_RELATIVE = re.compile("的[^的，]{1,8}$")
_TOPIC = re.compile("(?:在|从|就).{1,8}(?:上|方面|中|层面|环节)")
_VERB = re.compile("给予|予以|进行|实行|实施|开展|采取|加大")
_BY_WHOM = re.compile(r"牵头$|(?:^由|会同|联合)[^，]{2,16}(?:部门|厅|局|委|单位|企业)$")
"""Who is to act; what is to be done comes in the next clause."""
_MODAL = re.compile(r"(?<![适供响对相效反呼回])应(?:当|该)?(?=降|提高|达到|控制|由|给予|予以|不低|不少|不高|在|按)")
"""平均费率应降到1%: a heading names the wish and does not utter it."""
_LONGEST = 44


def heading(ask: Ask, proposal: Proposal, sheet: FigureSheet, number: int) -> Block:
    """``关于…的建议`` for ask ``number`` (from 1), without the ordinal, which the letter gives. Numbers in it are the
    proposal's own and point there."""
    text = subject(ask)
    where = proposal.text.find(text, ask.start) if text else -1
    quote = ask.text[:120]

    def source(start: int, end: int) -> Source:
        if where < 0:
            return Source("proposal", start=ask.start, end=ask.end, quote=quote)
        return Source("proposal", start=where + start, end=where + end, quote=_around(ask.text, text[start:end]))

    tail = "" if text.endswith("建议") else "的建议"
    return Block("heading", (Run("关于"), *bound(text, sheet, source), Run(tail)), level=1, ask=number)


def subject(ask: Ask) -> str:
    """The ask without its request words and with no more than it takes to say what it is about."""
    text = re.sub(r"\s+", "", ask.core or ask.text)
    if (m := _REQUEST.search(text)) and m.start() <= 0.7 * len(text):
        text = text[m.end() :]
    text = _without_lead(text)
    clauses = [c for c in re.split(r"[，,；;。：:！？]", text) if c]
    if not clauses:
        return text
    if len(clauses) > 1 and _TOPIC.fullmatch(clauses[0]):
        clauses = clauses[1:]
    taken = clauses[0]
    if len(clauses) > 1 and (len(taken) < 6 or _unfinished(taken) or _BY_WHOM.search(taken)):
        taken = f"{taken}，{clauses[1]}"
    return _balanced(_MODAL.sub("", taken).strip("、 "))


def _without_lead(text: str) -> str:
    words = ask_words().lead_in
    while True:
        lead = max((w for w in words if text.startswith(w) and len(text) > len(w) + 3), key=len, default="")
        if not lead or (len(lead) == 1 and segmentation.words(text[:8])[0] != lead):  # 要素, 应急, 并购
            return text
        text = text[len(lead) :].lstrip("，,：: ")


def _unfinished(clause: str) -> bool:
    """对…业务, 在…方面: a preposition whose verb comes in the next clause."""
    if not clause.startswith(ask_words().unfinished) or (_VERB.search(clause) and not _RELATIVE.search(clause)):
        return False
    return ends_with_noun(clause)


def _balanced(text: str) -> str:
    """No quotation mark or bracket left open."""
    for opening, closing in ("“”", "（）", "《》", "‘’"):
        if text.count(opening) > text.count(closing):
            text += closing if len(text) - text.rfind(opening) <= _LONGEST else ""
        elif text.count(closing) > text.count(opening):
            text = text.replace(closing, "", 1)
    return text


def _around(text: str, number: str) -> str:
    at = max(0, text.find(number))
    return text[max(0, at - 40) : at + 40 + len(number)]
