"""A paragraph that breaks off inside a sentence."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LETTER, OPINION
from assistant.checks.view import NUMBERED, SLACK, Paragraph, cells, paragraphs
from assistant.draft import Draft

_ENDED = re.compile(
    r"(?:[。！？…；：!?;:]|[.]{2,}|[（(][^（）()]*[）)]。?|〔待(?:补充|核实)[^〔〕]*〕)[”’）〕】》」)\"\s]*$"
)
_DANGLING = re.compile(r"(?:[，、,（(《“—]|[的和与及对在将把被向从为等并或以]|\d)$")
_NOUN = re.compile(r"(?:[方去走导取意志投流面]向|应对|行为|平等|[合归]并|服从)$")
"""A word that may end a heading, though its last character asks for more: 改进方向, 防灾应对."""
_LABEL = re.compile(r"^[^，。；]{1,12}[:：]")
_TITLE_LIKE = 28
"""A line so short without a full stop may be a heading that nobody numbered."""
_MANY = 3
"""So many paragraphs without an end come from a page that broke them, not from a lost piece."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:
    found = paragraphs(draft)
    ended = Counter(_style(p) for p in found if _style(p) and _ENDED.search(p.text))
    bare = Counter(_style(p) for p in found if _style(p) and not _ENDED.search(p.text))
    run_in = {style for style, n in ended.items() if n >= bare[style]}
    open_ended = [i for i, p in enumerate(found) if _breaks_off(p, run_in) or _whole_section(found, i)]
    sure = [i for i in open_ended if _nothing_follows(found, i, draft.text)]
    unsure = [i for i in open_ended if i not in sure]
    for i in sure:
        yield _hit(found[i], "warning" if context.kind == "other" else "error")
    if len(unsure) < _MANY:
        for i in unsure:
            yield _hit(found[i], "warning")
    else:
        yield Undecided(f"有{len(unsure)}处段落在句中换行，像是从版面里复制的，不能判断有没有断掉的段落。")


def _style(p: Paragraph) -> str:
    """Which kind of number the paragraph begins with: a, b, c or d; "" for none."""
    m = NUMBERED.match(p.text) if p.kind in ("heading", "paragraph") else None
    return (m.lastgroup or "") if m else ""


def _breaks_off(p: Paragraph, run_in: set[str]) -> bool:
    """``run_in`` are the kinds of number whose paragraphs go on to a full stop, so that they are no mere headings."""
    text = p.text
    if p.kind not in ("paragraph", "opening", "heading") or "\t" in text or _ENDED.search(text):
        return False
    if _style(p):
        return (
            len(text) > 60
            or "。" in text
            or _dangles(text)
            or (_style(p) in run_in and (len(text) > _TITLE_LIKE or not _title_like(text)))
        )
    if p.kind == "heading" or (_LABEL.match(text) and "。" not in text and len(text) < 60):
        return False
    dangling = _dangles(text) and len(text) >= 8
    if re.search(r"[。；！？]", text[:-1]) or (dangling and not text[-1].isdigit()):
        return True
    return ("，" in text and (dangling or not _title_like(text))) or len(text) > 60


def _dangles(text: str) -> bool:
    """Whether the last character asks for more: a mark that opens, a preposition, a figure without its unit."""
    return bool(_DANGLING.search(text)) and not _NOUN.search(text)


def _whole_section(found: Sequence[Paragraph], i: int) -> bool:
    """A line without an end right after the addressee or between two headings: all that is left of a section."""
    p = found[i]
    if p.kind != "paragraph" or "\t" in p.text or _style(p) or len(p.text) < 10 or _ENDED.search(p.text):
        return False
    above, below = found[i - 1].kind if i else "", found[i + 1].kind if i + 1 < len(found) else ""
    return above == "salutation" or (above == "heading" and below in ("heading", "closing", ""))


def _title_like(text: str) -> bool:
    """强化组织领导，压实工作责任: clauses of like length, which no sentence would have."""
    lengths = [len(c) for c in NUMBERED.sub("", text).split("，")]
    return len(text) <= _TITLE_LIKE and max(lengths) - min(lengths) <= 2 and not re.search(r"\d", text)


def _nothing_follows(found: Sequence[Paragraph], i: int, text: str) -> bool:
    """Whether what comes next can't be the rest of the sentence."""
    p, following = found[i], found[i + 1] if i + 1 < len(found) else None
    if following is None or following.kind != "paragraph" or NUMBERED.match(following.text):
        return True
    if p.wrapped:
        return cells(p.text[p.pieces[-1][0] :]) < max(cells(q.text[: _first(q)]) for q in found) - SLACK
    return text[following.start - 2 : following.start] == "　　"


def _first(p: Paragraph) -> int:
    """Length of the first line."""
    return p.pieces[1][0] if len(p.pieces) > 1 else 0


def _hit(p: Paragraph, severity: str) -> Hit:
    tail = p.text[-12:]
    start = max(len(p.text) - 30, 0)
    return Hit(*p.span(start, len(p.text)), {"tail": tail}, "error" if severity == "error" else "warning")


_WHOLE = "2025年全省培训企业管理人员1260人次。下一步，我厅将继续开展培训。"

RULE = Rule(
    id="structure.cut-paragraph",
    name="没有写完就断掉的段落",
    message="段末应有句号：“…{tail}”没有写完，请补全。",
    reason="段落在句中断开，说明有文字丢失。",
    authority="GB/T 15834-2011 4.1：句末用句号",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace(_WHOLE, _WHOLE[:-6])),
        Example(LETTER.replace(_WHOLE, _WHOLE[:-1])),
        Example(LETTER.replace(_WHOLE, _WHOLE.split("，", maxsplit=1)[0] + "，")),
        Example(LETTER.replace("目前正在征求企业意见。", "目前正在")),
    ),
    quiet=(
        Example(LETTER),
        Example(OPINION, given={"kind": "opinion"}),
        Example(LETTER.replace(_WHOLE, "培训情况表\n类别\t人次\n企业\t1260")),
        Example(LETTER.replace(_WHOLE, "强化组织领导，压实工作责任\n" + _WHOLE)),
        Example(LETTER.replace(_WHOLE, _WHOLE + "（详见附件）")),
        Example(LETTER.replace(_WHOLE, _WHOLE + "\n三、不足和努力方向\n" + _WHOLE.replace("继续", "抓紧"))),
    ),
    kinds=ALL_KINDS,
)
