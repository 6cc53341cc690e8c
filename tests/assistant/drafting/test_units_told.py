"""What the 处室 gave: it stands in the model's section, is not lost in a second attempt, and what is left out is told."""

from collections.abc import Iterator, Sequence

import pytest

from assistant.drafting import novelty
from assistant.drafting.assertions import Ground, doubts
from assistant.drafting.model_writer import ModelWriter
from assistant.drafting.placing import place, stays
from assistant.drafting.progress import flipped, told
from assistant.drafting.writer import Brief, Contribution, Evidence, Section
from assistant.figures import FigureSheet, Source
from assistant.model import Message, Stop, Stream
from assistant.numerals import find_numbers
from assistant.proposal import Ask, Proposal
from knowledge_base.profiles import load

OFFICE = load("省工业和信息化厅")
ASK = Ask("建设工业园区公共充电站，方便货车充电。", 0, 19, duty="own", core="建设工业园区公共充电站")
ROW = Contribution(
    ask=ASK.text, situation="全省工业园区建成公共充电站57座，充电枪640支", done="2025年组织园区充电设施检查，整改隐患23处",
    next="再建公共充电站12座，每座配休息室", promise="", due="2026年10月底前", figures_as_of="2026年3月31日",
    source=Source("person", document="表.xlsx", person="运行处"),
)  # fmt: skip


class Says:
    """One text after another, {…} replaced by the token that shows it."""

    name, room = "says", 100_000

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:  # the protocol's signature
        text = self.texts.pop(0)
        asked = next(m.text for m in messages if m.role == "user")
        for row in asked.split("\n"):
            if row.startswith("⟦F") and row.count("｜") == 3:
                id, _, shown, _ = row.split("｜")
                text = text.replace(f"{{{shown}}}", id)

        def read(stream: Stream) -> Iterator[str]:
            yield text
            stream.state = "complete"

        return Stream(read)


def written(*texts: str) -> tuple[str, Section]:
    proposal = Proposal("建议", text=ASK.text, title="关于园区充电设施的建议", pronoun="您", asks=(ASK,))
    brief = Brief(1, ASK, proposal, OFFICE, "主办", Evidence(contributions=(ROW,)))
    section = ModelWriter(Says(*texts)).write(brief, FigureSheet(), on_text=lambda _: None, stop=lambda: False)
    return "\n".join(b.text for b in section.blocks[1:]), section


WHOLE = (
    "公共充电站已经建成一批。截至2026年3月31日，全省工业园区建成公共充电站{57座}，充电枪{640支}。"
    "2025年，我厅组织园区充电设施检查，整改隐患{23处}。下一步，再建公共充电站{12座}，每座配休息室，2026年10月底前完成。"
)


def test_a_section_with_all_that_was_given_says_nothing_of_it() -> None:
    text, section = written(WHOLE)
    assert "〔" not in text
    assert "没有写入" not in section.note


def test_what_was_given_and_not_written_is_told() -> None:
    _, section = written("公共充电站已经建成一批。截至2026年3月31日，全省工业园区建成公共充电站{57座}，充电枪{640支}。")
    assert "“整改隐患23处”" in section.note
    assert "“再建公共充电站12座”" in section.note
    assert "完成时限：2026年10月底前" in section.note
    assert "57座" not in section.note


def test_a_second_attempt_that_loses_the_units_figures_is_not_taken() -> None:
    text, section = written(f"{WHOLE}充电费用由园区减半收取。", "公共充电站已经建成一批。")
    assert "57座" in text
    assert "重写" not in section.note
    assert "〔待核实：充电费用由园区减半收取〕" in text


def test_a_second_attempt_that_keeps_them_is() -> None:
    text, section = written(f"{WHOLE}充电费用由园区减半收取。", WHOLE)
    assert "57座" in text
    assert "减半" not in text
    assert "重写" in section.note


KNOWN = (
    "2026年3月31日；2个市（州）充电站不足5座；对充电站不足5座的市（州）发函；由市县两级转报改为省级直接受理；"
    "检查的隐患均已整改；省能源局核定充电站用电容量"
)


def ground(known: str = KNOWN, asked: str = "建设公共充电站") -> Ground:
    return Ground(OFFICE, known, known, asked, told(known, supplied=True))


@pytest.mark.parametrize(
    "true",
    [
        "由市县两级转报改为省级直接受理。",
        "还有两个市（州）的充电站不足。",
        "检查的隐患均已整改。",
        "省能源局核定了充电站用电容量。",
    ],
)
def test_what_the_units_say_stands(true: str) -> None:
    assert list(doubts(true, ground(), later=True)) == []


@pytest.mark.parametrize(
    "lie",
    [
        "充电站用电容量均已增加。",
        "充电站不足的市（州）一律发函整改。",
        "省能源局直接受理充电站隐患整改。",
        "充电站由企业自行检测。",
        "检查的隐患向社会公示。",
    ],
)
def test_a_small_lie_after_a_true_sentence_does_not(lie: str) -> None:
    assert list(doubts(lie, ground(), later=True))


def test_a_plan_for_what_is_already_open_is_no_work_done() -> None:
    material = told("下一步，对已开放的平台公布服务目录和收费标准；派员上门指导", supplied=True)
    assert flipped("平台的服务目录和收费标准已经公布。", material)
    assert flipped("已派员到归集率低的市上门指导。", material)
    assert not flipped("平台将公布服务目录和收费标准。", material)


def test_a_number_that_only_names_what_is_planned_for_is_planned() -> None:
    text = "对这4项，我厅将提前发布预通知。"
    assert place(text, 2, 4, unit="项").planned
    assert not place("这4项已经办结，我厅将继续跟踪。", 1, 3, unit="项").planned


def test_what_stays_undone_is_so_now() -> None:
    assert stays(place("另外2个平台因生产线涉密，暂不对外开放", 2, 4, unit="个"))
    assert not stays(place("再建2个平台；其余暂不开放", 2, 4, unit="个"))


def test_a_count_of_what_was_asked_needs_no_source() -> None:
    [count] = [n for n in find_numbers("贵委提出的三项要求") if n.text == "三项"]
    assert not count.needs_source
    assert any(n.needs_source for n in find_numbers("新增的三项补贴"))


def test_every_one_may_be_said_where_the_material_says_it() -> None:
    assert novelty.every("问题均已整改", "发现问题3批次，全部整改") == ""
    assert novelty.every("问题均已整改", "发现问题3批次，正在整改")
    assert novelty.every("人均收入增长", "收入增长") == ""
