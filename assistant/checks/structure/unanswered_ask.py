"""An ask that the letter says nothing about."""

import re
from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LETTER, PROPOSAL, own_draft
from assistant.checks.view import blocks, of_kind
from assistant.draft import Draft, Run
from assistant.proposal import Ask

_ENOUGH = 0.3
"""Share of an ask's character pairs that stand in one section of the letter when that section answers it."""
_NAMED = 0.6
"""Share of a heading's character pairs that stand in the ask when the heading names it."""
_EMPTY = re.compile(
    r"建议|希望|进一步|加强|加大|推进|促进|完善|开展|支持|力度|工作|有关|相关|我省|我市|应当|应该|以及|关于|问题|方面"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:
    if context.kind != "reply":
        return
    if context.proposal is None:
        yield Undecided("没有给出建议提案原文，无法核对每项诉求是否都答复了。")
        return
    at = _end_of_body(draft)
    for number, ask in enumerate(context.proposal.asks, 1):
        if number not in context.passed_over and not (
            _has_section(draft, number) if context.own else _mentioned(draft, ask)
        ):
            severity = None if context.own else "warning"
            yield Hit(at, at, {"number": str(number), "ask": (ask.core or ask.text)[:40]}, severity)


def _has_section(draft: Draft, number: int) -> bool:
    return any(b.ask == number and b.kind != "heading" and b.text.strip() for b in draft.blocks)


def _mentioned(draft: Draft, ask: Ask) -> bool:
    """Whether a section speaks of the ask, or its heading names it. Asks of one or two words can't be told."""
    wanted = [w for w in (_pairs(ask.core), _pairs(ask.text)) if len(w) >= 4]
    if not wanted:
        return True
    for heading, body in _sections(draft):
        named = _pairs(heading)
        if len(named) >= 3 and len(named & frozenset().union(*wanted)) / len(named) >= _NAMED:
            return True
        if any(len(w & _pairs(heading + body)) / len(w) >= _ENOUGH for w in wanted):
            return True
    return False


def _sections(draft: Draft) -> Iterator[tuple[str, str]]:
    """Heading and text of each section; a numbered paragraph begins one, with its first sentence as its heading."""
    heading, body = "", ""
    for _, b in blocks(draft):
        if b.kind == "heading" or (b.kind == "paragraph" and b.level):
            yield heading, body
            heading, _, body = b.text.partition("。")
        elif b.kind in ("paragraph", "table"):
            body += b.text
    yield heading, body


def _pairs(text: str) -> frozenset[str]:
    pieces = re.split(r"\W+", _EMPTY.sub(" ", text))
    return frozenset(p[i : i + 2] for p in pieces for i in range(len(p) - 1))


def _end_of_body(draft: Draft) -> int:
    body = of_kind(draft, "paragraph", "heading", "table", "opening")
    return body[-1][0] + len(body[-1][1].text) if body else 0


RULE = Rule(
    id="structure.unanswered-ask",
    name="没有答复的诉求",
    message="第{number}项诉求“{ask}”没有答复，请逐条答复。",
    reason="漏答、答非所问会被退回重办。",
    authority="各地建议提案办理办法：逐条回应，不得答非所问、敷衍塞责",
    severity="error",
    check=check,
    fires=(
        Example(draft=own_draft(Run("另外。"), ask=None), given={"own": True, "proposal": PROPOSAL}),
        Example(
            LETTER.replace(
                "一、关于编制改造指引\n我厅已梳理铸造行业共性改造场景，完成指引初稿，目前正在征求企业意见。\n", ""
            ),
            given={"proposal": PROPOSAL},
        ),
    ),
    quiet=(
        Example(
            draft=own_draft(Run("〔待补充：本单位已开展的工作〕", "missing")), given={"own": True, "proposal": PROPOSAL}
        ),
        Example(LETTER, given={"proposal": PROPOSAL}),
        Example(LETTER),
    ),
    kinds=("reply",),
)
