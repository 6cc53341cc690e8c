"""Paragraphs as offices of many places write them: each is right and raises nothing; a digit changed in a number that
the paragraph itself proves, marked {…}, is seen where it stands."""

import re
from functools import cache
from pathlib import Path

import pytest

from assistant.checks import CheckContext, read_draft
from assistant.checks.registry import RULES
from assistant.checks.rule import Hit
from knowledge_base import profiles

PARAGRAPHS = Path(__file__).with_name("number_paragraphs.txt").read_text(encoding="utf-8").splitlines()
READINGS = Path(__file__).with_name("number_readings.txt").read_text(encoding="utf-8").splitlines()
"""Sentences of many shapes with the right number and a wrong one, {right|wrong}; those without a mark are just right."""
_CHOICE = re.compile(r"\{([^|}]*)\|([^|}]*)\}")
CONTEXT = CheckContext(profile=profiles.load("省工业和信息化厅"), kind="report", stage="终稿")
FIGURES = [r for r in RULES if r.id.startswith("figures.")]
HEAD = "示例省商务厅关于2025年建议提案办理工作情况的报告\n省政府办公厅：\n一、总体情况\n"
TAIL = "\n特此报告。\n示例省商务厅\n2025年12月9日"


@cache
def hits(body: str) -> tuple[str, list[tuple[str, Hit]]]:
    draft = read_draft(HEAD + body.replace("⏎", "\n") + TAIL, "report", "终稿")
    found = [(r.id, h) for r in FIGURES for h in r.check(draft, CONTEXT) if isinstance(h, Hit)]
    return draft.text, found


def bare(paragraph: str) -> str:
    return re.sub("[{}]", "", paragraph)


def changed(paragraph: str) -> list[tuple[int, str, str]]:
    """Each marked number with its last digit changed: where it stands, the new number, the paragraph with it."""
    found: list[tuple[int, str, str]] = []
    for n, m in enumerate(re.finditer(r"\{([^}]*)\}", paragraph)):
        at, last = m.start() - 2 * n, int(m[1][-1])
        new = f"{m[1][:-1]}{last + 1 if last < 9 else 7}"
        found.append((at, new, bare(paragraph)[:at] + new + bare(paragraph)[at + len(new) :]))
    return found


@pytest.mark.parametrize("number", range(0, len(PARAGRAPHS), 20))
def test_right_paragraphs_raise_nothing(number: int):
    for paragraph in PARAGRAPHS[number : number + 20]:
        assert hits(bare(paragraph))[1] == [], paragraph


def test_a_changed_digit_is_seen_where_it_stands():
    missed: list[str] = []
    tried = [c for paragraph in PARAGRAPHS for c in changed(paragraph)]
    for at, new, wrong in tried:
        start = len(HEAD) + at
        if not any(h.start < start + len(new) and start < h.end for _, h in hits(wrong)[1]):
            missed.append(f"{new}: {wrong}")
    assert len(tried) > 150
    assert missed == []


def test_a_fix_gives_back_the_right_paragraph():
    for paragraph in PARAGRAPHS:
        for _, _, wrong in changed(paragraph):
            text, found = hits(wrong)
            for rule, h in found:
                if h.fix is not None:
                    assert text[: h.start] + h.fix + text[h.end :] == HEAD + bare(paragraph) + TAIL, (rule, wrong)


def test_sentences_of_any_shape_raise_nothing():
    assert [(s, found) for s in READINGS if (found := hits(_CHOICE.sub(r"\1", s))[1])] == []


def test_a_wrong_number_is_seen_in_sentences_of_any_shape():
    missed: list[str] = []
    for sentence in READINGS:
        if m := _CHOICE.search(sentence):
            start, wrong = len(HEAD) + m.start(), _CHOICE.sub(r"\2", sentence)
            if not any(h.start < start + len(m[2]) and start < h.end for _, h in hits(wrong)[1]):
                missed.append(wrong)
    assert missed == []
