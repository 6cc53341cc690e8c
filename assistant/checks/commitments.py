"""What a letter promises: what will be done, by when, with how much money."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.view import BY_CODE, paragraphs
from assistant.draft import Draft
from assistant.marked import PLACEHOLDER

_WORD = re.compile(
    r"(?:(?<!已)(?<!已经)(?<!并)(?<!现)(?<!兹)|(?<=，并))将(?!近|军|领|来[^，。]{0,2}的|士)|拟(?!定|订|态|合|上市|录|人|声|建项目)|力争(?!上游)|争取(?!到|了|的)|(?<![为以在])确保|(?<!信用)(?<!公开)(?<!自愿)(?<!此前)(?<!所)承诺(?!制|书|件|函|事项|办结|时限|了|的)|(?:(?<=[我本][厅局委])|(?<=我们)|(?<=单位))保证(?!金|保险|了|书)"
    r"|(?<!行动)(?<!年度)(?<!工作)(?<!三年)计划(?=[在于到今明年用安投开建出印组对支从\d])(?!单列)|预计(?=[^，。]{0,14}(?:前|底|末|年内|年|月|季度)[^，。]{0,6}(?:建成|完成|出台|印发|投用|启动|实现|达产|开工))"
    r"|(?:^|(?<=[，。；：]))(?:下一步|下步|接下来|今后|届时|下一?阶段)(?!(?:工作)?(?:打算|安排|计划)(?:由|为|是|如下|[：:]))|(?:我[厅局委办]|我们)(?:会(?!同|商|议|后)|要(?!求|点)|决定)|(?:^|(?<=[，；门位我厅局]))(?:适时|尽快|抓紧|会同[^，。]{2,12}尽快)(?=[\u4e00-\u9fff])"
)
_ACTS = (
    r"(?:完成|建成|建立|兑付|配备|达到|实现|上线|投用|投运|运行|印发|出台|启动|开工|完工|竣工|安排|组织|开展|公布|新增|培育|落实|实施|覆盖|开放|建设|新建|支持|改造|推行|执行|投入|增加|设立|下达|拨付|抓好|推进|研究|制定|修订|编制|启用|取消|降低|扩大|延长|试点|列入|纳入|推广|压减|减少|举办|召开|推开|压缩|提高|清零|办结|整改)"
    r"(?!了|过|的|后|率|时)"
)
_BY_DUE = re.compile(rf"(?:底|末|日|月|季度|年)(?:之?前|内|以前)，?[^，。；已了]{{0,16}}?{_ACTS}")
"""分级办理规程9月底前印发: a time says that it is still to come."""
_AHEAD = re.compile(
    r"(?:今年|本年)(?:下半年|第?[三四]季度|底|年底|年内|内)|(?:^|[，；：])(?:下半年|第?[三四]季度|年内|年底|今后(?=[两三几\d]年)|未来)|明年|后年"
)
"""Times that are still to come when a reply of this year is signed."""
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?P<end>年?[底末]|下半年|第?[三四]季度)?")
_SERVES = re.compile(
    r"(?:平台|系统|窗口|热线|制度|机制|办法|条例|规定|企业|公司|用户|群众|各[地市县])将(?!于|在|进一步|继续|对|与|从|会)"
    r"[^，。；]{1,20}?(?:分为|列为|上传|报送|提交|转|至|到|给|为|成)"
)
"""What others do; 将 means 把."""
_PAST = re.compile(r"已经?(?!列入)|完成了|建立了|制定了|印发了|以来|去年|上年|连续|截至")
_HANDLED = re.compile(r"将[^，。；]{1,24}?(?:由[^，。；]{1,12}(?:到|至|为)|抄送|作为)")
"""将 that means 把 and tells what was done."""
_OTHERS = re.compile(
    r"《[^》]*》(?:（[^（）]{0,30}）)?[^，。；]{0,12}(?:规定|要求|明确|提出|部署|指出)|[省市县部委厅局府院]要求(?:各|全|有关|所有)|(?:条例|办法|方案|细则|通知|(?<!会办)(?<!协办)意见|法律|文件|要点)[^，。；]{0,8}(?:规定|要求|明确|提出|部署)|根据[^，。]{0,20}(?:方案|规定|办法)"
)
_BY_ARTICLE = re.compile(
    r"(?:按照|根据|依照|依据)《[^》]*》(?:（[^（）]{0,30}）)?第[^，。；]{1,12}[条款项][^。；我本]*将$"
)
"""将 that means 把 in a rule told with its article: 受理部门自受理之日起10个工作日内将投诉转交."""
_MOVED = re.compile(
    r"(?:延期|推迟|顺延|延长|延后|调整|变更|改)(?:至|到|为|在)(?=20\d\d年|今年|明年|年底|\d{1,2}月)|(?:新的?|调整后的?)[^，。；]{0,6}(?:时限|期限|时间)(?:是|为|定在)(?=20\d\d年|今年|明年|年底|\d{1,2}月)"
)
"""A promise gets a new time, whatever has been done so far."""
_IN_FORCE = re.compile(r"将[于自从]?[^，。；]{0,16}(?:施行|生效)")
_ASKED = re.compile(r"[市县区省](?:政府)?(?:请求|希望|恳请|要求)|建议(?:你|贵)|您(?:希望|建议|提出)")
_OURS = re.compile(r"(?:我[厅局委办]|我们|我单位|本单位)(?:将|拟|计划|力争|承诺|保证)")
_DUE = re.compile(
    r"[一二两三四五六七八九十\d]+年内|(?:(?:20\d\d年|今年|明年|年(?=[底末内初]))(?!以来)(?:\d{1,2}月(?:\d{1,2}日)?)?(?:年?底|年?末|初|上半年|下半年|第?[一二三四]季度)?|\d{1,2}月(?:\d{1,2}日|底|末)?|上半年|下半年|第?[一二三四]季度)(?:之?前|以前|内|起)?"
)
_MONEY = re.compile(r"\d[\d,.]*\s*[万亿]?元")
_ONWARDS = re.compile(r"下一步|下步|下一?阶段|接下来|今后")
_TOLD_AGAIN = re.compile(r"在(?:原|上次)答复[中里](?:提出|承诺|说明)：“[^”]*”")
"""A second letter quotes what the first one promised."""
_TITLE = re.compile(r"《[^》]*》|“[^”]*”")
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
    year = _year_of(draft)
    for p in paragraphs(draft):
        if p.kind in BY_CODE or p.kind == "heading":
            continue
        onwards = False
        text = _TOLD_AGAIN.sub(_blank, PLACEHOLDER.sub(_blank, p.text))
        for m in _SENTENCE.finditer(text):
            at = promised(m.group(), onwards=onwards, year=year)
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


def _year_of(draft: Draft) -> int:
    """The year of the letter by its date or 文号, 0 where it has neither."""
    for kind in ("date", "number"):
        for block in draft.blocks:
            if block.kind == kind and (m := re.search(r"20\d\d", block.text)):
                return int(m.group())
    return 0


def promised(sentence: str, *, onwards: bool = False, year: int = 0) -> int | None:
    """Where the clause begins that promises something; None when the sentence promises nothing. ``onwards``: a sentence
    before it in the paragraph began with 下一步. ``year`` is the letter's own, 0 where it is not known: a later one is still
    to come, an earlier one's plan promises nothing any more."""
    others = _OTHERS.search(sentence) or _ASKED.search(sentence)
    if others and not _OURS.search(sentence, others.end()):
        return None
    if (m := _MOVED.search(sentence)) and not _is_over(sentence, 0, year):
        return max(sentence.rfind(c, 0, m.start()) for c in "，：；") + 1
    for pattern in (_WORD, _BY_DUE):
        for m in pattern.finditer(sentence):
            clause = max(sentence.rfind(c, 0, m.start()) for c in "，：；") + 1
            if pattern is _BY_DUE and _PAST.search(sentence):
                continue
            if _PAST.search(sentence[clause : m.start()]) or _is_over(sentence, clause, year):
                continue
            if m.group() == "将" and _was_done(sentence, m.start(), year):
                continue
            return clause
    if (at := _still_to_come(sentence, year)) is not None:
        return at
    return 0 if onwards and not _PAST.search(sentence) else None


def _still_to_come(sentence: str, year: int) -> int | None:
    """Where the clause begins that names a time after the letter and what is done by then (2027年，全省建成服务站60个)."""
    text = _TITLE.sub(_blank, sentence)
    times = [m.span() for m in _AHEAD.finditer(text)]
    times += [m.span() for m in _YEAR.finditer(text) if year and (int(m[1]) > year or (int(m[1]) == year and m["end"]))]
    for start, end in sorted(times):
        clause = max(text.rfind(c, 0, start) for c in "，：；") + 1
        if re.match(rf"[^。；]{{0,28}}?{_ACTS}", text[end:]) and not _PAST.search(text[clause:]):
            return clause
    return None


def _is_over(sentence: str, clause: int, year: int) -> bool:
    """Whether the words from ``clause`` on name a year before the letter's, and no later time."""
    years = [int(m[1]) for m in _YEAR.finditer(sentence, clause)]
    return bool(year and years) and max(years) < year and not _AHEAD.search(sentence)


def terms(sentence: str, at: int) -> tuple[str, str]:
    """The time and the sum that a promise names, looked for in its clause and after it, else in all of the sentence."""
    due = _DUE.search(sentence, at) or _DUE.search(sentence)
    money = _MONEY.search(sentence, at)
    return due.group() if due else "", money.group() if money else ""


def _was_done(sentence: str, at: int, year: int) -> bool:
    """将 that means 把, after what was done, or of a law that takes effect."""
    if (
        _IN_FORCE.match(sentence, at)
        or _BY_ARTICLE.search(sentence[: at + 1])
        or any(m.start() <= at < m.end() for m in _SERVES.finditer(sentence))
    ):
        return True
    past = _PAST.search(sentence) or _is_over(sentence, 0, year)
    together = sentence[max(0, at - 1) : at] == "并" and _PAST.search(sentence, 0, at)
    return bool(together or (past and _HANDLED.match(sentence, at)))
