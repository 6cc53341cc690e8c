"""A figure that stands for another matter is told, unless an equal one of the material says just what is written."""

from datetime import date

from assistant.drafting.model_writer import ModelWriter
from assistant.drafting.writer import Brief, Evidence, Section
from assistant.figures import FigureSheet
from assistant.model.connecting import open_chat_model
from assistant.proposal import Ask, Proposal
from assistant.settings import Settings
from knowledge_base import profiles
from knowledge_base.documents import Passage
from tests.scripted_model import Pieces, Request, ScriptedModel

OFFICE = profiles.load("省工业和信息化厅")
ASK = Ask("推广工业窑炉余热回收改造。", 0, 13, duty="own", core="推广工业窑炉余热回收改造")
PROPOSAL = Proposal("建议", text=ASK.text, title="关于余热回收的建议", pronoun="您", asks=(ASK,))
TEXT = "2025年举办节能培训12期。2025年完成工业窑炉余热回收改造12项，涉及企业9户。"
OURS = Passage(
    "/kb/a.txt", "示例省工业和信息化厅关于节能改造情况的通报", 0, len(TEXT), TEXT, number="示工信函〔2026〕3号",
    issuer=OFFICE.name, issued=date(2026, 2, 3), kind="report", place=OFFICE.place,
)  # fmt: skip
OTHER = "2025年受理余热回收咨询12项。"
NEAR = Passage(
    "/kb/b.txt", "示例省工业和信息化厅关于咨询服务情况的通报", 0, len(OTHER), OTHER, number="示工信函〔2026〕4号",
    issuer=OFFICE.name, issued=date(2026, 2, 3), kind="report", place=OFFICE.place,
)  # fmt: skip


def write(said: str) -> Section:
    def behaviour(request: Request) -> Pieces:
        yield said

    brief = Brief(1, ASK, PROPOSAL, OFFICE, "主办", Evidence((OURS,), near=(NEAR,)))
    with ScriptedModel(behaviour) as server:
        model = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="s"))
        return ModelWriter(model).write(brief, FigureSheet(), on_text=lambda _: None, stop=lambda: False)


def test_the_equal_figure_of_the_right_matter_is_taken(allowed_model: None) -> None:
    section = write("2025年，完成工业窑炉余热回收改造⟦F4⟧，涉及企业⟦F3⟧。")
    assert not [r for b in section.blocks for r in b.runs if r.kind == "unverified"]
    assert [c.source.document for c in section.citations] == ["/kb/a.txt"]
    assert "没有判定为切题" not in section.note


def test_a_figure_of_another_matter_without_an_equal_one_is_told(allowed_model: None) -> None:
    section = write("2025年，完成工业窑炉余热回收改造⟦F2⟧。其中举办节能培训⟦F3⟧。")
    assert "9户" in "".join(r.text for b in section.blocks for r in b.runs if r.kind == "unverified")
