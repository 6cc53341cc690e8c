"""Which documents are versions of one another: the same law or paper by title, and which of them is the newest."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from knowledge_base.catalogue import Entry
from knowledge_base.documents import Document, Validity

_VERSION_MARK = re.compile(r"[（(][^（）()]*(?:\d{4}|修订|修正|试行|暂行|草案|征求意见稿|年版|版)[^（）()]*[）)]|\s|　")
_COUNTRY = "中华人民共和国"


@lru_cache(maxsize=20_000)
def title_key(title: str) -> str:
    """A title without 《》, 中华人民共和国, dates and version marks in brackets, blanks: the same for all versions."""
    bare = _VERSION_MARK.sub("", title.strip("《》 \n　"))
    return bare.removeprefix(_COUNTRY).translate(str.maketrans("()", "（）"))


def validities(entries: Sequence[Entry], own: Mapping[int, Validity]) -> dict[int, Validity]:
    """Document id → validity, an older version of a title in the index being ``superseded``."""
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
    return found


def _is_versioned(document: Document) -> bool:
    """Laws and rules are known by their title; the yearly 通知 of one title is a paper of its own each year."""
    return document.kind in {"law", "regulation"} and bool(document.title)
