"""The stored text of the papers that a sentence cites, and the article it names of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.checks.context import CheckContext, Lookup, TextLookup
from assistant.checks.papers import NUMBER, number_key, same_paper
from assistant.numerals.chinese import read
from knowledge_base.documents import Document

_N = r"[零〇一二三四五六七八九十百千\d]+"
_CITED = re.compile(
    rf"《(?P<title>[^《》\n\0]{{2,120}}(?:《[^《》\n\0]*》[^《》\n\0]*)*)》(?P<note>[（(][^（）()\n]{{2,60}}[）)])?(?P<article>第(?P<n>{_N})条(?:之一)?)?"
)
_SHORT = re.compile(
    r"《(?P<title>[^《》\n]{2,120})》[^《》\n。]{0,40}?以下(?:统)?简称[：:]?[《“\"](?P<short>[^》”\"\n]+)[》”\"]"
)
_ARTICLE = re.compile(rf"(?m)^[\s　]*第({_N})条(?=[\s　]|(?!规定|、|的|第))")


@dataclass(frozen=True)
class Basis:
    """A paper cited at ``start`` (of the block's text) whose words go on from ``end``. ``texts`` are its versions in the
    index (path → text); ``article`` is the number of the 第×条 named, 0 for none, at ``article_start``."""

    title: str
    start: int
    end: int
    texts: tuple[tuple[str, str], ...]
    article: int = 0
    article_start: int = 0


def short_names(text: str) -> dict[str, str]:
    """Names introduced by 以下简称 → the title that they stand for."""
    return {m["short"]: m["title"] for m in _SHORT.finditer(text)}


def bases(text: str, context: CheckContext, short: dict[str, str]) -> Iterator[Basis]:
    """The papers cited in ``text`` that the index holds."""
    if context.lookup is None:
        return
    for m in _CITED.finditer(text):
        title = short.get(m["title"], m["title"])
        number = NUMBER.search(m["note"] or "")
        held = _held(context.lookup, title, number.group() if number else "")
        texts = tuple((d.path, t) for d in held if (t := _text(context.lookup, d)))
        if texts:
            article = _int(m["n"]) if m["n"] else 0
            yield Basis(title, m.start(), m.end(), texts, article, m.start("article") if article else 0)


@lru_cache(maxsize=64)
def articles(text: str) -> dict[int, str]:
    """The articles of a law by number; where a number comes twice (a covering decree's), the longer one."""
    heads = list(_ARTICLE.finditer(text))
    found: dict[int, str] = {}
    for head, following in zip(heads, [*heads[1:], None], strict=False):
        body = text[head.start() : following.start() if following else len(text)]
        n = _int(head[1])
        if len(body) > len(found.get(n, "")):
            found[n] = body
    return found


def chinese(n: int) -> str:
    """28 → 二十八, as articles are numbered."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = (digits[hundreds] + "百" if hundreds else "") + (
        digits[tens] + "十" if tens else "零" if hundreds and ones else ""
    )
    return (text + (digits[ones] if ones else "")).removeprefix("一" if 10 <= n < 20 else "\0")


def _held(lookup: Lookup, title: str, number: str) -> list[Document]:
    """The versions that the 文号 names, else those in force, else all."""
    known = lookup.find_title(title) or [d for d in lookup.documents() if same_paper(title, d)]
    named = [d for d in known if number and d.number and number_key(d.number) == number_key(number)]
    return named or [d for d in known if d.validity == "current"] or known


def _text(lookup: Lookup, document: Document) -> str:
    if document.text or not isinstance(lookup, TextLookup):
        return document.text
    whole = lookup.document(document.path)
    return whole.text if whole else ""


def _int(text: str) -> int:
    value = read(text) if not text.isdecimal() else int(text)
    return int(value) if value else 0
