"""Headings and lead-ins: lines that announce asks, and lines that announce an account of things."""

import re
from functools import cache

from assistant.intake import prose
from assistant.intake.markers import marker_at
from assistant.intake.vocabulary import any_of, vocabulary

_STRUCTURE = re.compile(r"^(?:[#*\s【\[]|[（(]?[一二三四五六七八九十\d]+[)）]?[、.．])*")


@cache
def _heading() -> re.Pattern[str]:
    word = any_of(vocabulary().asks)
    return re.compile(
        rf"(?P<head>[^。；！？\n]{{0,22}}?(?:{word})(?:如下|有以下.{{1,6}}|包括|内容|部分|事项)?)\s*[：:。]?\s*$"
    )


@cache
def _inline_heading() -> re.Pattern[str]:
    """``建议：…`` with its content on the same line."""
    word = any_of(tuple(w for w in vocabulary().asks if w not in ("希望", "打算", "想法")))
    return re.compile(rf"[^。；，！？\n：:]{{0,10}}?(?:{word})(?:如下|内容)?(?:[】\]]\s*[：:\t]?|\s*[：:\t])\s*(?=\S)")


@cache
def _lead_in() -> re.Pattern[str]:
    """The end of a paragraph that announces what follows."""
    strong = any_of((*vocabulary().strong, "诉求", "对策", "请", "意见", "措施"))
    return re.compile(rf"(?:^|[。！？；，,])(?P<lead>[^。！？；\n]{{0,40}}?(?:{strong})[^。！？；\n]{{0,24}})[：:]\s*$")


_SHEET_HEAD = re.compile(r"提案$|代表建议$|\d\s*号|[一二三四五六七八九十]\s*届")
_ANNOUNCED = re.compile(
    r"(?:提出|谈|有|作|做出|给出|讲)\S{0,6}(?:以下|如下|下列|几)\S{0,6}(?:建议|意见|对策|诉求|措施|请求)(?:如下)?[。：:]\s*$|(?:建议|意见|对策|诉求)如下[。：:]?\s*$"
)


_ASKED = re.compile(r"(?:建议|希望|恳请|呼吁|请求)(?P<stop>[，,])?\s*")
_COUNTED = re.compile(
    r"(?:建议|诉求|意见|请求|想法)[^。；：，]{0,4}有?[一二三四五六七八九十两几\d]+[条点个项][^。；：，]{0,3}[，,：:]\s*"
)


def heading_kind(line: str) -> str:
    """``asks``, ``background``, ``after`` for a heading of that kind, else empty."""
    v = vocabulary()
    text = _STRUCTURE.sub("", line).strip(" \t\u3000#*】]")
    bare = text.rstrip("：:。 ")
    if (
        not bare
        or len(bare) > 30
        or re.search("[。；！？，]", bare)
        or bare.startswith("关于")
        or _SHEET_HEAD.search(bare)
    ):
        return ""
    if any(bare.startswith(w) for w in v.after) and len(bare) <= 10:
        return "after"
    order = prose.is_imperative(bare, strict=True) and len(bare) > 6 and not re.match("解决|改进|完善建议|建议", bare)
    told = [bare.rfind(w) for w in v.background if w in bare]
    asked = [bare.rfind(w) for w in v.asks if w in bare]
    if asked and not order and _heading().fullmatch(text) and max(asked) >= max(told, default=-1):
        if (
            bare.startswith(("建议", "希望", "恳请"))
            and len(bare) > 8
            and not re.search("如下|内容|部分|事项|以下", bare)
        ):
            return ""
        return "asks"
    if told and len(bare) <= 20 and not order:
        return "background"
    return ""


def zone_start(line: str) -> int | None:
    """Where in its line a zone of asks begins, None when the line announces none."""
    if heading_kind(line) == "asks":
        return len(line)
    if (m := marker_at(line)) and m.style == "word":
        return None  # 建议一：… is an item of a list, not the heading of one
    opened = _STRUCTURE.match(line)
    at = opened.end() if opened else 0
    if (m := _inline_heading().match(line, at)) and not any(w in m.group() for w in vocabulary().background):
        return m.end()
    if _lead_in().search(line) or _ANNOUNCED.search(line):
        return len(line)
    for m in (*_COUNTED.finditer(line), *_ASKED.finditer(line)):
        item = marker_at(line[m.end() :])
        if item and item.number <= 1 and (item.style == "is" or m.re is _COUNTED or m["stop"]):
            return m.end()
    # 为此建议：一是 …；二是 … inside one paragraph
    for m in re.finditer(r"[：:]", line):
        before = re.split("[。！？；]", line[: m.start()])[-1]
        after = marker_at(line[m.end() :])
        asked = re.search(rf"(?:{any_of(vocabulary().strong)}|对策|诉求|措施)[^，。]{{0,24}}$", before)
        if asked and after and after.number <= 1:
            return m.end()
        if (
            re.search(
                r"(?:为此|因此|鉴于此|综上)?[，,]?(?:我们?|本人|特|特此|现)?(?:建议|提出如下建议|建议如下)$", before
            )
            and len(before) <= 14
        ):
            return m.end()
    return None
