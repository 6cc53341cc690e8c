"""How far each ask has come, proposed from what its section says, in the four words of the trade and in the office's
own classes. A person confirms it; the class of the case is a person's alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from assistant.case import Letter
from assistant.checks.commitments import commitments
from assistant.drafting.matter import ask_words
from assistant.drafting.model_words import pattern
from assistant.findings import Finding
from assistant.marked import PLACEHOLDER
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile

Word = Literal["已解决", "正在解决", "列入计划", "留作参考", ""]
WORDS: tuple[Word, ...] = get_args(Word)
_FINISHED = re.compile(r"已(?:经)?(?:建成|办结|印发|出台|完成|实现|开通|落实|公布|建立)")


@dataclass(frozen=True)
class Verdict:
    """``word`` is empty where nothing can be proposed; ``mark`` is the office's class that means it, empty where none
    does; ``dated`` says whether a plan has its time. ``confirmed`` is a person's word, which may differ from the proposed one."""

    ask: int
    word: Word
    mark: str
    why: str
    dated: bool = True
    confirmed: Word | None = None

    @property
    def stands(self) -> Word:
        """What a person said, else what is proposed."""
        return self.word if self.confirmed is None else self.confirmed


def verdicts(letter: Letter, profile: Profile) -> tuple[Verdict, ...]:
    """One for each ask."""
    plans = list(commitments(letter.finished))
    said_by_person = dict(letter.case.verdicts)
    found: list[Verdict] = []
    for section in letter.sections:
        mine = [c for c in plans if c.ask == section.number]
        said = letter.finished.section(section.number)
        lacks = "〔待" in said.partition("\n")[2]
        text = PLACEHOLDER.sub("", said)
        for c in mine:
            text = text.replace(c.quote, "")
        done = bool(pattern("done").search(text.partition("\n")[2])) or any(
            r.kind == "figure" for b in section.blocks for r in b.runs
        )
        word, why = _judged(
            section.status, done=done, planned=bool(mine), lacks=lacks, finished=bool(_FINISHED.search(text))
        )
        confirmed = word_of(said_by_person[section.number]) if section.number in said_by_person else None
        dated = not mine or any(c.due for c in mine)
        found.append(Verdict(section.number, word, mark_of(confirmed or word, profile), why, dated, confirmed))
    return tuple(found)


def _judged(status: str, *, done: bool, planned: bool, lacks: bool, finished: bool) -> tuple[Word, str]:
    if status == "elsewhere":
        return "", "不属于本单位职责，由有关机关答复"
    if status != "answered":
        return "", "材料不够，补充后再定"
    if done and planned:
        return "正在解决", "已有工作，并写了下一步打算"
    if done and finished and not lacks:
        return "已解决", "写的都是已经做成的事，没有待补充的内容"
    if done:
        return "正在解决", "已有工作，下一步打算待补充" if lacks else "已有工作，没有写成已经办完"
    if planned:
        return "列入计划", "只写了打算，没有已做的工作"
    return "", "没有写已做的工作，也没有打算"


def mark_of(word: str, profile: Profile) -> str:
    """The office's class whose meaning has the word's."""
    for said in ask_words().verdicts.get(word, ()):
        for mark, meaning in profile.classes.marks.items():
            if re.search(said, meaning):
                return mark
    return ""


def to_json(verdict: Verdict, profile: Profile) -> dict[str, Any]:
    meaning = profile.classes.marks.get(verdict.mark, "")
    return {
        "proposed": verdict.word,
        "stands": verdict.stands,
        "mark": verdict.mark,
        "meaning": meaning,
        "why": verdict.why,
        "confirmed": verdict.confirmed is not None,
    }


def word_of(said: str) -> Word:
    """Raises InputError when ``said`` is none of the four words."""
    if said not in WORDS:
        raise InputError(f"办理结果“{said}”不对，只能是：{'、'.join(w for w in WORDS if w)}。")
    return said  # pyright: ignore[reportReturnType]  # it is one of them


def warnings(letter: Letter, profile: Profile) -> Iterator[Finding]:
    """Where the class that a person set does not fit what the sections say."""
    mark = letter.case.class_mark.strip().upper()
    found = verdicts(letter, profile)
    where = next(((a, b, k.text) for a, b, k, _ in letter.finished.spans() if k.kind == "class-mark"), (0, 0, ""))
    solved, kept = mark_of("已解决", profile), mark_of("留作参考", profile)
    for v in found:
        if mark and mark == solved and (v.stands == "列入计划" or v.word == "列入计划"):
            yield _finding(where, f"办理结果定为{mark}类，而第{v.ask}条诉求只写了打算，请核对类别。")
        if mark and mark == kept and {v.stands, v.word} & {"正在解决", "已解决"}:
            yield _finding(where, f"办理结果定为{mark}类，而第{v.ask}条诉求已有工作在办，请核对类别。")
        if v.stands == "已解决" and v.word in ("列入计划", ""):
            yield _at(letter, v.ask, f"第{v.ask}条诉求确认为已解决，而信中没有写已经做成的事，请核对。")
        if v.stands == "留作参考" and v.word in ("正在解决", "已解决"):
            yield _at(letter, v.ask, f"第{v.ask}条诉求确认为留作参考，而信中写了已有工作，请核对。")
        if only_slogans(letter, v.ask):
            yield _at(letter, v.ask, f"第{v.ask}条诉求只有表态，没有写做了什么、怎么办，请补充。")
        if v.stands == "列入计划" and v.word != "已解决" and not v.dated:
            start = letter.finished.text.find(letter.finished.section(v.ask)[:20])
            yield _finding((max(start, 0), max(start, 0), ""), f"第{v.ask}条诉求只写了打算，没有写完成时间，请补充。")


def parsed(said: Sequence[str], asks: int) -> tuple[tuple[int, str], ...]:
    """``1=已解决`` as number and word. Raises InputError, which says what may stand there."""
    found: list[tuple[int, str]] = []
    for text in said:
        number, _, word = text.partition("=")
        if not number.strip().isdigit() or not 0 < int(number) <= asks:
            raise InputError(f"--verdict 的“{text}”应写成“诉求序号=结果”，如 1=正在解决；本件有 {asks} 条诉求。")
        found.append((int(number), word_of(word.strip())))
    return tuple(found)


def only_slogans(letter: Letter, ask: int) -> bool:
    """Whether every sentence of a section is one that would fit any letter (``[slogans]`` of asks.toml), with nothing named,
    dated or cited."""
    said = [b for b in letter.finished.blocks if b.ask == ask and b.kind != "heading"]
    if any(r.kind in ("figure", "citation") for b in said for r in b.runs):
        return False
    text = "".join(r.text for b in said for r in b.runs if r.kind == "text")
    sentences = [s for s in re.split(r"[。！？；]", text) if s.strip()]
    slogan = re.compile("|".join(ask_words().slogans))
    return bool(sentences) and all(slogan.search(s) and not re.search(r"[\d《]", s) for s in sentences)


def _at(letter: Letter, ask: int, message: str) -> Finding:
    start = letter.finished.text.find(letter.finished.section(ask)[:20])
    return _finding((max(start, 0), max(start, 0), ""), message)


def _finding(where: tuple[int, int, str], message: str) -> Finding:
    start, end, quote = where
    return Finding("verdict.class", "办理结果类别", "warning", message, start, end, quote)
