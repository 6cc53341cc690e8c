"""Questions to the knowledge base: what it says, where it says so, and plainly when it does not."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from assistant import prompting
from assistant.asking.cited import CitedText
from assistant.asking.excerpt import excerpt
from assistant.draft import State
from assistant.drafting.matter import weights
from assistant.drafting.orders import without_orders
from assistant.findings import Finding
from assistant.model import ChatModel, Message
from knowledge_base import tokens
from knowledge_base.documents import Passage, SearchResult
from knowledge_base.retrieval import KnowledgeBase

PASSAGES = 5
_TURNS = 6
"""How many earlier turns the model is shown."""
_FOLLOWS = re.compile(r"^(?:那|它|其|这|该|上述|前面|刚才|还有|另外|具体|再|为什么|呢)|呢[？?]?$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}年度?|[去今前]年|上年")
_SHORT = 8
_ENDS = "？?。；;，, "
_ASKS = re.compile(r"多少|几|哪|什么|何|怎|是否|有没有|谁|吗|多[长久大高远]|呢")
_MATTER = 8.0
"""Weight of content words from which on a clause that asks is a question of its own."""

Turn = Message
"""An earlier question (``user``) or answer (``assistant``)."""


@dataclass(frozen=True)
class Answer:
    """``[1]`` in ``answer`` is ``citations[0]``. What its passages do not bear out stands in 〔待核实：…〕 and has a finding
    whose offsets count in ``answer``. ``answerable`` is False when the knowledge base does not have it."""

    answer: str
    answerable: bool
    citations: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()
    state: State = "complete"


def answer(
    question: str,
    kb: KnowledgeBase,
    model: ChatModel | None,
    history: Sequence[Turn] = (),
    *,
    on_text: Callable[[str], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Answer:
    """``on_text`` gets each new piece of the answer's text. Without a model the answer is made of the passages' own
    sentences. Each of several questions in one is answered, or told to have no answer, by itself. Returns within a second
    of ``stop()`` turning true, with what is there, in state ``interrupted``."""
    asked = parts(question.strip())
    if len(asked) == 1:
        return _to_one(asked[0], kb, model, history, on_text, stop)
    found = Answer("", answerable=False)
    turns = list(history)
    for part in asked:
        if stop():
            return replace(found, state="interrupted")
        lead = ("\n" if found.answer else "") + f"关于“{part.rstrip(_ENDS)}”：\n"
        on_text(lead)
        first = len(found.citations)
        one = _to_one(part, kb, model, turns, partial(_told_from, first, on_text), stop)
        turns += [Turn("user", part), Turn("assistant", one.answer)]
        found = _joined(found, lead, one)
    return found


def _told_from(first: int, on_text: Callable[[str], None], text: str) -> None:
    on_text(_from(first, text))


def _from(first: int, text: str) -> str:
    """``text`` with its citation numbers counted on from ``first``."""
    return re.sub(r"\[(\d+)\]", lambda m: f"[{int(m[1]) + first}]", text)


def _joined(before: Answer, lead: str, one: Answer) -> Answer:
    first, at = len(before.citations), len(before.answer) + len(lead)
    findings = (replace(f, start=f.start + at, end=f.end + at, message=_from(first, f.message)) for f in one.findings)
    return Answer(
        f"{before.answer}{lead}{_from(first, one.answer)}",
        before.answerable or one.answerable,
        (*before.citations, *one.citations),
        (*before.findings, *findings),
        one.state if before.state == "complete" else before.state,
    )


def _to_one(
    question: str,
    kb: KnowledgeBase,
    model: ChatModel | None,
    history: Sequence[Turn],
    on_text: Callable[[str], None],
    stop: Callable[[], bool],
) -> Answer:
    leaning = _query(question, history)
    result = kb.search(leaning, PASSAGES)
    if not result.answerable or not result.passages:
        return _told(Answer(_nothing(result), answerable=False), on_text)
    shown = tuple(replace(p, text=without_orders(p.text)) for p in result.passages)
    if model is None:
        found = _told(_excerpt(leaning, shown, ()), on_text)
    else:
        found = _by_model(question, shown, model, history, on_text, stop)
    whole = {(p.document, p.start): p for p in result.passages}
    return replace(found, citations=tuple(whole[p.document, p.start] for p in found.citations))


def parts(question: str) -> tuple[str, ...]:
    """The questions in one: at question marks and semicolons, and at commas where both sides ask of a matter of their own."""
    found: list[str] = []
    for whole in re.findall(r"[^？?；;\n]+[？?；;]?", question):
        if not whole.strip(_ENDS):
            continue
        clauses = re.split(r"(?<=[，,])", whole.strip())
        held = ""
        for n, clause in enumerate(clauses):
            held += clause
            rest = "".join(clauses[n + 1 :])
            if all(_ASKS.search(t) and sum(weights(t).values()) >= _MATTER for t in (held, rest)):
                found.append(held)
                held = ""
        found.append(held)
    asking = [f for f in found if _ASKS.search(f)]
    return tuple(found) if len(asking) == len(found) and found else (question,)


def to_json(answer: Answer) -> dict[str, Any]:
    """The JSON of ``dafu ask``."""
    from assistant.interchange import finding, passage

    return {
        "answer": answer.answer,
        "answerable": answer.answerable,
        "state": answer.state,
        "citations": [passage(p) for p in answer.citations],
        "findings": [finding(f) for f in answer.findings],
    }


def _by_model(
    question: str,
    passages: Sequence[Passage],
    model: ChatModel,
    history: Sequence[Turn],
    on_text: Callable[[str], None],
    stop: Callable[[], bool],
) -> Answer:
    earlier = [Message(t.role, re.sub(r"\[\d+\]", "", t.text)) for t in history[-_TURNS:]]
    found = passages
    while True:
        system, user = prompting.load("chat").fill(question=question, passages=_listed(passages))
        if _size((system, *earlier, user)) <= model.room or len(passages) == 1:
            break
        passages = passages[:-1]  # the best come first
    stream = model.stream([system, *earlier, user], stop=stop)
    text = CitedText(passages, system.text)
    for chunk in stream:
        for shown in text.take(chunk):
            on_text(shown)
    for shown in text.close():
        on_text(shown)
    findings = list(text.findings)
    if left := found[len(passages) :]:
        titles = "、".join(dict.fromkeys(f"《{p.title}》" for p in left))
        findings.append(_said(f"受大模型上下文长度限制，{len(left)}段资料没有送给大模型（{titles}）。", text.text))
    if stream.problem:
        findings.append(_said(f"{stream.problem}回答没有写完。", text.text))
    if not text.text.strip() and stream.state != "interrupted":
        why = _said(f"大模型没有给出可用的回答（{stream.problem or '没有输出可用的文字'}），这里是资料原文摘录。")
        return _told(_excerpt(question, passages, (why,)), on_text)
    said = text.text.rstrip()
    return Answer(said, not text.denies, tuple(text.citations), (*findings, *_dated(text.citations)), stream.state)


def _size(messages: Sequence[Message]) -> int:
    return sum(tokens.count(m.text) for m in messages)


def _excerpt(question: str, passages: Sequence[Passage], findings: tuple[Finding, ...]) -> Answer:
    text, used = excerpt(question, passages)
    if not text:
        text, used = f"知识库中没有直接回答的句子，最接近的是《{passages[0].title}》[1]。", (passages[0],)
    return Answer(text, answerable=True, citations=used, findings=(*findings, *_dated(used)))


def _query(question: str, history: Sequence[Turn]) -> str:
    """A question that leans on the one before it is searched together with it; a year that it names is asked about instead
    of the one before (那2024年呢)."""
    before = next((t.text for t in reversed(history) if t.role == "user"), "")
    if before and (len(question) <= _SHORT or _FOLLOWS.search(question)):
        return f"{_YEAR.sub('', before) if _YEAR.search(question) else before} {question}"
    return question


def _nothing(result: SearchResult) -> str:
    return result.why or "知识库中没有能回答这个问题的内容。"


def _told(answer: Answer, on_text: Callable[[str], None]) -> Answer:
    on_text(answer.answer)
    return answer


def _listed(passages: Sequence[Passage]) -> str:
    return "\n".join(f"[{n}] {_head(p)}\n{p.text}" for n, p in enumerate(passages, 1))


def _head(passage: Passage) -> str:
    issued = f"，{passage.issued.year}年{passage.issued.month}月" if passage.issued else ""
    number = f"（{passage.number}）" if passage.number else ""
    return f"《{passage.title}》{number}{issued}　{passage.heading}".rstrip()


def _dated(passages: Sequence[Passage]) -> tuple[Finding, ...]:
    """A warning for every passage of a paper that is no longer, or not yet, in force."""
    words = {"superseded": "已有新版本", "expired": "已经失效", "draft": "是征求意见稿"}
    return tuple(
        Finding(
            "chat-not-in-force",
            "引用非现行文件",
            "warning",
            f"[{n}]《{p.title}》{words[p.validity]}，引用前请核对。",
            0,
            0,
        )
        for n, p in enumerate(passages, 1)
        if p.validity != "current"
    )


def _said(message: str, text: str = "") -> Finding:
    return Finding("chat-model", "大模型回答", "warning", message, 0, len(text))
