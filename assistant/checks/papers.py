"""The papers that a draft cites, and how alike two titles are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from assistant.checks.context import CheckContext
from assistant.checks.view import visible
from assistant.draft import Draft
from knowledge_base.documents import Document

_CITED = re.compile(
    r"《(?P<title>[^《》\n\0]{2,120}(?:《[^《》\n\0]*》[^《》\n\0]*)*)》(?:[（(](?P<note>[^（）()\n]{2,60})[）)])?"
)
NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,14}[〔﹝\[［【（(]\s*\d{4}\s*年?\s*[〕﹞\]］】）)]\s*第?\s*\d+\s*号|(?:国务院|主席|[\u4e00-\u9fff]{2,12}?)令第?\d+号"
)
_LABEL = re.compile(
    r"^(?:发?文(?:件|字)?(?:编?号)|字号|依据|根据|按照|文件|印发|由|即|为|见|是|和|及|与)+(?=[\u4e00-\u9fff]{2,})"
)
_SHORT = re.compile(r"以下(?:统)?简称[：:]?《([^《》]+)》|以下(?:统)?简称[：:]?[“\"]([^”\"]+)[”\"]")
_ASKED = re.compile(r"(?:建议|提案|议案|的函|素材表|情况表|意见表|反馈表|台账)$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:省|市|自治区|自治州|县|区)")
_FIGURES = re.compile(r"[\d一二三四五六七八九十]+")


@dataclass(frozen=True)
class Cited:
    """A 《title》 in the draft with the 文号 that follows it; spans count in the draft's text, brackets excluded."""

    title: str
    start: int
    end: int
    number: str = ""
    number_start: int = 0
    number_end: int = 0


def cited(draft: Draft, context: CheckContext) -> Iterator[Cited]:
    """Papers cited by title; the case's own title, other cases and short names introduced by 以下简称 are left out."""
    text = visible(draft)
    short = {a or b for a, b in _SHORT.findall(text)}
    own = key(context.proposal.title) if context.proposal else ""
    for m in _CITED.finditer(text):
        title = m["title"]
        if len(title) < 5 or title in short or _ASKED.search(title) or (own and key(title) == own):
            continue
        if n := NUMBER.search(m["note"] or ""):
            at = m.start("note")
            yield Cited(title, m.start("title"), m.end("title"), n.group(), at + n.start(), at + n.end())
        else:
            yield Cited(title, m.start("title"), m.end("title"))


@cache
def key(title: str) -> str:
    """A title without what differs between two ways of writing the same: blanks, quotation marks, the country's name,
    a version in brackets at the end."""
    bare = re.sub(r"[\s《》〈〉“”‘’\"]", "", title).translate(str.maketrans("()", "（）"))
    bare = re.sub(r"（(?:19|20)\d\d-\d\d-\d\d）$|（[^（）]*(?:修订|修正|修改)[^（）]*）$", "", bare)
    return bare.removeprefix("中华人民共和国")


@cache
def number_key(number: str) -> str:
    """A 文号 whatever brackets, blanks and 第 it is written with."""
    return re.sub(r"[\s第年〔〕﹝﹞\[\]［］【】（）()]", "", number)


def names(document: Document) -> tuple[str, ...]:
    """What a document may be called: its title, without its issuer, or the paper that a 关于印发…的通知 carries."""
    return _names(document.title, document.issuer)


@cache
def _names(title: str, issuer: str) -> tuple[str, ...]:
    found = [title.strip("《》")]
    if issuer and title.startswith(issuer):
        found.append(title.removeprefix(issuer))
    elif (at := title.find("关于")) > 0:
        found.append(title[at:])
    carried = re.search(
        r"(?:印发|发布|公布|转发)(?:《(?P<quoted>.+)》|(?P<bare>.{6,}))的(?:通知|公告|决定|通告)$", title
    )
    if carried:
        found.append(carried["quoted"] or carried["bare"])
    return tuple(found)


def same_paper(title: str, document: Document) -> bool:
    """Whether a title as cited names the document, with more or less of its issuer before it."""
    wanted = key(title)
    for name in map(key, names(document)):
        if wanted == name:
            return True
        longer, shorter = (wanted, name) if len(wanted) > len(name) else (name, wanted)
        if len(shorter) >= 6 and longer.endswith(shorter) and _issues(longer[: -len(shorter)], document.issuer):
            return True
    return False


def alike(title: str, document: Document) -> str:
    """The document's name when ``title`` is most likely that name with a few characters changed, else ""."""
    return next((name for name in names(document) if _altered(key(title), key(name))), "")


def _issues(before: str, issuer: str) -> bool:
    """Whether what stands before a shorter title is who issued it."""
    organ = r"(?:厅|局|委|院|部|会|室|府|省|市|县|区|国家)(?:关于)?"
    return before in issuer or (bool(issuer) and issuer.endswith(before)) or bool(re.search(organ + "$", before))


def _altered(a: str, b: str) -> bool:
    """Titles that differ in place, year or ordinal are different papers, not one written wrongly."""
    if len(a) < 7 or len(b) < 7 or abs(len(a) - len(b)) > 4 or a == b:
        return False
    if set(_PLACE.findall(a)) != set(_PLACE.findall(b)) or _FIGURES.findall(a) != _FIGURES.findall(b):
        return False
    changes = [c for c in SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if c[0] != "equal"]
    changed = sum(max(i2 - i1, j2 - j1) for _, i1, i2, j1, j2 in changes)
    return changed <= min(4, len(b) // 5 + 1) and len(changes) <= 2


_BARE = re.compile(
    r"(?:关于|[\u4e00-\u9fff]{2})[\u4e00-\u9fff“”、（）()\d—\-–－]{4,70}?(?:方案|办法|规定|条例|意见|措施|通知|规划|计划|细则|通报|纲要|决定|指南|要点|规则|目录|报告|函|通行证|情况表)(?:（[^（）\n]{2,14}）)?(?=$|[\s|，。；、：:（(]|(?:19|20)\d\d)"
)


@lru_cache(maxsize=16)
def titles_in(sources: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, str]]:
    """The papers that the sources name, in 《》 or bare in a line or cell: title → (文号 beside it, path)."""
    found: dict[str, tuple[str, str]] = {}
    for path, text in sources:
        for line in text.split("\n"):
            numbers = _numbers(line)
            marked = [(m.start("title"), m["title"]) for m in _CITED.finditer(line)]
            outside = _CITED.sub(lambda m: "\n" * len(m.group()), line)
            plain = [
                (m.start(), m.group()) for m in _BARE.finditer(NUMBER.sub(lambda m: " " * len(m.group()), outside))
            ]
            for at, title in (*marked, *plain):
                near = min(numbers, key=lambda n: abs(n[0] - at), default=(0, ""))[1]
                several = len(marked) + len(plain) > 1 and len(numbers) != 1 and len(numbers) < len(marked) + len(plain)
                if not found.get(title, ("", ""))[0]:
                    found[title] = ("" if several else near, path)
    return found


@lru_cache(maxsize=16)
def _all_of(sources: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(key(line) for _, text in sources for line in text.split("\n"))


def told(title: str, sources: tuple[tuple[str, str], ...]) -> bool:
    """Whether the sources name the paper, with more or less of its issuer before it."""
    wanted = key(title)
    return wanted in _all_of(sources) or any(
        len(k := key(t)) >= 6 and (wanted.endswith(k) or (k in wanted and len(k) * 2 > len(wanted)))
        for t in titles_in(sources)
    )


def same_title(a: str, b: str) -> bool:
    """Whether one is the other with more of its issuer before it."""
    short, long = sorted((key(a), key(b)), key=len)
    return len(short) >= 6 and long.endswith(short)


def alike_in(title: str, sources: tuple[tuple[str, str], ...]) -> list[str]:
    """Titles of the sources of which this one is most likely a slip."""
    return [t for t in titles_in(sources) if _altered(key(title), key(t)) or _kind_changed(key(title), key(t))]


def renumbered_in(title: str, sources: tuple[tuple[str, str], ...]) -> list[str]:
    """Titles of the sources that are this one but for a number in it: 三年行动计划, 五年行动计划."""
    bare = _FIGURES.sub("", key(title))
    return [
        t for t in titles_in(sources) if len(bare) >= 6 and key(t) != key(title) and _FIGURES.sub("", key(t)) == bare
    ]


def _kind_changed(a: str, b: str) -> bool:
    """The same words with another 文种 (管理办法, 管理规定)."""
    one, two = (re.sub(r"（[^（）]*）$", "", t) for t in (a, b))
    return one != two and len(one) > 8 and one[:-2] == two[:-2]


@lru_cache(maxsize=16)
def numbers_in(sources: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, str]]:
    """The 文号 of the sources by key: as written, and the path."""
    return {number_key(n): (n, path) for path, text in sources for _, n in _numbers(text)}


def _numbers(line: str) -> list[tuple[int, str]]:
    return [(m.start(), _LABEL.sub("", m.group())) for m in NUMBER.finditer(line)]
