"""Figures of one paper against each other: what adds up is let pass, and a single changed number is seen where it stands."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks import CheckContext, read_draft
from assistant.checks.registry import RULES
from assistant.checks.relations.quantities import ALL, read_paper
from assistant.checks.relations.ratio import rounded
from assistant.checks.relations.sums import sums
from assistant.checks.rule import Hit
from assistant.checks.running import finding
from assistant.draft import Draft
from assistant.findings import Finding
from knowledge_base import profiles

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "corpus"
CONTEXT = CheckContext(profile=profiles.load("省工业和信息化厅"), kind="report")
OTHERS = ("contradicted", "unsupported", "unbound", "lost", "typed")
FIGURES = [r for r in RULES if r.id.startswith("figures.") and not any(o in r.id for o in OTHERS)]
HEAD = "示例省商务厅关于2025年建议提案办理工作情况的报告\n省政府办公厅：\n一、总体情况\n"
TAIL = "\n特此报告。\n示例省商务厅\n2025年7月9日"
PHRASINGS = """
2025年，我厅共承办建议提案156件，其中代表建议48件（主办23件、会办25件），政协提案108件（主办38件、会办66件、参阅4件）。
今年承办人大代表建议52件，主办21件、协办31件；政协提案90件，主办40件、协办47件、参阅3件。两项合计142件。
全年承办1284件，其中建议830件，包括主办451件、协办260件、参阅119件；提案454件，包括主办214件、会办196件、参阅44件。
主办、协办、参阅件分别为27件、39件、5件，合计71件。
收到交办件30件，按类别分，工业12件（40%）、农业6件（20%）、城建9件（30%）、其他3件（10%）。
代表建议40件。办理结果为A类25件，占62.5%；B类12件，占30%；C类3件，占7.5%。
A类48件、B类19件、C类6件，分别占65.8%、26%、8.2%，共73件。
共收回反馈意见120份，其中满意114份、基本满意6份，满意率95%。
截至9月底，承办的144件中已办结138件，正在办理6件，办结率95.8%。
全年受理账款投诉486件，办结462件，办结率95.1%。
承办总量比上年的160件增加24件，增长15%，达到184件。
安排专项资金4800万元，其中技术改造3700万元、数字化转型300万元、绿色制造800万元。
新增学位4860个，其中新建学校3600个、改扩建学校1260个。
办结率由92.4%提高到98.6%，提高6.2个百分点。
排查合同4120份，发现需修改的136份，已修改89份，其余47份9月底前完成。
""".strip().splitlines()


def findings(body: str) -> tuple[str, list[Finding]]:
    draft = read_draft(HEAD + body + TAIL, "report")
    return draft.text, [
        finding(rule, hit, draft.text) for rule in FIGURES for hit in rule.check(draft, CONTEXT) if isinstance(hit, Hit)
    ]


def paper_of(body: str) -> Draft:
    return read_draft(HEAD + body + TAIL, "report")


@pytest.mark.parametrize("body", PHRASINGS)
def test_what_adds_up_is_let_pass(body: str):
    assert findings(body)[1] == []


def changed(body: str) -> list[tuple[int, str, str]]:
    """Each number of the paragraph one up: where it stands, the new digits, the changed paragraph."""
    found: list[tuple[int, str, str]] = []
    for m in re.finditer(r"(?<![\d.])\d+(?:\.\d+)?(?=件|份|个|万元|%)", body):
        step = Decimal(1).scaleb(-len(m.group().partition(".")[2]))
        new = f"{Decimal(m.group()) + (step * 10 if '.' in m.group() else 1)}"
        found.append((m.start(), new, body[: m.start()] + new + body[m.end() :]))
    return found


@pytest.mark.parametrize("body", PHRASINGS)
def test_nearly_every_changed_number_is_seen_where_it_stands(body: str):
    missed: list[str] = []
    tried = changed(body)
    for at, new, wrong in tried:
        start = len(HEAD) + at
        _, found = findings(wrong)
        if not any(f.start < start + len(new) and start < f.end for f in found):
            missed.append(f"{new}: {wrong}")
    assert len(missed) * 10 <= max(len(tried), 10), missed


@pytest.mark.parametrize("body", PHRASINGS)
def test_a_fix_gives_back_the_right_paragraph(body: str):
    for _, _, wrong in changed(body):
        text, found = findings(wrong)
        for f in found:
            if f.fix is not None:
                assert text[: f.start] + f.fix + text[f.end :] == HEAD + body + TAIL


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(1, 400), min_size=5, max_size=5))
def test_any_balanced_report_is_let_pass_and_any_wrong_total_is_not(counts: list[int]):
    a, b, c, d, e = counts
    body = (
        f"共承办建议提案{sum(counts)}件，其中代表建议{a + b}件（主办{a}件、协办{b}件），"
        f"政协提案{c + d + e}件（主办{c}件、协办{d}件、参阅{e}件）。"
    )
    assert findings(body)[1] == []
    wrong = body.replace(f"提案{sum(counts)}件", f"提案{sum(counts) + 1}件", 1)
    assert any(f.check == "figures.broken-sum" and f.expected == f"{sum(counts)}件" for f in findings(wrong)[1])


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 2000), st.integers(1, 2000))
def test_a_rate_is_judged_by_rounding_half_up(whole: int, part: int):
    part = min(part, whole)
    right = rounded(Decimal(part) * 100 / whole, 1).normalize()
    body = f"全年受理投诉{whole}件，办结{part}件，办结率{right:f}%。"
    assert [f for f in findings(body)[1] if f.check == "figures.wrong-ratio"] == []
    wrong = body.replace(f"{right:f}%", f"{right + Decimal('2.3'):f}%")
    assert any(f.check in ("figures.wrong-ratio", "figures.impossible-rate") for f in findings(wrong)[1])


def test_the_wrong_member_is_named_when_the_others_are_confirmed():
    _, [f] = findings("共承办建议提案157件，其中建议48件（主办18件、会办30件），提案108件（主办42件、会办66件）。")
    assert (f.quote, f.expected, f.fix) == ("157件", "156件", "156件")
    _, [f] = findings("共承办建议提案156件，其中建议47件（主办18件、会办30件），提案108件（主办42件、会办66件）。")
    assert (f.quote, f.expected) == ("47件", "48件")


def test_a_subtotal_is_held_against_its_parts_in_another_section():
    body = "建议20件（主办8件、协办12件），提案30件（主办9件、协办21件）。\n二、办理情况\n主办的建议提案{}件均已面复。"
    assert findings(body.format(17))[1] == []
    assert [f.quote for f in findings(body.format(18))[1]] == ["18件"]


def test_a_number_with_further_limits_is_no_total():
    body = "建议20件（主办8件、协办12件），提案30件（主办9件、协办21件）。主办的重点提案5件均已面复。"
    assert findings(body)[1] == []


def test_labels_say_kind_and_role_of_each_number():
    paper = read_paper(paper_of("共承办建议提案50件。代表建议中，主办8件；政协提案中，主办9件、参阅3件。"))
    said = [(q.text, q.about, q.part("role")) for q in paper.quantities if q.paragraph == 3]
    assert said == [("50件", ALL, ""), ("8件", "建议", "主办"), ("9件", "提案", "主办"), ("3件", "提案", "参阅")]


def test_lines_broken_by_a_page_are_read_together():
    body = "".join(PHRASINGS[:3])
    text = HEAD + body + TAIL
    broken = "\n".join(line[i : i + 30] for line in text.split("\n") for i in range(0, len(line), 30))
    draft = read_draft(broken, "report")
    assert [s.holds for s in sums(read_paper(draft))] == [True] * len(sums(read_paper(paper_of(body))))


def test_real_papers_raise_nothing():
    if not SHARED.exists():
        pytest.skip("../shared/corpus is not beside the repository")
    for path in [*sorted((SHARED / "seeds").glob("*.txt")), *sorted((SHARED / "policies").glob("*.txt"))[:8]]:
        draft = read_draft(path.read_text(encoding="utf-8"))
        for rule in FIGURES:
            assert [h for h in rule.check(draft, CONTEXT) if isinstance(h, Hit)] == [], (path.name, rule.id)
