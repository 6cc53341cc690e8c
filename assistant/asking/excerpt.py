"""An answer without a model: whole sentences of the best passages, with their titles and numbers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.matter import weights
from assistant.drafting.quoting import cited
from assistant.drafting.sentences import Sentence, sentences
from assistant.numerals import find_numbers
from knowledge_base.documents import Passage
from knowledge_base.question import SPOKEN, Question, understand

SENTENCES = 4
"""Most sentences of an answer."""
ENOUGH = 0.6
"""A further sentence must be at least this good, measured by the best one."""
_LIST = 400
"""Most characters of a list that follows a sentence with a colon."""
_IN_TITLE = 0.7
"""What a word of the question counts when only the title or heading of the sentence's passage has it."""
_FRAME = re.compile(
    r"(?:通知|通报|答复|函复|报告|意见)如下|制定本(?:办法|细则|条例|规定|方案|意见)|印发给|收悉|遵照执行|认真贯彻|^案由|由[^，。]{2,30}负责。$"
)
"""Sentences that frame a paper and say nothing of its matter."""
_WEIGHT = {"proposal": 0.5}
"""By kind: what a proposal claims is the weakest answer."""
_BESIDE = 0.5
"""What a sentence counts from a paper no longer in force, or from the yearly report of a year that is not asked about."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|全省|全市|共计)")
_WITH_UNIT = re.compile(r"(.+?)\s*[（(]([^（）()]{1,6})[）)]")
_HOW_MANY = re.compile(
    r"多少|几[个家件项名户年月天次条]|多[长久大高远]|比例|比重|占比|金额|数量|总数|何时|什么时候|哪年|期限|时限|率"
)

_HOW = re.compile(r"怎么|怎样|如何|哪里|何处|向谁|找谁|到哪|流程|程序|手续|渠道")
_WAY = re.compile(
    r"受理|渠道|平台|窗口|热线|可以(?:向|通过|到|在)|向[^，。]{2,20}(?:提出|提交|申请|申报|反映|投诉|报送)|登录|拨打"
)
"""Who asks how something is done wants to know where to turn."""


@dataclass(frozen=True)
class _Candidate:
    passage: int
    sentence: Sentence
    worth: float


def excerpt(question: str, passages: Sequence[Passage]) -> tuple[str, tuple[Passage, ...]]:
    """The answer, a paragraph a passage, each closed with its number [1]; and the passages in that order."""
    ranked = sorted(_candidates(question, passages), key=lambda c: -c.worth)
    if not ranked:
        return "", ()
    asked = _asked(question, passages)
    chosen: list[_Candidate] = []
    for candidate in ranked:
        if candidate.worth < ENOUGH * ranked[0].worth or len(chosen) == SENTENCES:
            break
        if not chosen or _adds(candidate, chosen, asked, passages):
            chosen.append(candidate)
    order = list(dict.fromkeys(c.passage for c in chosen))
    lines: list[str] = []
    for number, index in enumerate(order, 1):
        passage = passages[index]
        mine = sorted((c.sentence for c in chosen if c.passage == index), key=lambda s: s.start)
        lines.append(f"{cited(passage)}：{_said(mine, passage, asked)}[{number}]")
    return "\n".join(lines), tuple(passages[i] for i in order)


def _asked(question: str, passages: Sequence[Passage]) -> dict[str, float]:
    """Words of the question, and the official terms for everyday speech in it that no passage has (老手艺人: 传承人)."""
    spoken = (c for c in understand(question).concepts if not c.literal)
    foreign = (c for c in spoken if not any(c.said in p.text for p in passages))
    official = " ".join(w for c in foreign for w, _ in c.words)
    return {w: SPOKEN * v for w, v in weights(official).items()} | weights(question)


def _adds(
    candidate: _Candidate, chosen: Sequence[_Candidate], asked: Mapping[str, float], passages: Sequence[Passage]
) -> bool:
    """Whether the sentence tells of the question what those before it do not: a word that they lack, or as much of it
    from another paper. Cells of a table add nothing to a sentence that has the words."""
    text = candidate.sentence.text
    if any(_alike(text, c.sentence.text) for c in chosen):
        return False
    told = "".join(c.sentence.text for c in chosen)
    if any(w in text and w not in told for w in asked):
        return True
    best = chosen[0]
    theirs, ours = (sum(v for w, v in asked.items() if w in t) for t in (best.sentence.text, text))
    elsewhere = passages[candidate.passage].document != passages[best.passage].document
    return "\t" not in text and ours >= theirs and elsewhere


def _candidates(question: str, passages: Sequence[Passage]) -> list[_Candidate]:
    asked = _asked(question, passages)
    wants_number, wants_way = bool(_HOW_MANY.search(question)), bool(_HOW.search(question))
    understood = understand(question)
    found: list[_Candidate] = []
    for rank, passage in enumerate(passages):
        fit = _BESIDE if _is_beside(passage, understood) else _WEIGHT.get(passage.kind, 1.0)
        about = f"{passage.title} {passage.heading}"
        for sentence in sentences(passage.text):
            text = sentence.text
            if _is_frame(sentence, passage) or not any(w in text for w in asked):
                continue
            held = sum(v if w in text else v * _IN_TITLE for w, v in asked.items() if w in text or w in about)
            worth = held * fit / (1 + 0.15 * rank)
            if wants_number and any(n.needs_source or n.kind in ("date", "year") for n in find_numbers(text)):
                worth *= 1.4
            if wants_way and _WAY.search(text):
                worth *= 1.3
            found.append(_Candidate(rank, sentence, worth))
    return found


def _is_beside(passage: Passage, question: Question) -> bool:
    of = {int(y) for y in _YEAR.findall(passage.title)}
    other_year = passage.kind == "report" and of and question.years and not of & set(question.years)
    return bool(other_year) or (passage.validity != "current" and not question.old)


def _is_frame(sentence: Sentence, passage: Passage) -> bool:
    """Titles, headings and formulas are no answer."""
    text = "".join(sentence.text.split())
    title = "".join(passage.title.split())
    is_heading = not sentence.ended and not text.endswith(("：", ":")) and "\t" not in sentence.text
    return is_heading or text in title or (title in text and len(text) < len(title) + 24) or bool(_FRAME.search(text))


def _said(chosen: list[Sentence], passage: Passage, asked: Iterable[str]) -> str:
    """The sentences in their order; one that ends with a colon brings its list along, a table the rows asked for."""
    said = ""
    for s in chosen:
        if "\t" in s.text:
            rows = _rows(_table(passage.text, s.start, s.end), asked)
            said += "" if rows in said else rows
            continue
        text = "".join(s.text.split())
        if text.endswith(("：", ":")):
            text += "".join(passage.text[s.end : s.end + _LIST].split()).rpartition("。")[0] or ""
        said += text if text.endswith(("。", "！", "？", "”")) else f"{text.rstrip('；')}。"
    return said


def _table(text: str, start: int, end: int) -> str:
    """The whole table of which ``text[start:end]`` is a part, its caption first."""
    lines = list(re.finditer(r"[^\n]+", text))
    inside = [i for i, m in enumerate(lines) if m.start() < end and m.end() > start and "\t" in m.group()]
    first, last = inside[0], inside[-1]
    while first > 0 and "\t" in lines[first - 1].group():
        first -= 1
    while last + 1 < len(lines) and "\t" in lines[last + 1].group():
        last += 1
    if first > 0 and re.match(r"\s*(?:附?表|单位)", lines[first - 1].group()):
        first -= 1
    return text[lines[first].start() : lines[last].end()]


def _rows(table: str, asked: Iterable[str]) -> str:
    """The rows that hold a word of the question (all when none does) as clauses: 提案主办38、会办66（表1，单位：件）。"""
    lines = [line.strip() for line in table.splitlines() if line.strip()]
    first = next(i for i, line in enumerate(lines) if "\t" in line)
    head, rows = lines[first].split("\t"), lines[first + 1 :]
    wanted = [r for r in rows if any(w in r.partition("\t")[0] for w in asked)]
    wanted = wanted or [r for r in rows if _TOTAL.match(r)] or rows
    told = "；".join(_clause(head, row.split("\t")) for row in wanted)
    caption = " ".join(lines[:first])
    return f"{told}（{caption}）。" if caption else f"{told}。"


def _clause(head: Sequence[str], row: Sequence[str]) -> str:
    cells: list[str] = []
    for name, value in zip(head[1:], row[1:], strict=False):
        if value.strip():
            m = _WITH_UNIT.fullmatch(name.strip())
            cells.append(f"{m[1]}{value.strip()}{m[2]}" if m else name.strip() + value.strip())
    return row[0].strip() + "、".join(cells)


def _alike(a: str, b: str) -> bool:
    one, other = _pairs(a), _pairs(b)
    return len(one & other) >= 0.6 * max(1, min(len(one), len(other)))


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
