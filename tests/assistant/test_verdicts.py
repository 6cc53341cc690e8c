"""How far an ask has come is proposed from its section; the class that a person set is held against it."""

from dataclasses import replace

import pytest

from assistant.case import Case, Letter
from assistant.draft import Block, Draft, Run
from assistant.drafting.precedents import wants
from assistant.drafting.writer import Section
from assistant.figures import FigureSheet
from assistant.proposal import Ask, Proposal
from assistant.verdicts import mark_of, parsed, verdicts, warnings
from knowledge_base import profiles
from knowledge_base.errors import InputError

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


def test_a_person_s_word_stands_before_the_proposed_one() -> None:
    made = letter("账款投诉平台已经建成。下一步，我厅将于9月底前开通手机端。", mark="A")
    made = replace(made, case=replace(made.case, verdicts=((1, "列入计划"),)))
    [found] = verdicts(made, PROVINCE)
    assert (found.word, found.confirmed, found.stands, found.mark) == ("正在解决", "列入计划", "列入计划", "B")
    assert any("A类，而第1条诉求只写了打算" in f.message for f in warnings(made, PROVINCE))


def test_a_confirmed_verdict_that_the_letter_does_not_bear_out_is_warned_about() -> None:
    made = letter("我厅将于2026年底前建成账款投诉平台。", "账款投诉平台已经建成并开通。")
    made = replace(made, case=replace(made.case, verdicts=((1, "已解决"), (2, "留作参考"))))
    told = [f.message for f in warnings(made, PROVINCE)]
    assert told == [
        "第1条诉求确认为已解决，而信中没有写已经做成的事，请核对。",
        "第2条诉求确认为留作参考，而信中写了已有工作，请核对。",
    ]


@pytest.mark.parametrize(
    ("said", "empty"),
    [
        ("我厅高度重视此项工作，将进一步加强协调，持续推进落实。", True),
        ("我厅高度重视此项工作，制定了《账款投诉办法》。", False),
        ("我厅高度重视此项工作。今年4月开通了投诉电话。", False),
        ("目前没有条件设立专项资金，恳请理解。", False),
    ],
)
def test_slogans_alone_answer_nothing(said: str, *, empty: bool) -> None:
    told = [f.message for f in warnings(letter(said), PROVINCE)]
    assert any("只有表态" in m for m in told) == empty


def test_the_option_names_an_ask_and_one_of_the_four_words() -> None:
    assert parsed(["2=已解决"], 2) == ((2, "已解决"),)
    for bad in ("3=已解决", "已解决", "1=办好了"):
        with pytest.raises(InputError, match=r"只能是|应写成"):
            parsed([bad], 2)
