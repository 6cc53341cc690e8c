"""Numbers that sum up what is told one by one in their own sentence: 一是强化甲，二是强化乙，以“两个强化”推动工作;
以上两项; “两个一”，即一次…、一名…; 抓了两件事：一是…；二是…."""

import re
from collections.abc import Iterator

from assistant.checks.relations.enumerations import Counted
from assistant.numerals.chinese import read

_N = "[一二两三四五六七八九十]"
_SENTENCE = re.compile(r"[^。！？\n]+")
_ITEM = re.compile(rf"(?:(?<=^)|(?<=[，。；：、]))(?P<n>{_N})(?:是|要)(?P<said>[^，。；：、“”]*)")
_SLOGAN = re.compile(rf"“(?P<n>{_N})个?(?P<noun>[^“”\d]{{1,4}})”")
_ABOVE = re.compile(rf"(?:以上|上述|这)(?P<n>{_N}|\d)[个项件条点方](?P<noun>[^，。；：“”\n\d]{{0,4}})")
_ANNOUNCED = re.compile(
    rf"(?<![第\d一二三四五六七八九十])(?P<n>{_N})[个项件条点篇道张招步大](?P<noun>[^，。；：\n“”\d]{{0,8}})：(?=一是)"
)
_ONES_AFTER = re.compile(
    rf"“(?P<n>{_N})(?:个|项)?(?P<noun>一)”[^，。；：“”\n]{{0,8}}(?:，即|：|，包括|（即?)(?P<list>[^。；）\n]+)"
)
_ONES_BEFORE = re.compile(
    rf"“?(?P<list>(?:一[^，。；：“”、\n]{{1,11}}、)+一[^，。；：“”、\n]{{1,11}}?)”?(?:等|的)?“(?P<n>{_N})(?:个|项)?(?P<noun>一)”"
)


def miscounted(text: str) -> Iterator[Counted]:
    """Numbers that are not those of the items told in the same sentence."""
    for sentence in _SENTENCE.finditer(text):
        at = sentence.start()
        items = _items(sentence.group())
        if not items:
            continue
        last = items[-1].end()
        for m in _SLOGAN.finditer(sentence.group(), last):
            listed = [i for i in items if i["said"].startswith(m["noun"])]
            if len(listed) == len(items):
                yield from _compared(m, at, len(items))
        for m in _ABOVE.finditer(sentence.group(), last):
            yield from _compared(m, at, len(items))
        for m in _ANNOUNCED.finditer(sentence.group()):
            yield from _compared(m, at, len(items))
    for m in (*_ONES_AFTER.finditer(text), *_ONES_BEFORE.finditer(text)):
        parts = re.split("[、，]", m["list"])
        ones = sum(p.startswith("一") for p in parts)
        if ones == len(parts):
            yield from _compared(m, 0, ones)


def _items(sentence: str) -> list[re.Match[str]]:
    """一是…，二是…: the items of the only list of a sentence, none left out before the last."""
    found = list(_ITEM.finditer(sentence))
    numbers = [int(read(m["n"]) or 0) for m in found]
    return found if len(found) > 1 and numbers == list(range(1, len(found) + 1)) else []


def _compared(m: re.Match[str], at: int, listed: int) -> Iterator[Counted]:
    stated = int(m["n"]) if m["n"].isdecimal() else int(read(m["n"]) or 0)
    if stated > 1 and listed > 1 and stated != listed:
        yield Counted(at + m.start("n"), at + m.end("noun"), stated, listed)
