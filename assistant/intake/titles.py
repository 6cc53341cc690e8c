"""Titles of proposals in a paste, by which several in one are told apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.intake.fields import starts_with_label
from assistant.intake.headings import heading_kind
from assistant.intake.mapped import Mapped
from assistant.intake.markers import marker_at
from assistant.intake.people import looks_like_names
from assistant.intake.session import find_sessions
from assistant.intake.vocabulary import spaced, vocabulary

_WORD = r"(?:建议|提案|议案)"
_LINE = re.compile(
    rf"\s*(?:【[^】]{{1,8}}】)?[\s#*【《“（(]*(?P<t>[^。！？；：\n\t]{{6,80}}?(?:的\s*{_WORD}|{_WORD}案?))\s*(?:[（(][^）)]{{1,30}}[）)])?[\s》”*】）)]*$"
)
_INSIDE = re.compile(rf"(?P<t>关于[^。；！？：\n\t]{{3,70}}?的\s*{_WORD})")
_ABOUT = re.compile(r"[\s#*【《]*(?P<t>关于[^。！？；：\n\t]{4,60}?)[\s》*】]*$")
_HEAD_WORDS = re.compile(
    r"(?:代表建议|代表议案|建议、批评和意见|提案纸|建议纸|提案表|建议表|提案登记表|委员会提案|会议提案|会议建议|委员提案|集体提案|第[\s\w]{1,14}号\s*(?:提案|建议))[\s》]*$"
)
NUMBER = re.compile(
    r"(?:闭[会字]?)?(?<!令)(?<!令第)第\s*(?:闭[会字]?)?[A-Za-z]{0,4}\s*-?\s*[\d〇零○一二三四五六七八九十百千]{1,12}(?:-\d+)?\s*号"
)

_HEAD = 60
"""Most characters of a line that gives a case's own number; longer ones may speak of another case."""


@dataclass(frozen=True)
class Title:
    """``first``–``last`` are numbers of the lines it stands on; ``sure`` when it is labelled or ends as titles do."""

    value: Mapped
    first: int
    last: int
    sure: bool


def find_titles(lines: Sequence[Mapped]) -> list[Title]:
    """Every title that heads something, in order; a repetition right after the same one is left out, unless another case's
    number stands between them."""
    found: list[Title] = []
    n = 0
    while n < len(lines):
        title = _labelled(lines, n) or _plain(lines, n)
        if title and found and _same(title, found[-1]) and not _another_number(lines, found[-1].first, n):
            n = title.last + 1
            continue
        if title:
            found.append(title)
            n = title.last + 1
        else:
            n += 1
    return found


def spoken_title(text: str) -> str:
    """The title in a spoken or written-out beginning: 我的提案题目叫关于…的提案."""
    m = re.search(
        rf"(?:题目|标题|名称|案由|名字)(?:就?是|叫做?|为|：)?[《“]?(?P<t>关于[^。；：\n]{{3,60}}?的{_WORD})", text[:300]
    )
    m = m or re.search(
        rf"(?:题为|题目为|题目是|标题为|提交了?|提出了?|递交了?)《(?P<t>关于[^。；：\n》]{{3,60}}?的{_WORD})》", text
    )
    return re.sub(r"\s", "", m["t"]) if m else ""


def _same(a: Title, b: Title) -> bool:
    return a.value.plain().strip("《》") == b.value.plain().strip("《》")


def _another_number(lines: Sequence[Mapped], first: int, second: int) -> bool:
    """Whether a case's number stands between two titles that is none of those above the first."""

    def named(part: Sequence[Mapped]) -> set[str]:
        heads = (line.text for line in part if len(line.text) <= _HEAD)
        return {re.sub(r"\s|第|号", "", m.group()).lstrip("0") for text in heads for m in NUMBER.finditer(text)}

    above, between = named(lines[:first]), named(lines[first:second])
    return bool(above and between - above)


@cache
def _title_label() -> re.Pattern[str]:
    words = sorted(
        (w for w, name in vocabulary().labels.items() if name == "title" and w != "名称"), key=len, reverse=True
    )
    return re.compile(
        rf"(?:^|(?<=[\s；;，,*|])|(?<=[一二三四五六七八九十0-9][、.．]))[【\[]?(?:{'|'.join(spaced(w) for w in words)})(?:[（(][^）)]{{0,10}}[）)])?[*_]*\s*(?:[】\]]\s*[：:]?|[：:]|\t+|[ \u3000]+(?=[《“]?关于))[*_]*\s*"
    )


def _labelled(lines: Sequence[Mapped], n: int) -> Title | None:
    m = _title_label().search(lines[n].text)
    if not m:
        return None
    value = lines[n][m.end() :]
    if (tab := value.text.find("\t")) >= 0:
        value = value[:tab]
    if following := re.search(r"[ \u3000；;]+[\u4e00-\u9fff \u3000]{2,10}[：:]", value.text):
        value = value[: following.start()]
    if whole := _INSIDE.match(value.text.lstrip("《 \u3000")):
        lead = len(value) - len(value.text.lstrip("《 \u3000"))
        if (
            not value.text[lead + whole.end() :].startswith(("，", "和", "的", "、"))
            and len(value) > lead + whole.end() + 30
        ):
            value = value[: lead + whole.end()]
    last = n
    while last + 1 < len(lines) and last - n < 2 and not re.search(rf"{_WORD}[》\s]*$", value.text):
        nxt = lines[last + 1].strip()
        ends = re.search(rf"{_WORD}[》\s]*$", value.text + nxt.text)
        if not nxt.text and not value.text.strip():
            last += 1
            continue
        if not nxt.text or starts_with_label(nxt.text) or marker_at(nxt.text) or len(nxt) > 60:
            break
        if value.text.strip() and not ends:
            break
        value, last = value.strip() + nxt, last + 1
        if ends or not lines[n][m.end() :].text.strip():
            break
    value = value.strip(" \t\u3000《》*#；;|")
    return Title(value, n, last, sure=True) if 3 <= len(value) <= 120 else None


def _plain(lines: Sequence[Mapped], n: int) -> Title | None:
    text = lines[n].text
    if not text.strip() or marker_at(text) or re.match(r"\s*(?:附件?[：:]|上一篇|下一篇|[>·•])", text):
        return None
    if starts_with_label(text) and not next(find_sessions(text), None) and not NUMBER.search(text):
        return None
    if (m := _LINE.match(text)) and _is_title(m["t"]):
        return Title(lines[n][m.start("t") + _proposer_before(m["t"]) : m.end("t")], n, n, sure=True)
    head = (
        next(find_sessions(text), None) or NUMBER.search(text) or re.match(r"\s*[A-Za-z]{0,3}\d{3,6}号?\s+关于", text)
    )
    if head and (m := _INSIDE.search(text)) and len(text) < 160 and not re.search("[。；]", text[: m.start()]):
        return Title(lines[n][m.start("t") : m.end("t")], n, n, sure=True)
    # broken over two or three lines
    if re.match(r"[\s#*《]*关于", text) and not re.search(r"[。！？；：]", text) and len(text.strip()) <= 60:
        value = lines[n].strip(" \t\u3000《#*")
        for k in range(n + 1, min(n + 3, len(lines))):
            nxt = lines[k].strip()
            if not nxt.text or re.search(r"[。！？；：\t]", nxt.text) or marker_at(nxt.text) or len(nxt) > 50:
                break
            value = value + nxt
            if re.search(rf"的?{_WORD}[》\s]*$", value.text):
                return Title(value.strip(" \u3000》"), n, k, sure=True)
    if n < 12 and (m := _ABOUT.match(text)) and not re.search("[，、]$", text.strip()):
        return Title(lines[n][m.start("t") : m.end("t")], n, n, sure=False)
    return None


def _proposer_before(title: str) -> int:
    """How many characters name who proposes, before 关于: 民建示例省委会关于…的提案."""
    at = title.find("关于")
    return at if at > 0 and looks_like_names(title[:at].rstrip("：: \u3000")) else 0


def _is_title(text: str) -> bool:
    bare = re.sub(r"\s", "", text)
    if _HEAD_WORDS.search(bare) and not bare.startswith("关于"):
        return False
    if bare.startswith(("关于", "对")) and not heading_kind(bare):
        return True
    return (
        bool(re.search(rf"的{_WORD}$", bare))
        and len(bare) >= 10
        and not re.search(r"提出|以下|如下|我们|我的|[，：].*[，：]", bare)
        and not next(find_sessions(bare), None)
    )
