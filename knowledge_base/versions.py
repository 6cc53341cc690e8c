"""Which documents are versions of one another, the same law or paper by title, which of them is the newest, and which
a later paper says that it ends."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from knowledge_base.catalogue import Entry
from knowledge_base.documents import Document, Validity
from knowledge_base.repeals import Ended

_VERSION_MARK = re.compile(r"[（(][^（）()]*(?:\d{4}|修订|修正|试行|暂行|草案|征求意见稿|年版|版)[^（）()]*[）)]|\s|　")
_COUNTRY = "中华人民共和国"
_RULES = {"law", "regulation", "policy", "other"}
_BROUGHT = re.compile(r"(?:印发|发布|公布|转发)《?(.+?)》?的?通知$")


@lru_cache(maxsize=20_000)
def title_key(title: str) -> str:
    """A title without 《》, 中华人民共和国, dates and version marks in brackets, blanks: the same for all versions."""
    bare = _VERSION_MARK.sub("", title.strip("《》 \n　"))
    return bare.removeprefix(_COUNTRY).translate(str.maketrans("()", "（）"))


def validities(
    entries: Sequence[Entry], own: Mapping[int, Validity], ended: Mapping[int, Sequence[Ended]] = MappingProxyType({})
) -> dict[int, Validity]:
    """Document id → validity, an older version of a title in the index being ``superseded``, and so a paper of an
    earlier day that another in the index ends: ``ended`` has what a document ends by its id."""
    families: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if _is_versioned(entry.document):
            families[title_key(entry.document.title), entry.document.place].append(entry)
    found = dict(own)
    for family in families.values():
        newest = max((e.document.issued for e in family if e.document.issued), default=date.min)
        for entry in family:
            issued = entry.document.issued
            if issued and issued < newest and own[entry.id] == "current":
                found[entry.id] = "superseded"
    for by in entries:
        if ended.get(by.id) and own[by.id] != "draft":
            for entry in entries:
                if found[entry.id] == "current" and _is_ended(entry.document, by.document, ended[by.id]):
                    found[entry.id] = "superseded"
    return found


def _is_ended(document: Document, by: Document, ended: Sequence[Ended]) -> bool:
    """By the 文号 where both have one, else by the title of a paper of the same place."""
    if document.kind not in _RULES or document.path == by.path:
        return False
    if document.issued and by.issued and document.issued >= by.issued:
        return False
    numbers = {_folded(e.number) for e in ended if e.number}
    if document.number and numbers:
        return any(n.endswith(_folded(document.number)) for n in numbers)  # 原×政发〔2019〕7号
    return document.place == by.place and any(_names(e.title, document.title) for e in ended if e.title)


def _names(title: str, full: str) -> bool:
    """Whether ``full`` is the paper ``title``, or the 通知 that brings it."""
    said = _bare(title)
    brought = _BROUGHT.search(full)
    return len(said) >= 6 and said in (_bare(full), _bare(brought[1]) if brought else "")


def _bare(title: str) -> str:
    """A title without blanks and marks; 试行 and 暂行 stay, for they tell versions apart."""
    return re.sub(r"[《》〈〉“”\s]", "", title.removeprefix(_COUNTRY))


def _folded(number: str) -> str:
    return re.sub(r"\s", "", number.translate(str.maketrans("[]【】（）()", "〔〕〔〕〔〕〔〕")))


def _is_versioned(document: Document) -> bool:
    """Laws and rules are known by their title; the yearly 通知 of one title is a paper of its own each year."""
    return document.kind in {"law", "regulation"} and bool(document.title)
