"""What the head of a law or decree says: its name, its number, and the last day on which it was adopted."""

import re
from datetime import date

from knowledge_base.dates import DATE, from_match, parse
from knowledge_base.titles import genre, is_organ

_GENRES = frozenset(
    {
        "法",
        "法典",
        "条例",
        "办法",
        "规定",
        "细则",
        "规则",
        "实施细则",
        "管理办法",
        "暂行办法",
        "暂行规定",
        "决定",
        "决议",
        "解释",
    }
)
_FIRST = re.compile(r"^(?:第一[章条编卷](?:\s|$)|目\s*[录次]$)")
_ADOPTED = re.compile("通过|修订|修正|批准|公布|发布|颁布")
_IN_FORCE = re.compile(r"自(?P<day>[^，。；]{6,20}?)起(?:施行|实施|生效|执行)")
_ORDER = re.compile(
    r"(?P<who>国务院|主席|(?:(?<=日)|^)[一-龥]{2,16}(?:政府|部|局|会|厅|署|院))令\s*[（(]?\s*第\s*(?P<n>[\d一二三四五六七八九十百]+)\s*号"
)
_CARRIER = re.compile(r"^(?P<who>[一-龥]{2,30})(?:令|公告)$")


def legal_head(lines: list[str]) -> list[str]:
    """The lines before a law's first chapter, article or table of contents; few when there is none."""
    return next((lines[:i] for i, line in enumerate(lines) if _FIRST.match(line)), lines[:6])


def is_legal(title: str, lines: list[str]) -> bool:
    """Whether this is the text of a law or rules itself, not of a letter that brings one."""
    return genre(title) in _GENRES and any(re.match(r"第一条(?:\s|$)", line) for line in lines)


def enacted(lines: list[str]) -> str:
    """The name of the law that a decree or an announcement (××令, ××公告) puts in force; empty when this is none."""
    if not lines or not _CARRIER.match(lines[0]):
        return ""
    return next((x for x in legal_head(lines)[1:] if genre(x) in _GENRES and not re.search("[《。，]", x)), "")


def order_number(lines: list[str]) -> str:
    """``国务院令第802号`` from a law's head, the latest when there are several; empty when there is none."""
    head = legal_head(lines)
    joined = [a + b if a.endswith("令") else a for a, b in zip(head, [*head[1:], ""], strict=True)]
    orders = [found for line in joined for found in _ORDER.finditer(line)]
    if not orders:
        return ""
    return f"{orders[-1]['who'].removeprefix('中华人民共和国')}令第{orders[-1]['n']}号"


def decreeing_organ(lines: list[str]) -> str:
    """Who signs the decree whose text this is; empty when it is none."""
    found = _CARRIER.match(lines[0]) if lines and lines[0].endswith("令") else None
    return found["who"].removeprefix("中华人民共和国") if found and is_organ(found["who"]) else ""


def adopted_on(lines: list[str]) -> date | None:
    """The last adoption, revision, approval or publication in a law's head; 施行 is none of these."""
    last = None
    for line in legal_head(lines):
        for found in DATE.finditer(line):
            said = line[found.end() :]
            said = said[: following.start()] if (following := DATE.search(said)) else said
            if _ADOPTED.search(said) and (day := from_match(found)):
                last = max(last or day, day)
    return last


def in_force_from(lines: list[str]) -> date | None:
    """The day from which its last articles say that it holds."""
    for line in reversed(lines[-12:]):
        if (found := _IN_FORCE.search(line)) and (day := parse(found["day"])):
            return day
    return None
