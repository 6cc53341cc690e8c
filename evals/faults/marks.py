"""Punctuation."""

import re
from collections.abc import Iterator
from random import Random

from evals.faults.fault import Edit, Fault, one
from evals.faults.places import Edits, in_body, quoted
from evals.papers import Paper

_HAN = "[\u4e00-\u9fff]"


def mark(pattern: str, new: str) -> Edits:
    """Every match of a mark in the body, outside titles, replaced."""
    compiled = re.compile(pattern)

    def edits(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
        for m in compiled.finditer(paper.text):
            if in_body(paper, m.start()) and not quoted(paper.text, m.start()):
                yield one(m.start(), m.end(), m.expand(new))

    return edits


def half_pair(paper: Paper, chance: Random) -> Iterator[Edit]:
    """（…） with half-width brackets, one or both."""
    for m in re.finditer(r"（([^（）\n]{2,60})）", paper.text):
        if in_body(paper, m.start()) and not re.fullmatch(r"[一二三四五六七八九十]+", m[1]):
            left, right = chance.choice([("(", ")"), ("(", ")"), ("(", "）"), ("（", ")")])
            yield one(m.start(), m.end(), f"{left}{m[1]}{right}")


def straight(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for m in re.finditer(r"“([^“”\n]{1,30})”", paper.text):
        if in_body(paper, m.start()):
            yield one(m.start(), m.end(), f'"{m[1]}"')


def reversed_quotes(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for m in re.finditer(r"“([^“”\n]{1,30})”", paper.text):
        if in_body(paper, m.start()):
            yield one(m.start(), m.end(), f"”{m[1]}“")


def unpaired(paper: Paper, chance: Random) -> Iterator[Edit]:
    for m in re.finditer(r"“[^“”\n]{1,40}”|《[^《》\n]{2,60}》|（[^（）\n]{2,40}）", paper.text):
        if in_body(paper, m.start()) and not re.match(r"（[一二三四五六七八九十]+）", m.group()):
            yield one(m.end() - 1, m.end(), "") if chance.random() < 0.6 else one(m.start(), m.start() + 1, "")


def title_quoted(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """《…》 inside 《…》, where 〈〉 belongs."""
    for m in re.finditer(r"《[^《》\n]*〈([^〈〉\n]+)〉[^《》\n]*》", paper.text):
        inner = m.start(1)
        yield one(inner - 1, m.end(1) + 1, f"《{m[1]}》")


def between_titles(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for m in re.finditer(r"》《|”“", paper.text):
        if in_body(paper, m.start()):
            yield one(m.start() + 1, m.start() + 1, "、")


def doubled(paper: Paper, chance: Random) -> Iterator[Edit]:
    for m in re.finditer(r"[，。；、]", paper.text):
        if in_body(paper, m.start()) and not quoted(paper.text, m.start()):
            yield one(
                m.end(), m.end(), chance.choice([m.group(), m.group(), "。" if m.group() != "。" else "，", "，"])
            )


def no_stop(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """The last full stop of a paragraph left out."""
    for line in paper.outline.body:
        if line.text.endswith("。") and len(line.text) >= 40:
            yield one(line.end - 1, line.end, "")


def comma_ends(paper: Paper, chance: Random) -> Iterator[Edit]:
    """A paragraph that ends with a comma or 顿号."""
    for line in paper.outline.body:
        if line.text.endswith("。") and len(line.text) >= 40:
            yield one(line.end - 1, line.end, chance.choice("，、"))


def double_title_marks(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for m in re.finditer(r"《[^《》\n]{3,60}》", paper.text):
        if in_body(paper, m.start()):
            yield one(m.start(), m.start(), "《")


FAULTS = (
    Fault("P01", "半角逗号", "self", mark(rf"(?<={_HAN})，(?={_HAN})", ",")),
    Fault("P02", "半角括号", "self", half_pair),
    Fault("P03", "直引号", "self", straight),
    Fault("P04", "引号、书名号、括号不成对", "self", unpaired),
    Fault("P05", "并列书名号、引号之间加顿号", "self", between_titles),
    Fault("P08", "标点重复", "self", doubled),
    Fault("P09", "汉字之间有空格", "self", mark(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ")),
    Fault("P10", "半角句号", "self", mark(rf"(?<={_HAN})。(?={_HAN})", ".")),
    Fault("P11", "半角冒号、分号", "self", mark(rf"(?<={_HAN})；(?={_HAN})", ";")),
    Fault("P12", "引号开合颠倒", "self", reversed_quotes),
    Fault("P13", "书名号内仍用双书名号", "self", title_quoted),
    Fault("P14", "段末缺句号", "self", no_stop),
    Fault("P15", "段末用逗号、顿号", "self", comma_ends),
    Fault("P16", "书名号多出一半", "self", double_title_marks),
    Fault("P17", "省略号用三个点", "self", mark(r"等(?=[，。；]|\d*个?(?:部门|单位))", "...")),
    Fault("P18", "顿号与“和”连用", "self", mark(rf"(?<={_HAN})和(?={_HAN}{{2,8}}[，。])", "、和")),
)
