"""What the knowledge base holds: documents, and the passages that retrieval returns."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["report", "reply", "opinion", "proposal", "law", "regulation", "policy", "other"]
"""report 办理工作情况报告; reply 答复函; opinion 会办意见; proposal 建议/提案原文; law 法律; regulation 行政法规、地方性法规、规章;
policy 通知、意见、方案等文件; other."""

Validity = Literal["current", "superseded", "expired", "draft"]
"""superseded: a newer version of the same title, or a paper that ends it, is in the index; expired: its own text says so; draft: 征求意见稿."""

Use = Literal["public", "internal"]


@dataclass(frozen=True)
class Document:
    """One file as read. ``text`` is final: every offset anywhere counts its characters (``text[start:end]``)."""

    path: str
    title: str
    text: str
    number: str = ""
    """文号 as written, 〔〕 normalised, e.g. ``国办发〔2019〕6号``; empty when there is none."""
    issuer: str = ""
    issued: date | None = None
    """Date of issue or, for a law, of the version's adoption; the day is 1 when only year and month are known."""
    kind: Kind = "other"
    place: str = ""
    """Province or city whose rule or paper this is (``浙江省``, ``青岛市``); empty for national papers."""
    validity: Validity = "current"
    use: Use = "public"


@dataclass(frozen=True)
class Passage:
    """A piece of a document that answers something, with what a reader needs to trust it.

    ``document`` is the path as indexed; ``text == Document.text[start:end]``; ``also`` names the near-identical
    twins (paths) that this passage stands for.
    """

    document: str
    title: str
    start: int
    end: int
    text: str
    heading: str = ""
    """Heading path, outermost first, joined by `` > ``."""
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    kind: Kind = "other"
    place: str = ""
    validity: Validity = "current"
    use: Use = "public"
    score: float = 0.0
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchResult:
    """``answerable`` is False when nothing in the index answers the query, whatever ``passages`` holds; ``why`` then
    says in one Chinese sentence which named thing is missing."""

    query: str
    passages: tuple[Passage, ...]
    answerable: bool
    why: str = ""


@dataclass(frozen=True)
class IndexReport:
    """What one run of indexing did. Paths, and (path, reason in Chinese) for what was skipped or failed."""

    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    passages: int = 0
    warnings: tuple[str, ...] = field(default=())
