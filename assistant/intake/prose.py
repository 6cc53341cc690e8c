"""Requests inside running text: sentences and clauses that ask the office to do something."""

import itertools
import re
from collections.abc import Iterator
from functools import cache

from assistant.intake.vocabulary import any_of, vocabulary

_LINK = (
    r"(?:为此|因此|鉴于此|基于此|对此|综上(?:所述)?|故|特此|特|在此|就此|由此|所以|同时|此外|另外|还有一个|还有一点|还有就是|还有|再一个就是|再一个|再有|再就是|第[一二三四五]个?(?:是|就是)?|另外一个|还|也|并且|并|最后|首先|其次|再次|再者|然后|"
    r"另一方面|一方面|总之|我们?(?=[，,：:]|建议|希望|恳|请|呼吁|强烈|再次|郑重|提|期|盼|特|也|还|诚)|本人|我会|我委|我党|笔者|本组|谨|强烈|诚恳|殷切|郑重|衷心|热切|诚挚|迫切|真诚|恳切|一并|再(?=建议|请|恳|提)|就是|那就是|所以说|"
    r"[\u4e00-\u9fff]{0,6}(?:省委会|市委会|工商联|委员会|总工会|妇联|代表团)|各位)"
)
_PREFIX = re.compile(rf"^[\s“]*(?:{_LINK}[，,：:、\s]*)*")
_SENTENCE = re.compile(r"[^。！？!?\n]+(?:[。！？!?]+[”’」』]?|(?=\n)|$)")
_NO_ORDER = r"(?!区|者|商|率|性|难|弱|慢|不[足够力强到畅及准匀均]|较|以来|迅速|缓慢|滞后|乏力|中存在|上存在|过程)"
"""After these a verb tells and does not order: 开发区, 推进缓慢, 建设不足."""
_ANNOUNCES = re.compile(
    r"(?:以下|如下|下列)[^。，；]{0,8}[：:。]?$"
    r"|(?:几|[二三四五六七八九两\d]+)个?(?:方面|点|条|项|层面|维度|环节|角度)[^。，；]{0,4}?(?:建议|意见|措施|工作|发力|着手|入手|施策|努力|推进)?[：:。]$"
)
"""A sentence that only says that asks follow."""
_PLAIN_ORDER = re.compile(r"\s*(?:把(?!关|手|握|柄)|由[^，。]{2,16}(?:牵头|负责|组织|会同))")
"""Beginnings that can hardly but order, once a text asks for something at all."""
_LEAD = re.compile(r"^.{0,40}?(?:建议|希望|恳请|呼吁|请|对策|办法)[^，。；：:]{0,20}[：:]")
_ACTOR = re.compile(r"[\u4e00-\u9fff]{0,8}(?:部门|厅|局)[^，]{2,40}，$")
"""A clause that names who is to act, right before the one that asks."""
_ALSO = re.compile(r"[，,](?=(?:也|还|另外?|此外|同时)[也还]?[，,]?(?:希望|建议|恳请|盼望|期盼|呼吁|请求))")
"""A clause that wishes for something more: 也希望…"""
_CLAUSE = re.compile(r"(?:^|[，,；;：:。！？!?\n])")
_MODAL = re.compile(
    r"(?<![反响适对相供理感效])应(?!用|急|对|收|付|届|邀|有尽有|声|答|变|季|力|税|聘|考|诉)(?:当|该)?|必须|须(?!知)|(?:部门|厅|局|政府|各地|管委会|单位|园区|协会)(?:要|可以|可(?!能|谓|以说))|亟[需待]|有必要|不妨|(?<![不为])宜(?!居|昌|宾|春|人)"
)
_RULE = re.compile(
    r"《|规定|条例|依法应|按规定|按照要求|应收|明确要求|早已|明明|本应|理应|原本|本来应|照理|要求.{0,12}应"
)
_REPORTED = re.compile(
    r"(?:曾|多次|去年|前年|往年|此前|上次|有的|不少|企业|群众|居民|代表们|网友|专家|负责人|业主|村民|商户|家长|职工|普遍|都|纷纷|大家|他们|反映)[^，。]{0,6}$"
)


@cache
def _strong() -> re.Pattern[str]:
    words = any_of(tuple(w for w in vocabulary().strong if w != "望"))
    return re.compile(
        rf"(?:(?:{words})|请(?!示|求|问|假|客|教|进|战|愿|帖|柬))(?!的|书|稿|人|者|案|被|是否|和意见|、|”|》|收悉|如下|：|:)"
    )


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(vocabulary().verbs)}){_NO_ORDER}")


@cache
def _strict_verb() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(tuple(w for w in vocabulary().verbs if len(w) > 1))}){_NO_ORDER}")


@cache
def _must() -> re.Pattern[str]:
    verbs = any_of(tuple(w for w in vocabulary().verbs if len(w) > 1))
    return re.compile(
        rf"(?:^|(?<=[，,；;]))可(?:以|考虑)?(?=在|由|把|将|对|{verbs})|(?<![需重主只若不还就将想是又都正没简纲摘扼])要(?=(?:{verbs}|把|将|对|让))"
    )


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of ``text[start:end]``; a line break ends one."""
    for m in _SENTENCE.finditer(text, start, len(text) if end is None else end):
        if m.group().strip():
            yield m.start() + len(m.group()) - len(m.group().lstrip()), m.end()


def is_imperative(text: str, *, strict: bool = False) -> bool:
    """Whether it begins as an order does (加快…, 对…给予…), links before it left out."""
    rest = text[skip_links(text) :].lstrip("“ \t\u3000")
    return bool((_strict_verb() if strict else _verb()).match(rest)) or bool(_strong().match(rest))


def skip_links(text: str) -> int:
    """How many characters of 为此, 同时, 此外 … stand before the sentence proper."""
    m = _PREFIX.match(text)
    return m.end() if m else 0


def request_at(sentence: str) -> int | None:
    """Offset of the clause that holds a strong request (建议…, 希望…, 请…), None when the sentence makes none."""
    for m in _CLAUSE.finditer(sentence):
        at = m.end()
        at += skip_links(sentence[at:])
        if s := _strong().match(sentence, at):
            return s.start()
    # a subject of one's own side before the word: 民盟示例省委会建议 …
    for s in _strong().finditer(sentence):
        before = re.split(r"[，,；;：:]", sentence[: s.start()])[-1]
        if (
            s.group() in ("建议", "恳请", "提请", "呼吁")
            and before
            and not _REPORTED.search(before)
            and len(before) <= 14
        ):
            if re.search(r"(?:等|条|项|个|的|类|种|合理化|提出|意见|收集|采纳|该|这|此|本|有关|相关|政策)$", before):
                continue
            if re.search(r"(?:部门|厅|局|政府|方面|层面|角度|问题|上|中|时|后|下|情况)$", before):
                return s.start() - len(before)
    return None


_CAN = re.compile("能不能|能否|可否|可不可以|是否可以|是不是可以|是否能")
_DOUBTS = re.compile("取决|关系到?|关键|值得|决定|影响|成为|难|不知|担心")
_FURTHER = re.compile(r"\s*[^，,；;。]{0,12}(?:也|还)(?:要(?!求)|应(?!用)|该|得(?!到)|需)")
"""转办的事也要有个回音: one wish more after a semicolon."""


def asks_back(sentence: str) -> bool:
    """Whether it is a request in the form of a question: 能不能多建几个基站？"""
    return bool(re.search("[？?]", sentence) and _CAN.search(sentence))


def has_strong(text: str) -> bool:
    return any(request_at(text[a:b]) is not None for a, b in sentences(text))


def requests(text: str, start: int, end: int, *, zone: bool, modal: bool = False) -> list[tuple[int, int]]:
    """Spans of the asks in the running text ``text[start:end]``. Inside a ``zone`` (under a heading such as 建议) an
    imperative sentence asks too, and a sentence that only explains belongs to the ask before it. 应, 要, 须 ask only
    beside a stronger word, or where ``modal`` says that there is none."""
    found: list[tuple[int, int]] = []
    strong_seen = zone or modal or has_strong(text[start:end])
    paragraph = -1
    for a, b in sentences(text, start, end):
        fresh = "\n" in text[paragraph:a] if paragraph >= 0 else True
        paragraph = b
        pieces, led = _pieces(text, a, b, zone=zone)
        for n, (s, e) in enumerate(pieces):
            after_ask = bool(found) and found[-1][1] >= (s if n else a - 1) and (n > 0 or not fresh)
            at = (
                0
                if led or (n and found and found[-1][1] == s and _FURTHER.match(text[s:e]))
                else _ask_start(text[s:e], strong_seen=strong_seen, zone=zone or after_ask)
            )
            if at is not None:
                found.append((s + at, e))
            elif (found and n and found[-1][1] == s) or (
                zone and found and not fresh and n == 0 and _explains(text[s:e])
            ):
                found[-1] = (found[-1][0], e)
    return [_trim(text, s, e) for s, e in found if len(text[s:e].strip(" 。；，")) >= 6]


def _pieces(text: str, a: int, b: int, *, zone: bool) -> tuple[list[tuple[int, int]], bool]:
    """Parts of a sentence at semicolons, where the next part makes a request of its own; after a lead-in (建议做好以下
    工作：) all of them do, and the second value is True."""
    lead = _LEAD.match(text[a:b])
    if lead and re.search("[；;]", text[a + lead.end() : b]):
        stops = [a + lead.end(), *(m.end() + a for m in re.finditer("[；;]", text[a:b])), b]
        return [(s, e) for s, e in itertools.pairwise(sorted(set(stops))) if text[s:e].strip()], True
    cuts = [a]
    for m in re.finditer("[；;]", text[a:b]):
        rest = text[a + m.end() : b]
        first = re.split("[；;]", rest)[0]
        wished = _FURTHER.match(first) and request_at(text[a : a + m.end()]) is not None
        if request_at(first) is not None or is_imperative(rest, strict=not zone) or wished:
            cuts.append(a + m.end())
    if request_at(text[a:b]) is not None:
        cuts += [a + m.end() for m in _ALSO.finditer(text[a:b])]
    cuts.sort()
    return list(itertools.pairwise([*cuts, b])), False


def _ask_start(sentence: str, *, strong_seen: bool, zone: bool) -> int | None:
    if len(sentence) <= 40 and _ANNOUNCES.search(sentence):
        return None
    at = request_at(sentence)
    if at is not None:
        actor = skip_links(sentence)
        return actor if _ACTOR.match(sentence[actor:at]) else at
    if zone and is_imperative(sentence):
        return skip_links(sentence)
    if strong_seen and not re.search("[？?]", sentence) and _CAN.search(sentence) and not _DOUBTS.search(sentence):
        return skip_links(sentence)
    if strong_seen and _PLAIN_ORDER.match(sentence):
        return skip_links(sentence)
    if (
        strong_seen
        and (m := _MODAL.search(sentence) or _must().search(sentence))
        and not _RULE.search(sentence[: m.end()])
    ):
        clause = max(sentence.rfind(c, 0, m.start()) for c in "，,；;：:") + 1
        clause += skip_links(sentence[clause:])
        return clause if clause >= m.start() else skip_links(sentence)
    return None


def _explains(sentence: str) -> bool:
    return len(sentence) >= 6 and not re.match(
        r"\s*(?:以上|特此|此致|相信|期待|谢谢|当否|妥否|我们相信|我相信)", sentence
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\u3000，,；;、\n":
        start += 1
    while end > start and text[end - 1] in " \t\u3000\n":
        end -= 1
    return start, end
