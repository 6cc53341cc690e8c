"""What a number counts and for when, read from the words around it; and whether a clause speaks of the same thing."""

import re
from functools import cache

from assistant.numerals import Number, find_numbers

_CLAUSE = re.compile(r"[^，。；！？\n]*[，。；！？\n]?")
_PERIOD = re.compile(
    r"(?:19|20)\d\d年(?:度|\d{1,2}月(?:\d{1,2}日|底|末|初|份)?|上半年|下半年|[一二三四]季度|底|末|初)?|今年|去年|上年|上半年|下半年"
)
_PLACE = re.compile(
    r"(?<![我全本该各外])[\u4e00-\u9fff]{2,3}(?:(?<![全我本该各外跨向在对由与和])省(?![\u4e00-\u9fff]{1,8}(?:厅|局|委|办))|自治区|(?<![上股夜超楼])市|州|县)(?!级|直|属|区|场|域|长|民|政|委|人|内|外)"
)
_EMPTY = frozenset(re.findall(r"\w+", """
    其中 达到 超过 目前 共计 累计 同比 增长 下降 提高 分别 以上 以下 左右 不少 不低 不低于 不少于 每年 已经 截至 全省 我省 全市 我市
    全国 建议 提案 实现 完成 进行 开展 安排 占比 比例 总数 总额 合计 平均 预计 计划 上年 今年 去年 年度 上半年 下半年 单个 最高 最低 一批"""))  # fmt: skip
"""Words that say nothing about what a number counts."""


def clause_of(text: str, at: int) -> tuple[int, int]:
    """The span of the clause (between ，。；！？ or line ends) in which ``text[at]`` stands."""
    for m in _CLAUSE.finditer(text):
        if m.start() <= at < m.end():
            return m.span()
    return 0, len(text)


def label_of(text: str, number: Number) -> str:
    """The words of the number's clause without its numbers: what it most likely counts."""
    start, end = clause_of(text, number.start)
    clause, at = text[start:end], 0
    words: list[str] = []
    for n in find_numbers(clause):
        if not n.needs_source and n.kind not in ("date", "year"):
            continue
        words.append(clause[at : n.start])
        at = n.end
    words.append(clause[at:])
    return re.sub(r"[\s，。；！？、：（）“”]+", "", "".join(words))[:40]


def period_of(text: str, number: Number) -> str:
    """The period named last before the number in its sentence, else one in its own clause, else empty."""
    sentence = max(text.rfind(c, 0, number.start) for c in "。；\n") + 1
    before = _PERIOD.findall(text, sentence, number.start)
    if before:
        return before[-1]
    after = _PERIOD.findall(text, number.end, clause_of(text, number.start)[1])
    return after[0] if after else ""


@cache
def nouns(label: str) -> tuple[tuple[str, ...], ...]:
    """The content words of a label, a group for each part of ``人大代表建议·主办·已办结``; any word of a group will do,
    but every group must have one."""
    import jieba  # its dictionary takes half a second to load

    jieba.setLogLevel(60)
    groups = [
        tuple(
            w for w in jieba.lcut(part) if len(w) > 1 and w not in _EMPTY and re.fullmatch(r"[\u4e00-\u9fffA-Za-z]+", w)
        )
        for part in re.split(r"[·|/]", label)
    ]
    return tuple(g for g in groups if g)


def likeness(label: str, clause: str) -> float:
    """How much of the label's content words stand in the clause, 0 to 1; 0 when a part of the label is missing."""
    groups = nouns(label)
    if not groups or not all(any(w in clause for w in g) for g in groups):
        return 0.0
    words = [w for g in groups for w in g]
    return sum(w in clause for w in words) / len(words)


def foreign_period(clause: str, known: str) -> bool:
    """Whether the clause names a period that is not in ``known``."""
    return any(p not in known and p.rstrip("度末底初份") not in known for p in _PERIOD.findall(clause))


def foreign_place(clause: str, known: str) -> bool:
    """Whether the clause names a province, city or county that is not in ``known``."""
    return any(m.group()[-3:] not in known for m in _PLACE.finditer(clause))
