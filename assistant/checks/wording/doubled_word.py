"""A character or a word written twice."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import dictionary, doubled, surnames
from assistant.checks.view import paragraphs
from assistant.draft import Draft

_HAN = r"[\u4e00-\u9fff]"
_NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿")
_ONE = re.compile(rf"(?P<x>{_HAN})(?P=x)+")
_MORE = re.compile(rf"(?P<w>{_HAN}{{2,12}}?)(?P=w)")
_ORDER = re.compile(r"[（(]?(.)\1[、）)]")
_LISTED = re.compile(rf"(?<=[：、，。；（])(?P<w>{_HAN}{{2,10}})、(?P=w)(?=[、，。；）和及与等])")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for paragraph in paragraphs(draft):
        for start, end, word in _doubled(paragraph.text):
            yield Hit(*paragraph.span(start, end), {"expected": word}, expected=word, fix=word)


def _doubled(text: str) -> Iterator[tuple[int, int, str]]:
    taken: list[tuple[int, int]] = []
    for m in _MORE.finditer(text):
        if len(set(m["w"])) > 1 and not _meant_twice(text, m):
            taken.append(m.span())
            yield *m.span(), m["w"]
    for m in _LISTED.finditer(text):
        yield *m.span(), m["w"]
    for m in _ONE.finditer(text):
        if not any(a <= m.start() < b for a, b in taken) and not _belongs(text, m):
            yield *m.span(), m["x"]


def _meant_twice(text: str, m: re.Match[str]) -> bool:
    """Whether the two halves are meant (讨论讨论), or belong to three words that meet (就业|创业|创新)."""
    word, facts = m["w"], doubled()
    if m.group() in facts.words or all(c in _NUMERALS for c in word):
        return True
    before, after = text[max(0, m.start() - 1) : m.start()], text[m.end() : m.end() + 1]
    if text.startswith(f"再{word}", m.end()):
        return True  # 论证论证再论证
    if m.group() in facts.verbs and before and before in facts.verbs_after:
        return True
    if len(word) == 2:
        if word[1] == "每":
            return True  # 传承人每人每年: so much for each
        two, longer = dictionary()
        met = before + word[0] in two and word[1] + word[0] in two and word[1] + after in two
        idiom = word not in two and _in_word(before, m.group(), after, longer)
        return met or idiom
    return False


def _belongs(text: str, m: re.Match[str]) -> bool:
    """Whether the doubled character belongs there: a reduplication, an idiom, a name, or the end of one word and the
    beginning of the next."""
    x, facts = m["x"], doubled()
    counted = text[m.start() - 1 : m.start()].isdigit()
    if x in _NUMERALS:
        return not _ORDER.fullmatch(text[: m.end() + 1])
    if len(m.group()) == 2 and m.group() in facts.characters and not counted:
        return True
    two, longer = dictionary()
    if counted:
        return any((x + text[m.end() :])[:n] in (longer if n > 2 else two) for n in (2, 3, 4))
    if len(m.group()) > 2 or m.end() == len(text):
        return m.end() == len(text)  # a line that was broken may go on: 工作作|为
    left, right = text[max(0, m.start() - 4) : m.start()], text[m.end() : m.end() + 4]
    if _in_word(left, m.group(), right, longer) or _pair_of_pairs(left, right) or _own_organ(left, x, right):
        return True
    before, after = left[-1:] + x, x + right[:1]
    ends = before in two or any((left + x)[-n:] in longer for n in (3, 4, 5))
    begins = after in two or any((x + right)[:n] in longer for n in (3, 4, 5))
    if x in facts.functional:
        known = facts.before.get(x, ())
        return begins or any((left + x).endswith(w) for w in known)
    if _name(left, right):
        return True
    meets = after in facts.meeting or (x in facts.features and right[:1] in facts.parts)
    return (begins and (ends or meets)) or (ends and (meets or x in facts.starters))


def _in_word(left: str, pair: str, right: str, longer: frozenset[str]) -> bool:
    """Whether a word of the dictionary holds the pair: 实实在在, 欣欣向荣, 孜孜不倦."""
    around, at, size = left[-3:] + pair + right[:3], min(len(left), 3), len(pair)
    return any(
        around[i : i + n] in longer
        for n in (3, 4, 5)
        for i in range(max(0, at + size - n), at + 1)
        if i + n <= len(around)
    )


def _pair_of_pairs(left: str, right: str) -> bool:
    """方方面面, 层层级级: another doubled character stands beside it."""
    return any(len(s) == 2 and s[0] == s[1] and s[0] > "\u4dff" for s in (left[-2:], right[:2]))


def _own_organ(left: str, x: str, right: str) -> bool:
    """我办|办理, 你局|局属: what the office calls itself or the other, and a word that begins with the same character."""
    facts = doubled()
    return left[-1:] in facts.owners and x in facts.organs and (x + right[:1] in dictionary()[0] | set(facts.meeting))


def _name(left: str, right: str) -> bool:
    """Whether a surname stands before and a title after: 王萍萍代表."""
    return left[-1:] in surnames() and right.startswith(doubled().titles)


def _letter(old: str, new: str) -> Example:
    return Example(LETTER.replace(old, new))


RULE = Rule(
    id="wording.doubled-word",
    name="重复的字词",
    message="应为“{expected}”：“{quote}”多写了一遍。",
    reason="删改、粘贴时容易多留一遍。",
    authority="knowledge_base/facts/doubled.toml",
    severity="error",
    check=check,
    fires=(
        _letter("继续开展", "继续开展开展"),
        _letter("工作的关心", "工作的的关心"),
        _letter("我厅将继续", "我厅将将继续"),
        _letter("梳理铸造", "梳理理铸造"),
        _letter("征求企业意见", "征求求企业意见"),
        _letter("共性改造场景", "场景，改造、改造、提升"),
    ),
    quiet=(
        Example(LETTER),
        _letter("继续开展", "实实在在、天天开展"),
        _letter("继续开展", "研究究竟怎样开展、按照目的的要求开展、对标的的处置开展"),
        _letter("继续开展", "会同省法院院长、科学技术厅厅长和王萍萍代表开展"),
        _letter("继续开展", "运用信用信息、抓好就业创业创新开展"),
        _letter("继续开展", "在本条例规定规定的期限内、落实实施方案开展"),
        _letter("继续开展", "就我办办理情况，由你部部属单位、我校校内中心开展"),
        _letter("继续开展", "研究研究再研究、对某某水库库体和大坝坝面开展"),
        _letter("继续开展", "按文化站每站每年5万元、传承人每人每年6000元的标准，面向研学学生开展"),
        _letter("继续开展", "对太湖湖体、水库库容、社区区内道路、农户户均收入、大桥桥面开展"),
    ),
    kinds=ALL_KINDS,
)
