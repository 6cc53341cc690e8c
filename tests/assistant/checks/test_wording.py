"""Punctuation, doubled words and wrong characters: found where they stand, repaired exactly, silent on what is right."""

import re

import pytest

from assistant.checks import CheckContext, read_draft
from assistant.checks.rule import Hit, Rule
from assistant.checks.samples import DRAFT_LETTER, LETTER, OPINION
from assistant.checks.tables import dictionary, doubled, sound_alikes, typos, wrong_forms
from assistant.checks.wording import (
    doubled_mark,
    doubled_word,
    half_width_mark,
    list_mark,
    nested_mark,
    stray_blank,
    typo,
    unpaired_mark,
)
from knowledge_base import profiles

PROFILE = profiles.load("省工业和信息化厅")


def hits(rule: Rule, text: str) -> list[Hit]:
    draft = read_draft(text, "reply")
    return [o for o in rule.check(draft, CheckContext(profile=PROFILE)) if isinstance(o, Hit)]


def repaired(rule: Rule, text: str) -> str:
    for hit in sorted(hits(rule, text), key=lambda h: -h.start):
        if hit.fix is not None:
            text = text[: hit.start] + hit.fix + text[hit.end :]
    return text


@pytest.mark.parametrize(
    ("rule", "right", "wrong"),
    [
        (half_width_mark.RULE, "下一步，", "下一步,"),
        (half_width_mark.RULE, "1260人次。", "1260人次."),
        (doubled_mark.RULE, "下一步，", "下一步，，"),
        (doubled_mark.RULE, "培训。", "培训。。"),
        (doubled_word.RULE, "开展培训", "开展开展培训"),
        (doubled_word.RULE, "工作的关心", "工作的的关心"),
        (stray_blank.RULE, "开展培训", "开展 培训"),
        (typo.RULE, "目前正在", "目前以经在"),
    ],
)
def test_a_safe_fix_restores_the_letter(rule: Rule, right: str, wrong: str):
    text = LETTER.replace(right, wrong)
    assert text != LETTER
    if rule is not typo.RULE:
        assert repaired(rule, text) == LETTER
    assert hits(rule, repaired(rule, text)) == []


def test_straight_quotes_and_brackets_become_pairs():
    text = LETTER.replace("完成指引初稿", '完成"指引"(初稿)')
    assert repaired(half_width_mark.RULE, text) == LETTER.replace("完成指引初稿", "完成“指引”（初稿）")


def test_a_habit_of_half_width_marks_is_said_once():
    body = "我厅认真研究,组织走访,听取意见,形成清单,逐项落实,及时反馈,定期通报,跟踪问效,按月调度,年底总结."
    found = hits(half_width_mark.RULE, LETTER.replace("我厅已梳理", body + "\n我厅已梳理"))
    assert len(found) == 1


def test_titles_side_by_side_and_titles_in_titles():
    text = LETTER.replace("下一步", "落实《甲办法》、《乙办法》和《关于印发《丙办法》的通知》。下一步")
    assert "《甲办法》《乙办法》" in repaired(list_mark.RULE, text)
    assert "《关于印发〈丙办法〉的通知》" in repaired(nested_mark.RULE, text)


@pytest.mark.parametrize("mark", ["《", "》", "“", "”", "（", "）"])
def test_a_mark_that_lost_its_other_half_is_found_where_it_stands(mark: str):
    text = LETTER.replace("指引初稿", "“指引”（初稿）《清单》")
    at = text.index(mark, text.index("已梳理"))
    assert hits(unpaired_mark.RULE, text[:at] + text[at + 1 :])


@pytest.mark.parametrize(
    "right",
    [
        "符合活动目的的项目、标的的处置",
        "实实在在、方方面面、孜孜不倦、往往、天天",
        "研究究竟怎样办、运用信用信息",
        "法院院长、科学技术厅厅长、委员会会议",
        "依照本条例规定规定的期限",
        "王丽丽代表、某某企业",
        "健全全流程监测、2021—2025年年均增长",
        "促进就业创业创新",
        "第一一二号、一一对应、三三制",
    ],
)
def test_what_is_rightly_written_twice_raises_nothing(right: str):
    assert hits(doubled_word.RULE, LETTER.replace("下一步", f"有关情况：{right}。下一步")) == []


@pytest.mark.parametrize(
    "right",
    [
        "市政服务和自己经营",
        "申报截止2026年5月8日",
        "快速反应、应急反应",
        "全部份额",
        "权利义务",
        "就业形式多样",
        "生产必需品",
        "帐篷和账户",
        "机会成本",
        "其他",
    ],
)
def test_right_words_are_no_typos(right: str):
    assert hits(typo.RULE, LETTER.replace("下一步", f"有关情况：{right}。下一步")) == []


@pytest.mark.parametrize("text", [LETTER, DRAFT_LETTER, OPINION])
def test_a_clean_letter_is_left_as_it_is(text: str):
    for rule in (
        half_width_mark.RULE,
        doubled_mark.RULE,
        doubled_word.RULE,
        stray_blank.RULE,
        list_mark.RULE,
        nested_mark.RULE,
        typo.RULE,
    ):
        assert repaired(rule, text) == text


def test_the_table_of_typos_is_sound():
    forms = wrong_forms()
    assert len(forms) >= 300
    assert all(wrong != right for wrong, right in forms.items())
    assert not {w for w in forms if any(w in right for right in forms.values())}
    for g in typos().guarded:
        re.compile(g.before + g.after)
    pairs = typos().traditional
    assert len(pairs) % 2 == 0
    assert not set(pairs[::2]) & set(pairs[1::2])


def test_no_sound_alike_is_a_word_of_its_own():
    two, _ = dictionary()
    assert not set(sound_alikes()) & two
    assert all(len(form) == 2 for form in sound_alikes())


def test_the_reduplications_are_reduplications():
    assert all(len(w) == 2 and w[0] == w[1] for w in doubled().characters)
    assert all(w[: len(w) // 2] == w[len(w) // 2 :] for w in (*doubled().words, *doubled().verbs))
