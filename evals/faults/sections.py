"""Sections, headings, paragraphs."""

import itertools
import re
from collections.abc import Iterator
from random import Random

from evals.faults.fault import Change, Edit, Fault, one
from evals.faults.places import in_body
from evals.outline import Heading, chinese, ordinal
from evals.papers import Paper


def _top(paper: Paper) -> list[Heading]:
    """First-level headings when they count 1, 2, 3 …"""
    found = [h for h in paper.outline.headings if h.level == 1]
    return found if [h.value for h in found] == list(range(1, len(found) + 1)) else []


def section_removed(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """存在问题 taken out with its text, the numbers behind it closed up."""
    top = _top(paper)
    for n, h in enumerate(top):
        if "问题" in h.line.text and "不足" not in h.line.text[:0] and len(top) > n + 1:
            begin = paper.text.rfind("\n", 0, h.line.start) + 1
            following = top[n + 1]
            end = paper.text.rfind("\n", 0, following.line.start) + 1
            closed = [Change(x.mark_start, x.mark_end, f"{chinese(x.value - 1)}、") for x in top[n + 1 :]]
            yield (Change(begin, end, ""), *closed)


def doubled_paragraph(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for line in paper.outline.body:
        if len(line.text) >= 50 and line.text.endswith("。"):
            end = paper.text.find("\n", line.end)
            start = paper.text.rfind("\n", 0, line.start) + 1
            if end > 0:
                yield one(end, end, "\n" + paper.text[start:end])


def doubled_later(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """A long sentence that comes again two paragraphs on."""
    body = [x for x in paper.outline.body if x.text.endswith("。")]
    for a, b in zip(body, body[2:], strict=False):
        sentences = [
            s for s in re.findall(r"[^。]+。", a.text) if len(s) >= 35 and not re.match(r"[一二三四五（\d]", s)
        ]
        if sentences:
            yield one(b.end, b.end, sentences[-1])


def cut_off(paper: Paper, chance: Random) -> Iterator[Edit]:
    for line in paper.outline.body:
        if line.text.endswith("。") and len(line.text) >= 60:
            last = line.text.rfind("。", 0, len(line.text) - 1) + 1
            whole = len(line.text) - last
            if whole >= 16:
                cut = line.start + last + chance.randint(6, whole - 6)
                while paper.text[cut - 1] in "，。；、：”》）":
                    cut -= 1
                yield one(cut, line.end, "")


def skipped(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """一、三、: from the second heading on, one too many."""
    for h in _top(paper)[1:]:
        yield one(h.mark_start, h.mark_end, f"{chinese(h.value + 1)}、")


def second_doubled(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for h in paper.outline.headings:
        if h.level == 2 and h.value > 1:
            yield one(h.mark_start, h.mark_end, f"（{chinese(h.value - 1)}）")


def first_doubled(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for h in _top(paper)[1:]:
        yield one(h.mark_start, h.mark_end, f"{chinese(h.value - 1)}、")


def wrong_level(paper: Paper, chance: Random) -> Iterator[Edit]:
    for h in paper.outline.headings:
        if h.level == 2:
            yield one(h.mark_start, h.mark_end, chance.choice([f"{chinese(h.value)}、", f"{h.value}、"]))


def wrong_mark(paper: Paper, chance: Random) -> Iterator[Edit]:
    for h in paper.outline.headings:
        if h.level == 1:
            yield one(h.mark_end - 1, h.mark_end, chance.choice([".", "．", "，", ":"]))
        elif h.level == 2:
            yield one(h.mark_end, h.mark_end, chance.choice(["、", "．", "，"]))
        else:
            yield one(h.mark_end - 1, h.mark_end, "、")


_FIRSTLY = re.compile(r"(?:(?<=[。；：，])|(?<=\n)|(?<=　))(?:第)?([一二三四五六七八])是")


def order_broken(paper: Paper, chance: Random) -> Iterator[Edit]:
    for line in paper.outline.body:
        found = list(_FIRSTLY.finditer("\n" + line.text))
        values = [ordinal(m[1]) for m in found]
        if len(values) >= 3 and values == list(range(1, len(values) + 1)):
            for m in found[1:]:
                other = chance.choice([ordinal(m[1]) + 1, ordinal(m[1]) - 1])
                yield one(line.start + m.start(1) - 1, line.start + m.end(1) - 1, chinese(other))


def order_dropped(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """二是 left out, the others kept."""
    for line in paper.outline.body:
        found = list(_FIRSTLY.finditer("\n" + line.text))
        if [ordinal(m[1]) for m in found] == list(range(1, len(found) + 1)) and len(found) >= 3:
            for m in found[1:-1]:
                yield one(line.start + m.start() - 1, line.start + m.end() - 1, "")


def half_brackets(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for h in paper.outline.headings:
        if h.level == 2:
            yield one(h.mark_start, h.mark_end, f"({chinese(h.value)})")


def heading_stop(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for h in paper.outline.headings:
        if h.alone and h.level == 1 and not h.line.text.endswith("。"):
            yield one(h.line.end, h.line.end, "。")


def arabic_first(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """1、 for 一、 in one heading."""
    for h in _top(paper):
        yield one(h.mark_start, h.mark_end, f"{h.value}、")


def second_begins_late(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """（二） where a section's first item stands."""
    seen = [h for h in paper.outline.headings if h.level == 2]
    for a, b in itertools.pairwise(seen):
        if a.value == 1 and b.value == 2 and in_body(paper, a.line.start):
            yield one(a.mark_start, a.mark_end, "（二）")


FAULTS = (
    Fault("F14", "整节缺失（序号已顺延）", "self", section_removed, ("report",)),
    Fault("F15", "整段重复", "self", doubled_paragraph),
    Fault("F16", "段落没有写完", "self", cut_off),
    Fault("F38", "句子隔段重复", "self", doubled_later),
    Fault("H01", "一级标题跳号", "self", skipped),
    Fault("H02", "二级标题重号", "self", second_doubled),
    Fault("H03", "标题层次用错", "self", wrong_level),
    Fault("H04", "标题序号后标点不对", "self", wrong_mark),
    Fault("H05", "一是二是顺序错", "self", order_broken),
    Fault("H06", "序号用半角括号", "self", half_brackets),
    Fault("H07", "一级标题重号", "self", first_doubled),
    Fault("H08", "标题末加句号", "self", heading_stop),
    Fault("H09", "一级标题写成1、", "self", arabic_first),
    Fault("H10", "二级标题不从（一）起", "self", second_begins_late),
    Fault("H11", "一是二是缺一项", "self", order_dropped),
)
