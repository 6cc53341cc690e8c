"""A wish for one section: only that section changes, its facts are locked, and a person takes the rewrite or leaves it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from assistant.case import Case, Letter
from assistant.drafting.letter import assemble
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.writer import Brief, Contribution, Evidence
from assistant.figures import FigureSheet, Source
from assistant.locked import changes
from assistant.model import Message, Stop, Stream
from assistant.proposal import Ask, Proposal, Proposer
from assistant.revising import accepted, refused, revise, section_named, wished
from knowledge_base import profiles
from knowledge_base.errors import InputError

OFFICE = profiles.load("省工业和信息化厅")
ASKS = (Ask("加快办理账款投诉。", 0, 9, "own", "中小企业处"), Ask("公布办理情况。", 10, 17, "own", "办公室"))
PROPOSAL = Proposal(
    "提案", number="第0311号", session="省政协十三届四次会议", title="关于账款投诉的提案",
    proposers=(Proposer("周测甲", "委员"),), proposer_total=1, salutation="周测甲委员：", pronoun="您", asks=ASKS,
)  # fmt: skip
WHO = Source("person", document="素材表.xlsx", person="中小企业处 王某 2026-03-31", cells=("B2",))
ROWS = (
    Contribution("第1项", "截至3月底在办投诉89件，已办结65件。", "开展了账款投诉专项督办。", "", "", "", WHO),
    Contribution("第2项", "按季度公布办理情况。", "", "", "", "", WHO),
)


class Says:
    """A model that answers what ``write`` makes of the section as it stands."""

    name, room = "替身", 30_000

    def __init__(self, write: Callable[[str], str]) -> None:
        self._write = write
        self.messages: Sequence[Message] = ()

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        self.messages = messages

        def read(stream: Stream) -> Iterator[str]:
            yield self._write(messages[-2].text)
            stream.state, stream.ended = "complete", True

        return Stream(read)


def letter() -> Letter:
    sheet = FigureSheet()
    evidence = tuple(Evidence(contributions=(row,)) for row in ROWS)
    briefs = [Brief(n, a, PROPOSAL, OFFICE, "主办", e) for n, (a, e) in enumerate(zip(ASKS, evidence, strict=True), 1)]
    writer = OfflineWriter()
    sections = tuple(writer.write(b, sheet, on_text=lambda _: None, stop=lambda: False) for b in briefs)
    draft = assemble(PROPOSAL, OFFICE, sections, sheet, role="主办", stage="送审稿", contributions=ROWS)
    case = Case(PROPOSAL, contributions=ROWS)
    return replace(Letter(case, sheet), evidence=evidence, sections=sections, draft=draft)


def test_a_rewrite_keeps_the_figures_bound_and_touches_that_section_only() -> None:
    before = letter()
    model = Says(
        lambda now: now.replace("我厅开展了账款投诉专项督办。", "目前，我厅已开展账款投诉专项督办，逐件跟踪。")
    )
    revision = revise(before, 1, "语气缓和一点", model, OFFICE)
    assert "⟦F" in model.messages[-2].text, "the model sees no number of the letter"
    assert "语气缓和一点" in model.messages[-1].text
    after = accepted(before, revision, confirmed=bool(revision.changes))
    assert "逐件跟踪" in after.finished.section(1)
    assert after.finished.section(2) == before.finished.section(2)
    bound = {f.text: f.source.person for *_, f in after.finished.figure_spans()}
    assert bound["89件"] == bound["65件"] == WHO.person
    assert after.finished.section(1).count("〔待补充") == before.finished.section(1).count("〔待补充")
    assert after.sections[0].attempts[-1].text
    assert [b for b in after.finished.blocks if b.ask is None] == [b for b in before.finished.blocks if b.ask is None]


def test_a_figure_that_the_model_drops_or_types_is_listed_and_must_be_confirmed() -> None:
    before = letter()
    model = Says(lambda now: now.replace("，已办结⟦F2⟧", "，已办结85件"))
    revision = revise(before, 1, "再具体些", model, OFFICE)
    told = [c.told for c in revision.changes]
    assert any("65件" in t and ("去掉" in t or "改成" in t) for t in told)
    assert "〔待核实" in revision.after, "a number without a source never stands bare"
    with pytest.raises(InputError, match="以上变动已核对"):
        accepted(before, revision, confirmed=False)
    assert "85件" in accepted(before, revision, confirmed=True).finished.text


def test_a_rewrite_that_is_refused_leaves_the_letter_and_stays_in_the_record() -> None:
    before = letter()
    revision = revise(before, 1, "写短些", Says(lambda now: now.split("\n")[0]), OFFICE)
    after = refused(before, revision)
    assert after.finished == before.finished
    assert "人没有采用" in after.sections[0].attempts[-1].findings[-1]


def test_a_section_edited_meanwhile_is_not_overwritten() -> None:
    before = letter()
    revision = revise(before, 1, "语气缓和", Says(lambda now: now.replace("开展了", "已开展")), OFFICE)
    draft = before.finished
    edited = replace(draft, blocks=tuple(b for b in draft.blocks if b.ask != 1 or b.kind == "heading"))
    with pytest.raises(InputError, match="改写期间又改过"):
        accepted(replace(before, draft=edited), revision, confirmed=True)


@pytest.mark.parametrize("nothing", ["", "Sure! Here is the text.", "作为人工智能，我无法协助。"])
def test_a_model_that_writes_nothing_usable_changes_nothing(nothing: str) -> None:
    with pytest.raises(InputError, match="原文没有动"):
        revise(letter(), 1, "再具体些", Says(lambda _: nothing), OFFICE)


def test_no_wish_and_a_locked_section_are_refused() -> None:
    with pytest.raises(InputError, match="先写修改要求"):
        revise(letter(), 1, "  ", Says(str), OFFICE)
    locked = letter()
    locked = replace(locked, sections=tuple(replace(s, shared_with=("建议第0001号",)) for s in locked.sections))
    with pytest.raises(InputError, match="已锁定"):
        revise(locked, 1, "再具体些", Says(str), OFFICE)


def test_where_nobody_is_there_to_confirm_a_rewrite_that_changes_facts_is_not_taken() -> None:
    before = letter()
    same = Says(lambda now: now.replace("我厅开展了账款投诉专项督办。", "目前，我厅已开展账款投诉专项督办，逐件跟踪。"))
    after, [(revision, taken)] = wished(before, ["1=语气缓和一点"], same, OFFICE, None)
    assert taken
    assert "逐件跟踪" in after.finished.section(1)
    after, [(revision, taken)] = wished(
        before, ["1=写短些"], Says(lambda now: now.replace("⟦F2⟧", "一些")), OFFICE, None
    )
    assert not taken
    assert revision.changes
    assert after.finished == before.finished
    with pytest.raises(InputError, match="应写成"):
        wished(before, ["语气缓和一点"], same, OFFICE, None)


def test_the_wish_may_name_the_section() -> None:
    assert section_named("第二部分再具体些", 4) == 2
    assert section_named("第3条语气缓和一点", 4) == 3
    assert section_named("语气缓和一点", 4) is None
    assert section_named("第九部分再具体些", 4) is None


OLD = (
    "截至2025年底，云河市受理投诉128件，青岭市受理投诉96件。我厅按照《示例省账款投诉处理细则》（示工信规〔2025〕2号）要求，"
    "会同省财政厅督办，2026年9月底前公布。"
)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (OLD.replace("128件", "138件"), ["数字“128件”改成“138件”"]),
        (OLD.replace("128", "x").replace("96", "128").replace("x", "96"), ["数字“96件”换了", "数字“128件”换了"]),
        (OLD.replace("省财政厅", "省审计厅"), ["单位“省财政厅”改成“省审计厅”"]),
        (OLD.replace("会同省财政厅督办，", ""), ["去掉单位“省财政厅”"]),
        (OLD.replace("9月底前", "10月底前"), ["日期“2026年9月底前”改成“2026年10月底前”"]),
        (OLD.replace("2号", "3号"), ["文件“示工信规〔2025〕2号”改成“示工信规〔2025〕3号”"]),
        (OLD + "联系人李建国处长。", ["新增人名“李建国”"]),
        (OLD.replace("受理投诉", "共受理投诉").replace("要求，", "的规定，"), []),
        (f"{OLD}〔待补充：下一步打算和2026年的数据〕", []),
    ],
)  # fmt: skip
def test_facts_that_a_rewrite_adds_drops_or_swaps_are_told(new: str, told: list[str]) -> None:
    found = [c.told for c in changes(OLD, new)]
    assert len(found) == len(told), found
    for said, wanted in zip(found, told, strict=True):
        assert said.startswith(wanted), found
