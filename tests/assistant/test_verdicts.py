"""How far an ask has come is proposed from its section; the class that a person set is held against it."""

from dataclasses import replace

import pytest

from assistant.draft import Block, Draft, Run
from assistant.drafting.precedents import wants
from assistant.drafting.writer import Section
from assistant.figures import FigureSheet
from assistant.proposal import Ask, Proposal
from assistant.verdicts import mark_of, verdicts, warnings
from assistant.workflow import Case, Letter
from knowledge_base import profiles

PROVINCE, CITY = profiles.load("省工业和信息化厅"), profiles.load("示例市工业和信息化局")
ASK = Ask("建立账款投诉平台。", 0, 9, "own")


def letter(*said: str, status: str = "answered", mark: str = "") -> Letter:
    heads = [Block("class-mark", (Run(f"类别：{mark}"),)), Block("title", (Run("关于第0311号提案的答复"),))]
    body: list[Block] = []
    sections: list[Section] = []
    for n, text in enumerate(said, 1):
        blocks = (
            Block("heading", (Run(f"关于第{n}项建议"),), level=1, ask=n),
            Block("paragraph", (Run(text),), ask=n),
        )
        body += blocks
        sections.append(Section(n, status, blocks))  # pyright: ignore[reportArgumentType]
    draft = Draft("reply", "送审稿", (*heads, *body))
    case = Case(Proposal("提案", asks=(ASK,) * len(said)), class_mark=mark)
    return replace(Letter(case, FigureSheet()), sections=tuple(sections), draft=draft)


@pytest.mark.parametrize(
    ("said", "status", "word"),
    [
        ("账款投诉平台已经建成并开通。", "answered", "已解决"),
        ("账款投诉平台已经建成。下一步，我厅将于9月底前开通手机端。", "answered", "正在解决"),
        ("账款投诉平台已经建成。〔待补充：我厅下一步打算〕", "answered", "正在解决"),
        ("我厅将于2026年底前建成账款投诉平台。", "answered", "列入计划"),
        ("《条例》规定，建立投诉平台。", "basis-only", ""),
        ("此项由省财政厅答复。", "elsewhere", ""),
    ],
)
def test_a_verdict_is_proposed_from_what_the_section_says(said: str, status: str, word: str) -> None:
    [found] = verdicts(letter(said, status=status), PROVINCE)
    assert found.word == word, found


def test_the_four_words_are_told_in_the_offices_own_classes() -> None:
    assert [mark_of(w, PROVINCE) for w in ("已解决", "正在解决", "列入计划", "留作参考")] == ["A", "B", "B", "C"]
    assert [mark_of(w, CITY) for w in ("已解决", "正在解决", "列入计划", "留作参考")] == ["A", "B", "B", "C"]
    assert mark_of("", PROVINCE) == ""


def test_a_class_that_does_not_fit_is_warned_about_at_the_mark() -> None:
    planned, done = "我厅将于2026年底前建成账款投诉平台。", "账款投诉平台已经建成并开通。"
    [found] = warnings(letter(done, planned, mark="A"), PROVINCE)
    assert "A类，而第2条诉求只写了打算" in found.message
    assert found.quote == "类别：A"
    [found] = warnings(letter(done, planned, mark="C"), PROVINCE)
    assert "第1条诉求已有工作在办" in found.message
    assert list(warnings(letter(done, planned, mark="B"), PROVINCE)) == []


def test_a_plan_without_a_time_is_warned_about() -> None:
    [found] = warnings(letter("我厅将建设账款投诉平台。"), PROVINCE)
    assert "没有写完成时间" in found.message


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("出台支持县域企业的政策办法，并给予财政补贴。", ("政策制度", "资金税费")),
        ("建设全省统一的账款投诉平台。", ("平台载体",)),
        ("选择三个县开展试点。", ("试点示范",)),
        ("按季度公布各市办结情况。", ("信息公开",)),
    ],
)
def test_what_an_ask_wants(text: str, kinds: tuple[str, ...]) -> None:
    assert wants(replace(ASK, text=text)) == kinds
