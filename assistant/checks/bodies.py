"""Organs and institutions as a text names them, with what part they are given in a case."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.checks.facts import provinces

_LEVEL = r"(?<![城全本社地小园校各街省市辖该])(?:自治区党委|自治区|[省市区县州]委(?=[\u4e00-\u9fff]{2,6}[部办室])|[省市区县州])"
_KIND = r"中心(?![城组线成]|[\u4e00-\u9fff]{0,2}[任务化])|总队|支队|委员会|办公室|检察院|法院|厅|局|委(?![员托会派])|部(?![门分署队])|办(?![理公结事法好复件])|院(?![士长校])"
_ORGAN = re.compile(
    rf"(?P<level>{_LEVEL})(?P<name>(?![级直内域场容民委政人]|长(?![江城沙春治])|有关|相关)[\u4e00-\u9fff]{{1,11}}?(?:{_KIND}))"
)
_INSTITUTION = re.compile(
    r"(?:(?<=依托)|(?<=会同)|(?<=联合)|(?<=委托)|(?<=[与由商和])|(?<![\u4e00-\u9fff]))(?!依托|会同|联合|委托|[与由商和])(?:(?![由与在向对把经])[\u4e00-\u9fff]){2,14}?(?:(?:大学|学院)(?:[\u4e00-\u9fff]{1,8}?(?:学院|医院))?|医院|研究院|海关|银行|集团|公司)"
)
_WITH = re.compile(
    r"(?:会同|经商|商|联合|协同|征求|依托|委托|与|由|和|会办|协办|主办|牵头)(?:单位)?(?:是|为)?[：:\t ]?$"
)
_PART = {"会办": "会办", "协办": "会办", "主办": "主办", "牵头": "主办"}
_PART_AFTER = re.compile("(?:等)?(?:单位|部门)?(会办|协办|主办|牵头)")
_PART_BEFORE = re.compile("(会办|协办|主办|牵头)(?:单位)?(?:是|为)?[：:\t ]?$")
_SAME_BEGINNING = 5
"""Characters (疾病预防控制中心, 疾病预防控制局) by which names with other endings are one organ's."""
_BETWEEN = re.compile("[、和与及]")


@dataclass(frozen=True)
class Body:
    """An organ at ``start``/``end`` of its text. ``level`` is 省, 市委 … (empty for an institution); ``part`` what it does in
    a case (主办, 会办; empty when that isn't said); ``consulted`` says that the words before bring it in (会同, 商, 与)."""

    name: str
    start: int
    end: int
    level: str = ""
    part: str = ""
    consulted: bool = False
    fellows: tuple[str, ...] = ()
    """The names of its list."""

    @property
    def placed(self) -> bool:
        """Whether the name tells the province: 示例省生态环境厅."""
        return bool(self.level) and not self.name.startswith(self.level)

    @property
    def plain(self) -> str:
        """The name without the place, 委员会 and 办公室 shortened."""
        at = max(self.name.find(self.level), 0) if self.level else 0
        return re.sub("委员会$", "委", re.sub("办公室$", "办", self.name[at:]))


@lru_cache(maxsize=512)
def bodies(text: str) -> tuple[Body, ...]:
    """The organs and institutions outside 《titles》, in the order of the text."""
    plain = re.sub(r"《[^》\n]*》", lambda m: "\0" * len(m.group()), text)
    found = {m.start(): Body(m.group(), *m.span()) for m in _INSTITUTION.finditer(plain)}
    for m in _ORGAN.finditer(plain):
        start = m.start() - _place_before(plain, m.start(), m["level"])
        found[start] = Body(plain[start : m.end()], start, m.end(), m["level"])
    ordered = [found[at] for at in sorted(found)]
    return tuple(_placed(plain, ordered))


def _place_before(text: str, at: int, level: str) -> int:
    """How many characters of a province's name stand before its 省."""
    return next((len(p) - 1 for p in provinces() if level == "省" and text.endswith(p, 0, at + 1)), 0)


def _placed(text: str, found: list[Body]) -> Iterator[Body]:
    """Each with its part and whether it is consulted, which a list has in common."""
    i = 0
    while i < len(found):
        last = i
        while last + 1 < len(found) and _BETWEEN.fullmatch(text[found[last].end : found[last + 1].start]):
            last += 1
        before, after = text[max(0, found[i].start - 12) : found[i].start], text[found[last].end : found[last].end + 8]
        said = _PART_AFTER.match(after) or _PART_BEFORE.search(before)
        part, consulted = (_PART[said[1]] if said else ""), bool(_WITH.search(before) or said)
        listed = found[i : last + 1]
        for b in listed:
            yield replace(b, part=part, consulted=consulted, fellows=tuple(f.plain for f in listed))
        i = last + 1


def same(a: Body, b: Body) -> bool:
    """Whether the names are one organ's: equal, or one abbreviates the other (省发改委, 省发展和改革委员会)."""
    short, long = sorted((a.plain, b.plain), key=len)
    if not a.level or not b.level:
        return long.endswith(short)
    placed = [x.name[: x.name.find(x.level)] for x in (a, b) if x.level]
    if len(placed) == 2 and all(placed) and placed[0] != placed[1]:
        return False
    rest = iter(long)
    return short[0] == long[0] and short[-1] == long[-1] and all(c in rest for c in short)


def near(a: Body, b: Body) -> bool:
    """Whether one name may be the other miswritten: two characters at most exchanged, or three at most put in."""
    if a.level != b.level:
        return False
    if a.name[-1] != b.name[-1]:
        return (
            bool(a.level) and len(a.plain) > _SAME_BEGINNING and a.plain[:_SAME_BEGINNING] == b.plain[:_SAME_BEGINNING]
        )
    if len(a.name) == len(b.name):
        return len(a.name) >= 4 and sum(x != y for x, y in zip(a.name, b.name, strict=True)) <= 2
    short, long = sorted((a.name, b.name), key=len)
    rest = iter(long)
    return len(short) >= 6 and len(long) - len(short) <= 3 and all(c in rest for c in short)
