"""Papers that retrieval puts first though nothing in them was found to bear on the ask: a model may look at them, and what
rests on them alone is told and never counts as answered."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.drafting.dossier import FILLED, compile_dossier, shown
from assistant.drafting.model_writer import ModelWriter, first_turn
from assistant.drafting.packing import pack, size
from assistant.drafting.writer import Brief, Contribution, Evidence, Section
from assistant.figures import FigureSheet, Source
from assistant.model.connecting import open_chat_model
from assistant.proposal import Ask, Proposal
from assistant.settings import Settings
from knowledge_base import profiles
from knowledge_base.documents import Passage
from tests.scripted_model import Pieces, Request, ScriptedModel

pytestmark = pytest.mark.usefixtures("allowed_model")

OFFICE = profiles.load("省工业和信息化厅")
ASK = Ask("在工业园区建设公共货车停车场。", 0, 15, duty="own", core="在工业园区建设公共货车停车场")
PROPOSAL = Proposal(
    "提案", text=f"关于缓解货车停车难的提案\n{ASK.text}", title="关于缓解货车停车难的提案", pronoun="您", asks=(ASK,)
)


def paper(name: str, text: str, *, own: bool = False) -> Passage:
    issuer, number = (OFFICE.name, "示工信发〔2026〕9号") if own else ("国务院办公厅", "国办发〔2025〕7号")
    return Passage(
        f"/kb/{name}.txt", name, 0, len(text), text, number=number, issuer=issuer, issued=date(2026, 1, 5),
        kind="report" if own else "policy", place=OFFICE.place if own else "",
    )  # fmt: skip


LOGISTICS = paper("关于推动物流降本增效的意见", "支持工业园区新建或者改造物流基础设施，对符合条件的给予投资补助。")
GUARANTEES = paper("关于发挥融资担保作用的意见", "支小支农担保金额占全部担保金额的比例不得低于80%。")
OURS = paper("示例省工业和信息化厅关于园区建设情况的通报", "2025年，全省工业园区建成物流配套项目37个。", own=True)
SURE = paper("货车停车场建设指引", "工业园区应当建设公共货车停车场。")


def brief(*near: Passage, usable: tuple[Passage, ...] = (), given: tuple[Contribution, ...] = ()) -> Brief:
    return Brief(1, ASK, PROPOSAL, OFFICE, "主办", Evidence(usable, near=near, contributions=given, searched="已检索"))


def write(said: str, b: Brief) -> tuple[Section, ScriptedModel]:
    def behaviour(request: Request) -> Pieces:
        yield from said

    with ScriptedModel(behaviour) as server:
        model = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="s"))
        section = ModelWriter(model).write(b, FigureSheet(), on_text=lambda _: None, stop=lambda: False)
    return section, server


def plain(section: Section) -> str:
    return "".join(r.text for b in section.blocks for r in b.runs if r.kind not in ("unverified", "missing"))


def marks(section: Section) -> list[str]:
    return [r.text for b in section.blocks for r in b.runs if r.kind == "unverified"]


def test_such_a_paper_is_shown_to_the_model_and_told_apart() -> None:
    dossier = compile_dossier(brief(LOGISTICS, usable=(SURE,)))
    heads = [line for line in dossier.basis.splitlines() if line.startswith("⟦C")]
    assert ["未必切题" in head for head in heads] == [False, True]
    assert LOGISTICS.text.partition("，")[0] not in dossier.known


def test_what_the_model_finds_in_it_stands_but_does_not_count_as_answered() -> None:
    section, _ = write("⟦C1⟧要求，支持工业园区新建或者改造物流基础设施。", brief(LOGISTICS))
    assert "支持工业园区新建或者改造物流基础设施" in plain(section)
    assert section.status == "open"
    assert "《关于推动物流降本增效的意见》没有判定为切题" in section.note
    assert "〔待补充" in section.blocks[-1].text


def test_nor_does_our_own_work_that_may_be_another_matter() -> None:
    section, _ = write("2025年，全省工业园区建成物流配套项目⟦F1⟧。", brief(OURS))
    assert "37个" in plain(section)
    assert section.status == "open"


def test_what_does_not_speak_of_the_ask_at_all_does_not_stand() -> None:
    section, _ = write("⟦C1⟧要求，支小支农担保金额占全部担保金额的比例不得低于⟦F1⟧。", brief(GUARANTEES))
    assert "担保" not in plain(section)


def test_only_a_paragraph_that_names_the_paper_may_rest_on_it() -> None:
    said = "支持工业园区新建或者改造物流基础设施，对符合条件的给予投资补助。"
    alone, _ = write(f"工业园区应当建设公共货车停车场。{said}", brief(LOGISTICS, usable=(SURE,)))
    assert any("投资补助" in m for m in marks(alone))
    cited, _ = write(f"工业园区应当建设公共货车停车场。按照⟦C2⟧，{said}", brief(LOGISTICS, usable=(SURE,)))
    assert not marks(cited)
    assert "没有判定为切题" in cited.note


def test_a_number_that_the_model_types_is_never_taken_for_a_figure_of_it() -> None:
    section, _ = write("2025年，全省工业园区建成物流配套项目37个。", brief(OURS, usable=(SURE,)))
    assert "37个" not in plain(section)


def test_a_model_that_finds_nothing_to_the_point_is_not_asked_again_and_no_fault_is_told() -> None:
    section, server = write("〔待补充：货车停车场的建设情况〕", brief(GUARANTEES, OURS))
    assert len(server.requests) == 1
    assert section.status == "open"
    assert "大模型看后没有用上" in section.note
    assert "没有写出" not in section.note


def test_they_only_fill_up_and_are_the_first_to_stay_behind() -> None:
    near = tuple(paper(f"意见{n}", f"园区配套事项{n}。" * 30) for n in range(6))
    assert shown(Evidence((SURE,), near=near)) == (SURE, *near[: FILLED - 1])
    assert shown(Evidence((SURE,) * 6, near=near)) == (SURE,) * 6
    whole = pack(brief(*near, usable=(SURE,)), 100_000, first_turn)
    fewer = pack(brief(*near, usable=(SURE,)), size(whole.messages) - 50, first_turn)
    assert fewer.brief.evidence.usable == (SURE,)
    assert len(fewer.brief.evidence.near) < FILLED - 1
    assert fewer.left_out == ""
    none = pack(brief(*near), 100, first_turn)
    assert none.brief.evidence.near == ()


def test_with_what_the_units_supplied_the_ask_counts_as_answered() -> None:
    given = Contribution(
        ASK.text, "2025年建成公共货车停车场4处。", "", "", "", "", Source("person", person="产业处"), ""
    )
    section, _ = write("2025年建成公共货车停车场⟦F2⟧。", brief(OURS, given=(given,)))
    assert "4处" in plain(section)
    assert section.status == "answered"


def test_a_section_keeps_the_citation_of_such_a_paper() -> None:
    section, _ = write("⟦C1⟧要求，支持工业园区新建或者改造物流基础设施。", brief(LOGISTICS))
    assert [c.source.document for c in section.citations] == [LOGISTICS.document]


def test_this_paper_means_the_one_cited_before_and_is_held_against_it() -> None:
    first = "⟦C1⟧要求，支持工业园区新建或者改造物流基础设施。"
    good, _ = write(f"{first}该意见还提出，对符合条件的给予投资补助。", brief(usable=(LOGISTICS,)))
    assert not marks(good)
    bad, _ = write(f"{first}该意见还提出，在工业园区建设公共货车停车场。", brief(usable=(LOGISTICS,)))
    assert any("货车停车场" in m for m in marks(bad))


def test_whose_duty_an_ask_is_may_be_said_but_not_what_that_organ_does() -> None:
    b = replace(brief(usable=(LOGISTICS,)), ask=replace(ASK, duty="outside", unit="省交通运输厅"))
    first = "⟦C1⟧要求，支持工业园区新建或者改造物流基础设施。"
    good, _ = write(f"{first}公共货车停车场建设由省交通运输厅负责。", b)
    assert not marks(good)
    for lie in (
        "省交通运输厅已建设公共货车停车场。",
        "公共货车停车场由省交通运输厅负责建成。",
        "交通运输部门已建设公共货车停车场。",
    ):
        bad, _ = write(first + lie, b)
        assert marks(bad), lie
