"""Committee members addressed as deputies in the text, or the other way round."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.checks.context import ALL_KINDS, REPORTS, CheckContext
from assistant.checks.prose import untitled
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, OPINION, PROPOSAL
from assistant.checks.view import blocks, of_kind, title, visible
from assistant.draft import Draft
from assistant.proposal import Proposer

_TO_THEM = re.compile(
    r"(?:感谢|恳请|希望|敬请|请)(?:各位|广大|您|你们)?(?P<term>代表|委员)(?:们)?(?!团|大会|会|[、和及与]|性|建议|提案|所|人)|各位(?P<term2>代表|委员)(?![、和及与]|会)"
)
_THE_PROPOSERS = re.compile(
    r"(?:(?:两|几|各|该|[三四五六七八九十]|\d)位|领衔|联名)(?P<term>代表|委员)(?!团|大会|会|[、和及与]|性|建议|提案|所|人|议)"
)
"""The proposers as the letter speaks of them in the middle of its text: 听取了两位委员的意见."""
_ANSWERED = re.compile(r"(?:答复|回复|函复|反馈给|答复给)(?P<term>代表|委员)(?![、和及与会团])")
_PLEASED = re.compile(
    r"(?:(?<=^)|(?<=[，。；：\n]))(?P<term>代表|委员)(?=(?:对[^，。；]{0,12}(?:表示|反馈)|表示|反馈)[^，。；]{0,4}满意)",
    re.MULTILINE,
)
"""Who answers whether the answers are to his liking, in a report on cases of one kind."""
_OF_A_BODY = re.compile(
    r"人大(?P<member>委员)(?![会长、]|代表)|(?<![、和])政协(?P<deputy>代表)(?![团性会、]|大会|委员)"
)
"""The 人大 has 代表, the 政协 has 委员, in whatever paper."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    for m in _OF_A_BODY.finditer(untitled(visible(draft))):
        group, right = ("member", "代表") if m["member"] else ("deputy", "委员")
        yield Hit(*m.span(group), {"expected": right}, "warning", right)
    if context.kind == "reply":
        yield from _addressed(draft, context)
    yield from _of_kind(draft, context)


def _of_kind(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """答复委员 in an opinion on a 建议; 委员表示满意 in a report on 建议 alone."""
    head = untitled(title(draft)[2])
    kinds = [k for k in ("建议", "提案") if k in head]
    if len(kinds) != 1 or (context.kind != "opinion" and context.kind not in REPORTS):
        return
    right = "代表" if kinds == ["建议"] else "委员"
    for m in (_ANSWERED if context.kind == "opinion" else _PLEASED).finditer(untitled(visible(draft))):
        if m["term"] != right:
            yield Hit(*m.span("term"), {"expected": right}, "warning", right)


def _addressed(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    term = _term(draft, context)
    if not term:
        return
    for at, block in blocks(draft):
        if block.kind not in ("opening", "paragraph", "closing"):
            continue
        for m in (*_TO_THEM.finditer(block.text), *_THE_PROPOSERS.finditer(block.text)):
            group = "term" if m["term"] else "term2"
            if m[group] != term and not (m.re is _THE_PROPOSERS and len(term) > 2):
                yield Hit(
                    at + m.start(group),
                    at + m.end(group),
                    {"expected": term},
                    expected=term,
                    fix=term if len(term) == 2 else None,
                )


def _term(draft: Draft, context: CheckContext) -> str:
    """What those are called who are written to; 提案单位 for parties and bodies; empty when it isn't known."""
    if context.proposal and context.proposal.proposers:
        types = {p.type for p in context.proposal.proposers}
        if types in ({"代表"}, {"委员"}):
            return next(iter(types))
        return "提案单位" if types <= {"党派", "团体", "专委会", "界别"} else ""
    lines = of_kind(draft, "salutation")
    to = re.sub(r"[（(].*?[）)]|[：:\s]", "", lines[0][1].text) if lines else ""
    if found := re.search(r"(代表|委员)$", to):
        return found[1]
    return "提案单位" if to and re.search(r"号提案|政协", title(draft)[2]) else ""


_TO_PARTY = LETTER.replace("林某代表：", "民革示例省委会：").replace("省十四届人大五次会议第0156号建议", "省政协十三届四次会议第0156号提案").replace("您", "贵会").replace("的建议》", "的提案》")  # fmt: skip
_OF_PARTY = replace(PROPOSAL, kind="提案", proposers=(Proposer("民革示例省委会", "党派", lead=True),))

RULE = Rule(
    id="wording.swapped-proposer-term",
    name="混淆的代表和委员",
    message="应称“{expected}”：这里写的是“{quote}”。",
    reason="给委员的信里感谢“各位代表”，说明套用了别的稿子。",
    authority="建议提案原件",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("感谢您", "感谢各位委员")),
        Example(_TO_PARTY.replace("感谢贵会", "感谢各位代表")),
        Example(OPINION.replace("特此函复", "以上意见供你厅答复代表时参考"), given={"kind": "opinion"}),
        Example(LETTER.replace("我厅已", "我厅当面听取了两位委员的意见，已")),
        Example(LETTER.replace("下一步", "邀请省人大委员参加。下一步")),
        Example(LETTER.replace("下一步", "市政协代表在提案中提出加强监管。下一步"), given={"kind": "web-copy"}),
        Example(_TO_PARTY.replace("感谢贵会", "感谢各位代表"), given={"proposal": _OF_PARTY}),
    ),
    quiet=(
        Example(OPINION.replace("特此函复", "以上意见供你厅答复委员时参考"), given={"kind": "opinion"}),
        Example(LETTER.replace("我厅已", "我厅当面听取了两位代表和两位企业家代表的意见，已")),
        Example(_TO_PARTY),
        Example(_TO_PARTY, given={"proposal": _OF_PARTY}),
        Example(LETTER.replace("感谢您", "感谢各位代表")),
        Example(LETTER.replace("下一步", "邀请代表、委员参加。下一步")),
        Example(LETTER.replace("下一步", "走访人大、政协代表委员，人大常委会委员、市人大委员会委员参加。下一步")),
    ),
    kinds=ALL_KINDS,
)
