"""典型案例 and 往年结转: which cases of the ledger to tell, why, and what our own replies say of them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from assistant.draft import Block, Run
from assistant.drafting.binding import bound, missing
from assistant.drafting.reports.kinds import ordinal
from assistant.drafting.reports.teller import Teller
from assistant.figures import FigureSheet, Source
from assistant.intake.workbook.orders import disarmed, odd
from assistant.ledger import ANSWERED_BY_US, Ledger, LedgerCase
from knowledge_base.documents import Document

MOST = 3
_RATED = (
    "title", "proposer", "role", "closed", "state", "supervisor", "out_number", "result", "satisfaction", "face", "contact",
    "cosigners",
)  # fmt: skip
"""Fields by which a case is chosen and named."""


class Replies(Protocol):
    """The part of the knowledge base in which our own replies are found."""

    def documents(self) -> list[Document]: ...
    def document(self, path: str) -> Document | None: ...


@dataclass(frozen=True)
class Candidate:
    """A case worth telling. ``why`` are the reasons in words, ``reply`` our answer where the index has it."""

    case: LedgerCase
    why: tuple[str, ...]
    score: int
    reply: Document | None = None

    @property
    def fit(self) -> bool:
        """Whether it may be told without a person choosing it."""
        return self.case.satisfaction != "不满意"

    @property
    def place(self) -> str:
        """The address of the case's row: 台账!5."""
        return f"{self.case.sheet}!{self.case.row}"


def candidates(ledger: Ledger, kb: Replies | None) -> list[Candidate]:
    """Cases that we answered and closed, the best first: supervised, solved, met face to face, satisfied, with a reply;
    last those whose titles are no titles (a formula, an order to the program). A case whose proposer is not satisfied is no
    model: see :attr:`Candidate.fit`."""
    answers = _Answers(kb)
    found = [_rated(c, answers.to(c)) for c in ledger.of("this") if c.role in ANSWERED_BY_US and c.done]
    return sorted(found, key=lambda c: (not c.fit, not c.case.title or odd(c.case.title), -c.score, c.case.row))


class _Answers:
    """Our answers in the knowledge base, by their 文号 and by the number of the case that their titles name."""

    def __init__(self, kb: Replies | None) -> None:
        self._kb = kb
        papers = [d for d in kb.documents() if d.kind in ("reply", "opinion")] if kb else []
        self._by_number = {_bare(d.number): d for d in reversed(papers) if d.number}
        self._by_case: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for d in papers:
            if m := _CASE.search(d.title):
                self._by_case[m["number"].lstrip("0"), m["kind"]].append(d)

    def to(self, case: LedgerCase) -> Document | None:
        """With its text. A case's number comes again in each session and at each office: the answer's title must name the
        session, or it be of the case's year, and its text must name the case's title."""
        if self._kb is None:
            return None
        if case.out_number and (found := self._by_number.get(_bare(case.out_number))):
            return self._kb.document(found.path)
        number, day = re.sub(r"\D", "", case.number).lstrip("0"), case.closed or case.assigned
        for d in self._by_case.get((number, case.kind), ()) if number else ():
            same = (case.session and case.session in d.title) or (day and d.issued and d.issued.year == day.year)
            full = self._kb.document(d.path) if same else None
            if full and case.title and case.title in full.text:
                return full
        return None


def _bare(number: str) -> str:
    """A 文号 without brackets, blanks and marks."""
    return re.sub(r"\W", "", number)


def _rated(case: LedgerCase, reply: Document | None) -> Candidate:
    reasons = (
        (3, bool(case.supervisor), "领导督办"),
        (2, reply is not None, "知识库里有答复原文"),
        (2, case.result == "A" or "已解决" in case.result or "得到解决" in case.result, "问题已解决或基本解决"),
        (1, case.satisfaction == "满意", "代表委员满意"),
        (1, case.face is True, "已面复"),
        (1, bool(case.cosigners and case.cosigners > 4), "联名人数多"),
    )
    given = [(points, word) for points, holds, word in reasons if holds]
    return Candidate(case, tuple(w for _, w in given), sum(p for p, _ in given), reply)


def tell(chosen: list[Candidate], teller: Teller) -> Iterator[Block]:
    """A paragraph a case: what was asked, by whom, with the cells for which it was chosen; what was done in our reply's
    own sentences, its figures bound to their places there, or left to a person."""
    for number, candidate in enumerate(chosen):
        case = candidate.case
        name = case.called if case.number else case.kind
        proposer = f"{disarmed(case.proposer)}提出的" if case.proposer else ""
        named = teller.case(case, *_RATED, text=name)
        titled = f"《{disarmed(case.title)}》（{named}）" if case.title else named
        head = teller.runs(f"案例{ordinal(number + 1)}：{proposer}{titled}。")
        done = deeds(candidate.reply, teller.sheet)
        if done and candidate.reply:
            d = candidate.reply
            issued = d.issued.isoformat() if d.issued else ""
            source = Source("passage", d.path, quote=done[1], title=d.title, number=d.number, issued=issued)
            cite = Run(f"（见{d.number}）", "citation", teller.rests_on(source))
            yield Block(
                "paragraph",
                (*head, *teller.named(done[0], d.issuer or case.lead or teller.profile.short), cite, Run("。")),
            )
        else:
            todo = missing(f"{name}的办理过程、采纳情况和成效（可从答复原文和承办{teller.division}素材中摘取）")
            yield Block("paragraph", (*head, todo))


def deeds(reply: Document | None, sheet: FigureSheet) -> tuple[tuple[Run, ...], str] | tuple[()]:
    """Up to two sentences of the reply that say what has been done, as runs without the last 。, and the first's text."""
    if reply is None:
        return ()
    runs: list[Run] = []
    first = ""
    for m in _SENTENCE.finditer(reply.text):
        text = m.group().strip()
        if not _DONE.search(text) or _NOT_A_DEED.search(text) or not 20 <= len(text) <= 140 or text in first:
            continue
        at = m.start() + m.group().index(text)
        issued = reply.issued.isoformat() if reply.issued else ""

        def source(start: int, end: int, at: int = at, text: str = text, issued: str = issued) -> Source:
            return Source("passage", reply.path, at + start, at + end, text, (), reply.title, reply.number, issued)

        runs += [*([Run("。")] if runs else []), *bound(text, sheet, source)]
        if first:
            break
        first = text
    return (tuple(runs), first) if runs else ()


_CASE = re.compile(r"第(?P<number>\d+)号(?P<kind>建议|提案)")
_SENTENCE = re.compile(r"[^。\n]+(?=。)")
_DONE = re.compile(r"已|印发|出台|建成|建立|支持了|培育|举办|发放|完成|开展")
_NOT_A_DEED = re.compile(r"[您贵]|你们|收悉|感谢|下一步|将|拟|计划|力争|《[^》]*(?:建议|提案)》|规定|其他省|外省")
