"""Numbers that sum up what is told one by one in their own sentence: 一是强化甲，二是强化乙，以“两个强化”推动工作;
以上两项; “两个一”，即一次…、一名…; 抓了两件事：一是…；二是…."""

import re
from collections.abc import Iterator

from assistant.checks.relations.enumerations import Counted
from assistant.numerals.chinese import read

_FARTHEST = 2
"""How far a slip takes a number; a list that is longer or shorter by more was hardly meant."""
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
_QUOTED = re.compile(
    r"“(?P<n>[两二三四五六七八九十])(?P<noun>[个项条类种大对张]一[^“”，。\d]{0,4}|[^“”\d一二两三四五六七八九十]{1,6})”[^，。；：“”\n（）]{0,12}?"
    r"(?:[，（]?(?:即|就是|也就是|是指|包括|分别是|分别为|具体是|具体为)[：，]?|：|（)(?P<list>[^。\n（）“”]+)"
)
_NAMED = re.compile(
    r"(?<![第“一二两三四五六七八九十百\d])(?P<n>[两二三四五六七八九十])(?P<noun>[个项条类种支对件大](?!月|年|工作日|百分|小时)[^，。；：、“”（）\d]{1,8})，(?:即|分别是|就是)[：，]?(?P<list>[^。\n（）“”]+)"
)
_MEASURE = re.compile("^[个项条类种大对张支件]")
_LONGEST = 16
"""Characters of an item that is just named."""


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
    for m in (*_QUOTED.finditer(text), *_NAMED.finditer(text)):
        listed_ = _listed(m["list"], _MEASURE.sub("", m["noun"]) or m["noun"])
        if listed_ and abs(listed_ - int(read(m["n"]) or 0)) <= _FARTHEST:
            yield from _compared(m, 0, listed_)


def _listed(said: str, core: str) -> int:
    """How many items a list right after its quoted number has; 0 where that can't be told."""
    mark = next((c for c in said if c in "、；，"), "")
    parts = [
        p
        for p in re.split(mark or "$", said if mark == "；" else re.split("[；，]" if mark == "、" else "；", said)[0])
        if p
    ]
    key = next((k for k in (core, core[-2:], core[-1:]) if k and k in parts[0]), "") if parts else ""
    if key and sum(key in p for p in parts) > 1:
        while parts and key not in parts[-1]:
            parts.pop()  # what follows the list
        last = re.split("和|与|及|以及", parts[-1])
        joined = len(last) - 1 if all(key in p for p in last) else 0
        return len(parts) + joined if all(key in p for p in parts) else 0
    if mark != "、" or len(parts) < 2 or max(map(len, parts)) > _LONGEST or re.search("等$", parts[-1]):
        return 0
    joins = [bool(re.search("和|与|及", p)) for p in parts]
    last = re.split("和|与|以及|及", parts[-1])
    sizes = [len(p) for p in parts[:-1]]
    if joins[-1] and not any(joins[:-1]):
        alike = len(last) == 2 and all(min(sizes) - 1 <= len(p) <= max(sizes) + 2 for p in last)
        return len(parts) + 1 if alike else 0
    return len(parts)


def _items(sentence: str) -> list[re.Match[str]]:
    """一是…，二是…: the items of the only list of a sentence, none left out before the last."""
    found = list(_ITEM.finditer(sentence))
    numbers = [int(read(m["n"]) or 0) for m in found]
    return found if len(found) > 1 and numbers == list(range(1, len(found) + 1)) else []


def _compared(m: re.Match[str], at: int, listed: int) -> Iterator[Counted]:
    stated = int(m["n"]) if m["n"].isdecimal() else int(read(m["n"]) or 0)
    if stated > 1 and listed > 1 and stated != listed:
        yield Counted(at + m.start("n"), at + m.end("noun"), stated, listed)
