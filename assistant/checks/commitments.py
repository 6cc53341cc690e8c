"""What a letter promises: what will be done, by when, with how much money."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.view import BY_CODE, paragraphs
from assistant.draft import Draft
from assistant.marked import PLACEHOLDER

_WORD = re.compile(
    r"(?:(?<!已)(?<!已经)(?<!并)(?<!现)(?<!兹)|(?<=，并))将(?!近|军|领|来[^，。]{0,2}的|士)|拟(?!定|订|态|合|上市|录|人|声|建项目)|力争(?!上游)|争取(?!到|了|的)|(?<![为以])确保|(?<!信用)(?<!公开)(?<!自愿)承诺(?!制|书|件|函|事项|办结|时限|了)|(?:(?<=[我本][厅局委])|(?<=我们)|(?<=单位))保证(?!金|保险|了|书)"
    r"|(?<!行动)(?<!年度)(?<!工作)(?<!三年)计划(?=[在于到今明年用安投开建出印组对支从\d])(?!单列)|预计(?=[^，。]{0,14}(?:前|底|末|年内|年|月|季度)[^，。]{0,6}(?:建成|完成|出台|印发|投用|启动|实现|达产|开工))"
    r"|(?:^|(?<=[，。；：]))(?:下一步|下步|接下来|今后|届时|下阶段)|(?:^|(?<=[，；门位我厅局]))(?:适时|尽快|抓紧|会同[^，。]{2,12}尽快)(?=[\u4e00-\u9fff])"
)
_BY_DUE = re.compile(
    r"(?:底|末|日|月|季度|年)(?:之?前|内|以前)，?[^，。；已了]{0,16}?(?:完成|印发|建成|出台|办结|落实|启动|兑付|组织|配备|实现|公布|开展|投用|整改)(?!了|的|后|时)"
)
"""分级办理规程9月底前印发: a time says that it is still to come."""
_PAST = re.compile(r"已经?(?!列入)|完成了|建立了|制定了|印发了|以来|去年|上年|连续|截至")
_HANDLED = re.compile(r"将[^，。；]{1,24}?(?:由[^，。；]{1,12}(?:到|至|为)|抄送|作为)")
"""将 that means 把 and tells what was done."""
_OTHERS = re.compile(
    r"《[^》]*》[^，。；]{0,12}(?:规定|要求|明确|提出|部署|指出)|(?:条例|办法|方案|细则|通知|(?<!会办)(?<!协办)意见|法律|文件|要点)[^，。；]{0,8}(?:规定|要求|明确|提出|部署)|根据[^，。]{0,20}(?:方案|规定|办法)"
)
_IN_FORCE = re.compile(r"将[于自从]?[^，。；]{0,16}(?:施行|生效)")
_ASKED = re.compile(r"[市县区省](?:政府)?(?:请求|希望|恳请|要求)|建议(?:你|贵)|您(?:希望|建议|提出)")
_OURS = re.compile(r"(?:我[厅局委办]|我们|我单位|本单位)(?:将|拟|计划|力争|承诺|保证)")
_DUE = re.compile(
    r"(?:(?:20\d\d年|今年|明年|年(?=[底末内初]))(?!以来)(?:\d{1,2}月(?:\d{1,2}日)?)?(?:年?底|年?末|初|上半年|下半年|第?[一二三四]季度)?|\d{1,2}月(?:\d{1,2}日|底|末)?|上半年|下半年|第?[一二三四]季度)(?:之?前|以前|内|起)?"
)
_MONEY = re.compile(r"\d[\d,.]*\s*[万亿]?元")
_ONWARDS = re.compile(r"下一步|下步|接下来|今后")
_TOLD_AGAIN = re.compile(r"在(?:原|上次)答复[中里](?:提出|承诺|说明)：“[^”]*”")
"""A second letter quotes what the first one promised."""
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


@dataclass(frozen=True)
class Commitment:
    """A sentence that promises something; ``due`` and ``money`` as written, empty where it names none; ``ask`` is the
    number of the ask in whose section it stands."""

    start: int
    end: int
    quote: str
    due: str = ""
    money: str = ""
    ask: int | None = None


def commitments(draft: Draft) -> Iterator[Commitment]:
    """Every promise in the order of the text, for the leader who signs. What stands in a visible mark promises nothing
    yet."""
    for p in paragraphs(draft):
        if p.kind in BY_CODE or p.kind == "heading":
            continue
        onwards = False
        text = _TOLD_AGAIN.sub(_blank, PLACEHOLDER.sub(_blank, p.text))
        for m in _SENTENCE.finditer(text):
            at = promised(m.group(), onwards=onwards)
            if at is None:
                continue
            onwards = onwards or bool(_ONWARDS.match(m.group().strip()))
            due, money = terms(m.group(), at)
            start, end = p.span(*m.span())
            yield Commitment(start, end, p.text[m.start() : m.end()], due, money, _ask_at(draft, start))


def _blank(m: re.Match[str]) -> str:
    return "□" * len(m.group())


def _ask_at(draft: Draft, at: int) -> int | None:
    return next((block.ask for start, end, block, _ in draft.spans() if start <= at < max(end, start + 1)), None)


def promised(sentence: str, *, onwards: bool = False) -> int | None:
    """Where the clause begins that promises something; None when the sentence promises nothing. ``onwards``: a sentence
    before it in the paragraph began with 下一步."""
    others = _OTHERS.search(sentence) or _ASKED.search(sentence)
    if others and not _OURS.search(sentence, others.end()):
        return None
    for pattern in (_WORD, _BY_DUE):
        for m in pattern.finditer(sentence):
            clause = max(sentence.rfind(c, 0, m.start()) for c in "，：；") + 1
            if pattern is _BY_DUE and _PAST.search(sentence):
                continue
            if _PAST.search(sentence[clause : m.start()]) or (m.group() == "将" and _was_done(sentence, m.start())):
                continue
            return clause
    return 0 if onwards and not _PAST.search(sentence) else None


def terms(sentence: str, at: int) -> tuple[str, str]:
    """The time and the sum that a promise names, looked for in its clause and after it, else in all of the sentence."""
    due = _DUE.search(sentence, at) or _DUE.search(sentence)
    money = _MONEY.search(sentence, at)
    return due.group() if due else "", money.group() if money else ""


def _was_done(sentence: str, at: int) -> bool:
    """将 that means 把, after what was done, or of a law that takes effect."""
    if _IN_FORCE.match(sentence, at):
        return True
    together = sentence[max(0, at - 1) : at] == "并" and _PAST.search(sentence, 0, at)
    return bool(together or (_PAST.search(sentence) and _HANDLED.match(sentence, at)))
